// Copies one committed state of a database, puts its figures into the copy, reads the copy again, and only then gives it its name.
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ContentFigures } from '../ports.js';
import type { Connection } from './connection.js';
import { syncPath } from './durable.js';
import { codeOf } from './faults.js';
import { figuresOf, sameFigures } from './figures.js';
import { seal } from './seal.js';

export const draftName = (path: string): string => `${path}.${randomBytes(6).toString('hex')}.tmp`;

export const besides = (path: string): ReadonlyArray<string> => [`${path}-wal`, `${path}-shm`, `${path}-journal`];

export const removeWhole = (path: string): void => {
  for (const file of [path, ...besides(path)]) rmSync(file, { force: true });
};

/**
 * Every page as it stands at one commit, under load too: a plain copy of the file would lack what its log holds.
 * `change` works on the copy before it is sealed. Throws what SQLite and the file system throw; then there is no copy.
 */
export const copyTo = async (
  source: Connection,
  draft: string,
  change: (copy: Connection) => void,
): Promise<ContentFigures> => {
  const { default: Database } = await import('better-sqlite3');
  source.exec('BEGIN');
  let figures: ContentFigures;
  try {
    figures = figuresOf(source);
    await source.backup(draft);
  } finally {
    source.exec('COMMIT');
  }
  const copy = new Database(draft);
  try {
    // One file, which can be carried about.
    copy.pragma('journal_mode = DELETE');
    copy.pragma('synchronous = FULL');
    copy.pragma('foreign_keys = OFF');
    copy.exec('VACUUM');
    copy.exec('BEGIN IMMEDIATE');
    change(copy);
    copy.exec('COMMIT');
  } finally {
    copy.close();
  }
  return figures;
};

/** The figures of a file, read from it alone; null where SQLite finds it broken. */
export const figuresInFile = async (path: string): Promise<ContentFigures | null> => {
  const { default: Database } = await import('better-sqlite3');
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return db.pragma('integrity_check(1)', { simple: true }) === 'ok' ? figuresOf(db) : null;
  } finally {
    db.close();
  }
};

/** A backup of what `source` holds under the name `target`, which nothing has yet; throws EEXIST where something has. */
export const writeBackup = async (source: Connection, target: string): Promise<ContentFigures> => {
  const draft = draftName(target);
  try {
    const figures = await copyTo(source, draft, (copy) => keepFigures(copy, figuresOf(copy)));
    const found = await figuresInFile(draft);
    if (found === null || !sameFigures(found, figures)) throw new Error('the copy differs from the database');
    syncPath(draft);
    publish(draft, target);
    return figures;
  } finally {
    removeWhole(draft);
  }
};

const keepFigures = (copy: Connection, { tables }: ContentFigures): void => {
  copy.exec(`DROP TABLE IF EXISTS backup;
    CREATE TABLE backup (table_name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID`);
  const keep = copy.prepare<[string, number, string]>('INSERT INTO backup (table_name, rows, sha256) VALUES (?, ?, ?)');
  for (const { table, rows, sha256 } of tables) keep.run(table, rows, sha256);
  if (hasSeal(copy)) seal(copy);
};

const hasSeal = (db: Connection): boolean =>
  db.prepare<[], number>("SELECT count(*) FROM sqlite_schema WHERE name = 'seal'").pluck().get() !== 0;

/** Gives the draft its name unless another file has it: two calls cannot both win. */
export const publish = (draft: string, target: string): void => {
  try {
    linkSync(draft, target);
  } catch (error) {
    // Some file systems have no links; then looking first must do.
    if (codeOf(error) === 'EEXIST' || existsSync(target)) throw error;
    renameSync(draft, target);
  }
  rmSync(draft, { force: true });
  syncPath(dirname(target));
};
