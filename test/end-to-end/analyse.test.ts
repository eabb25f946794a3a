// `lsg analyse` over a real database and over a published table: text in three languages, JSON, CSV, and wrong calls.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-analyse-'));
const db = join(folder, 'all.sqlite');
beforeAll(async () => {
  const ran = await lsg('import', 'data/units', 'data/kz-regions', 'data/demo', '--db', db);
  expect(ran.status, ran.err).toBe(0);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = Readonly<Record<string, string | number | null>>;
interface Document {
  readonly units: number;
  readonly stage: string;
  readonly tables: Readonly<Record<string, ReadonlyArray<Row>>>;
  readonly notes: ReadonlyArray<{ readonly table: string; readonly note: string }>;
}
const analyse = (...argv: ReadonlyArray<string>) => lsg('analyse', ...argv, '--db', db);
const table6 = ['--correlations', 'test/fixtures/article/table-6.csv', '--claims', 'test/fixtures/article/text.csv'];

describe('an index', () => {
  test('every table in each language, without a word missing and without NaN', async () => {
    for (const lang of ['kk', 'ru', 'en']) {
      for (const index of [
        ['kz-regions', '--period', '2023', '--regress', 'kz-regions~Economic+Social', '--clusters', 'auto'],
        ['lsgi-kz', '--period', '2025', '--stage', 'raw'],
      ]) {
        const ran = await analyse(...index, '--lang', lang);
        expect(ran.status, ran.err).toBe(0);
        expect(ran.out).not.toMatch(/⟦|NaN|Infinity|undefined/);
        expect(ran.out.split('═\n').length).toBeGreaterThan(8);
      }
    }
  });

  test('as JSON: full doubles at the stage asked for, and the same twice', async () => {
    const argv = ['kz-regions', '--period', '2023', '--stage', 'raw', '--clusters', '3', '--json'];
    const ran = await analyse(...argv);
    const made = json<Document>(ran);
    expect([made.units, made.stage]).toEqual([19, 'raw']);
    const means = made.tables['descriptive']!.map(({ mean }) => mean);
    expect(means.every((mean) => typeof mean === 'number')).toBe(true);
    expect(made.tables['placed']!.length).toBe(19);
    expect((await analyse(...argv)).out).toBe(ran.out);
  });

  test('one table as CSV; a table that is not there is told with those that are', async () => {
    const ran = await analyse('kz-regions', '--period', '2023', '--csv', 'alpha');
    expect(ran.out.split('\r\n').length).toBe(7);
    const wrong = await analyse('kz-regions', '--period', '2023', '--csv', 'beta', '--lang', 'en');
    expect([wrong.status, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toContain('descriptive, correlations');
  });

  test('a wrong call is told and ends with 2', async () => {
    const wrong: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
      [[], '--period'],
      [['kz-regions'], '--period'],
      [['kz-regions', '--period', '2023', '--high', '2'], '--high'],
      [['kz-regions', '--period', '2023', '--clusters', '1'], '--clusters'],
      [['kz-regions', '--period', '2023', '--regress', 'kz-regions'], 'Y~X1+X2'],
      [['kz-regions', '--period', '2023', '--regress', 'kz-regions~Economical'], 'Economic'],
      [['--claims', 'x.csv'], '--correlations'],
      [['kz-regions', ...table6], '--correlations'],
    ];
    for (const [argv, told] of wrong) {
      const ran = await analyse(...argv, '--lang', 'en');
      expect([ran.status, ran.out], argv.join(' ')).toEqual([2, '']);
      expect(ran.err, argv.join(' ')).toContain(told);
    }
  });
});

describe('a published table of correlations', () => {
  test('the text of Table 6 contradicts it, and it rests on about five observations', async () => {
    for (const lang of ['kk', 'ru', 'en']) {
      const ran = await analyse(...table6, '--lang', lang);
      expect([ran.status, ran.err]).toEqual([0, '']);
      expect(ran.out).not.toMatch(/⟦|NaN/);
      expect(ran.out).toMatch(/CONTRADICTS|ПРОТИВОРЕЧИТ|ҚАЙШЫ/);
    }
    const made = json<Document>(await analyse(...table6, '--json'));
    expect(made.tables['matrix']![0]!['observations']).toBe(5);
    expect(made.notes.map(({ note }) => note)).toContain('few_observations');
  });

  test('a cell that is no number is told with its place, and ends with 1', async () => {
    const file = join(folder, 'bad.csv');
    writeFileSync(file, 'x,a,b\na,1,much\nb,,1\n');
    const ran = await analyse('--correlations', file, '--lang', 'en');
    expect([ran.status, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain('bad.csv:2:5');
  });
});
