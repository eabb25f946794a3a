import fc from 'fast-check';
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import type { CheckedObservation, CheckedTable } from '../../../src/core/intake/checked.js';
import { checkTables, needsDefinitions } from '../../../src/core/intake/intake.js';
import type { RawTable } from '../../../src/core/intake/table.js';
import { vocabularyOf } from '../../../src/core/intake/vocabulary.js';
import type { Unit } from '../../../src/core/model/unit.js';
import { readCsv } from '../../../src/shell/readers/csv.js';

const unit = (code: string, name: string): Unit => ({
  code,
  level: 'region',
  name: { kk: name, ru: name, en: name },
  parent: null,
  validFrom: null,
  validTo: null,
  replaces: null,
  madeUp: false,
  attributes: {},
});
const units = [unit('100000000', 'Абай'), unit('110000000', 'Ақмола'), unit('071000000', 'Астана')];
const declared = ['v', 'халық', 'x2'].map((name) => ({ name, measuredIn: null, title: null }));
const words = vocabularyOf([], declared);
if (E.isLeft(words)) throw new Error('no vocabulary');
const vocabulary = words.right;

const tableOf = (text: string): RawTable => {
  const read = readCsv('a.csv', new TextEncoder().encode(text));
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
  return read.right.table;
};
/** The same table without the short way. */
const careful = ({ plain: _, ...table }: RawTable): RawTable => table;

const check = (tables: ReadonlyArray<RawTable>, period: string | null): ReadonlyArray<CheckedTable> =>
  checkTables({
    tables: tables.map((table) => ({ table, kind: 'observations', dataset: null })),
    period,
    units,
    vocabulary,
  });

const rowsOf = ({ observations, columns }: CheckedTable): ReadonlyArray<CheckedObservation> =>
  columns === undefined
    ? observations
    : Array.from(columns.row, (row, i) => ({
        unit: columns.units[columns.unit[i]!]!,
        period: columns.periods[columns.period[i]!]!,
        variable: columns.variables[columns.variable[i]!]!,
        value: columns.value[i]!,
        status: 'observed' as const,
        se: null,
        n: null,
        df: null,
        source: null,
        note: null,
        row,
        column: columns.column,
      }));

const seen = (tables: ReadonlyArray<CheckedTable>): unknown =>
  tables.map(({ columns: _, observations: __, ...rest }, i) => ({ ...rest, rows: rowsOf(tables[i]!) }));

/** Both ways say the same; gives whether the short way was taken for the first table. */
const agree = (texts: ReadonlyArray<string>, period: string | null = null): boolean => {
  const short = check(texts.map(tableOf), period);
  const long = check(
    texts.map((text) => careful(tableOf(text))),
    period,
  );
  expect(long.every(({ columns }) => columns === undefined)).toBe(true);
  expect(seen(short)).toEqual(seen(long));
  expect(long.flatMap(rowsOf).some(({ value }) => Object.is(value, -0))).toBe(false);
  expect(short.flatMap(rowsOf).some(({ value }) => Object.is(value, -0))).toBe(false);
  return short[0]?.columns !== undefined;
};

const head = 'unit,period,variable,value\n';

test.each([
  ['plain rows', `${head}100000000,2024,v,1\n110000000,2024,v,-2.50\n`, true],
  ['no end of the last line', `${head}100000000,2024,v,1`, true],
  ['Windows line ends and blank lines', `${head}\r\n100000000,2024,v,1\r\n\r\n\n110000000,2024,v,2\r\n`, true],
  ['another order of columns', 'value,variable,unit,period\n0.1,халық,071000000,2024-Q3\n', true],
  ['semicolons and whole numbers', 'unit;period;variable;value\n100000000;2024;v;1234\n', true],
  [
    'semicolons and a point beyond doubt',
    'unit;period;variable;value\n100000000;2024;v;1.234\n110000000;2024;v;0.5\n',
    true,
  ],
  ['semicolons and a point in doubt', 'unit;period;variable;value\n100000000;2024;v;1.234\n', false],
  ['a comma for the point', 'unit;period;variable;value\n100000000;2024;v;1,5\n', false],
  ['a name for a code', `${head}Абай,2024,v,1\n`, false],
  ['a code that lost its zero', `${head}71000000,2024,v,1\n`, false],
  ['blanks round a cell', `${head}100000000, 2024,v,1\n`, false],
  ['a quoted cell', `${head}"100000000",2024,v,1\n`, false],
  ['an unknown variable', `${head}100000000,2024,w,1\n`, false],
  ['a blank value', `${head}100000000,2024,v,\n`, false],
  ['an empty sign', `${head}100000000,2024,v,-\n`, false],
  ['a leading zero', `${head}100000000,2024,v,01\n`, false],
  ['two points', `${head}100000000,2024,v,1.2.3\n`, false],
  ['a point and nothing behind it', `${head}100000000,2024,v,1.\n`, false],
  ['an exponent', `${head}100000000,2024,v,1e3\n`, false],
  ['a cell too few', `${head}100000000,2024,v\n`, false],
  ['a cell too many', `${head}100000000,2024,v,1,2\n`, false],
  ['a row of blanks', `${head}100000000,2024,v,1\n,,,\n`, false],
  ['a key that comes twice', `${head}100000000,2024,v,1\n110000000,2024,v,1\n100000000,2024,v,2\n`, false],
  ['a further column', 'unit,period,variable,value,status\n100000000,2024,v,1,observed\n', false],
  ['blank columns at the end', 'unit,period,variable,value,\n100000000,2024,v,1,\n', false],
  ['nothing below the header', head, true],
])('%s', (_, text, short) => expect(agree([text])).toBe(short));

test('the period of the call', () => {
  expect(agree(['unit,variable,value\n100000000,v,1\n'], '2024')).toBe(true);
  expect(agree([`${head}100000000,,v,1\n`], '2024')).toBe(false);
});

test('keys of one table are known to the next, whichever way each is read', () => {
  const one = `${head}100000000,2024,v,1\n110000000,2024,v,2\n`;
  const other = `${head}071000000,2024,v,1\n110000000,2024,v,3\n`;
  expect(agree([one, other])).toBe(true);
  expect(agree([one, other.replace('3', '-')])).toBe(true);
  expect(agree([one.replace('2\n', '-\n'), other])).toBe(false);
  expect(agree([other, one, one])).toBe(true);
});

test('numbers are the nearest doubles', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map(String),
    fc.tuple(fc.maxSafeInteger(), fc.nat({ max: 22 })).map(([n, k]) => {
      const digits = String(Math.abs(n)).padStart(k + 1, '0');
      const point = digits.length - k;
      return `${n < 0 ? '-' : ''}${digits.slice(0, point)}${k === 0 ? '' : `.${digits.slice(point)}`}`;
    }),
    fc.stringMatching(/^-?[0-9]{1,40}(\.[0-9]{1,40})?$/),
  );
  let short = 0;
  fc.assert(
    fc.property(number, (text) => {
      if (agree([`${head}100000000,2024,v,${text}\n`])) short++;
    }),
    { numRuns: 1500, seed: 11 },
  );
  expect(short).toBeGreaterThan(700);
});

test('whatever stands in a table, both ways say the same of it', () => {
  const cell = (usual: ReadonlyArray<string>, odd: ReadonlyArray<string>) =>
    fc.oneof({ weight: 60, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });
  const row = fc.record({
    unit: cell(
      units.map(({ code }) => code),
      ['Абай', '71000000', '', ' 100000000', '999999999', 'Итого', '"100000000"'],
    ),
    period: cell(['2023', '2024', '2024-H1', '2024-04'], ['', '24', '2024 ', '2024-13']),
    variable: cell(['v', 'халық', 'x2'], ['', 'w', 'v ', 'v\u0301', 'constructor']),
    value: cell(
      ['0', '1', '-1', '12.5', '1.234', '1234', '0.001', '123456789012345678', '-0', '-0.0'],
      ['', '-', '…', '1,5', '1.', '.5', '+1', '1e5', 'x', '5%', '\u22121', '1 000', '00', '-'],
    ),
  });
  const layout = fc.record({
    rows: fc.array(row, { maxLength: 12 }),
    sign: fc.constantFrom(',', ';', '\t'),
    end: fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
    last: fc.boolean(),
    order: fc.shuffledSubarray(['unit', 'period', 'variable', 'value'] as const, { minLength: 4 }),
    mark: fc.constantFrom('', '\ufeff'),
  });
  let short = 0;
  fc.assert(
    fc.property(layout, ({ rows, sign, end, last, order, mark }) => {
      const lines = [order.join(sign), ...rows.map((each) => order.map((name) => each[name]).join(sign))];
      if (agree([mark + lines.join(end) + (last ? end : '')])) short++;
    }),
    { numRuns: 1500, seed: 5 },
  );
  expect(short).toBeGreaterThan(350);
});

test('which variables a table has is known without its rows', () => {
  const table = tableOf(`${head}100000000,2024,v,1\n`);
  const asks = (names: ReadonlyArray<string>): boolean =>
    needsDefinitions([{ table, kind: 'observations', dataset: null }], new Set(names), null);
  expect(asks(['v'])).toBe(false);
  expect(asks(['w'])).toBe(true);
});
