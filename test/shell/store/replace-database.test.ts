import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { problem } from '../../../src/core/model/problem.js';
import { replaceDatabase } from '../../../src/shell/store/replace-database.js';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lsg-replace-'));
  path = join(folder, 'data', 'demo.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database of one number, written as the store writes: with a log beside it. */
const holding = (value: number) => (draft: string) => async () => {
  const db = new Database(draft);
  db.pragma('journal_mode = WAL');
  db.exec(`create table held (value integer) strict; insert into held values (${value})`);
  db.close();
  return E.right(value);
};

const held = (file: string): unknown => {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare('select value from held').pluck().get();
  } finally {
    db.close();
  }
};

test('makes the folder and the database, then another in its place, and leaves nothing beside it', async () => {
  expect(await replaceDatabase(path, holding(1))()).toEqual(E.right(1));
  expect(held(path)).toBe(1);
  await replaceDatabase(path, holding(2))();
  expect(readdirSync(join(folder, 'data'))).toEqual(['demo.sqlite']);
  expect(held(path)).toBe(2);
});

test('a failure leaves the one before', async () => {
  await replaceDatabase(path, holding(1))();
  const wrong = E.left([problem('NothingToImport')]);
  const failing = (draft: string) => async () => {
    await holding(2)(draft)();
    return wrong;
  };
  expect(await replaceDatabase(path, failing)()).toEqual(wrong);
  expect(readdirSync(join(folder, 'data'))).toEqual(['demo.sqlite']);
  expect(held(path)).toBe(1);
});

test('the log of a killed process is not read into the new database', async () => {
  await replaceDatabase(path, holding(1))();
  // As kill -9 leaves it: a row that stands in the log only.
  const crashed = new Database(path);
  crashed.pragma('journal_mode = WAL');
  crashed.pragma('wal_autocheckpoint = 0');
  crashed.exec('insert into held values (99)');
  expect(existsSync(`${path}-wal`)).toBe(true);
  await replaceDatabase(path, holding(2))();
  expect(existsSync(`${path}-wal`)).toBe(false);
  expect(held(path)).toBe(2);
  crashed.close();
  expect(held(path)).toBe(2);
});

test('a folder that cannot be made is the fault of the machine', async () => {
  mkdirSync(join(folder, 'x'));
  writeFileSync(join(folder, 'x', 'file'), '');
  const made = await replaceDatabase(join(folder, 'x', 'file', 'demo.sqlite'), holding(1))();
  expect(E.isLeft(made) && made.left.map(({ code }) => code)).toEqual(['FolderUnwritable']);
});
