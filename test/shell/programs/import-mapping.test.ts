// Office sheets by a mapping: merged headings, totals, notes and names, each value kept with its own cell and every cell counted.
import { createHash } from 'node:crypto';
import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { cellOf } from '../../../src/core/explain/tell.js';
import { E } from '../../../src/core/fp.js';
import { placeAsText } from '../../../src/core/intake/place.js';
import type { FileReport } from '../../../src/shell/programs/import.js';
import { openStore } from '../../../src/shell/store/store.js';
import { cp1251 } from '../readers/encoded.js';
import { type Bench, newBench, reportOf, unitsCsv } from './import-fixture.js';

const withUnits = async (): Promise<Bench> => {
  const bench = newBench();
  reportOf(await bench.run([bench.write('units.csv', unitsCsv)]));
  bench.write(
    'play/datapackage.json',
    JSON.stringify({
      name: 'play',
      resources: [{ path: 'v.csv', table: 'observations' }],
      variables: [{ name: 'people', measured_in: 'people' }],
    }),
  );
  bench.write('play/v.csv', 'unit,period,variable,value\n100000000,2020,people,1\n');
  reportOf(await bench.run([`${bench.folder}/play`]));
  return bench;
};

const valuesOf = async (db: string, period: string) => {
  const store = await openStore(db, 'read')();
  if (E.isLeft(store)) throw new Error('no store');
  const snapshot = await store.right.readSnapshot({
    variables: ['roads_km', 'people'],
    indicators: [],
    periods: [period],
  })();
  store.right.close();
  if (E.isLeft(snapshot)) throw new Error('no snapshot');
  return snapshot.right.observations.map(({ unit, variable, value, status, from }) => [
    unit,
    variable,
    value,
    status,
    `${from.sheet ?? ''}!${from.column}${from.row}`,
  ]);
};

const balanced = ({ cells, stored, states, refused }: FileReport): boolean =>
  cells === stored + Object.values(states).reduce((sum, n) => sum + n, 0) + refused.length;

const bulletin = `Статистический бюллетень;;;
;;;
Регион;Дороги, км;Население;
;всего;;прочее
Казахстан;1 234,5;;x
область Абай;610,5*;610 189;y
Акмолинская обл.;-;...;
город Кокшетау;х;1\u00a0234,0;
Примечание: х - конфиденциально;;;
`;
const bulletinMapping = `header: [3, 4]
key: {column: Регион, by: name}
period: "2025"
columns:
  Дороги, км / всего: roads_km
  C: people
skip: [Казахстан]
stop: Примечание
aliases: {Акмолинская обл.: "110000000"}
`;

test('a bulletin in Windows-1251: heading rows, a total, a note, the empty signs, a spelling of its own', async () => {
  const bench = await withUnits();
  const mapping = bench.write('map.yaml', bulletinMapping);
  const report = reportOf(await bench.run([bench.write('f.csv', cp1251(bulletin))], { mapping }));
  expect(report.problems).toEqual([]);
  const file = report.files[0]!;
  expect(file).toMatchObject({
    encoding: 'Windows-1251',
    separator: 'semicolon',
    rows: 3,
    cells: 20,
    stored: 3,
    states: { confidential: 1, heading: 5, key: 3, missing: 1, not_mapped: 3, total: 3, zero: 1 },
    refused: [],
  });
  expect(balanced(file)).toBe(true);
  expect(await valuesOf(bench.db, '2025')).toEqual([
    ['100000000', 'people', 610189, 'observed', '!Население6'],
    ['100000000', 'roads_km', 610.5, 'observed', '!Дороги, км / всего6'],
    ['110000000', 'people', null, 'missing', '!Население7'],
    ['110000000', 'roads_km', 0, 'zero', '!Дороги, км / всего7'],
    ['110100000', 'people', 1234, 'observed', '!Население8'],
    ['110100000', 'roads_km', null, 'confidential', '!Дороги, км / всего8'],
  ]);
});

const book = async (fill: (book: exceljs.Workbook) => void): Promise<Uint8Array> => {
  const made = new exceljs.Workbook();
  fill(made);
  return new Uint8Array(await made.xlsx.writeBuffer());
};

test('a workbook: the sheet by its name, merged headings counted once, years in columns, places of cells', async () => {
  const bench = await withUnits();
  const bytes = await book((made) => {
    made.addWorksheet('Мұқаба').addRow(['Мазмұны']);
    const sheet = made.addWorksheet('1-кесте');
    sheet.addRow(['Халық саны']);
    sheet.mergeCells('A1:C1');
    sheet.addRow(['Өңір', 'Халқы']);
    sheet.addRow([null, '2024', '2025']);
    sheet.mergeCells('A2:A3');
    sheet.mergeCells('B2:C2');
    sheet.addRow(['Қазақстан Республикасы', 1, 2]);
    sheet.addRow([100000000, 10.125, { formula: 'B5*2', result: 20.25 }]);
    sheet.addRow(['Ақмола облысы', '1,5', { formula: 'B6*2', result: 3 }]);
    sheet.getRow(6).hidden = true;
    sheet.getColumn(3).hidden = true;
    sheet.getColumn(9).hidden = true;
    made.getWorksheet('Мұқаба')!.state = 'hidden';
  });
  const mapping = bench.write(
    'map.yaml',
    `sheet: 1-кесте
header: [2, 3]
key: Өңір
columns:
  Халқы / 2024: {variable: people, period: "2024"}
  "2025": {variable: people, period: "2025"}
skip: ["Қазақстан*"]
`,
  );
  const report = reportOf(await bench.run([bench.write('f.xlsx', bytes)], { mapping }));
  expect(report.problems).toEqual([]);
  expect(report.files[0]).toMatchObject({
    cells: 15,
    stored: 4,
    states: { heading: 4, key: 2, not_mapped: 1, other_sheet: 1, total: 3 },
    passedOver: [{ sheet: 'Мұқаба', cells: 1 }],
    totals: [{ place: 'f.xlsx:1-кесте!A4', value: 'Қазақстан Республикасы' }],
    hidden: [{ sheet: '1-кесте', whole: false, rows: 1, columns: 1 }],
  });
  expect(await valuesOf(bench.db, '2024')).toEqual([
    ['100000000', 'people', 10.125, 'observed', '1-кесте!B5'],
    ['110000000', 'people', 1.5, 'observed', '1-кесте!B6'],
  ]);
});

test('a sheet that lies on its side says the same', async () => {
  const bench = await withUnits();
  const mapping = bench.write(
    'map.yaml',
    'transposed: true\nkey: Показатель\nperiod: "2025"\ncolumns: {Дороги: roads_km, Население: people}\n',
  );
  const content = 'Показатель,область Абай,Акмолинская область\nДороги,1.5,2.25\nНаселение,10,bad\n';
  const file = bench.write('f.csv', content);
  const report = reportOf(await bench.run([file], { mapping, skipBadRows: true }));
  expect(report.files[0]).toMatchObject({
    cells: 9,
    stored: 3,
    states: { heading: 3, key: 2 },
    refused: [{ place: 'f.csv:3:14', value: 'bad', code: 'NotANumber' }],
  });
  expect((await valuesOf(bench.db, '2025')).map((row) => row[4])).toEqual(['!Население3', '!Дороги2', '!Дороги2']);
});

test('what cannot be read is refused at its own cell, once for a key, and all cells are accounted for', async () => {
  const bench = await withUnits();
  const mapping = bench.write(
    'map.yaml',
    'key: {column: Region, by: name}\nperiod: {column: Year}\ncolumns: {Roads: roads_km, People: people}\n',
  );
  const rows = [
    'Abai Region,2025,1,2',
    'Abay Region,2025,3,4',
    'Akmola Region,soon,5,6',
    'Kokshetau City,2025,7,?',
    'Abai Region,2025,8,9',
    ',2025,1,',
  ];
  const file = bench.write('f.csv', `Region,Year,Roads,People\n${rows.join('\n')}\n`);
  const report = reportOf(await bench.run([file], { mapping }));
  expect(report.accepted).toBe(false);
  expect(report.problems.map(({ code, at }) => `${code} ${at === undefined ? '' : placeAsText(at)}`)).toEqual([
    'UnknownUnit f.csv:3:1',
    'BadPeriod f.csv:4:15',
    'NotANumber f.csv:5:23',
    'DuplicateRow f.csv:6:18',
    'DuplicateRow f.csv:6:20',
    'ValueMissing f.csv:7:1',
  ]);
  expect(report.files.every(balanced)).toBe(true);
  expect(report.files[0]?.states).toEqual({ heading: 4, held_back: 3, key: 9, skipped: 6 });
});

test('1,234 stops until the mapping says which number it is', async () => {
  const bench = await withUnits();
  const file = bench.write('f.csv', 'Region;Roads\nAbai Region;1,234\n');
  const lines = 'key: Region\nperiod: "2025"\ncolumns: {Roads: roads_km}\n';
  const ambiguous = reportOf(await bench.run([file], { mapping: bench.write('a.yaml', lines) }));
  expect(ambiguous.problems[0]).toMatchObject({ code: 'NumberAmbiguous', args: { one: '1234', other: '1.234' } });
  reportOf(await bench.run([file], { mapping: bench.write('b.yaml', `${lines}decimal: comma\n`) }));
  expect((await valuesOf(bench.db, '2025'))[0]?.[2]).toBe(1.234);
});

test.each([
  ['an unknown key', 'key: Region\ncolumns: {Roads: roads_km}\nheadre: 1\n', ['UnknownKey 3']],
  ['no columns', 'key: Region\n', ['MissingKey 1']],
  ['a sign that means nothing', 'key: Region\ncolumns: {Roads: roads_km}\nempty: {"-": nil}\n', ['WrongValue 3']],
  [
    'a column that is not there',
    'key: Regoin\ncolumns:\n  Roads: roads_km\n  Rods: people\n',
    ['MappingNotFound 1', 'MappingNotFound 4'],
  ],
  ['a sheet that is not there', 'sheet: T2\nkey: Region\ncolumns: {Roads: roads_km}\n', ['MappingNotFound 1']],
  ['a blank heading row', 'header: 9\nkey: A\ncolumns: {B: roads_km}\n', ['MappingNotFound 1']],
])('%s: the line of the mapping is named', async (_name, content, expected) => {
  const bench = await withUnits();
  const mapping = bench.write('map.yaml', content);
  const result = await bench.run([bench.write('f.csv', 'Region,Roads\nAbai Region,1\n')], { mapping, period: '2025' });
  expect(E.isLeft(result) && result.left.map(({ code, at }) => `${code} ${at?.line}`)).toEqual(expected);
});

test('the mapping is kept with what was read by it: its name and the hash of its text, down to each value', async () => {
  const bench = await withUnits();
  const text = 'key: Region\nperiod: "2025"\ncolumns: {Roads: roads_km}\n';
  const mapping = bench.write('maps/roads.yaml', text);
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const report = reportOf(await bench.run([bench.write('f.csv', 'Region,Roads\nAbai Region,1\n')], { mapping }));
  expect(report.files[0]!.mapping).toEqual({ file: 'maps/roads.yaml', hash });
  const store = await openStore(bench.db, 'read')();
  if (E.isLeft(store)) throw new Error('no store');
  const read = (period: string, variable: string) =>
    store.right.readSnapshot({ variables: [variable], indicators: [], periods: [period] })();
  const [own, plain] = [await read('2025', 'roads_km'), await read('2020', 'people')];
  store.right.close();
  const from = E.isRight(own) ? own.right.observations[0]!.from : null;
  expect(from).toMatchObject({ file: 'f.csv', row: 2, column: 'Roads', mapping: { file: 'maps/roads.yaml', hash } });
  expect(from === null ? '' : cellOf(from)).toBe(`f.csv:2 Roads (maps/roads.yaml ${hash.slice(0, 19)})`);
  expect(E.isRight(plain) && plain.right.observations[0]!.from).not.toHaveProperty('mapping');
});

test('a folder that is named may declare variables alone, for a table that an office sends', async () => {
  const bench = await withUnits();
  const variables = [{ name: 'clinics', measured_in: 'clinics' }];
  bench.write('decl/datapackage.json', JSON.stringify({ name: 'decl', resources: [], variables }));
  bench.write('none/datapackage.json', JSON.stringify({ name: 'none', resources: [] }));
  const mapping = bench.write('map.yaml', 'key: Region\nperiod: "2025"\ncolumns: {Clinics: clinics}\n');
  const file = bench.write('f.csv', 'Region,Clinics\nAbai Region,1\n');
  const refused = await bench.run([`${bench.folder}/none`]);
  expect(E.isLeft(refused) && refused.left.map(({ code }) => code)).toEqual(['NothingToImport']);
  const together = reportOf(await bench.run([`${bench.folder}/decl`, file], { mapping }));
  expect([together.problems, together.files.map(({ stored }) => stored)]).toEqual([[], [1]]);
  expect(reportOf(await bench.run([`${bench.folder}/decl`])).importId).toBeNull();
});
