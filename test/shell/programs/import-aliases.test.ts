// Names that are no names of the register: exact spellings of datasets, old names for their time, and the version that each import was read with.
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { codesOf, newBench, reportOf, unitsCsv } from './import-fixture.js';

const datapackage = (name: string, aliases: unknown): string =>
  JSON.stringify({ name, resources: [{ path: 'units.csv', table: 'units' }], aliases });

const old = { unit: '110100000', valid_from: '2019-03-23', valid_to: '2022-09-17' };

const withAliases = async (aliases: unknown = { Кокчетав: old, 'Абайская обл.': '100000000' }) => {
  const bench = newBench();
  bench.write('units/datapackage.json', datapackage('units', aliases));
  bench.write('units/units.csv', unitsCsv);
  reportOf(await bench.run([`${bench.folder}/units`]));
  return bench;
};

const csv = (...rows: ReadonlyArray<string>): string => `unit,period,roads_km\n${rows.join('\n')}\n`;

test('a file that belongs to no dataset is read with the spellings of those that are known', async () => {
  const bench = await withAliases();
  const report = reportOf(
    await bench.run([bench.write('f.csv', csv('Абайская обл.,2025,1', ' Абайская\u00a0обл. ,2024,1'))]),
  );
  expect(report.accepted).toBe(true);
  expect(report.files[0]?.aliases).toMatchObject({ spellings: 2 });
});

test('an old name holds for the periods in which it was in use, and is named as such for others', async () => {
  const bench = await withAliases();
  const inUse = bench.write(
    'a.csv',
    csv('Кокчетав,2019,1', 'Кокчетав,2022,2', 'Кокчетав,2020-Q1,3', 'Кокчетав,2019-03,4'),
  );
  expect(codesOf(await bench.run([inUse]))).toEqual([]);
  const not = bench.write(
    'b.csv',
    csv('Кокчетав,2018,1', 'Кокчетав,2023,1', 'Кокчетав,2022-Q4,1', 'Кокчетав,2019-02,1'),
  );
  const report = reportOf(await bench.run([not]));
  expect(report.problems.map(({ code, args }) => [code, args.period])).toEqual([
    ['NameNotInUse', '2018'],
    ['NameNotInUse', '2023'],
    ['NameNotInUse', '2022-Q4'],
    ['NameNotInUse', '2019-02'],
  ]);
  expect(report.problems[0]?.args).toMatchObject({
    unit: 'город Кокшетау (110100000)',
    from: '2019-03-23',
    to: '2022-09-17',
  });
});

test('a spelling that two datasets give to two units is nobody’s, and both are shown', async () => {
  const bench = await withAliases();
  bench.write('other/datapackage.json', datapackage('other', { 'Абайская обл.': '110000000' }));
  bench.write('other/units.csv', unitsCsv);
  reportOf(await bench.run([`${bench.folder}/other`]));
  const report = reportOf(await bench.run([bench.write('f.csv', csv('Абайская обл.,2025,1'))]));
  expect(report.problems[0]).toMatchObject({
    code: 'UnitAmbiguous',
    args: { candidates: 'область Абай (100000000); Акмолинская область (110000000)' },
  });
});

test('the version of the spellings is kept with the table that was read with them', async () => {
  const bench = await withAliases();
  const versions = (): ReadonlyArray<unknown> => {
    const db = new Database(bench.db, { readonly: true });
    const rows = db.prepare('SELECT aliases_hash FROM import_files ORDER BY id').pluck().all();
    db.close();
    return rows;
  };
  const first = reportOf(await bench.run([bench.write('f.csv', csv('100000000,2025,1'))])).files[0]?.aliases?.hash;
  bench.write('units/datapackage.json', datapackage('units', { 'Абайская обл.': '100000000', Кокчетав: old }));
  reportOf(await bench.run([`${bench.folder}/units`]));
  const same = reportOf(await bench.run([bench.write('f.csv', csv('100000000,2025,2'))])).files[0]?.aliases?.hash;
  bench.write('units/datapackage.json', datapackage('units', { 'Абайская обл.': '110000000', Кокчетав: old }));
  reportOf(await bench.run([`${bench.folder}/units`]));
  const other = reportOf(await bench.run([bench.write('f.csv', csv('100000000,2025,3'))])).files[0]?.aliases?.hash;
  expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(same).toBe(first);
  expect(other).not.toBe(first);
  expect(versions()).toEqual(expect.arrayContaining([first, other]));
});

test('an alias that cannot be one is refused at its line', async () => {
  const bench = newBench();
  bench.write('units/units.csv', unitsCsv);
  const wrong: ReadonlyArray<unknown> = [
    { x: '1' },
    { x: { unit: '100000000', valid_to: '2022-02-30' } },
    { x: { unit: '100000000', valid_from: '2023-01-01', valid_to: '2022-01-01' } },
    { 'x y': '100000000', 'x  y': '110000000' },
    { x: 7 },
  ];
  for (const aliases of wrong) {
    bench.write('units/datapackage.json', datapackage('units', aliases));
    const result = await bench.run([`${bench.folder}/units`]);
    expect(codesOf(result)).toEqual(['DatapackageInvalid']);
    expect(E.isLeft(result) && result.left[0]?.at?.line).toBe(1);
  }
});
