// What a database holds, in figures that can be compared: rows and a hash for each table, whatever the order of its pages.
import { createHash } from 'node:crypto';
import type { ContentFigures } from '../ports.js';
import type { Connection } from './connection.js';

/** Of the file, not of the content. */
const notContent = ['seal', 'backup'];

/** A name from the schema of a file, as SQL wants it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const contentTables = (db: Connection, schema = 'main'): ReadonlyArray<string> =>
  db
    .prepare<[], string>(
      `SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all()
    .filter((name) => !notContent.includes(name));

/** One state of the database where it is called inside a transaction. Equal rows give an equal hash, in any order of entry. */
export const figuresOf = (db: Connection): ContentFigures => {
  const tables = contentTables(db).map((table) => ({ table, ...tableFigures(db, table) }));
  const version = Number(db.pragma('user_version', { simple: true }));
  const all = tables.map(({ table, rows, sha256 }) => `${table} ${rows} ${sha256}\n`).join('');
  return { version, tables, sha256: createHash('sha256').update(all).digest('hex') };
};

export const sameFigures = (a: ContentFigures, b: ContentFigures): boolean =>
  a.version === b.version && a.sha256 === b.sha256;

/** So many signs are given to the hash at once. */
const portion = 1 << 16;

/** sha256 over the rows as JSON arrays, one a line, in the order of the key. */
const tableFigures = (db: Connection, table: string): { readonly rows: number; readonly sha256: string } => {
  const columns = db
    .prepare<[string], { readonly name: string; readonly pk: number }>('SELECT name, pk FROM pragma_table_info(?)')
    .all(table);
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const order = (key.length > 0 ? key : columns).map(({ name }) => quoted(name)).join(', ');
  const list = columns.map(({ name }) => quoted(name)).join(', ');
  const hash = createHash('sha256');
  let rows = 0;
  let text = '';
  for (const row of db
    .prepare(`SELECT ${list} FROM ${quoted(table)} ORDER BY ${order}`)
    .raw()
    .iterate()) {
    rows++;
    text += `${JSON.stringify(row)}\n`;
    if (text.length >= portion) {
      hash.update(text);
      text = '';
    }
  }
  return { rows, sha256: hash.update(text).digest('hex') };
};
