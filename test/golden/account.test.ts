// The account of one spoilt file as a clerk reads it, in each language. `npm run golden` writes the texts anew.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { langs } from '../../src/core/model/text.js';
import { unitsCsv } from '../shell/programs/import-fixture.js';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-account-'));
const db = join(folder, 'test.sqlite');
const spoilt = 'test/fixtures/office/values.csv';
const declared = join(folder, 'declared');

beforeAll(async () => {
  writeFileSync(join(folder, 'units.csv'), unitsCsv);
  cpSync('test/fixtures/office/declared', declared, { recursive: true });
  expect((await lsg('import', join(folder, 'units.csv'), declared, '--db', db)).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(langs)('in %s', async (lang) => {
  const ran = await lsg('import', spoilt, '--db', db, '--dry-run', '--lang', lang);
  expect(ran.status).toBe(1);
  const told = `${ran.out}\n--- standard error ---\n${ran.err}`;
  const file = `test/golden/account/${lang}.txt`;
  if (process.env.GOLDEN === 'write') writeFileSync(file, told);
  expect(existsSync(file), `${file} is missing: npm run golden`).toBe(true);
  expect(told).toBe(readFileSync(file, 'utf8'));
});

interface Account {
  readonly files: ReadonlyArray<{
    readonly cells: number;
    readonly stored: number;
    readonly states: Readonly<Record<string, number>>;
    readonly refused: ReadonlyArray<{ readonly place: string; readonly code: string; readonly message: string }>;
    readonly repaired: ReadonlyArray<{ readonly place: string; readonly from: string; readonly to: string }>;
    readonly totals: ReadonlyArray<{ readonly place: string; readonly value: string }>;
  }>;
}

test('the same in JSON', async () => {
  const ran = await lsg('import', spoilt, '--db', db, '--dry-run', '--json');
  const [file] = json<Account>(ran).files;
  expect(file).toMatchObject({
    cells: 40,
    stored: 0,
    states: { total: 4 },
    repaired: [{ place: `${spoilt}:5:1`, from: '="110000000"', to: '110000000' }],
    totals: [{ place: `${spoilt}:2:1`, value: 'Итого' }],
  });
  const states = Object.values(file!.states).reduce((sum, n) => sum + n, 0);
  expect(file!.stored + states + file!.refused.length).toBe(40);
  expect(file!.refused.every(({ message }) => message.length > 10)).toBe(true);
});
