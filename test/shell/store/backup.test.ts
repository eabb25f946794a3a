// Backups carry their figures and are compared by them; a restore is whole, keeps the one before, and refuses what is not sound.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import type { Problems } from '../../../src/core/model/problem.js';
import { makeBackup } from '../../../src/shell/store/backup.js';
import { figuresOf } from '../../../src/shell/store/figures.js';
import { restoreBackup } from '../../../src/shell/store/restore.js';
import { migrations } from '../../../src/shell/store/schema.js';
import { openStore } from '../../../src/shell/store/store.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

const right = <A>(done: E.Either<Problems, A>): A => {
  if (E.isLeft(done)) throw new Error(JSON.stringify(done.left));
  return done.right;
};
const codesOf = (done: E.Either<Problems, unknown>): ReadonlyArray<string> =>
  E.isLeft(done)
    ? done.left.map(({ code, args }) => (args.reason === undefined ? code : `${code} ${args.reason}`))
    : [];

const unitRow = (name: string): string =>
  `INSERT INTO imports VALUES (1, 'x');
   INSERT INTO import_files (id, import, dataset, file, sheet, table_name, sha256, rows, cells)
     VALUES (1, 1, NULL, 'f', NULL, 'units', '${'0'.repeat(64)}', 1, 1);
   INSERT INTO units (code, level, name_kk, name_ru, name_en, attributes, file, row, column_name)
     VALUES ('100000000', 'region', 'а', 'а', '${name}', '{}', 1, 2, 'code')`;

/** A database with one unit of this name. */
const makeDatabase = async (path: string, name: string): Promise<void> => {
  right(await openStore(path, 'write')()).close();
  const db = new Database(path);
  db.exec(unitRow(name));
  db.close();
};
const nameIn = (path: string): unknown => {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare('SELECT name_en FROM units').pluck().get();
  } finally {
    db.close();
  }
};

beforeAll(() => makeDatabase(at('a.sqlite'), 'first'));

test('a backup is named after its content, carries its figures, and is made once', async () => {
  const made = right(await makeBackup(at('a.sqlite'), null)());
  expect(made.made).toBe(true);
  expect(made.file).toBe(at(`a.backup-0001-${made.figures.sha256.slice(0, 8)}.sqlite`));
  expect(made.figures.tables.find(({ table }) => table === 'units')?.rows).toBe(1);
  const bytes = readFileSync(made.file);
  const again = right(await makeBackup(at('a.sqlite'), null)());
  expect(again).toEqual({ ...made, made: false });
  expect(readFileSync(made.file)).toEqual(bytes);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a name that holds something else is never written over', async () => {
  writeFileSync(at('taken.sqlite'), 'mine');
  expect(codesOf(await makeBackup(at('a.sqlite'), at('taken.sqlite'))())).toEqual(['BackupExists']);
  expect(readFileSync(at('taken.sqlite'), 'utf8')).toBe('mine');
});

test('equal rows give equal figures in any order of entry', () => {
  const hash = (rows: ReadonlyArray<string>): string => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE t (k TEXT PRIMARY KEY, v REAL)');
    for (const row of rows) db.exec(`INSERT INTO t VALUES ${row}`);
    const { sha256 } = figuresOf(db);
    db.close();
    return sha256;
  };
  expect(hash(["('a', 1)", "('b', 2)"])).toBe(hash(["('b', 2)", "('a', 1)"]));
  expect(hash(["('a', 1)", "('b', 2)"])).not.toBe(hash(["('a', 2)", "('b', 1)"]));
});

test('a restore puts the content in place, keeps the one before, and can be undone', async () => {
  const db = at('b.sqlite');
  await makeDatabase(db, 'old');
  const old = right(await makeBackup(db, at('old.sqlite'))());
  const changed = new Database(db);
  changed.exec("UPDATE units SET name_en = 'new'");
  changed.close();
  const done = right(await restoreBackup(db, at('old.sqlite'))());
  expect(done.figures).toEqual(old.figures);
  expect(nameIn(db)).toBe('old');
  expect(nameIn(done.replaced ?? '')).toBe('new');
  right(await restoreBackup(db, done.replaced ?? '')());
  expect(nameIn(db)).toBe('new');
  // The restored database is one like any other: the triggers that keep the past are there.
  const after = new Database(db);
  after.exec("UPDATE units SET name_en = 'newer'");
  expect(after.prepare('SELECT name_en FROM units_history').pluck().all()).toContain('new');
  after.close();
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('whoever reads meanwhile sees one state to the end', async () => {
  const db = at('read.sqlite');
  await makeDatabase(db, 'before');
  const reader = new Database(db, { readonly: true });
  reader.exec('BEGIN');
  const name = reader.prepare('SELECT name_en FROM units').pluck();
  expect(name.get()).toBe('before');
  await makeDatabase(at('other.sqlite'), 'after');
  right(await makeBackup(at('other.sqlite'), at('other-backup.sqlite'))());
  right(await restoreBackup(db, at('other-backup.sqlite'))());
  expect(name.get()).toBe('before');
  reader.exec('COMMIT');
  expect(name.get()).toBe('after');
  reader.close();
});

test('without a database, or in the place of a damaged one', async () => {
  const backup = at('for-empty.sqlite');
  right(await makeBackup(at('a.sqlite'), backup)());
  expect(right(await restoreBackup(at('deep/new.sqlite'), backup)()).replaced).toBeNull();
  expect(nameIn(at('deep/new.sqlite'))).toBe('first');
  const damaged = at('damaged.sqlite');
  copyFileSync(backup, damaged);
  const bytes = readFileSync(damaged).subarray(0, 8192);
  writeFileSync(damaged, bytes);
  const done = right(await restoreBackup(damaged, backup)());
  expect(done.replaced).toBe(at('damaged.damaged-1.sqlite'));
  expect(readFileSync(at('damaged.damaged-1.sqlite'))).toEqual(bytes);
  expect(nameIn(damaged)).toBe('first');
});

test('what is no sound backup is refused, and the database stays', async () => {
  const db = at('stays.sqlite');
  await makeDatabase(db, 'stays');
  const good = at('good.sqlite');
  right(await makeBackup(at('a.sqlite'), good)());
  const refused = async (change: (path: string) => void): Promise<ReadonlyArray<string>> => {
    const path = at('bad.sqlite');
    copyFileSync(good, path);
    change(path);
    const bytes = readFileSync(path);
    const codes = codesOf(await restoreBackup(db, path)());
    expect(readFileSync(path)).toEqual(bytes);
    expect(nameIn(db)).toBe('stays');
    return codes;
  };
  const sql = (text: string) => (path: string) => {
    const opened = new Database(path);
    opened.exec(text);
    opened.close();
  };
  expect(await refused(sql("UPDATE units SET name_en = 'forged'"))).toEqual(['BackupUnsound differs']);
  expect(await refused(sql('PRAGMA user_version = 99'))).toEqual(['DatabaseNewer']);
  expect(await refused(sql('DROP TABLE backup'))).toEqual(['BackupUnsound no_figures']);
  expect(await refused((path) => writeFileSync(path, 'unit,period'))).toEqual(['BackupUnsound foreign']);
  expect(await refused((path) => writeFileSync(path, ''))).toEqual(['BackupUnsound foreign']);
  const flip = (path: string): void => {
    const bytes = readFileSync(path);
    const place = bytes.indexOf('first');
    bytes[place] = 'w'.charCodeAt(0);
    writeFileSync(path, bytes);
  };
  expect(await refused(flip)).toEqual(['BackupUnsound damaged']);
  expect(codesOf(await restoreBackup(db, at('none.sqlite'))())).toEqual(['FileMissing']);
  expect(codesOf(await restoreBackup(db, folder)())).toEqual(['BackupUnsound foreign']);
});

test('a backup is read, never written to; another program’s file is never replaced', async () => {
  const backup = at('kept.sqlite');
  right(await makeBackup(at('a.sqlite'), backup)());
  const bytes = readFileSync(backup);
  expect(codesOf(await openStore(backup, 'write')())).toEqual(['DatabaseIsBackup']);
  right(await openStore(backup, 'read')()).close();
  expect(readFileSync(backup)).toEqual(bytes);
  const foreign = at('foreign.sqlite');
  writeFileSync(foreign, 'mine');
  expect(codesOf(await restoreBackup(foreign, backup)())).toEqual(['DatabaseForeign']);
  expect(readFileSync(foreign, 'utf8')).toBe('mine');
});

/** As the first version of the program made it. */
const makeFirstVersion = (path: string, name: string): void => {
  const db = new Database(path);
  db.exec(migrations[0] ?? '');
  db.exec(unitRow(name));
  db.pragma('application_id = 0x6c736769');
  db.pragma('user_version = 1');
  db.close();
};

test('an older database is brought up to date after a backup that tells its version', async () => {
  const db = at('older.sqlite');
  makeFirstVersion(db, 'older');
  right(await openStore(db, 'read')()).close();
  const opened = new Database(db, { readonly: true });
  expect(opened.pragma('user_version', { simple: true })).toBe(migrations.length);
  opened.close();
  const kept = at('older.version-1.sqlite');
  expect(nameIn(kept)).toBe('older');
  // It is a backup: it restores, into the schema of today.
  const back = right(await restoreBackup(at('back.sqlite'), kept)());
  expect([back.fromVersion, back.figures.version]).toEqual([1, migrations.length]);
  expect(nameIn(at('back.sqlite'))).toBe('older');
});

test('an older database that cannot take a step stays as it is', async () => {
  const db = at('stuck.sqlite');
  makeFirstVersion(db, 'stuck');
  const breaking = new Database(db);
  breaking.exec('CREATE TABLE seal (x)');
  breaking.close();
  const bytes = readFileSync(db);
  const codes = codesOf(await openStore(db, 'read')());
  expect(codes).toHaveLength(1);
  // Only the header may say that a log is kept from now on.
  const now = readFileSync(db);
  expect(now.subarray(100)).toEqual(bytes.subarray(100));
  expect(existsSync(db)).toBe(true);
});
