// Makes a database anew beside its place and moves it there when it is whole; a failure leaves the one before it untouched.
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { E, type TE } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import { makeFolder } from '../disk/make-folder.js';
import { besides, draftName, removeWhole } from './checked-copy.js';
import { storeFault } from './faults.js';

/** `fill` makes the database at the path it is given and closes it. */
export const replaceDatabase =
  <A>(path: string, fill: (draft: string) => TE.TaskEither<Problems, A>): TE.TaskEither<Problems, A> =>
  async () => {
    const draft = draftName(path);
    try {
      makeFolder(dirname(path));
    } catch (error) {
      return E.left([storeFault(path, 'write', error)]);
    }
    try {
      const filled = await fill(draft)();
      if (E.isLeft(filled)) return filled;
      // A log left by a killed process belongs to the old database; the new one must never be read together with it.
      for (const rest of besides(path)) await rm(rest, { force: true });
      await rename(draft, path);
      return filled;
    } catch (error) {
      return E.left([storeFault(path, 'write', error)]);
    } finally {
      removeWhole(draft);
    }
  };
