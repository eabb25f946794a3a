// Marked copies onto the disk: made by another process, written beside their place and moved in whole.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { E } from '../../core/fp.js';
import { type Problem, problem } from '../../core/model/problem.js';
import { makeFolder } from '../disk/make-folder.js';
import type { MarkedCopy, WriteMarked } from '../ports.js';
import { askMarkingProcess, type MarkingLimits } from './marking-process.js';

export const writeMarked: WriteMarked = (path, copy) => async () => {
  const bytes = await bytesOf(copy);
  const folder = dirname(path);
  try {
    makeFolder(folder);
    // Written beside its place and moved in whole.
    const draft = mkdtempSync(join(folder, '.marked-'));
    try {
      const file = join(draft, basename(path));
      writeFileSync(file, bytes);
      renameSync(file, path);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    return E.right(undefined);
  } catch (cause) {
    return E.left([diskProblem(cause, path)]);
  }
};

const diskProblem = (cause: unknown, path: string): Problem => {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  if (code === null) throw cause;
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return problem('DiskFull', { path });
  return problem('FolderUnwritable', { folder: path, cause: code });
};

/**
 * What cannot be made again within the limits is sent as plain texts rather than not at all, and where those are too many the list
 * stands alone.
 */
export const bytesOf = async (copy: MarkedCopy, limits?: MarkingLimits, entry?: string): Promise<Uint8Array> => {
  const { workbook, list } = copy;
  const own = workbook === null ? null : await askMarkingProcess({ ...copy, sheets: [] }, limits, entry);
  if (own !== null) return own;
  const plain = await askMarkingProcess({ ...copy, workbook: null }, limits, entry);
  if (plain !== null) return plain;
  const rows = list.rows.map(({ cells }) => ({ cells, cell: null }));
  // Few cells: these may be made here.
  const { markedBytes } = await import('./marked-bytes.js');
  return markedBytes({ workbook: null, sheets: [], marks: [], list: { ...list, rows } });
};
