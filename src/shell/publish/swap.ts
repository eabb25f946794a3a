// Puts a finished folder in the place of an older one, and clears up where a killed run has left that half done.
import { renameSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from './disk-problem.js';

const partialEnd = '.partial';
const oldEnd = '.old';

/** The folder in which the edition `name` is built, beside the place it will take; `mark` is eight hexadecimal digits. */
export const partialName = (name: string, mark: string): string => `.${name}.${mark}${partialEnd}`;

/**
 * Puts `partial` in the place of `folder`. Between the two renames there is no edition for an instant: they follow on each
 * other at once, and `mendInterrupted` undoes the first where the second never came.
 */
export const swapIn = async (partial: string, folder: string): Promise<void> => {
  const old = partial.slice(0, -partialEnd.length) + oldEnd;
  const hadOne = await renamePatiently(folder, old).then(
    () => true,
    (cause) => {
      if (errnoOf(cause) === 'ENOENT') return false;
      throw cause;
    },
  );
  try {
    await renamePatiently(partial, folder);
  } catch (cause) {
    if (hadOne) renameSync(old, folder);
    throw cause;
  }
  // What cannot be removed now (a file open in a viewer) is removed at the start of the next run.
  await rm(old, { recursive: true, force: true }).catch(() => undefined);
};

/** Windows refuses to rename a folder while a scanner or a viewer has a file of it open, often for a moment only. */
const renamePatiently = async (from: string, to: string): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      // Not left to the event loop: the two renames of a swap follow on each other within microseconds.
      return renameSync(from, to);
    } catch (cause) {
      const passing = ['EPERM', 'EBUSY', 'EACCES'].includes(errnoOf(cause) ?? '');
      if (!passing || attempt === 5) throw cause;
      await new Promise((next) => setTimeout(next, 50 * attempt));
    }
  }
};

/** Clears up after a run that was killed; only the holder of the lock does this, so nothing here is in use. */
export const mendInterrupted = async (shelf: string, name: string): Promise<void> => {
  const names = await readdir(shelf);
  const leftBy = (end: string): ReadonlyArray<string> =>
    names.filter((each) => each.startsWith(`.${name}.`) && each.endsWith(end) && isOurMark(each, name, end));
  const old = leftBy(oldEnd);
  if (old.length > 0 && !names.includes(name)) await rename(join(shelf, old[0]!), join(shelf, name));
  for (const each of [...leftBy(partialEnd), ...old]) await rm(join(shelf, each), { recursive: true, force: true });
};

const isOurMark = (each: string, name: string, end: string): boolean =>
  /^[0-9a-f]{8}$/.test(each.slice(name.length + 2, -end.length));
