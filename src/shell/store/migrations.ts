// Brings a database to the schema of this program: all steps in one transaction, after a backup that tells the old version.
import type { Connection } from './connection.js';
import { applicationId, migrations } from './schema.js';
import { seal } from './seal.js';

/** Whose file it is, and the steps that bring it to its version, which is their number. */
export interface Schema {
  readonly applicationId: number;
  readonly steps: ReadonlyArray<string>;
}

/** Of the database of units, values and grades. */
export const mainSchema: Schema = { applicationId, steps: migrations };

/**
 * `keepOld` copies what is committed so far; it runs inside the lock, so nobody can write between copy and step.
 * A step may rebuild tables: foreign keys are off while it runs, and what it leaves is checked before it counts.
 * Throws what SQLite throws, and what `keepOld` throws; the database is then as it was.
 */
export const migrate = async (
  db: Connection,
  keepOld: (version: number) => Promise<void>,
  schema: Schema = mainSchema,
): Promise<void> => {
  db.pragma('foreign_keys = OFF');
  db.exec('BEGIN IMMEDIATE');
  try {
    // Asked inside the lock: another process may have come first.
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version < schema.steps.length) {
      if (version > 0) await keepOld(version);
      takeSteps(db, version, schema);
    }
    db.exec('COMMIT');
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
    db.pragma('foreign_keys = ON');
  }
};

/** Inside a transaction, foreign keys off. */
export const takeSteps = (
  db: Connection,
  version: number,
  { applicationId: owner, steps }: Schema = mainSchema,
): void => {
  for (const step of steps.slice(version)) db.exec(step);
  const lost = db.pragma('foreign_key_check');
  if (Array.isArray(lost) && lost.length > 0) throw new Error(`a step of the schema breaks ${lost.length} references`);
  db.pragma(`application_id = ${owner}`);
  db.pragma(`user_version = ${steps.length}`);
  seal(db);
};
