// What SQLite and the file system say when they cannot, as problems a person can act on.
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Problem, problem } from '../../core/model/problem.js';

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const noRoom = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** `action` is a word of the words files: open, read, write. */
export const storeFault = (path: string, action: string, error: unknown): Problem => {
  const code = codeOf(error);
  const at = { file: path };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return problem('DatabaseLocked', { path }, at);
  if (code === 'SQLITE_FULL' || noRoom.includes(code) || (code.startsWith('SQLITE_IOERR') && isFull(path)))
    return problem('DiskFull', { path }, at);
  if (code === 'SQLITE_NOTADB') return problem('DatabaseForeign', { path }, at);
  if (code.startsWith('SQLITE_CORRUPT')) return problem('DatabaseCorrupt', { path }, at);
  if (code.startsWith('SQLITE_READONLY') && existsSync(path))
    return problem('DatabaseUnwritable', { path, cause: code }, at);
  const noAccess = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR'].includes(code);
  if (noAccess || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return problem('FolderUnwritable', { folder: dirname(path), cause: code }, at);
  }
  const reason = error instanceof Error ? `${code} ${error.message}`.trim() : String(error);
  return problem('StoreFailed', { action, path, reason }, at);
};

/** So much more is tried than the files have now: a database grows by more than a page. */
const step = 1 << 20;

/**
 * SQLite tells a full disk from other faults of writing, but not a quota or a limit on the size of files: a small file
 * beside the database, with a last byte as far out as its own, finds out.
 */
const isFull = (path: string): boolean => {
  const sizes = ['', '-wal', '-journal'].map((end) => statSync(path + end, { throwIfNoEntry: false })?.size ?? 0);
  const probe = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = openSync(probe, 'wx');
    try {
      writeSync(file, Buffer.alloc(1 << 16));
      writeSync(file, '.', Math.max(...sizes) + step);
    } finally {
      closeSync(file);
    }
    return false;
  } catch (error) {
    return noRoom.includes(codeOf(error));
  } finally {
    rmSync(probe, { force: true });
  }
};
