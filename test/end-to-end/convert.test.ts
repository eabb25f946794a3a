// A coin comes over with one command: the tables of COINr in, an index and a dataset out, and the same scores from the database.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { coinTables, largestError, referenceTable } from '../core/method/coinr-small.js';
import { difference, hasFolder, inFolder, numberOf, tableOf } from '../reference/coinr-folder.js';
import { json, lsg, type Ran } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-convert-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Scored {
  readonly units: ReadonlyArray<{
    readonly code: string;
    readonly rank: number | null;
    readonly nodes: Readonly<Record<string, { readonly score: number | null }>>;
  }>;
}

/** Import and score as a person would, in the workspace that the conversion made. */
const scoredIn = async (into: string, id: string, period: string): Promise<Scored> => {
  const at = ['--indicators', `${into}/indicators`, '--db', `${into}/lsg.sqlite`];
  const imported = await lsg('import', `${into}/data/${id}`, ...at);
  expect(imported.status, imported.err).toBe(0);
  const scored = await lsg('score', id, '--period', period, '--json', ...at);
  expect(scored.status, scored.err).toBe(0);
  return json<Scored>(scored);
};
const nodeOf = ({ units }: Scored, codes: ReadonlyArray<string>, id: string): Float64Array => {
  const byCode = new Map(units.map((unit) => [unit.code, unit.nodes[id]?.score ?? Number.NaN]));
  return Float64Array.from(codes, (code) => byCode.get(code) ?? Number.NaN);
};

// The small carried set under the names that COINr gives to columns

const coin = coinTables;

let calls = 0;
const filesOf = (tables: Readonly<Record<string, string>>): string => {
  const at = join(folder, `call-${++calls}`);
  mkdirSync(at);
  for (const [name, text] of Object.entries(tables)) writeFileSync(join(at, name), text);
  return at;
};
const convert = async (at: string, ...further: ReadonlyArray<string>): Promise<Ran> =>
  lsg(
    'convert',
    'coinr',
    `${at}/units.csv`,
    `${at}/values.csv`,
    '--meta',
    `${at}/meta.csv`,
    '--index',
    'small',
    '--into',
    `${at}/place`,
    ...further,
  );
const asFiles = ({ meta, units, values }: ReturnType<typeof coin>) => ({
  'meta.csv': meta,
  'units.csv': units,
  'values.csv': values,
});

describe('a small coin', () => {
  test('gives its scores from the database, and says what it left', async () => {
    const at = filesOf(asFiles(coin()));
    const ran = await convert(at, '--period', '2024');
    expect(ran.status, ran.err).toBe(0);
    expect(ran.out).toContain('10 indicators, 24 units, 24 rows of values; periods: 2024.');
    expect(ran.out).toContain('One thing could not be carried over as it stood:');
    expect(ran.err).toContain('meta.csv:1');
    expect(ran.err).toContain('“Target”');
    expect(readdirSync(`${at}/place`)).toEqual(['data', 'indicators']);
    expect(readdirSync(`${at}/place/data/small`).sort()).toEqual(['datapackage.json', 'observations.csv', 'units.csv']);

    const scored = await scoredIn(`${at}/place`, 'small', '2024');
    const expected = referenceTable('aggregated/gaps_arithmetic.csv');
    for (const name of expected.names) {
      const ours = nodeOf(scored, expected.units, name === 'IDX' ? 'small' : name);
      expect(largestError(ours, expected.column(name)), name).toBeLessThan(1e-9);
    }
    const minmax = referenceTable('normalised/minmax.csv');
    for (const name of minmax.names)
      expect(largestError(nodeOf(scored, minmax.units, name), minmax.column(name)), name).toBeLessThan(1e-9);
  });

  test('a workbook with both tables; row names that R writes; the definition names its schema where there is one', async () => {
    const { meta, units, values } = coin();
    const at = filesOf({});
    const book = new ExcelJS.Workbook();
    const join2 = units
      .trimEnd()
      .split('\n')
      .map((line, i) => `${i === 0 ? '' : i},${line},${values.split('\n')[i]!.replace(/^[^,]*,/, '')}`);
    for (const [name, lines] of [
      ['notes', ['about', 'nothing']],
      ['iData', join2],
      ['iMeta', meta.trimEnd().split('\n')],
    ] as const) {
      const sheet = book.addWorksheet(name);
      for (const line of lines)
        sheet.addRow(
          line.split(',').map((cell) => (cell === '' ? null : Number.isNaN(Number(cell)) ? cell : Number(cell))),
        );
    }
    await book.xlsx.writeFile(`${at}/coin.xlsx`);
    mkdirSync(`${at}/place/indicators/schema`, { recursive: true });
    writeFileSync(`${at}/place/indicators/schema/index.schema.json`, '{}');
    const book2 = `${at}/coin.xlsx`;
    const ran = await lsg(
      'convert',
      'coinr',
      book2,
      '--meta',
      book2,
      '--index',
      'small',
      '--into',
      `${at}/place`,
      '--period',
      '2024',
      '--json',
    );
    expect(ran.status, ran.err).toBe(0);
    expect(json(ran)).toMatchObject({
      index: `${at}/place/indicators/small`,
      dataset: `${at}/place/data/small`,
      indicators: 10,
      units: 24,
      rows: 24,
      periods: ['2024'],
      not_carried: [{ code: 'CoinrMetaColumn', args: { column: 'Target' }, sheet: 'iMeta', cell: 'A1' }],
    });
    expect(readFileSync(`${at}/place/indicators/small/index.yaml`, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/schema\/index\.schema\.json\n# \$schema: \.\.\/schema\/index\.schema\.json\nid: small\n/,
    );
    const scored = await scoredIn(`${at}/place`, 'small', '2024');
    const expected = referenceTable('aggregated/gaps_arithmetic.csv');
    expect(largestError(nodeOf(scored, expected.units, 'small'), expected.column('IDX'))).toBeLessThan(1e-9);
  });

  test('a panel: each Time is a period, and what has no Time holds in all of them', async () => {
    const { meta, units, values } = coin();
    const panel = values
      .trimEnd()
      .split('\n')
      .flatMap((line, i) => {
        const [code, ...cells] = line.split(',');
        if (i === 0) return [[code, 'Time', ...cells].join(',')];
        return ['2023', '2024'].map((time) => [code, time, ...cells].join(','));
      });
    const at = filesOf(asFiles({ meta, units, values: `${panel.join('\n')}\n` }));
    const ran = await convert(at, '--json');
    expect(ran.status, ran.err).toBe(0);
    expect(json(ran)).toMatchObject({ rows: 48, periods: ['2023', '2024'] });
    const expected = referenceTable('aggregated/gaps_arithmetic.csv').column('IDX');
    for (const period of ['2023', '2024']) {
      const scored = await scoredIn(`${at}/place`, 'small', period);
      expect(
        largestError(nodeOf(scored, referenceTable('aggregated/gaps_arithmetic.csv').units, 'small'), expected),
      ).toBeLessThan(1e-9);
    }
  });
});

describe('nothing is written, and a sentence with its place says why', () => {
  const changed = (change: (tables: ReturnType<typeof coin>) => Partial<ReturnType<typeof coin>>) => {
    const tables = coin();
    return filesOf(asFiles({ ...tables, ...change(tables) }));
  };
  const codesOf = (ran: Ran) =>
    json<{ readonly problems: ReadonlyArray<{ readonly code: string; readonly line: number | null }> }>(
      ran,
    ).problems.map(({ code, line }) => `${line ?? ''} ${code}`);

  test.each<[string, number, ReadonlyArray<string>, Parameters<typeof changed>[0]]>([
    [
      'a unit twice with another value',
      1,
      ['26 DuplicateRow'],
      ({ values }) => ({ values: `${values}U01,1,6.4,2112,8.5,95.7,5.8,4,3,280,6.39\n` }),
    ],
    ['a parent that is nowhere', 1, ['2 UnknownReference'], ({ meta }) => ({ meta: meta.replace(',S1,', ',S9,') })],
    ['two roots', 1, [' CoinrRoot'], ({ meta }) => ({ meta: meta.replace(/^(GA,.*),IDX,/m, '$1,,') })],
    ['a direction of 2', 1, ['2 CoinrDirection'], ({ meta }) => ({ meta: meta.replace(',S1,1,', ',S1,2,') })],
    ['a weight in words', 1, ['2 CoinrWeight'], ({ meta }) => ({ meta: meta.replace(',S1,1,1,', ',S1,1,much,') })],
    [
      'a denominator nobody names',
      1,
      ['4 CoinrDenominator'],
      ({ meta }) => ({ meta: meta.replace(',Pop,1\n', ',People,1\n') }),
    ],
    [
      'an indicator without a column',
      1,
      ['11 CoinrNoColumn'],
      ({ values }) => ({ values: values.replace('I10', 'I11') }),
    ],
    ['no uCode', 1, ['1 ColumnMissing'], ({ units }) => ({ units: units.replace('uCode', 'code') })],
    ['no iCode', 1, ['1 ColumnMissing'], ({ meta }) => ({ meta: meta.replace('iCode', 'code') })],
    [
      'codes that differ by case alone',
      1,
      ['26 CoinrUnitCode'],
      ({ units }) => ({ units: `${units}u01,Again,North,1\n` }),
    ],
    [
      'all weights zero',
      1,
      ['39 WeightsDoNotAddUp'],
      ({ meta }) => ({ meta: meta.replaceAll(/,IDX,1,[0-9.]+/g, ',IDX,1,0') }),
    ],
  ])('%s', async (_, status, codes, change) => {
    const at = changed(change);
    const ran = await convert(at, '--period', '2024', '--json');
    expect(codesOf(ran).sort()).toEqual([...codes].sort());
    expect(ran.status).toBe(status);
    expect(existsSync(`${at}/place`)).toBe(false);
  });

  test('no period, and one that is none', async () => {
    const at = changed(() => ({}));
    expect(codesOf(await convert(at, '--json'))).toEqual(['1 CoinrPeriod']);
    expect((await convert(at)).status).toBe(2);
    expect(codesOf(await convert(at, '--json', '--period', 'last year'))).toEqual([' BadPeriod']);
    expect(existsSync(`${at}/place`)).toBe(false);
  });

  test('a folder of that name, made by a call before or by a person: it stays as it is', async () => {
    const at = changed(() => ({}));
    expect((await convert(at, '--period', '2024')).status).toBe(0);
    const before = readFileSync(`${at}/place/indicators/small/index.yaml`, 'utf8');
    writeFileSync(`${at}/place/indicators/small/mine.yaml`, 'mine');
    const again = await convert(at, '--period', '2024', '--json');
    expect(again.status).toBe(2);
    expect(codesOf(again)).toEqual([' FolderTaken']);
    rmSync(`${at}/place/data`, { recursive: true });
    mkdirSync(`${at}/place/data/small`, { recursive: true });
    rmSync(`${at}/place/indicators/small`, { recursive: true });
    expect(codesOf(await convert(at, '--period', '2024', '--json'))).toEqual([' FolderTaken']);
    expect(readdirSync(`${at}/place/indicators`)).toEqual([]);
    expect(before).toContain('id: small');
  });

  test.each([
    [['convert', 'stata', 'a.csv', '--meta', 'b.csv', '--index', 'x'], 'coinr'],
    [['convert', 'coinr', 'a.csv', '--meta', 'b.csv', '--index', '1st'], '--index'],
    [['convert', 'coinr', 'a.csv', '--index', 'x'], '--meta'],
    [['convert', 'coinr', '--meta', 'b.csv', '--index', 'x'], 'data'],
  ])('%j: the call is at fault', async (argv, told) => {
    const ran = await lsg(...argv);
    expect(ran.status).toBe(2);
    expect(ran.err).toContain(told);
  });

  test('a file that is not there', async () => {
    const ran = await lsg('convert', 'coinr', 'none.csv', '--meta', 'neither.csv', '--index', 'x', '--json');
    expect(ran.status).toBe(1);
    expect(codesOf(ran)).toEqual([' FileMissing', ' FileMissing']);
  });
});

test('what is no number is left out and said so; ids and codes of other signs are renamed and said so', async () => {
  const tables = coin();
  const at = filesOf(
    asFiles({
      meta: tables.meta.replaceAll('I10', 'I.10'),
      units: tables.units.replace('U02', 'u_02'),
      values: tables.values.replace('U02', 'u_02').replace('I10', 'I.10').replace('267.8', 'n/a').concat('\n'),
    }),
  );
  const ran = await convert(at, '--period', '2024', '--json');
  expect(ran.status, ran.err).toBe(0);
  const { not_carried: told } = json<{ not_carried: ReadonlyArray<{ code: string; args: unknown }> }>(ran);
  expect(told.map(({ code, args }) => [code, args])).toEqual([
    ['CoinrRenamed', { from: 'I.10', to: 'I-10' }],
    ['CoinrMetaColumn', { column: 'Target' }],
    ['CoinrRenamed', { from: 'u_02', to: 'U-02' }],
    ['CoinrNotNumber', { column: 'I01', value: 'n/a', unit: 'u_02' }],
  ]);
  await scoredIn(`${at}/place`, 'small', '2024');
});

// The whole example of COINr, where the reference folder lies beside the checkout

const reference = inFolder(process.env.LSG_REFERENCE ?? '../shared/reference', 'coinr');
describe.runIf(hasFolder(reference))('the ASEM example', () => {
  const place = join(folder, 'asem');
  const inputs = ['asem_units', 'asem_indicators', 'asem_meta'].map((name) =>
    inFolder(reference, 'inputs', `${name}.csv`),
  );
  const withRecipe = (recipe: ReadonlyArray<unknown>): void => {
    const file = `${place}/indicators/asem/index.yaml`;
    const index = parse(readFileSync(file, 'utf8')) as { recipe: ReadonlyArray<unknown> };
    writeFileSync(file, stringify({ ...index, recipe }));
  };
  const same = (scored: Scored, pipeline: string): void => {
    const { header, rows } = tableOf(inFolder(reference, pipeline, 'aggregated.csv'));
    const codes = rows.map((row) => row['uCode']!);
    let compared = 0;
    for (const name of header) {
      const id = name === 'Index' ? 'asem' : name;
      if (scored.units[0]?.nodes[id] === undefined) continue;
      compared++;
      expect(
        difference(
          nodeOf(scored, codes, id),
          rows.map((row) => numberOf(row[name])),
        ),
        name,
      ).toBeLessThan(1e-9);
    }
    expect(compared).toBeGreaterThan(10);
  };

  test('p01 and p21 come out of the database', async () => {
    const [units = '', indicators = '', meta = ''] = inputs;
    const ran = await lsg(
      'convert',
      'coinr',
      units,
      indicators,
      '--meta',
      meta,
      '--index',
      'asem',
      '--period',
      '2018',
      '--into',
      place,
    );
    expect(ran.status, ran.err).toBe(0);
    expect(ran.out).toContain('Everything was carried over.');
    const { recipe } = parse(readFileSync(`${place}/indicators/asem/index.yaml`, 'utf8')) as {
      recipe: ReadonlyArray<{ step: string }>;
    };
    const [denominate, , aggregate] = recipe;
    expect(recipe.map(({ step }) => step)).toEqual(['denominate', 'normalise', 'aggregate']);
    const minMax = { step: 'normalise', method: 'min-max' };
    withRecipe([minMax, aggregate]);
    same(await scoredIn(place, 'asem', '2018'), 'p01_minmax_amean');
    withRecipe([
      denominate,
      { step: 'impute', method: 'group-mean', group: 'EurAsia_group' },
      { step: 'screen', by: 'missing', min_available: 0.9 },
      { step: 'treat', method: 'winsorise', transform: 'log-shifted' },
      minMax,
      aggregate,
    ]);
    same(await scoredIn(place, 'asem', '2018'), 'p21_default_build');
  });
});
