import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import type { ObservationColumns } from '../../../src/core/intake/observation-columns.js';
import { openStore } from '../../../src/shell/store/store.js';
import { observationsWriter } from '../../../src/shell/store/write-observations.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-writing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const units = ['071000000', '100000000', '710000000'];
const variables = Array.from({ length: 12 }, (_, i) => `v${i}`);
const periods = Array.from({ length: 20 }, (_, i) => `${2000 + i}`);

let made = 0;
/** A database of this schema with the units and variables, and two files of an import. */
const database = async () => {
  const path = join(folder, `${made++}.sqlite`);
  const store = await openStore(path, 'write')();
  if (E.isRight(store)) store.right.close();
  const db = new Database(path);
  db.exec(`
    INSERT INTO imports VALUES (1, '2025-01-01T00:00:00Z');
    INSERT INTO import_files (id, import, file, table_name, sha256, rows, cells)
    VALUES (1, 1, 'a.csv', 'observations', '${'0'.repeat(64)}', 1, 4), (2, 1, 'b.csv', 'observations', '${'1'.repeat(64)}', 1, 4)`);
  for (const code of units)
    db.prepare("INSERT INTO units VALUES (?, 'region', 'а', 'а', 'a', NULL, NULL, NULL, NULL, '{}', 1, 2, 'code')").run(
      code,
    );
  for (const name of variables) db.prepare('INSERT INTO variables VALUES (?, NULL, NULL, NULL, NULL, 1)').run(name);
  return db;
};

/** Keys, as places in the product of periods, units and variables, in the order of their rows. */
const columnsOf = (keys: ReadonlyArray<number>, value: (key: number) => number): ObservationColumns => {
  const many = units.length * variables.length;
  return {
    units,
    periods,
    variables,
    period: Uint32Array.from(keys, (key) => Math.floor(key / many)),
    unit: Uint32Array.from(keys, (key) => Math.floor(key / variables.length) % units.length),
    variable: Uint32Array.from(keys, (key) => key % variables.length),
    value: Float64Array.from(keys, value),
    row: Uint32Array.from(keys, (_, i) => i + 2),
    column: 'value',
  };
};

const all = periods.length * units.length * variables.length;

test('rows in any order, and any number of them, are stored as they are given', async () => {
  const some = fc.uniqueArray(fc.integer({ min: 0, max: all - 1 }), { maxLength: all, size: 'max' });
  await fc.assert(
    fc.asyncProperty(some, async (keys) => {
      const db = await database();
      const columns = columnsOf(keys, (key) => key / 8 - 20);
      expect(observationsWriter(db).columns(columns, 1)).toBe(keys.length);
      const stored = db
        .prepare('SELECT period, unit, variable, value, status, file, row FROM observations')
        .raw()
        .all();
      db.close();
      const given = keys.map((key, i) => [
        periods[columns.period[i]!],
        units[columns.unit[i]!],
        variables[columns.variable[i]!],
        key / 8 - 20,
        'observed',
        1,
        i + 2,
      ]);
      expect(stored.map(String).sort()).toEqual(given.map(String).sort());
    }),
    { numRuns: 12 },
  );
});

test('a second table leaves alone what is said already, and keeps what it changes', async () => {
  const db = await database();
  const writer = observationsWriter(db);
  const keys = Array.from({ length: all }, (_, i) => i);
  writer.columns(
    columnsOf(keys, (key) => key),
    1,
  );
  const changed = new Set([0, 300, all - 1]);
  const second = columnsOf(keys.toReversed(), (key) => (changed.has(key) ? -1 : key));
  expect(writer.columns(second, 2)).toBe(changed.size);
  expect(db.prepare('SELECT value, file FROM observations_history ORDER BY value').raw().all()).toEqual([
    [0, 1],
    [300, 1],
    [all - 1, 1],
  ]);
  db.close();
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1.1e300, -1.1e300])('%d is written nowhere', async (value) => {
  const db = await database();
  const columns = columnsOf([0, 1, 2], (key) => (key === 1 ? value : 1));
  expect(() => observationsWriter(db).columns(columns, 1)).toThrow(RangeError);
  expect(db.prepare('SELECT count(*) FROM observation_cells').pluck().get()).toBe(0);
  db.close();
});

test('after a table the database checks every row again', async () => {
  const db = await database();
  observationsWriter(db).columns(
    columnsOf([0], () => 1),
    1,
  );
  expect(() => db.exec('UPDATE observation_cells SET value = 1.1e300')).toThrow('CHECK');
  expect(() => db.exec('UPDATE observation_cells SET status = 9')).toThrow('CHECK');
  db.close();
});
