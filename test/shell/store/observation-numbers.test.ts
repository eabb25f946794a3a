import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { statuses } from '../../../src/core/model/observation.js';
import { statusOrder } from '../../../src/shell/store/observation-numbers.js';
import { applicationId, migrations } from '../../../src/shell/store/schema.js';
import { openStore } from '../../../src/shell/store/store.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-numbers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const all = 'SELECT * FROM observations ORDER BY period, unit, variable';

/** As version 2 kept them: every status, every optional column, rows that are not in the order of their texts. */
const versionTwo = (path: string): ReadonlyArray<unknown> => {
  const db = new Database(path);
  for (const step of migrations.slice(0, 2)) db.exec(step);
  db.pragma(`application_id = ${applicationId}`);
  db.pragma('user_version = 2');
  db.exec(`
    INSERT INTO imports VALUES (1, '2025-01-01T00:00:00Z');
    INSERT INTO import_files VALUES (1, 1, NULL, 'a.csv', NULL, 'observations', '${'0'.repeat(64)}', 7, 28);
    INSERT INTO units VALUES ('071000000', 'region', 'а', 'а', 'a', NULL, NULL, NULL, NULL, '{}', 1, 2, 'code');
    INSERT INTO units VALUES ('100000000', 'region', 'б', 'б', 'b', NULL, NULL, NULL, NULL, '{}', 1, 3, 'code');
    INSERT INTO variables VALUES ('v', NULL, NULL, NULL, NULL, 1), ('a', NULL, NULL, NULL, NULL, 1);
    UPDATE seal SET pages = 'edited'`);
  const add = db.prepare('INSERT INTO observations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)');
  statuses.forEach((status, i) => {
    const value = status === 'missing' || status === 'confidential' ? null : i / 3;
    const unit = i % 2 === 0 ? '100000000' : '071000000';
    add.run(`${2030 - i}`, unit, i % 3 === 0 ? 'v' : 'a', value, status, i, i, 0.5, 'source', null, i + 2, 'value');
  });
  add.run('2030', '071000000', 'a', 1, 'observed', null, null, null, null, 'note', 99, 'a');
  const before = db.prepare(all).raw().all();
  db.close();
  return before;
};

test('an older database keeps every column of every row', async () => {
  const path = join(folder, 'two.sqlite');
  const before = versionTwo(path);
  expect(before).toHaveLength(statuses.length + 1);
  const store = await openStore(path, 'read')();
  if (E.isLeft(store)) throw new Error(JSON.stringify(store.left));
  const read = await store.right.readSnapshot({ periods: ['2030'], variables: ['a', 'v'], indicators: [] })();
  const periods = await store.right.readPeriods({ variables: ['a'], indicators: [] })();
  store.right.close();
  const db = new Database(path, { readonly: true });
  expect(db.prepare(all).raw().all()).toEqual(before);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
  const observations = E.isRight(read) ? read.right.observations : [];
  expect(observations.map(({ unit, variable, value, note }) => [unit, variable, value, note])).toEqual([
    ['071000000', 'a', 1, 'note'],
    ['100000000', 'v', 0, null],
  ]);
  // 2027 and 2026 stand for `v` and for a value that is missing.
  expect(periods).toEqual(E.right(['2025', '2028', '2029', '2030']));
});

test('a changed number keeps the row it was in the history, in words', async () => {
  const path = join(folder, 'changed.sqlite');
  versionTwo(path);
  const store = await openStore(path, 'write')();
  if (E.isRight(store)) store.right.close();
  const db = new Database(path);
  db.exec(`
    INSERT INTO imports VALUES (2, '2025-01-02T00:00:00Z');
    INSERT INTO import_files (id, import, file, table_name, sha256, rows, cells)
    VALUES (2, 2, 'b.csv', 'observations', '${'1'.repeat(64)}', 1, 4);
    UPDATE observation_cells SET status = 5, value = 7, file = 2 WHERE note IS NOT NULL`);
  expect(db.prepare('SELECT * FROM observations_history').raw().all()).toEqual([
    [1, '2030', '071000000', 'a', 1, 'observed', null, null, null, null, 'note', 1, 99, 'a', 2],
  ]);
  db.close();
});

test('the numbers of the statuses are all of them', () => {
  expect([...statusOrder].sort()).toEqual([...statuses].sort());
});
