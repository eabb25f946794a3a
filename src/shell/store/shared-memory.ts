// What is done where a database in WAL mode lies on a drive whose memory cannot be shared between processes.
import { codeOf } from './faults.js';

/** The same code also stands for a file that cannot be opened for other reasons: then the remedy fails as well. */
export const isSharedMemoryFault = (error: unknown): boolean =>
  /^SQLITE_(CANTOPEN|IOERR_SHM\w*|PROTOCOL|READONLY_CANTINIT|READONLY_RECOVERY|READONLY_DIRECTORY)$/.test(
    codeOf(error),
  );

/** Brings the log home and goes back to a rollback journal, alone with the file; false where that cannot be done. */
export const withoutSharedMemory = async (path: string): Promise<boolean> => {
  const { default: Database } = await import('better-sqlite3');
  try {
    const db = new Database(path, { fileMustExist: true, timeout: 1000 });
    try {
      // Before anything is read: a log opened alone needs no memory.
      db.pragma('locking_mode = EXCLUSIVE');
      return db.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
};
