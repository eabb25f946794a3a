// The import from files to a real database: what it keeps, what it refuses and where, and that nothing is changed by halves.
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { accountAsText } from '../../../src/cli/import-account.js';
import { E } from '../../../src/core/fp.js';
import { placeAsText } from '../../../src/core/intake/place.js';
import { langs } from '../../../src/core/model/text.js';
import { openStore } from '../../../src/shell/store/store.js';
import { wordsIn } from '../../core/report/small-report.js';
import { type Bench, codesOf, newBench, reportOf, unitsCsv } from './import-fixture.js';

const needs = { variables: ['roads_km', 'people'], indicators: ['openness', 'days'], periods: ['2024', '2025'] };

const snapshotOf = async (db: string) => {
  const store = await openStore(db, 'read')();
  if (E.isLeft(store)) throw new Error(JSON.stringify(store.left));
  const snapshot = await store.right.readSnapshot(needs)();
  store.right.close();
  if (E.isLeft(snapshot)) throw new Error(JSON.stringify(snapshot.left));
  return snapshot.right;
};

const rowsOf = (db: string, sql: string): ReadonlyArray<unknown> => {
  const opened = new Database(db, { readonly: true });
  try {
    return opened.prepare(sql).raw().all();
  } finally {
    opened.close();
  }
};

const withUnits = async (): Promise<Bench> => {
  const bench = newBench();
  reportOf(await bench.run([bench.write('units.csv', unitsCsv)]));
  return bench;
};

const gradesCsv = `unit,period,indicator,grade,value,reason,comment
100000000,2025,openness,full,,,site seen
110000000,2025,openness,not_applicable,,no_budget,
100000000,2025,days,,12.5,,
110000000,2025,days,no_evidence,,,
`;

test('every cell is accounted for, and the snapshot says what the files said', async () => {
  const bench = newBench();
  const values = `unit,period,variable,value,status,note
Abai Region,2025,roads_km,12.25,,counted
Акмолинская область,2025,roads_km,,missing,
110000000,2024,roads_km,,confidential,
100000000,2024,roads_km,0,zero,
`;
  const report = reportOf(
    await bench.run([
      bench.write('grades.csv', gradesCsv),
      bench.write('values.csv', values),
      bench.write('units.csv', unitsCsv),
    ]),
  );
  expect(report.files.map(({ file, rows, cells, stored, states }) => ({ file, rows, cells, stored, states }))).toEqual([
    { file: 'grades.csv', rows: 4, cells: 28, stored: 18, states: { empty: 10 } },
    { file: 'values.csv', rows: 4, cells: 24, stored: 17, states: { confidential: 1, empty: 4, missing: 1, zero: 1 } },
    { file: 'units.csv', rows: 3, cells: 21, stored: 18, states: { empty: 3 } },
  ]);
  const { units, observations, assessments } = await snapshotOf(bench.db);
  expect(units.map(({ code, parent, attributes }) => [code, parent, attributes])).toEqual([
    ['100000000', null, { population: 610189 }],
    ['110000000', null, { population: 787971 }],
    ['110100000', '110000000', {}],
  ]);
  expect(observations.map(({ unit, period, value, status, from }) => [unit, period, value, status, from.row])).toEqual([
    ['100000000', '2024', 0, 'zero', 5],
    ['100000000', '2025', 12.25, 'observed', 2],
    ['110000000', '2024', null, 'confidential', 4],
    ['110000000', '2025', null, 'missing', 3],
  ]);
  expect(observations[1]?.from).toEqual({ importId: 1, file: 'values.csv', sheet: null, row: 2, column: 'value' });
  expect(
    assessments.map(({ unit, indicator, grade, value, reason }) => [unit, indicator, grade, value, reason]),
  ).toEqual([
    ['100000000', 'days', null, 12.5, null],
    ['100000000', 'openness', 'full', null, null],
    ['110000000', 'days', 'no_evidence', null, null],
    ['110000000', 'openness', 'not_applicable', null, 'no_budget'],
  ]);
});

/** Files that must be refused: header and rows, with the code and the place of every problem. */
const refused: ReadonlyArray<readonly [string, string, ReadonlyArray<string>]> = [
  ['unknown unit', 'unit,period,variable,value\nAbay Region,2025,roads_km,1\n', ['UnknownUnit f.csv:2:1']],
  ['unknown variable', 'unit,period,variable,value\n100000000,2025,roadskm,1\n', ['UnknownVariable f.csv:2:16']],
  ['unknown variable in a wide header', 'unit,period,roadskm\n100000000,2025,1\n', ['UnknownVariable f.csv:1:13']],
  ['unknown indicator', 'unit,period,indicator,grade\n100000000,2025,open,full\n', ['UnknownIndicator f.csv:2:16']],
  ['grade not in the list', 'unit,period,indicator,grade\n100000000,2025,openness,half\n', ['UnknownGrade f.csv:2:25']],
  ['grade for a value', 'unit,period,indicator,grade\n100000000,2025,days,full\n', ['UnknownGrade f.csv:2:21']],
  ['value for a grade', 'unit,period,indicator,value\n100000000,2025,openness,1\n', ['ValueNotAllowed f.csv:2:25']],
  ['no grade', 'unit,period,indicator,grade\n100000000,2025,openness,\n', ['ValueMissing f.csv:2:25']],
  ['no reason', 'unit,period,indicator,grade\n100000000,2025,openness,not_applicable\n', ['ReasonMissing f.csv:2:25']],
  [
    'unknown reason',
    'unit,period,indicator,grade,reason\n100000000,2025,openness,not_applicable,lazy\n',
    ['UnknownReason f.csv:2:40'],
  ],
  [
    'reason without cause',
    'unit,period,indicator,grade,reason\n100000000,2025,openness,full,no_budget\n',
    ['ValueNotAllowed f.csv:2:30'],
  ],
  [
    'duplicate rows',
    'unit,period,variable,value\n100000000,2025,roads_km,1\nAbai Region,2025,roads_km,1\n',
    ['DuplicateRow f.csv:3:1'],
  ],
  ['a short row', 'unit,period,variable,value\n100000000,2025\n', ['RowShort f.csv:2:11']],
  ['a long row', 'unit,period,variable,value\n100000000,2025,roads_km,1,2\n', ['RowLong f.csv:2:27']],
  ['no number', 'unit,period,variable,value\n100000000,2025,roads_km,many\n', ['NotANumber f.csv:2:25']],
  [
    'two decimal signs in a column',
    'unit,period,variable,value\n100000000,2025,roads_km,"1,5"\n110000000,2025,roads_km,1.5\n',
    ['NumberStylesMixed f.csv:3:25'],
  ],
  ['either number', 'unit,period,variable,value\n100000000,2025,roads_km,"1,500"\n', ['NumberAmbiguous f.csv:2:25']],
  ['blank value', 'unit,period,variable,value\n100000000,2025,roads_km,\n', ['ValueMissing f.csv:2:25']],
  [
    'value that is missing',
    'unit,period,variable,value,status\n100000000,2025,roads_km,1,missing\n',
    ['ValueNotAllowed f.csv:2:25'],
  ],
  ['no period', 'unit,period,variable,value\n100000000,2025-13,roads_km,1\n', ['BadPeriod f.csv:2:11']],
  ['no status', 'unit,period,variable,value,status\n100000000,2025,roads_km,1,x\n', ['ValueNotAllowed f.csv:2:27']],
  ['no table', 'a,b\n1,2\n', ['TableUnknown f.csv:1:1']],
  ['a column too many', 'unit,period,variable,value,colour\n', ['ColumnUnknown f.csv:1:28']],
  ['a column twice', 'unit,period,variable,value,value\n', ['ColumnTwice f.csv:1:28']],
  ['a column too few', 'unit,variable,value\n', ['ColumnMissing f.csv:1:1']],
  [
    'names of JavaScript',
    'unit,period,variable,value\n__proto__,2025,roads_km,1\n100000000,2025,constructor,1\n',
    ['UnknownUnit f.csv:2:1', 'UnknownVariable f.csv:3:16'],
  ],
  ['no code', 'code,level,name_kk,name_ru,name_en,parent\n11-00,region,а,а,a,\n', ['BadCode f.csv:2:1']],
  ['a code cut short', 'code,level,name_kk,name_ru,name_en,parent\n1.1E+08,region,а,а,a,\n', ['CodeDamaged f.csv:2:1']],
  [
    'an unknown parent',
    'code,level,name_kk,name_ru,name_en,parent\n120000000,region,а,а,a,130000000\n',
    ['UnknownUnit f.csv:2:24'],
  ],
  [
    'parents in a ring',
    'code,level,name_kk,name_ru,name_en,parent\n120000000,city,а,а,a,130000000\n130000000,city,б,б,b,120000000\n',
    ['ParentCycle f.csv:2:22', 'ParentCycle f.csv:3:22'],
  ],
  [
    'a made-up unit among real ones',
    'code,level,name_kk,name_ru,name_en,parent\n990000001,region,а,а,a,\n',
    ['MadeUpMixed f.csv:2:1'],
  ],
  [
    'a column that hides in the prototype',
    'code,level,name_kk,name_ru,name_en,parent,__proto__\n120000000,region,а,а,a,,1\n',
    ['ColumnUnknown f.csv:1:43'],
  ],
];

test.each(refused)('%s: refused with its place, and nothing is changed', async (_name, content, expected) => {
  const bench = await withUnits();
  const before = readFileSync(bench.db);
  const report = reportOf(await bench.run([bench.write('f.csv', content)]));
  expect(report.accepted).toBe(false);
  expect(report.problems.map(({ code, at }) => `${code} ${at === undefined ? '' : placeAsText(at)}`)).toEqual(expected);
  for (const { cells, stored, states, refused: out } of report.files) {
    expect(stored + Object.values(states).reduce((sum, n) => sum + n, 0) + out.length).toBe(cells);
  }
  expect(readFileSync(bench.db).equals(before)).toBe(true);
});

test('missing, empty and random files, and a folder without a description', async () => {
  const bench = newBench();
  expect(codesOf(await bench.run(['nowhere.csv']))).toEqual(['FileMissing']);
  expect(codesOf(await bench.run([bench.write('empty.csv', '')]))).toEqual(['FileEmpty']);
  const noise = Uint8Array.from({ length: 500 }, (_, i) => (i * 7919) % 256);
  expect(codesOf(await bench.run([bench.write('noise.csv', noise)]))).toEqual(['FormatNotRead']);
  bench.write('bare/units.csv', unitsCsv);
  expect(codesOf(await bench.run([`${bench.folder}/bare`]))).toEqual(['FileMissing']);
  bench.write('broken/datapackage.json', '{\n  "name": "broken",\n  "resources": [{ "path": "../x.csv" }]\n}');
  const broken = await bench.run([`${bench.folder}/broken`]);
  expect(E.isLeft(broken) && broken.left.map(({ code, at }) => [code, at?.line])).toContainEqual([
    'DatapackageInvalid',
    3,
  ]);
  expect(codesOf(await bench.run(['x.csv'], { period: '2025-13' }))).toEqual(['BadOption']);
  expect(existsSync(bench.db)).toBe(false);
});

test('near names are shown, never taken', async () => {
  const bench = await withUnits();
  const report = reportOf(await bench.run([bench.write('f.csv', 'unit,period,roads_km\nAkmola Regon,2025,1\n')]));
  expect(report.problems[0]?.args).toMatchObject({
    value: 'Akmola Regon',
    near: 'yes',
    nearest: 'Akmola Region (110000000)',
  });
});

test('the same again changes nothing; a changed value keeps the old one', async () => {
  const bench = await withUnits();
  const file = bench.write('f.csv', 'unit,period,roads_km\n100000000,2025,1\n110000000,2025,2\n');
  expect(reportOf(await bench.run([file])).files[0]?.counts).toEqual({ added: 2, changed: 0, unchanged: 0 });
  const before = rowsOf(bench.db, 'SELECT * FROM imports');
  const again = reportOf(await bench.run([file]));
  expect(again.importId).toBeNull();
  expect(again.files[0]?.counts).toEqual({ added: 0, changed: 0, unchanged: 2 });
  expect(rowsOf(bench.db, 'SELECT * FROM imports')).toEqual(before);

  bench.write('f.csv', 'unit,period,roads_km\n110000000,2025,2\n100000000,2025,5\n');
  const third = reportOf(await bench.run([file]));
  expect(third.files[0]?.counts).toEqual({ added: 0, changed: 1, unchanged: 1 });
  expect(rowsOf(bench.db, 'SELECT unit, value, row, replaced_by FROM observations_history')).toEqual([
    ['100000000', 1, 2, third.importId],
  ]);
  const { observations } = await snapshotOf(bench.db);
  expect(observations.map(({ value, from }) => [value, from.importId, from.row])).toEqual([
    [5, 3, 3],
    [2, 2, 3],
  ]);
  bench.write('f.csv', 'unit,period,roads_km\n110000000,2025,2\n100000000,2025,\n');
  expect(reportOf(await bench.run([file])).files[0]?.states).toEqual({ missing: 1 });
  expect((await snapshotOf(bench.db)).observations[0]?.value).toBeNull();
});

test('bad rows can be left out: each is listed and counted', async () => {
  const bench = await withUnits();
  const file = bench.write(
    'f.csv',
    'unit,period,variable,value\n100000000,2025,roads_km,1\n110000000,2025,roads_km,x\nnobody,2025,roads_km,y\n',
  );
  const report = reportOf(await bench.run([file], { skipBadRows: true }));
  expect(report.accepted).toBe(true);
  expect(report.files[0]).toMatchObject({
    cells: 12,
    stored: 4,
    states: { skipped: 5 },
    skippedRows: 2,
    refused: [
      { place: 'f.csv:3:25', value: 'x', code: 'NotANumber' },
      { place: 'f.csv:4:1', value: 'nobody', code: 'UnknownUnit' },
      { place: 'f.csv:4:22', value: 'y', code: 'NotANumber' },
    ],
  });
  const noHeader = bench.write('g.csv', 'unit,period,variable,value,colour\n');
  expect(reportOf(await bench.run([noHeader], { skipBadRows: true })).accepted).toBe(false);
});

test('a dry run checks everything and writes nothing', async () => {
  const bench = newBench();
  const report = reportOf(await bench.run([bench.write('units.csv', unitsCsv)], { dryRun: true }));
  expect(report).toMatchObject({ accepted: true, importId: null });
  expect(existsSync(bench.db)).toBe(false);
});

test('--period stands in for a missing column, and one bad file stops the whole call', async () => {
  const bench = await withUnits();
  const good = bench.write('good.csv', 'unit,roads_km\n100000000,7\n');
  const bad = bench.write('bad.csv', 'unit,roads_km\n100000000,8\n110000000,x\n');
  expect(reportOf(await bench.run([good, bad], { period: '2025' })).accepted).toBe(false);
  expect((await snapshotOf(bench.db)).observations).toEqual([]);
  reportOf(await bench.run([good], { period: '2025' }));
  expect((await snapshotOf(bench.db)).observations[0]).toMatchObject({ period: '2025', value: 7 });
});

test('a dataset brings its variables and spellings; another may not measure them otherwise', async () => {
  const bench = await withUnits();
  const datapackage = (measuredIn: string, name: string) =>
    JSON.stringify({
      name,
      made_up: false,
      licenses: [{ name: 'PDDL-1.0' }],
      sources: [{ title: 'Bureau' }],
      resources: [{ path: 'values.csv', table: 'observations' }],
      variables: [{ name: 'people', measured_in: measuredIn }],
      aliases: { 'Абайская обл.': '100000000' },
    });
  bench.write('one/datapackage.json', datapackage('people', 'one'));
  bench.write('one/values.csv', 'unit,period,variable,value\nАбайская обл.,2025,people,610189\n');
  reportOf(await bench.run([`${bench.folder}/one`]));
  expect((await snapshotOf(bench.db)).observations[0]).toMatchObject({ unit: '100000000', value: 610189 });
  expect(reportOf(await bench.run([`${bench.folder}/one/values.csv`])).importId).toBeNull();

  bench.write('two/datapackage.json', datapackage('thousands', 'two'));
  bench.write('two/values.csv', 'unit,period,variable,value\n100000000,2024,people,1\n');
  expect(codesOf(await bench.run([`${bench.folder}/two`]))).toEqual(['VariableConflict']);

  const store = await openStore(bench.db, 'read')();
  if (E.isLeft(store)) throw new Error('no store');
  const datasets = await store.right.readDatasets()();
  store.right.close();
  expect(E.isRight(datasets) && datasets.right).toMatchObject([
    { name: 'one', madeUp: false, licences: [{ name: 'PDDL-1.0' }], variables: [{ name: 'people' }] },
  ]);
});

test('made-up units come from a made-up dataset alone, and take no part with real ones', async () => {
  const bench = await withUnits();
  const datapackage = { name: 'play', made_up: true, resources: [{ path: 'units.csv' }, { path: 'values.csv' }] };
  bench.write('play/datapackage.json', JSON.stringify(datapackage));
  bench.write('play/units.csv', 'code,level,name_kk,name_ru,name_en,parent\n990000001,region,Ойдан,Выдумка,Made up,\n');
  const values = bench.write('play/values.csv', 'unit,period,roads_km\n990000001,2025,1\n');
  reportOf(await bench.run([`${bench.folder}/play`]));
  expect((await snapshotOf(bench.db)).units.at(-1)).toMatchObject({ code: '990000001', madeUp: true });
  bench.write('play/values.csv', 'unit,period,roads_km\n100000000,2025,1\n');
  expect(codesOf(await bench.run([values]))).toEqual(['MadeUpMixed']);
});

test('a workbook says the same as the CSV, with places of its own', async () => {
  const bench = await withUnits();
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Жолдар');
  sheet.addRow(['unit', 'period', 'variable', 'value']);
  sheet.addRow([100000000, 2025, 'roads_km', 1 / 3]);
  sheet.addRow([110000000, 2025, 'roads_km', true]);
  const file = bench.write('f.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
  const report = reportOf(await bench.run([file], { skipBadRows: true }));
  expect(report.files[0]?.refused).toMatchObject([
    { place: 'f.xlsx:Жолдар!D3', value: 'TRUE', code: 'CellUnreadable' },
  ]);
  const { observations } = await snapshotOf(bench.db);
  expect(observations[0]).toMatchObject({ value: 1 / 3, from: { file: 'f.xlsx', sheet: 'Жолдар', row: 2 } });
});

test('hidden sheets, rows and columns are read like the rest, and told', async () => {
  const bench = await withUnits();
  const book = new exceljs.Workbook();
  const rows = [
    ['unit', 'period', 'roads_km'],
    ['100000000', '2024', 1],
  ];
  const sheet = book.addWorksheet('Ашық');
  sheet.addRows(rows);
  sheet.getRow(2).hidden = true;
  book.addWorksheet('Жасырын', { state: 'hidden' }).addRows([rows[0]!, ['110000000', '2024', 2]]);
  const file = bench.write('f.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
  const report = reportOf(await bench.run([file]));
  expect(report.files[0]).toMatchObject({
    stored: 6,
    hidden: [
      { sheet: 'Ашық', whole: false, rows: 1, columns: 0 },
      { sheet: 'Жасырын', whole: true, rows: 0, columns: 0 },
    ],
  });
  const told = langs.map((lang) => accountAsText(report.files[0]!, wordsIn(lang))[1] ?? '');
  expect(told[0]).toBe('Кітапта жасырылған, бірақ қалғанымен бірдей оқылды: «Ашық»: 1 жол; «Жасырын» (бүкіл парақ).');
  expect(told[1]).toBe('Скрыто в книге, но прочитано наравне с остальным: «Ашық»: 1 строка; «Жасырын» (лист целиком).');
  expect(told[2]).toBe(
    'Hidden in the workbook, and read like the rest: “Ашық”: 1 row; “Жасырын” (the sheet as a whole).',
  );
});

test('a cell that cannot be read is one fault, and a formula without a result is not counted as taken', async () => {
  const bench = await withUnits();
  const book = new exceljs.Workbook();
  book.addWorksheet('1').addRows([
    ['unit', 'period', 'roads_km'],
    ['100000000', new Date(Date.UTC(2024, 0, 1)), { formula: '1+1', result: 2 }],
    ['110000000', '2024', { formula: 'A1' }],
    ['Итого', '2024', { formula: '1+2', result: 3 }],
  ]);
  const file = bench.write('f.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
  const report = reportOf(await bench.run([file]));
  expect(report.problems.map(({ code, at }) => `${code} ${at?.cell}`)).toEqual([
    'CellUnreadable B2',
    'CellUnreadable C3',
  ]);
  expect(report.files[0]).toMatchObject({ cells: 9, formulas: { cells: 2 }, totals: [{ value: 'Итого' }] });
});

test('whatever the order of the rows, the snapshot is the same', async () => {
  const rows = gradesCsv.trim().split('\n');
  const [header, ...body] = rows;
  const snapshots = await Promise.all(
    [body, [...body].reverse(), [body[2], body[0], body[3], body[1]]].map(async (order) => {
      const bench = await withUnits();
      reportOf(await bench.run([bench.write('grades.csv', `${[header, ...order].join('\n')}\n`)]));
      const { units, observations, assessments } = await snapshotOf(bench.db);
      return { units, observations, assessments: assessments.map((each) => ({ ...each, from: null })) };
    }),
  );
  expect(snapshots[1]).toEqual(snapshots[0]);
  expect(snapshots[2]).toEqual(snapshots[0]);
});

test('names of JavaScript are data like any other', async () => {
  const bench = newBench();
  const csv =
    'code,level,name_kk,name_ru,name_en,parent,constructor,toString\n120000000,region,__proto__,constructor,toString,,1,x\n';
  reportOf(await bench.run([bench.write('units.csv', csv)]));
  const [unit] = (await snapshotOf(bench.db)).units;
  expect(unit?.name.kk).toBe('__proto__');
  expect(Object.entries(unit?.attributes ?? {})).toEqual([
    ['constructor', 1],
    ['toString', 'x'],
  ]);
  reportOf(await bench.run([bench.write('v.csv', 'unit,period,roads_km\n__proto__,2025,3\n')]));
  expect((await snapshotOf(bench.db)).observations[0]?.unit).toBe('120000000');
});
