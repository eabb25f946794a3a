// The files of one edition on their way: each is written through to the disk and its hash noted before the manifest names it.
import { constants } from 'node:fs';
import { copyFile, link, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { E } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';
import { makeFolder } from '../disk/make-folder.js';
import type { EditionDraft, EditionFacts, Manifest } from '../ports.js';
import { diskProblem } from './disk-problem.js';
import type { Lock } from './lock.js';
import { manifestAsText, manifestName, readManifest, sha256 } from './manifest.js';
import { isSafeName } from './safe-name.js';
import { swapIn } from './swap.js';

/** `partial` is an empty folder of ours, `folder` the place it will take; the lock is given back in the end. */
export const draftIn = async (partial: string, folder: string, lock: Lock): Promise<EditionDraft> => {
  const before = await readManifest(folder);
  const files = new Map<string, string>();
  const folders = new Set([partial]);
  let over = false;

  const place = async (path: string): Promise<string> => {
    if (!path.split('/').every(isSafeName)) throw new Error(`not a path inside an edition: ${path}`);
    if (files.has(path)) throw new Error(`written twice: ${path}`);
    const target = join(partial, ...path.split('/'));
    if (!folders.has(dirname(target))) {
      makeFolder(dirname(target));
      for (let each = dirname(target); !folders.has(each); each = dirname(each)) folders.add(each);
    }
    return target;
  };

  const attempt = async <A>(path: string, work: () => Promise<A>): Promise<E.Either<Problems, A>> => {
    try {
      return E.right(await work());
    } catch (cause) {
      return E.left([diskProblem(cause, path)]);
    }
  };

  return {
    folder,
    before,
    write: (path, content) => () =>
      attempt(join(folder, path), async () => {
        await writeThrough(await place(path), content);
        files.set(path, sha256(content));
      }),
    keep: (path) => () =>
      attempt(join(folder, path), async () => {
        const known = before?.files[path];
        const source = join(folder, ...path.split('/'));
        const bytes = known === undefined ? null : await readFile(source).catch(() => null);
        if (known === undefined || bytes === null || sha256(bytes) !== known) return false;
        const target = await place(path);
        // The same file under a second name: nothing to copy. It is on the disk already.
        await link(source, target).catch(() => copyFile(source, target, constants.COPYFILE_FICLONE));
        files.set(path, known);
        return true;
      }),
    finish: (facts) => async () => {
      const manifest = manifestOf(facts, files);
      const finished = await attempt(folder, async () => {
        await writeThrough(join(partial, manifestName), manifestAsText(manifest));
        for (const each of folders) await flushFolder(each);
        if (!(await lock.held())) return false;
        await swapIn(partial, folder);
        await flushFolder(dirname(folder));
        return true;
      });
      if (E.isLeft(finished)) return finished;
      over = true;
      await lock.release();
      if (finished.right) return E.right(manifest);
      await rm(partial, { recursive: true, force: true });
      return E.left([problem('OutputBusy', { folder, pid: 0, host: '', lock: '' })]);
    },
    abandon: async () => {
      if (over) return;
      over = true;
      await rm(partial, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
      await lock.release();
    },
  };
};

const manifestOf = (facts: EditionFacts, files: ReadonlyMap<string, string>): Manifest => ({
  ...facts,
  files: Object.fromEntries(files),
});

/** Comes back when the bytes are on the disk and not only on their way to it. */
const writeThrough = async (path: string, content: string | Uint8Array): Promise<void> => {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** The names in a folder are written through as well; Windows has no such call and needs none. */
const flushFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r').catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
};
