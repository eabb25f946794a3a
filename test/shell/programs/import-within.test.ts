// Names that several units bear, told apart by the larger unit that the office names beside them or in a heading above them.
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { placeAsText } from '../../../src/core/intake/place.js';
import type { ImportReport } from '../../../src/shell/programs/import.js';
import { openStore } from '../../../src/shell/store/store.js';
import { type Bench, newBench, reportOf } from './import-fixture.js';

const register = `code,level,name_kk,name_ru,name_en,parent
100000000,region,Абай облысы,область Абай,Abai Region,
350000000,region,Қарағанды облысы,Карагандинская область,Karaganda Region,
710000000,republican_city,Астана қаласы,город Астана,Astana City,
103200000,district,Абай ауданы,Абайский район,Abay District,100000000
353200000,district,Абай ауданы,Абайский район,Abay District,350000000
353600000,district,Ақтоғай ауданы,Актогайский район,Aktogay District,350000000
`;

const withUnits = async (): Promise<Bench> => {
  const bench = newBench();
  reportOf(await bench.run([bench.write('units.csv', register)]));
  return bench;
};

const kept = async (db: string) => {
  const store = await openStore(db, 'read')();
  if (E.isLeft(store)) throw new Error('no store');
  const snapshot = await store.right.readSnapshot({ variables: ['roads_km'], indicators: [], periods: ['2025'] })();
  store.right.close();
  return E.isLeft(snapshot) ? [] : snapshot.right.observations.map(({ unit, value }) => `${unit} ${value}`);
};

const run = async (table: string, key: string, more = '') => {
  const bench = await withUnits();
  const mapping = bench.write('map.yaml', `key: ${key}\nperiod: "2025"\ncolumns: {Дороги: roads_km}\n${more}`);
  const report = reportOf(await bench.run([bench.write('f.csv', table)], { mapping }));
  const file = report.files[0]!;
  const states = Object.values(file.states).reduce((sum, n) => sum + n, 0);
  expect(file.cells).toBe(file.stored + states + file.refused.length);
  return { report, told: told(report), kept: await kept(bench.db) };
};
const told = ({ problems }: ImportReport) =>
  problems.map(({ code, at }) => `${code} ${at === undefined ? '' : placeAsText(at)}`);

const twoColumns = `Область,Район,Дороги
область Абай,Абайский район,1
Карагандинская область,Абайский район,2
,Актогайский район,3
город Астана,город Астана,4
`;

test('the region in the column beside, blank where it is the one above', async () => {
  const { told: faults, kept: values } = await run(twoColumns, '{column: Район, by: name, within: Область}');
  expect(faults).toEqual([]);
  expect(values).toEqual(['103200000 1', '353200000 2', '353600000 3', '710000000 4']);
});

test('without a region the name is refused with the units that bear it, each with its own region', async () => {
  const { report } = await run('Район,Дороги\nАбайский район,1\nАктогайский район,2\n', '{column: Район, by: name}');
  expect(report.problems).toMatchObject([
    {
      code: 'UnitAmbiguous',
      args: {
        candidates: 'Абайский район, область Абай (103200000); Абайский район, Карагандинская область (353200000)',
        candidates_en: 'Abay District, Abai Region (103200000); Abay District, Karaganda Region (353200000)',
      },
      at: { file: 'f.csv', line: 2, column: 1 },
    },
  ]);
});

test('a unit of another region is refused, and so are a region that is unknown and a name that is near', async () => {
  const { report, told: faults } = await run(
    `Область,Район,Дороги
область Абай,Актогайский район,1
,Абайскии район,2
Карагандинская обл.,Абайский район,3
,Актогайский район,4
`,
    '{column: Район, by: name, within: Область}',
  );
  expect(faults).toEqual(['UnitElsewhere f.csv:2:14', 'UnknownUnit f.csv:3:2', 'UnknownUnit f.csv:4:1']);
  expect(report.problems[0]!.args).toMatchObject({ within: 'область Абай', units: 1 });
  // Near names are those inside the region.
  expect(report.problems[1]!.args).toMatchObject({ nearest: 'Абайский район (103200000)' });
  expect(report.files[0]!.refused[2]).toMatchObject({ value: 'Карагандинская обл.' });
});

const unnamed = `Область,Район,Дороги
Карагандинская область,,9
,Абайский район,2
,Актогайский район,3
`;

test.each([
  ['refuse', ['ValueMissing f.csv:2:24'], []],
  ['whole', [], ['350000000 9', '353200000 2', '353600000 3']],
  ['leave_out', [], ['353200000 2', '353600000 3']],
])('a row of the region alone: %s', async (blank, faults, values) => {
  const found = await run(unnamed, `{column: Район, by: name, within: {column: Область, blank_name: ${blank}}}`);
  expect(found.told).toEqual(faults);
  expect(found.kept).toEqual(values);
});

const headings = `Район,Дороги
область Абай,
Абайский район,1
Карагандинская область,9
Абайский район,2
Итого,12
`;

test('regions as headings in the column of the districts: with figures they are rows, without they are none', async () => {
  const rows = '{column: Район, by: name, within: {rows: [область Абай, Караг*]}}';
  const found = await run(headings, rows, 'skip: [Итого]\n');
  expect(found.told).toEqual([]);
  expect(found.kept).toEqual(['103200000 1', '350000000 9', '353200000 2']);
  const both = await run(headings, rows, 'skip: [Итого, Карагандинская область]\n');
  expect(both.kept).toEqual(['103200000 1', '353200000 2']);
});

test('a total that the mapping does not skip is told as what it looks like', async () => {
  const { report } = await run('Район,Дороги\nИтого,1\nнигде,2\n', '{column: Район, by: name}');
  expect(report.problems.map(({ code, args }) => [code, args.total])).toEqual([
    ['UnknownUnit', 'yes'],
    ['UnknownUnit', 'no'],
  ]);
});
