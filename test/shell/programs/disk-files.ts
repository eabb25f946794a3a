// The disk as the programs see it, below a folder of the test's own.
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TE } from '../../../src/core/fp.js';
import { problem } from '../../../src/core/model/problem.js';
import type { Files } from '../../../src/shell/ports.js';

/** Files of the disk; relative paths start at `folder`, as they do at a process's own. */
export const filesIn = (folder: string): Files => ({
  readText: (path) =>
    TE.tryCatch(
      () => readFile(resolve(folder, path), 'utf8'),
      () => [problem('FileUnreadable', { file: path })],
    ),
  readBytes: (path) =>
    TE.tryCatch(
      () => readFile(resolve(folder, path)),
      () => [problem('FileUnreadable', { file: path })],
    ),
  exists: (path) =>
    access(resolve(folder, path)).then(
      () => true,
      () => false,
    ),
  isFolder: (path) =>
    stat(resolve(folder, path)).then(
      (found) => found.isDirectory(),
      () => false,
    ),
  list: (path) => readdir(resolve(folder, path)).then((names) => names.sort()),
});
