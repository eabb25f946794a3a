// Brings a database to the schema of this program: all steps in one transaction, after a backup that tells the old version.
import type { Connection } from './connection.js';
import { applicationId, migrations, schemaVersion } from './schema.js';
import { seal } from './seal.js';

/**
 * `keepOld` copies what is committed so far; it runs inside the lock, so nobody can write between copy and step.
 * A step may rebuild tables: foreign keys are off while it runs, and what it leaves is checked before it counts.
 * Throws what SQLite throws, and what `keepOld` throws; the database is then as it was.
 */
export const migrate = async (db: Connection, keepOld: (version: number) => Promise<void>): Promise<void> => {
  db.pragma('foreign_keys = OFF');
  db.exec('BEGIN IMMEDIATE');
  try {
    // Asked inside the lock: another process may have come first.
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version < schemaVersion) {
      if (version > 0) await keepOld(version);
      takeSteps(db, version);
    }
    db.exec('COMMIT');
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
    db.pragma('foreign_keys = ON');
  }
};

/** Inside a transaction, foreign keys off. */
export const takeSteps = (db: Connection, version: number): void => {
  for (const step of migrations.slice(version)) db.exec(step);
  const lost = db.pragma('foreign_key_check');
  if (Array.isArray(lost) && lost.length > 0) throw new Error(`a step of the schema breaks ${lost.length} references`);
  db.pragma(`application_id = ${applicationId}`);
  db.pragma(`user_version = ${schemaVersion}`);
  seal(db);
};
