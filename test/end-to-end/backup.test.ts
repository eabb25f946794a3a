// `lsg backup` and `lsg restore` as a person and as a script see them: lines, JSON, exit status, help in three languages.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-backup-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const db = join(folder, 'lsg.sqlite');

interface Told {
  readonly file: string;
  readonly made?: boolean;
  readonly replaced?: string | null;
  readonly sha256: string;
  readonly tables: ReadonlyArray<{ readonly table: string; readonly rows: number; readonly sha256: string }>;
}

test('a backup, a change, and back again', async () => {
  expect((await lsg('import', 'data/units', '--db', db)).status).toBe(0);
  const made = await lsg('backup', '--db', db, '--json');
  expect(made.status).toBe(0);
  const backup = json<Told>(made);
  expect(backup.tables.find(({ table }) => table === 'units')?.rows).toBe(228);
  expect((await lsg('backup', '--db', db)).out).toContain('there already');

  expect((await lsg('import', 'data/kz-regions', '--db', db)).status).toBe(0);
  const taken = await lsg('backup', backup.file, '--db', db);
  expect([taken.status, taken.err]).toEqual([2, expect.stringContaining('BackupExists')]);

  const restored = await lsg('restore', backup.file, '--db', db, '--json');
  expect(restored.status).toBe(0);
  const { sha256, replaced } = json<Told>(restored);
  expect(sha256).toBe(backup.sha256);
  const undone = await lsg('restore', replaced ?? '', '--db', db);
  expect([undone.status, undone.out]).toEqual([0, expect.stringContaining(`is kept as ${backup.file}`)]);
  expect((await lsg('score', 'kz-regions', '--period', '2023', '--db', db)).status).toBe(0);
});

test('refusals say what to do, and whose fault it is', async () => {
  const foreign = await lsg('restore', 'README.md', '--db', db);
  expect([foreign.status, foreign.err]).toEqual([3, expect.stringContaining('is no backup of this program')]);
  expect((await lsg('restore', join(folder, 'none.sqlite'), '--db', db)).status).toBe(1);
  expect((await lsg('restore', '--db', db)).status).toBe(2);
  expect((await lsg('backup', '--db', join(folder, 'none.sqlite'))).err).toContain('DatabaseMissing');
});

test.each([
  ['kk', 'Мысалдар:'],
  ['ru', 'Примеры:'],
  ['en', 'Examples:'],
])('help in %s has examples', async (lang, examples) => {
  for (const command of ['backup', 'restore']) {
    const { status, out } = await lsg(command, '--help', '--lang', lang);
    expect([status, out]).toEqual([0, expect.stringContaining(examples)]);
  }
});
