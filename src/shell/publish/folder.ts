// An edition's folder comes into being whole: built beside its place under another name, then swapped in by renames.
// Whatever happens before the swap, the edition that stood there stands there still.
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { E } from '../../core/fp.js';
import { type Problem, type Problems, problem } from '../../core/model/problem.js';
import { makeFolder } from '../disk/make-folder.js';
import type { EditionDraft, Editions, RunningProcess } from '../ports.js';
import { diskProblem, errnoOf } from './disk-problem.js';
import { draftIn } from './draft.js';
import { takeLock } from './lock.js';
import { manifestName } from './manifest.js';
import { isSafeName } from './safe-name.js';
import { mendInterrupted, partialName } from './swap.js';

/** Editions in folders `<root>/<index>/<name>`. Another run on the same edition is refused until this one has finished or abandoned. */
export const editionFolders = (self: RunningProcess): Editions => ({
  open: (root, index, name) => () => openEdition(root, index, name, self),
});

const openEdition = async (
  root: string,
  index: string,
  name: string,
  self: RunningProcess,
): Promise<E.Either<Problems, EditionDraft>> => {
  for (const part of [index, name]) if (!isSafeName(part)) return E.left([problem('NameUnsafe', { name: part })]);
  const shelf = resolve(root, index);
  const folder = join(shelf, name);
  for (const each of [resolve(root), shelf, folder]) {
    const refused = await refusedLink(each);
    if (refused !== null) return E.left([refused]);
  }
  try {
    makeFolder(shelf);
  } catch (cause) {
    return E.left([diskProblem(cause, shelf)]);
  }
  const lock = await takeLock(join(shelf, `.${name}.lock`), folder, self)();
  if (E.isLeft(lock)) return lock;
  try {
    await mendInterrupted(shelf, name);
    if (await isForeign(folder)) {
      await lock.right.release();
      return E.left([problem('OutputForeign', { folder })]);
    }
    const partial = join(shelf, partialName(name, randomBytes(4).toString('hex')));
    await mkdir(partial);
    return E.right(await draftIn(partial, folder, lock.right));
  } catch (cause) {
    await lock.right.release();
    return E.left([diskProblem(cause, folder)]);
  }
};

/** A folder with files and no manifest is somebody else's: replacing it would delete their work. */
const isForeign = async (folder: string): Promise<boolean> => {
  const names: ReadonlyArray<string> = await readdir(folder).catch((cause) => {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw cause;
  });
  return names.length > 0 && !names.includes(manifestName);
};

/** Through a link the swap would put an edition, and delete one, somewhere else than it says. */
const refusedLink = async (folder: string): Promise<Problem | null> => {
  const found = await lstat(folder).catch(() => null);
  return found?.isSymbolicLink() ? problem('OutputIsLink', { folder }) : null;
};
