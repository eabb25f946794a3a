// Turns what the file system refuses into a problem a person can act on.
import { type Problem, problem } from '../../core/model/problem.js';

/** DiskFull where there is no room, FolderUnwritable for every other refusal; what is no refusal of the system is thrown again as the bug it is. */
export const diskProblem = (cause: unknown, path: string): Problem => {
  const code = errnoOf(cause);
  if (code === null) throw cause;
  if (noRoom.has(code)) return problem('DiskFull', { path });
  return problem('FolderUnwritable', { folder: path, cause: code });
};

/** EFBIG: a limit on the size of files, set for the account or by the file system. */
const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The system's name of an error, such as ENOENT; null where it is none of the system's. */
export const errnoOf = (cause: unknown): string | null =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^E[A-Z0-9]+$/.test(cause.code)
    ? cause.code
    : null;
