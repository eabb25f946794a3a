// Opens a database file, or says in one word why not: not ours, too new, damaged, locked, or out of reach.
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Problem, problem } from '../../core/model/problem.js';
import { makeFolder } from '../disk/make-folder.js';
import { addon } from './addon.js';
import type { Connection } from './connection.js';
import { codeOf } from './faults.js';
import { keepOldVersion } from './keep-old-version.js';
import { mainSchema, migrate, type Schema } from './migrations.js';
import { sealState } from './seal.js';
import { isSharedMemoryFault, withoutSharedMemory } from './shared-memory.js';

/** How long a call waits for another one that is writing. */
export const busyTimeoutMs = 10_000;

export type { Connection };

/** The addon is loaded only when a database is wanted: `lsg --help` stays quick. Throws what SQLite and the file system throw. */
export const connect = async (
  path: string,
  how: 'read' | 'write',
  schema: Schema = mainSchema,
): Promise<Connection | Problem> => {
  const schemaVersion = schema.steps.length;
  const at = { file: path };
  const size = existsSync(path) ? statSync(path).size : -1;
  if (size >= 0 && statSync(path).isDirectory()) return problem('DatabaseForeign', { path }, at);
  if (how === 'read' && size <= 0) return problem('DatabaseMissing', { path }, at);
  if (how === 'write') makeFolder(dirname(path));

  const opened = await openSound(path, how, schema);
  if ('code' in opened) return opened;
  const { version } = opened;
  let { db } = opened;
  try {
    if (how === 'read' && version < schemaVersion) {
      db.close();
      if (version === 0) return problem('DatabaseMissing', { path }, at);
      // An older database is brought up to date before it is read.
      const newer = await connect(path, 'write', schema);
      if ('code' in newer) return newer;
      newer.close();
      return connect(path, 'read', schema);
    }
    if (how === 'write') {
      if (isBackup(db)) {
        db.close();
        return problem('DatabaseIsBackup', { path }, at);
      }
      if (!keepsLog(db)) {
        db.close();
        await withoutSharedMemory(path);
        const again = await openSound(path, how, schema);
        if ('code' in again) return again;
        db = again.db;
      }
      prepareForWriting(db);
      if (version < schemaVersion) await migrate(db, (old) => keepOldVersion(path, old), schema);
    }
    db.pragma('foreign_keys = ON');
    if (db.pragma('foreign_keys', { simple: true }) !== 1) throw new Error('foreign keys are off');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

export interface Opened {
  readonly db: Connection;
  /** Of the schema, 0 for a database that holds nothing yet. */
  readonly version: number;
}

/** A database of ours, of this version or an older one, whose bytes are as they were written; nothing is changed in it. */
export const openSound = async (
  path: string,
  how: 'read' | 'write',
  schema: Schema = mainSchema,
): Promise<Opened | Problem> => {
  const head = existsSync(path) ? headOf(path) : Buffer.alloc(0);
  if (head.length > 0 && head.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    return problem('DatabaseForeign', { path }, { file: path });
  }
  try {
    return await openJudged(path, path, how, schema);
  } catch (error) {
    // A file in WAL mode wants shared memory, which some network drives and read-only folders do not give.
    if (head[18] !== 2 || !isSharedMemoryFault(error)) throw error;
    if (await withoutSharedMemory(path)) return openJudged(path, path, how, schema);
    const log = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (how === 'read' && log === 0) return openJudged(path, imageOf(path), how, schema);
    if (log === 0) throw error;
    return problem('DatabaseUnshared', { path }, { file: path });
  }
};

/** A read-only drive: the file cannot change either, so its bytes will do, told to be in no need of a log. */
const imageOf = (path: string): Buffer => readFileSync(path).fill(1, 18, 20);

const openJudged = async (
  path: string,
  from: string | Buffer,
  how: 'read' | 'write',
  schema: Schema,
): Promise<Opened | Problem> => {
  const { default: Database } = await import('better-sqlite3');
  const isRead = how === 'read';
  const db = new Database(from, { readonly: isRead, fileMustExist: isRead, timeout: busyTimeoutMs, ...addon() });
  try {
    db.exec('BEGIN');
    const version = judge(db, path, schema);
    db.exec('COMMIT');
    if (typeof version === 'number') return { db, version };
    db.close();
    return version;
  } catch (error) {
    db.close();
    // What is asked here is right: where SQLite cannot make sense of it, the file is at fault.
    if (codeOf(error) === 'SQLITE_ERROR') return problem('DatabaseCorrupt', { path }, { file: path });
    throw error;
  }
};

const headOf = (path: string): Buffer => {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(20);
    return head.subarray(0, readSync(file, head, 0, 20, 0));
  } finally {
    closeSync(file);
  }
};

/** The version of the schema, 0 for a database that holds nothing yet. */
const judge = (db: Connection, path: string, { applicationId, steps }: Schema): number | Problem => {
  const at = { file: path };
  const owner = Number(db.pragma('application_id', { simple: true }));
  const version = Number(db.pragma('user_version', { simple: true }));
  const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (owner === 0 && version === 0) return tables === 0 ? 0 : problem('DatabaseForeign', { path }, at);
  if (owner !== applicationId) return problem('DatabaseForeign', { path }, at);
  if (version > steps.length) {
    return problem('DatabaseNewer', { path, found: version, known: steps.length }, at);
  }
  const state = sealState(db);
  const sound =
    state === 'whole' || (state === 'none' && version > 0 && db.pragma('quick_check(1)', { simple: true }) === 'ok');
  return sound ? version : problem('DatabaseCorrupt', { path }, at);
};

/** A backup carries its own figures, which a write would make untrue. */
export const isBackup = (db: Connection): boolean =>
  db
    .prepare<[], number>("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'backup'")
    .pluck()
    .get() !== 0;

/** WAL: readers see one commit while another is made. FULL: what was reported as done survives a power cut. */
const prepareForWriting = (db: Connection): void => {
  db.pragma('synchronous = FULL');
  db.pragma('trusted_schema = OFF');
};

/** False where memory cannot be shared: a rollback journal does there, and readers then wait for the writer. */
const keepsLog = (db: Connection): boolean => {
  try {
    db.pragma('journal_mode = WAL');
    // The memory is first asked for when something is read.
    db.pragma('schema_version');
    return true;
  } catch (error) {
    if (isSharedMemoryFault(error)) return false;
    throw error;
  }
};
