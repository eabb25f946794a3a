// What SQLite and the file system say when they cannot, as problems a person can act on.
import { type Problem, problem } from '../../core/model/problem.js';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** `action` is a word of the words files: open, read, write. */
export const storeFault = (path: string, action: string, error: unknown): Problem => {
  const code = codeOf(error);
  const at = { file: path };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return problem('DatabaseLocked', { path }, at);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return problem('DiskFull', { path }, at);
  if (code === 'SQLITE_NOTADB') return problem('DatabaseForeign', { path }, at);
  if (code.startsWith('SQLITE_CORRUPT')) return problem('DatabaseCorrupt', { path }, at);
  const noAccess = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR'].includes(code);
  if (noAccess || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return problem('FolderUnwritable', { folder: path, cause: code }, at);
  }
  const reason = error instanceof Error ? `${code} ${error.message}`.trim() : String(error);
  return problem('StoreFailed', { action, path, reason }, at);
};
