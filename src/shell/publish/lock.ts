// One run at a time on one folder: a lock file that names its holder and that a dead holder cannot keep.
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { E, type TE } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { RunningProcess } from '../ports.js';
import { diskProblem, errnoOf } from './disk-problem.js';
import { type Holder, holderAsText, holderOf, mayRun, readHolder } from './holder.js';

export interface Lock {
  /** Whether it is still ours: a person may have deleted the file. */
  readonly held: () => Promise<boolean>;
  readonly release: () => Promise<void>;
}

/** Left: OutputBusy where a run that may still be going on holds it. */
export const takeLock =
  (path: string, folder: string, self: RunningProcess): TE.TaskEither<Problems, Lock> =>
  async () => {
    const mark = randomBytes(6).toString('hex');
    const own = `${holderAsText(holderOf(self)).trimEnd()} ${mark}\n`;
    try {
      // A dead holder's file is taken away once; a second look finds either nobody or another run that was faster.
      for (let look = 0; look < 2; look++) {
        if (await create(path, own, mark)) return E.right(lockAt(path, own));
        const text = await readFile(path, 'utf8').catch(() => null);
        const holder = text === null ? null : holderIn(text);
        if (holder !== null && mayRun(holder, self)) return E.left([busy(path, folder, holder)]);
        if (text !== null) await takeAway(path, text, mark);
      }
      return E.left([problem('OutputBusy', { folder, pid: 0, host: '', lock: path })]);
    } catch (cause) {
      return E.left([diskProblem(cause, folder)]);
    }
  };

const lockAt = (path: string, own: string): Lock => {
  const held = async (): Promise<boolean> => (await readFile(path, 'utf8').catch(() => null)) === own;
  return {
    held,
    release: async () => {
      if (await held()) await rm(path, { force: true }).catch(() => undefined);
    },
  };
};

const holderIn = (text: string): Holder | null => readHolder(text.slice(0, text.lastIndexOf('}') + 1));

const busy = (lock: string, folder: string, holder: Holder) =>
  problem('OutputBusy', { folder, pid: holder.pid, host: holder.host, lock });

/** The file comes into being with its text in it, so that nobody ever reads half a holder; false where it is there already. */
const create = async (path: string, own: string, mark: string): Promise<boolean> => {
  const prepared = `${path}.${mark}`;
  await writeFile(prepared, own, { flag: 'wx' });
  try {
    await link(prepared, path);
    return true;
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') return false;
    // File systems without hard links (memory sticks, some network drives).
    return await writeFile(path, own, { flag: 'wx' }).then(
      () => true,
      (second) => {
        if (errnoOf(second) === 'EEXIST') return false;
        throw second;
      },
    );
  } finally {
    await rm(prepared, { force: true });
  }
};

/** Removes the lock that was read, and not one that another run has put in its place in the meantime. */
const takeAway = async (path: string, text: string, mark: string): Promise<void> => {
  const aside = `${path}.${mark}.stale`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return;
    throw cause;
  }
  if ((await readFile(aside, 'utf8')) !== text) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
};
