// Opening a database: what is not ours, too new, damaged, locked or out of reach is said so, and left as it is.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import type { Store } from '../../../src/shell/ports.js';
import { storeFault } from '../../../src/shell/store/faults.js';
import { openStore } from '../../../src/shell/store/store.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sound = join(folder, 'sound.sqlite');

const opened = async (path: string, how: 'read' | 'write'): Promise<Store> => {
  const store = await openStore(path, how)();
  if (E.isLeft(store)) throw new Error(JSON.stringify(store.left));
  return store.right;
};
const codes = async (path: string, how: 'read' | 'write'): Promise<ReadonlyArray<string>> => {
  const store = await openStore(path, how)();
  if (E.isRight(store)) {
    store.right.close();
    return [];
  }
  return store.left.map(({ code }) => code);
};

beforeAll(async () => (await opened(sound, 'write')).close());

test('a new database is made with its folder, and read again', async () => {
  const path = join(folder, 'deep', 'er', 'new.sqlite');
  (await opened(path, 'write')).close();
  const store = await opened(path, 'read');
  const snapshot = await store.readSnapshot({ variables: ['x'], indicators: ['y'], periods: ['2025'] })();
  store.close();
  expect(snapshot).toEqual(E.right({ units: [], observations: [], assessments: [], titles: new Map() }));
});

test('the settings that guard the data are on', async () => {
  const store = await opened(sound, 'write');
  store.close();
  const db = new Database(sound);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(
    db.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%'").pluck().get(),
  ).toBe(0);
  db.close();
});

test('missing: for reading there is nothing, not even in an empty file', async () => {
  expect(await codes(join(folder, 'none.sqlite'), 'read')).toEqual(['DatabaseMissing']);
  const empty = join(folder, 'empty.sqlite');
  writeFileSync(empty, '');
  expect(await codes(empty, 'read')).toEqual(['DatabaseMissing']);
  expect(await codes(empty, 'write')).toEqual([]);
});

test('not ours: a text, a folder, another program’s database', async () => {
  const text = join(folder, 'text.sqlite');
  writeFileSync(text, 'unit,period\n');
  const other = join(folder, 'other.sqlite');
  const db = new Database(other);
  db.exec('CREATE TABLE a (b)');
  db.close();
  for (const how of ['read', 'write'] as const) {
    expect(await codes(text, how)).toEqual(['DatabaseForeign']);
    expect(await codes(folder, how)).toEqual(['DatabaseForeign']);
    expect(await codes(other, how)).toEqual(['DatabaseForeign']);
  }
  expect(readFileSync(text, 'utf8')).toBe('unit,period\n');
});

test('newer than the program', async () => {
  const path = join(folder, 'newer.sqlite');
  (await opened(path, 'write')).close();
  const db = new Database(path);
  db.pragma('user_version = 99');
  db.close();
  expect(await codes(path, 'read')).toEqual(['DatabaseNewer']);
  expect(await codes(path, 'write')).toEqual(['DatabaseNewer']);
});

test('cut in two', async () => {
  const path = join(folder, 'damaged.sqlite');
  const bytes = readFileSync(sound);
  writeFileSync(path, bytes.subarray(0, bytes.length / 2));
  expect(await codes(path, 'read')).toEqual(['DatabaseCorrupt']);
});

test.skipIf(process.platform === 'win32')(
  'where memory cannot be shared a rollback journal is kept, and the log that is there is not lost',
  async () => {
    const path = join(folder, 'unshared.sqlite');
    (await opened(path, 'write')).close();
    const crashed = new Database(path);
    crashed.exec("INSERT INTO imports (started) VALUES ('x')");
    for (const end of ['', '-wal']) copyFileSync(path + end, join(folder, `copy.sqlite${end}`));
    crashed.close();
    const copy = join(folder, 'copy.sqlite');
    // A link to nowhere: SQLite cannot make its shared memory.
    symlinkSync(join(folder, 'nowhere', 'x'), `${copy}-shm`);
    for (const how of ['read', 'write'] as const) expect(await codes(copy, how)).toEqual([]);
    const db = new Database(copy);
    expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
    expect(db.prepare('SELECT started FROM imports').pluck().all()).toEqual(['x']);
    db.close();
  },
);

test('out of reach: a folder that cannot be made', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  expect(await codes(join(file, 'x.sqlite'), 'write')).toEqual(['FolderUnwritable']);
  if (process.platform === 'linux') {
    expect(await codes('/proc/x.sqlite', 'write')).toEqual(['FolderUnwritable']);
    expect(await codes('/proc/x/y/z.sqlite', 'write')).toEqual(['FolderUnwritable']);
  }
});

test('a full disk and a lock are told apart from bugs', () => {
  const path = join(folder, 'full.sqlite');
  const db = new Database(path);
  db.exec('CREATE TABLE a (b)');
  db.pragma('max_page_count = 3');
  let full: unknown;
  try {
    db.prepare('INSERT INTO a VALUES (zeroblob(100000))').run();
  } catch (error) {
    full = error;
  }
  expect(storeFault(path, 'write', full).code).toBe('DiskFull');
  db.exec('BEGIN IMMEDIATE');
  const second = new Database(path, { timeout: 1 });
  let locked: unknown;
  try {
    second.exec('BEGIN IMMEDIATE');
  } catch (error) {
    locked = error;
  }
  second.close();
  db.close();
  expect(storeFault(path, 'write', locked).code).toBe('DatabaseLocked');
  expect(storeFault(path, 'write', new Error('?')).code).toBe('StoreFailed');
});

test('the database itself refuses what the checks should have caught', async () => {
  mkdirSync(join(folder, 'checks'));
  const path = join(folder, 'checks', 'a.sqlite');
  (await opened(path, 'write')).close();
  const db = new Database(path);
  db.exec(
    "INSERT INTO imports VALUES (1, 'x'); INSERT INTO import_files (id, import, dataset, file, sheet, table_name, sha256, rows, cells, aliases_hash) VALUES (1, 1, NULL, 'f', NULL, 'units', '" +
      '0'.repeat(64) +
      "', 1, 1, NULL)",
  );
  const unit = (code: string) =>
    db
      .prepare("INSERT INTO units VALUES (?, 'region', 'а', 'а', 'a', NULL, NULL, NULL, NULL, '{}', 1, 2, 'code')")
      .run(code);
  expect(() => unit('71000000')).toThrow(/CHECK/);
  expect(() => unit('71000000x')).toThrow(/CHECK/);
  unit('071000000');
  expect(db.prepare('SELECT code FROM units').pluck().get()).toBe('071000000');
  db.exec("INSERT INTO variables VALUES ('v', NULL, NULL, NULL, NULL, 1)");
  db.exec("INSERT INTO period_ids VALUES (1, '2025'); INSERT INTO unit_ids VALUES (1, '071000000')");
  db.exec("INSERT INTO variable_ids VALUES (1, 'v'); INSERT INTO column_ids VALUES (1, 'value')");
  expect(() => db.exec("INSERT INTO period_ids VALUES (2, 'x')")).toThrow(/CHECK/);
  expect(() => db.exec("INSERT INTO unit_ids VALUES (2, '710000000')")).toThrow(/FOREIGN KEY/);
  const value = (variable: number, number: number | null, status: number) =>
    db
      .prepare('INSERT INTO observation_cells VALUES (1, 1, ?, ?, ?, NULL, NULL, NULL, NULL, NULL, 1, 2, 1)')
      .run(variable, number, status);
  expect(() => value(1, Number.POSITIVE_INFINITY, 0)).toThrow(/CHECK/);
  expect(() => value(1, Number.NaN, 0)).toThrow(/CHECK/);
  expect(() => value(1, 1, 7)).toThrow(/CHECK/);
  expect(() => value(2, 1, 0)).toThrow(/FOREIGN KEY/);
  db.close();
});
