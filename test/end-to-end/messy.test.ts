// Tables as offices send them, through the program itself: a first mapping is suggested, a person settles what is left open, and the
// file comes into a real database with every cell accounted for.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { E } from '../../src/core/fp.js';
import { decodeMapping } from '../../src/core/intake/mapping.js';
import { openStore } from '../../src/shell/store/store.js';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-messy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const base = join(folder, 'base.sqlite');

const text = (word: string) => ({ kk: word, ru: word, en: word });
const variables = [
  { name: 'roads_km', measured_in: 'km', title: { kk: 'Жолдар, км / барлығы', ru: 'Дороги, км', en: 'Roads, km' } },
  { name: 'paved_km', measured_in: 'km', title: { kk: 'Қатты төсемді', ru: 'С покрытием', en: 'Paved' } },
  { name: 'paved_share', measured_in: '%', title: text('Доля твёрдых дорог') },
  {
    name: 'people',
    measured_in: 'people',
    title: { kk: 'Халқы, адам', ru: 'Население, человек', en: 'Population, people' },
  },
  { name: 'population_age_10_and_older', measured_in: '%' },
  { name: 'emissions', measured_in: 'tonnes' },
  { name: 'income_total', measured_in: 'million tenge' },
  { name: 'tax_receipts', measured_in: 'million tenge' },
  { name: 'projects', measured_in: 'projects', title: text('Projects') },
];

beforeAll(async () => {
  const play = join(folder, 'play');
  mkdirSync(play);
  const resources = [
    { path: 'units.csv', table: 'units' },
    { path: 'v.csv', table: 'observations' },
  ];
  writeFileSync(join(play, 'datapackage.json'), JSON.stringify({ name: 'play', resources, variables }));
  writeFileSync(join(play, 'v.csv'), 'unit,period,variable,value\n100000000,1999,people,1\n');
  // The regions and cities of the first level, without the spellings that the shipped register knows beside the names.
  const lines = readFileSync('data/units/units.csv', 'utf8').split('\n');
  const wanted = lines.filter((line, i) => i === 0 || /^[0-9]{9},(?:region|republican_city),/.test(line));
  writeFileSync(join(play, 'units.csv'), wanted.map((line) => line.split(',').slice(0, 6).join(',')).join('\n'));
  const made = await lsg('import', play, '--db', base);
  expect(made.status, made.err).toBe(0);
});

const fixture = (name: string): string => `test/fixtures/messy/${name}`;
const suggestion = async (name: string, lang = 'en'): Promise<string> => {
  const ran = await lsg('import', '--suggest', fixture(name), '--db', base, '--lang', lang);
  expect(ran.status, ran.err).toBe(0);
  return ran.out;
};

interface Report {
  readonly files: ReadonlyArray<{
    readonly rows: number;
    readonly cells: number;
    readonly stored: number;
    readonly states: Readonly<Record<string, number>>;
    readonly refused: ReadonlyArray<{ readonly place: string; readonly value: string; readonly code: string }>;
    readonly passed_over: ReadonlyArray<{ readonly sheet: string; readonly cells: number }>;
    readonly added: number;
    readonly changed: number;
    readonly unchanged: number;
  }>;
  readonly problems: ReadonlyArray<{ readonly code: string; readonly message: string; readonly hint: string }>;
}

let copies = 0;
/** The file by the mapping into a database of its own; the account is checked on the way. */
const imported = async (name: string, mapping: string, ...options: ReadonlyArray<string>) => {
  copies++;
  const db = join(folder, `${copies}.sqlite`);
  const file = join(folder, `${copies}.yaml`);
  copyFileSync(base, db);
  writeFileSync(file, mapping);
  const ran = await lsg('import', fixture(name), '--mapping', file, '--db', db, '--json', ...options);
  const report = json<Report>(ran);
  for (const { cells, stored, states, refused } of report.files) {
    expect(cells).toBe(stored + Object.values(states).reduce((sum, n) => sum + n, 0) + refused.length);
  }
  return { ran, db, file: report.files[0], problems: report.problems };
};

const observationsIn = async (db: string, periods: ReadonlyArray<string>, names: ReadonlyArray<string>) => {
  const store = await openStore(db, 'read')();
  if (E.isLeft(store)) throw new Error('no store');
  const found = await store.right.readSnapshot({ variables: names, indicators: [], periods })();
  store.right.close();
  if (E.isLeft(found)) throw new Error('no snapshot');
  return found.right.observations;
};
const valuesIn = async (db: string, periods: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const names = variables.map(({ name }) => name);
  const found = await observationsIn(db, periods, names);
  const lines = found.map(
    ({ unit, period, variable, value, status, from }) =>
      `${unit} ${period} ${variable} ${value ?? ''} ${status} ${from.sheet ?? ''}!${from.column}${from.row}`,
  );
  return lines.sort();
};

/** What a person does with the suggestion: take a # away, write another word. */
const settled = (mapping: string, ...edits: ReadonlyArray<readonly [string, string]>): string =>
  edits.reduce((so, [from, to]) => {
    expect(so, from).toContain(from);
    return so.replaceAll(from, to);
  }, mapping);

const names = [
  'kz-city-ranking.csv',
  'budget-long.csv',
  'bulletin.xlsx',
  'percent-and-dates.xlsx',
  'two-tables.xlsx',
  'years.xlsx',
  'turned.xlsx',
  'signs-cp1251.csv',
  'mixed-letters.csv',
];

describe('the suggestion', () => {
  test.each(names)('%s: as it was, and the same each time', async (name) => {
    const found = await suggestion(name);
    const golden = `test/golden/suggest/${name}.yaml`;
    if (process.env.GOLDEN === 'write' || !existsSync(golden)) {
      expect(process.env.CI, `${golden} is not there`).toBeUndefined();
      writeFileSync(golden, found);
    }
    expect(found).toBe(readFileSync(golden, 'utf8'));
    if (name === 'signs-cp1251.csv') expect(await suggestion(name)).toBe(found);
  });

  test.each([
    ['kk', ['bulletin.xlsx', 'mixed-letters.csv']],
    ['ru', ['percent-and-dates.xlsx', 'budget-long.csv']],
  ] as const)('in %s says the same keys, and is a mapping', async (lang, files) => {
    for (const name of files) {
      const found = await suggestion(name, lang);
      expect(found).not.toMatch(/⟦|undefined|\[object/);
      expect(found.split('\n').slice(0, 2)).toEqual([
        '# yaml-language-server: $schema=indicators/schema/mapping.schema.json',
        '# $schema: indicators/schema/mapping.schema.json',
      ]);
      const decoded = decodeMapping(name, found);
      expect(E.isLeft(decoded) && decoded.left, name).toBe(false);
      const keys = (of: string): ReadonlyArray<string> =>
        of
          .split('\n')
          .filter((line) => !/^\s*#/.test(line))
          .map((line) => line.replace(/ {2}#.*$/, ''));
      expect(keys(found)).toEqual(keys(readFileSync(`test/golden/suggest/${name}.yaml`, 'utf8')));
    }
  });
});

test('a published table of regions by names, as it stands: five names are settled by a person, every figure is kept', async () => {
  const first = await suggestion('kz-city-ranking.csv');
  expect(first).toContain('"Jetisu Region": "000000000"  # near to it: Zhetysu Region (330000000)');
  const open = await imported('kz-city-ranking.csv', first);
  expect([open.ran.status, open.problems[0]?.code]).toEqual([1, 'MappingConflict']);

  const mapping = settled(
    first,
    ['# period: "2025"', 'period: "2023"'],
    ['clearance_rate_divided', 'clearance_rate'],
    ['# aliases:', 'aliases:'],
    ['#   "Jambyl Region": "000000000"', '  "Jambyl Region": "310000000"'],
    ['#   "Jetisu Region": "000000000"', '  "Jetisu Region": "330000000"'],
    ['#   "Astana city": "000000000"', '  "Astana city": "710000000"'],
    ['#   "Almaty city": "000000000"', '  "Almaty city": "750000000"'],
    ['#   "Shymkent city": "000000000"', '  "Shymkent city": "790000000"'],
  );
  const { ran, db, file } = await imported('kz-city-ranking.csv', mapping);
  expect(ran.status, ran.err).toBe(0);
  // 21 rows of 18 cells; five units have no gross product.
  expect(file).toMatchObject({
    rows: 20,
    cells: 378,
    stored: 335,
    states: { heading: 18, key: 20, missing: 5 },
    refused: [],
  });
  const rows = readFileSync(fixture('kz-city-ranking.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(','));
  for (const [variable, column] of [
    ['gdp_per_capita', 7],
    ['clearance_rate', 4],
  ] as const) {
    const kept = await observationsIn(db, ['2023'], [variable]);
    const wanted = rows.slice(1).map((cells, i) => [i + 2, cells[column] === '' ? null : Number(cells[column])]);
    expect(kept.map(({ value, from }) => [from.row, value]).sort(([a], [b]) => Number(a) - Number(b))).toEqual(wanted);
  }
});

test('a long table: words for variables, rows chosen, periods in words, units of measurement compared and multiplied', async () => {
  const first = await suggestion('budget-long.csv');
  const mapping = settled(
    first,
    ['  others: refuse', '  others: leave_out'],
    ['"Income in total": income_in_total', '"Income in total": income_total'],
    ['    "Transfers received": transfers_received  # declared nowhere\n', ''],
    ['  others: leave_out\n  names:\n', '  others: leave_out\n  names:\n    "Projects": projects\n'],
    ['  # times:\n', '  times:\n    "billion tenge": 1000\n  #\n'],
    ['# aliases:', 'aliases:'],
    ['#   "Turkestan region": "000000000"', '  "Turkestan region": "610000000"'],
    [
      '# where:\n#   "group": ["regional_budget", "revenue_dynamics", "ppp", "correlation"]',
      'where:\n  "group": ["regional_budget", "revenue_dynamics", "ppp"]',
    ],
  );
  const { ran, db, file } = await imported('budget-long.csv', mapping);
  expect(ran.status, ran.err + ran.out).toBe(0);
  expect(file).toMatchObject({ stored: 6, refused: [] });
  expect(await valuesIn(db, ['2023', '2024', '2015/2023'])).toEqual([
    '100000000 2015/2023 projects 4 observed !value8',
    '610000000 2015/2023 projects 28 observed !value7',
    '610000000 2023 income_total 83000 observed !value5',
    '610000000 2023 tax_receipts 4100 observed !value6',
    '610000000 2024 income_total 79113.1 observed !value2',
    '610000000 2024 tax_receipts 4270 observed !value3',
  ]);

  const unlike = await imported('budget-long.csv', mapping.replace('"billion tenge": 1000', '"thousand tenge": 0.001'));
  expect(unlike.problems.map(({ code }) => code)).toContain('MeasuredOtherwise');
  expect(unlike.file?.refused.find(({ code }) => code === 'MeasuredOtherwise')?.place).toMatch(/budget-long\.csv:5:/);
});

test('a bulletin: merged headings, column numbers, totals, footnote signs, notes; cover, contents and legend named in the account', async () => {
  const first = await suggestion('bulletin.xlsx');
  const mapping = settled(first, ['жолдар_км_қатты_төсемді', 'paved_km']);
  const { ran, db, file } = await imported('bulletin.xlsx', mapping);
  expect(ran.status, ran.err + ran.out).toBe(0);
  expect(file).toMatchObject({
    rows: 3,
    stored: 6,
    states: { confidential: 1, heading: 5, key: 3, missing: 1, not_mapped: 7, other_sheet: 14, total: 8, zero: 1 },
    passed_over: [
      { sheet: 'Мұқаба', cells: 1 },
      { sheet: 'Мазмұны', cells: 9 },
      { sheet: 'Белгілер', cells: 4 },
    ],
    refused: [],
  });
  expect(await valuesIn(db, ['2024'])).toEqual([
    '100000000 2024 paved_km 0 zero 1!C7',
    '100000000 2024 people 610189 observed 1!D7',
    '100000000 2024 roads_km 1000.25 observed 1!B7',
    '110000000 2024 paved_km 800.5 observed 1!C9',
    '110000000 2024 people 787971 observed 1!D9',
    '110000000 2024 roads_km 1200.5 observed 1!B9',
    '150000000 2024 paved_km  confidential 1!C11',
    '150000000 2024 people  missing 1!D11',
    '150000000 2024 roads_km 800.25 observed 1!B11',
  ]);
  const told = await lsg('import', fixture('bulletin.xlsx'), '--mapping', join(folder, `${copies}.yaml`), '--db', db);
  expect(told.out).toContain('Мұқаба (1), Мазмұны (9), Белгілер (4)');
});

test('shares shown as per cent and days as periods stop the import until the mapping says what is meant', async () => {
  const first = await suggestion('percent-and-dates.xlsx');
  const open = await imported('percent-and-dates.xlsx', first);
  expect(open.ran.status).toBe(1);
  const told = new Map(open.problems.map(({ code, message, hint }) => [code, `${message} ${hint}`]));
  expect([...told.keys()].sort()).toEqual(['DateInPlaceOfPeriod', 'PercentAmbiguous']);
  expect(told.get('PercentAmbiguous')).toMatch(/50%: that can stand for 50 or for 0\.5.*percent: of_100/);

  const quarters = settled(first, ['  # take: month', '  take: quarter']);
  const whole = await imported('percent-and-dates.xlsx', settled(quarters, ['# percent: of_100', 'percent: of_100']));
  expect(whole.ran.status, whole.ran.out).toBe(0);
  expect(await valuesIn(whole.db, ['2024-Q1', '2024-Q2'])).toEqual([
    '100000000 2024-Q1 paved_share 7 observed Лист1!C2',
    '100000000 2024-Q2 paved_share 45.5 observed Лист1!C3',
    '110000000 2024-Q1 paved_share 50 observed Лист1!C4',
    '110000000 2024-Q2 paved_share 0 observed Лист1!C5',
  ]);
  const parts = await imported('percent-and-dates.xlsx', settled(quarters, ['# percent: of_100', 'percent: of_1']));
  expect((await valuesIn(parts.db, ['2024-Q1'])).map((line) => line.split(' ')[3])).toEqual(['0.07', '0.5']);
});

test('two tables in one sheet, each with its own period and columns', async () => {
  const { ran, db, file } = await imported('two-tables.xlsx', await suggestion('two-tables.xlsx'));
  expect(ran.status, ran.err + ran.out).toBe(0);
  expect(file).toMatchObject({
    rows: 4,
    cells: 20,
    stored: 4,
    states: { heading: 5, key: 4, not_mapped: 5, total: 2 },
  });
  expect(await valuesIn(db, ['2023', '2024'])).toEqual([
    '100000000 2023 people 610189 observed Лист1!B3',
    '100000000 2024 roads_km 1000.25 observed Лист1!C9',
    '110000000 2023 people 787971 observed Лист1!B4',
    '110000000 2024 roads_km 1200.5 observed Лист1!C10',
  ]);
});

test('a sheet for each year, and a table that lies on its side', async () => {
  const years = await imported('years.xlsx', await suggestion('years.xlsx'));
  expect(years.file).toMatchObject({ rows: 4, stored: 4, passed_over: [{ sheet: 'Legend', cells: 1 }] });
  expect((await valuesIn(years.db, ['2023', '2024'])).map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
    '100000000 2023 people 610189',
    '100000000 2024 people 604000',
    '110000000 2023 people 787971',
    '110000000 2024 people 790000',
  ]);
  const turned = await imported('turned.xlsx', await suggestion('turned.xlsx'), '--period', '2024');
  expect(turned.file).toMatchObject({ rows: 3, stored: 6, states: { heading: 3, key: 3 } });
  expect((await valuesIn(turned.db, ['2024']))[0]).toBe('100000000 2024 people 610189 observed T!B2');
});

test('the four empty signs of the Bureau are four statuses, and a multiplier is written into the note', async () => {
  const mapping = settled(await suggestion('signs-cp1251.csv'), [
    '"Выбросы, тыс. тонн": выбросы_тыс_тонн',
    '"Выбросы, тыс. тонн": {variable: emissions, times: 1000}',
  ]);
  const { ran, db, file } = await imported('signs-cp1251.csv', mapping);
  expect(ran.status, ran.err + ran.out).toBe(0);
  expect(file?.states).toMatchObject({ zero: 1, confidential: 1, missing: 1, negligible: 1, total: 3 });
  expect(await valuesIn(db, ['2024'])).toEqual([
    '100000000 2024 emissions 23400 observed !Выбросы, тыс. тонн4',
    '100000000 2024 roads_km 1000.25 observed !Дороги, км4',
    '110000000 2024 emissions 0 zero !Выбросы, тыс. тонн5',
    '110000000 2024 roads_km  confidential !Дороги, км5',
    '150000000 2024 emissions  missing !Выбросы, тыс. тонн6',
    '150000000 2024 roads_km 800.5 observed !Дороги, км6',
    '630000000 2024 emissions 0 negligible !Выбросы, тыс. тонн7',
    '630000000 2024 roads_km 1200 observed !Дороги, км7',
  ]);
  const explained = await lsg(
    'import',
    fixture('signs-cp1251.csv'),
    '--mapping',
    join(folder, `${copies}.yaml`),
    '--db',
    db,
  );
  expect(explained.out).toContain('the database says all of it already');
});

test('letters of two alphabets and old spellings are named, with what comes near, and taken only by the mapping', async () => {
  const first = settled(await suggestion('mixed-letters.csv'), ['# period: "2025"', 'period: "2024"']);
  const open = await imported('mixed-letters.csv', first);
  expect(open.file?.refused.map(({ code, value }) => `${code} ${value}`)).toEqual([
    'NameMixedScripts oбласть Абай',
    'NameMixedScripts Абай oблысы',
    'UnknownUnit Акмолинская обл.',
    'UnknownUnit Jetisu Region',
  ]);
  const aliases =
    'aliases: {"Акмолинская обл.": "110000000", "Jetisu Region": "330000000", "oбласть Абай": "100000000"}';
  const partly = await imported('mixed-letters.csv', `${first}${aliases}\n`, '--skip-bad-rows');
  expect(partly.file?.refused.map(({ code }) => code)).toEqual(['NameMixedScripts', 'DuplicateRow']);
  expect((await valuesIn(partly.db, ['2024'])).map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
    '100000000 2024 roads_km 1.5',
    '110000000 2024 roads_km 3.5',
    '330000000 2024 roads_km 4.5',
  ]);
});

test('Kazakh letters lost in Windows-1251 stop the suggestion and the import', async () => {
  const asked = await lsg('import', '--suggest', fixture('lost-letters-cp1251.csv'), '--db', base);
  expect([asked.status, asked.out]).toEqual([1, '']);
  expect(asked.err).toContain('LettersLost');
  const mapping =
    'key: {column: Регион, by: name}\nperiod: "2024"\nseparator: semicolon\ncolumns: {"Дороги, км": roads_km}\n';
  const { ran, problems } = await imported('lost-letters-cp1251.csv', mapping, '--skip-bad-rows');
  expect([ran.status, problems.map(({ code }) => code)]).toEqual([1, ['LettersLost']]);
});

test('the example of the README: the file by the mapping that stands there', async () => {
  const readme = readFileSync('README.md', 'utf8');
  const part = readme.slice(readme.indexOf('## Files as offices send them'));
  const [csv = '', yaml = ''] = ['csv', 'yaml'].map(
    (kind) => new RegExp(`\`\`\`${kind}\n([\\s\\S]*?)\`\`\``).exec(part)?.[1],
  );
  const file = join(folder, 'bulletin.csv');
  const mapping = join(folder, 'bulletin.yaml');
  const db = join(folder, 'readme.sqlite');
  copyFileSync(base, db);
  writeFileSync(file, csv);
  writeFileSync(mapping, yaml);
  const asked = await lsg('import', '--suggest', file, '--db', db);
  expect(asked.out).toContain('"Акмолинская обл.": "000000000"');
  const ran = await lsg('import', file, '--mapping', mapping, '--db', db);
  expect(ran.status, ran.err + ran.out).toBe(0);
  const kept = await observationsIn(db, ['2023'], ['population']);
  expect(kept.map(({ unit, value, note }) => [unit, value, note])).toEqual([
    ['100000000', 610_200, '× 1000'],
    ['110000000', 788_000, '× 1000'],
  ]);
});
