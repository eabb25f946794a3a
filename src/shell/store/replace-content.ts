// Replaces all that stands in an open database by what stands in another file, in one transaction: whoever has the database
// open sees the old content or the new, and a kill at any moment leaves one of them.
import type { Problem } from '../../core/model/problem.js';
import type { Connection } from './connection.js';
import { contentTables, figuresOf, quoted, sameFigures } from './figures.js';
import { applicationId } from './schema.js';
import { seal } from './seal.js';

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** `keep` runs inside the lock, before anything is changed; a problem of it ends the call. Throws what SQLite throws. */
export const replaceContent = async (
  db: Connection,
  file: string,
  keep: () => Promise<string | Problem>,
): Promise<string | Problem> => {
  const { default: Database } = await import('better-sqlite3');
  const source = new Database(file, { readonly: true });
  const figures = figuresOf(source);
  source.close();
  db.pragma('foreign_keys = OFF');
  db.prepare<[string]>('ATTACH ? AS fresh').run(file);
  db.exec('BEGIN IMMEDIATE');
  try {
    const kept = await keep();
    if (typeof kept !== 'string') return kept;
    dropAll(db);
    copyAll(db);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${figures.version}`);
    if (!sameFigures(figuresOf(db), figures)) throw new Error('the restored rows differ from the backup');
    seal(db);
    db.exec('COMMIT');
    return kept;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
    db.exec('DETACH fresh');
  }
};

const schemaOf = (db: Connection, schema: 'main' | 'fresh'): ReadonlyArray<SchemaRow> =>
  db
    .prepare<[], SchemaRow>(
      `SELECT type, name, sql FROM ${schema}.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();

/** Triggers first: they must not see the tables go. */
const dropAll = (db: Connection): void => {
  for (const kind of ['trigger', 'view', 'index', 'table']) {
    for (const { type, name } of schemaOf(db, 'main')) {
      if (type === kind) db.exec(`DROP ${kind.toUpperCase()} main.${quoted(name)}`);
    }
  }
};

/** Triggers last: they must not see the rows come. */
const copyAll = (db: Connection): void => {
  const schema = schemaOf(db, 'fresh');
  const make = (kind: string): void => {
    for (const { type, sql } of schema) if (type === kind) db.exec(sql);
  };
  make('table');
  for (const table of ['seal', ...contentTables(db, 'fresh')]) {
    db.exec(`INSERT INTO main.${quoted(table)} SELECT * FROM fresh.${quoted(table)}`);
  }
  make('index');
  make('view');
  make('trigger');
};
