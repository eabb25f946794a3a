// Codes with letters in the database: its own checks say what the model says, and an older database keeps every row.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { codePattern } from '../../../src/core/model/unit.js';
import { applicationId, migrations, schemaVersion } from '../../../src/shell/store/schema.js';
import { openStore } from '../../../src/shell/store/store.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-codes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const opened = async (path: string): Promise<void> => {
  const store = await openStore(path, 'write')();
  if (E.isLeft(store)) throw new Error(JSON.stringify(store.left));
  store.right.close();
};
const base = `
  INSERT INTO imports VALUES (1, '2025-01-01T00:00:00Z');
  INSERT INTO import_files (id, import, dataset, file, sheet, table_name, sha256, rows, cells, aliases_hash)
  VALUES (1, 1, NULL, 'a.csv', NULL, 'units', '${'0'.repeat(64)}', 7, 28, NULL);
`;

test('an older database keeps units, their past and their spellings, and takes letters from then on', async () => {
  const path = join(folder, 'four.sqlite');
  const db = new Database(path);
  for (const step of migrations.slice(0, 4)) db.exec(step);
  db.pragma(`application_id = ${applicationId}`);
  db.pragma('user_version = 4');
  db.exec(`${base}
    INSERT INTO datasets VALUES ('d', NULL, NULL, 0, '[]', '[]', 1);
    INSERT INTO units VALUES ('100000000', 'region', 'б', 'б', 'b', NULL, NULL, NULL, NULL, '{}', 1, 3, 'code');
    INSERT INTO units VALUES ('071000000', 'region', 'а', 'а', 'a', '100000000', NULL, NULL, NULL, '{"x":1}', 1, 2, 'code');
    INSERT INTO aliases VALUES ('d', 'Old name', '071000000', '2019-01-01', NULL);
    UPDATE units SET name_en = 'c' WHERE code = '071000000';
    UPDATE seal SET pages = 'edited'`);
  const rows = () => ['units', 'aliases', 'units_history'].map((table) => db.prepare(`SELECT * FROM ${table}`).all());
  const before = rows();
  await opened(path);
  expect(rows()).toEqual(before);
  expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.exec(
    "INSERT INTO units VALUES ('DEP-014', 'deputy', 'в', 'в', 'v', '100000000', NULL, NULL, NULL, '{}', 1, 4, 'code')",
  );
  db.exec("UPDATE units SET name_en = 'w' WHERE code = 'DEP-014'");
  expect(db.prepare("SELECT name_en FROM units_history WHERE code = 'DEP-014'").pluck().all()).toEqual(['v']);
  expect(db.prepare('SELECT pages FROM seal').pluck().get()).toBe('edited');
  db.close();
});

test('the tables and triggers of a database brought up to date are those of a new one', async () => {
  const [old, fresh] = [join(folder, 'four.sqlite'), join(folder, 'new.sqlite')];
  await opened(fresh);
  const schema = (path: string): ReadonlyArray<unknown> => {
    const db = new Database(path, { readonly: true });
    const found = db
      .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY name")
      .all();
    db.close();
    return found;
  };
  expect(schema(old)).toEqual(schema(fresh));
  const triggers = JSON.stringify(schema(fresh));
  for (const name of ['units_keep_old', 'units_update_unseals', 'units_delete_unseals', 'units_insert_unseals'])
    expect(triggers).toContain(`"${name}"`);
  for (const name of ['aliases_update_unseals', 'aliases_delete_unseals']) expect(triggers).toContain(`"${name}"`);
});

test('what the database takes for a code is what the program takes for one', async () => {
  const path = join(folder, 'same.sqlite');
  await opened(path);
  const db = new Database(path);
  db.exec(base);
  const put = db.prepare(
    "INSERT INTO units VALUES (?, 'deputy', 'а', 'а', 'a', NULL, NULL, NULL, NULL, '{}', 1, 2, 'code')",
  );
  const sign = fc.constantFrom(...'ABCNXZ019-_ aз.');
  const text = fc.oneof(
    fc.string({ unit: sign, maxLength: 34 }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 8, maxLength: 10 }),
    fc.string({ unit: fc.constantFrom(...'AZ09-'), minLength: 1, maxLength: 34 }),
    fc.constantFrom('CON', 'PRN', 'AUX', 'NUL', 'COM0', 'LPT9', 'COM10', 'CON-1'),
  );
  db.exec('BEGIN');
  fc.assert(
    fc.property(text, (code) => {
      db.exec('SAVEPOINT one');
      let taken = true;
      try {
        put.run(code);
      } catch {
        taken = false;
      }
      db.exec('ROLLBACK TO one');
      expect(taken, code).toBe(codePattern.test(code));
    }),
    { numRuns: 300 },
  );
  db.exec('ROLLBACK');
  db.close();
});
