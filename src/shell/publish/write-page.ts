// One page into a file of its own, outside any edition: written beside its place and moved in whole.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { E } from '../../core/fp.js';
import { makeFolder } from '../disk/make-folder.js';
import type { WritePage } from '../ports.js';
import { diskProblem } from './disk-problem.js';

export const writePage: WritePage = (path, html) => async () => {
  const folder = dirname(path);
  try {
    makeFolder(folder);
    const draft = mkdtempSync(join(folder, '.page-'));
    try {
      const file = join(draft, basename(path));
      writeFileSync(file, html);
      renameSync(file, path);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    return E.right(undefined);
  } catch (cause) {
    return E.left([diskProblem(cause, path)]);
  }
};
