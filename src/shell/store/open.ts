// Opens a database file, or says in one word why not: not ours, too new, damaged, locked, or out of reach.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { type Problem, problem } from '../../core/model/problem.js';
import { makeFolder } from '../disk/make-folder.js';
import { applicationId, migrations, schemaVersion } from './schema.js';

/** How long a call waits for another one that is writing. */
const busyTimeoutMs = 10_000;

export type Connection = BetterSqlite3.Database;

/** The addon is loaded only when a database is wanted: `lsg --help` stays quick. Throws what SQLite and the file system throw. */
export const connect = async (path: string, how: 'read' | 'write'): Promise<Connection | Problem> => {
  const at = { file: path };
  const size = existsSync(path) ? statSync(path).size : -1;
  if (size >= 0 && statSync(path).isDirectory()) return problem('DatabaseForeign', { path }, at);
  if (how === 'read' && size <= 0) return problem('DatabaseMissing', { path }, at);
  if (size > 0 && !hasSqliteHeader(path)) return problem('DatabaseForeign', { path }, at);

  const { default: Database } = await import('better-sqlite3');
  if (how === 'write') makeFolder(dirname(path));
  const db = new Database(path, { readonly: how === 'read', fileMustExist: how === 'read', timeout: busyTimeoutMs });
  try {
    const found = judge(db, path);
    if (typeof found !== 'number') {
      db.close();
      return found;
    }
    if (how === 'read' && found < schemaVersion) {
      db.close();
      if (found === 0) return problem('DatabaseMissing', { path }, at);
      // An older database is brought up to date before it is read.
      const newer = await connect(path, 'write');
      if ('code' in newer) return newer;
      newer.close();
      return connect(path, 'read');
    }
    if (how === 'write') prepareForWriting(db);
    db.pragma('foreign_keys = ON');
    if (db.pragma('foreign_keys', { simple: true }) !== 1) throw new Error('foreign keys are off');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

const hasSqliteHeader = (path: string): boolean => {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(16);
    return readSync(file, head, 0, 16, 0) === 16 && head.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(file);
  }
};

/** The version of the schema, 0 for a database that holds nothing yet. */
const judge = (db: Connection, path: string): number | Problem => {
  const at = { file: path };
  const owner = Number(db.pragma('application_id', { simple: true }));
  const version = Number(db.pragma('user_version', { simple: true }));
  if (owner === 0 && version === 0) {
    const tables = db.prepare<[], { readonly n: number }>('SELECT count(*) AS n FROM sqlite_schema').get();
    return tables?.n === 0 ? 0 : problem('DatabaseForeign', { path }, at);
  }
  if (owner !== applicationId) return problem('DatabaseForeign', { path }, at);
  if (version > schemaVersion) {
    return problem('DatabaseNewer', { path, found: version, known: schemaVersion }, at);
  }
  const sound = db.pragma('quick_check(1)', { simple: true });
  return sound === 'ok' ? version : problem('DatabaseCorrupt', { path }, at);
};

/** WAL: readers see one commit while another is made. FULL: what was reported as done survives a power cut. */
const prepareForWriting = (db: Connection): void => {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('trusted_schema = OFF');
  const migrate = db.transaction(() => {
    // Asked again inside the transaction: another process may have come first.
    const version = Number(db.pragma('user_version', { simple: true }));
    for (let next = version; next < migrations.length; next++) db.exec(migrations[next]!);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${schemaVersion}`);
  });
  if (Number(db.pragma('user_version', { simple: true })) < schemaVersion) migrate.immediate();
};
