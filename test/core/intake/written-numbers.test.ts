// Columns of written numbers: generated cells in many styles with known answers, and columns that can be read in two ways.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bureauSigns, type ColumnRules, columnNumbers } from '../../../src/core/intake/written-numbers.js';

const rules: ColumnRules = {
  column: 'gdp',
  decimal: null,
  pointUnlessShown: false,
  oneQuantity: true,
  signs: bureauSigns,
};
const readAll = (cells: ReadonlyArray<string>, change: Partial<ColumnRules> = {}) => {
  const column = columnNumbers(cells, { ...rules, ...change });
  return cells.map((cell) => {
    const found = column.read(cell);
    return typeof found === 'object' ? found.code : found;
  });
};

test.each([
  ['decimal commas', ['1,5', '0,25', '12', '-3,75', '\u22127,5'], [1.5, 0.25, 12, -3.75, -7.5]],
  ['groups by space', ['610 189,5', '1 234 567', '12'], [610189.5, 1234567, 12]],
  ['groups by no-break spaces', ['610\u00a0189', '1\u202f234\u202f567,25'], [610189, 1234567.25]],
  ['groups by apostrophe', ["610'189.5", '1’234'], [610189.5, 1234]],
  ['groups by point', ['1.234,5', '1.234', '12.345.678'], [1234.5, 1234, 12345678]],
  ['groups by comma', ['1,234.5', '1,234', '12,345,678'], [1234.5, 1234, 12345678]],
  ['comma settled by another cell', ['1,234', '12,5'], [1.234, 12.5]],
  ['point settled by another cell', ['1,234', '12.5'], [1234, 12.5]],
  ['a leading zero settles it', ['0,123', '1,234'], [0.123, 1.234]],
  ['per cent', ['12,5%', '7 %', '0'], [12.5, 7, 0]],
  ['footnote signs', ['12,5*', '7¹', '8,25 1)', '3 **', '4³⁾'], [12.5, 7, 8.25, 3, 4]],
  ['brackets for minus', ['(12,5)', '(1 234)'], [-12.5, -1234]],
  [
    'empty signs',
    ['-', '–', 'х', '...', '…', '0,0', '1,5'],
    ['zero', 'zero', 'confidential', 'missing', 'missing', 'negligible', 1.5],
  ],
  ['zero with a point is a zero', ['0.0', '1.5'], [0, 1.5]],
  ['as programs write', ['1e-05', '1.5', '-0'], [0.00001, 1.5, 0]],
])('%s', (_name, cells, expected) => expect(readAll(cells)).toEqual(expected));

test.each([
  ['either way', ['1,234', '5,678', '12'], ['NumberAmbiguous', 'NumberAmbiguous', 12]],
  ['either way with points', ['1.234', '5.678'], ['NumberAmbiguous', 'NumberAmbiguous']],
  ['two decimal signs', ['1,5', '2.5', '3'], [1.5, 'NumberStylesMixed', 3]],
  ['some in per cent', ['12%', '0,25'], [12, 'NumberStylesMixed']],
  ['broken groups', ['1 23', '1  234', '12 34 567', '1,5'], ['NotANumber', 'NotANumber', 'NotANumber', 1.5]],
  ['no numbers', ['2,6р.', 'x', '--5', '5,', ',5', '(-5)', '1e5,5', '012', '0x1F'], Array(9).fill('NotANumber')],
])('%s: refused', (_name, cells, expected) => expect(readAll(cells)).toEqual(expected));

test('long runs of signs are no numbers, and cost nothing', () => {
  const long = ['*'.repeat(200_000), `1${'*'.repeat(50)}x`, `1${' '.repeat(200_000)}x`, '1 '.repeat(100_000)];
  expect(readAll(long)).toEqual(Array(4).fill('NotANumber'));
});

test('both readings are shown, and a mapping settles them', () => {
  const found = columnNumbers(['1,234'], rules).read('1,234');
  expect(found).toEqual({
    code: 'NumberAmbiguous',
    args: { column: 'gdp', value: '1,234', one: '1234', other: '1.234' },
  });
  expect(readAll(['1,234', '1.234'], { decimal: 'comma' })).toEqual([1.234, 1234]);
  expect(readAll(['1,234', '1.234'], { decimal: 'point' })).toEqual([1234, 1.234]);
  expect(readAll(['1.234', '"'], { pointUnlessShown: true })[0]).toBe(1.234);
});

const styles = [
  { decimal: ',', group: ' ' },
  { decimal: ',', group: '\u00a0' },
  { decimal: ',', group: '\u202f' },
  { decimal: ',', group: '.' },
  { decimal: ',', group: '' },
  { decimal: '.', group: ',' },
  { decimal: '.', group: ' ' },
  { decimal: '.', group: "'" },
  { decimal: '.', group: '' },
];
const minuses = ['-', '\u2212'];
const ends = ['', '*', ' *', '²', ' 2)'];

test('1,000 columns in every style: the value that was written, or a refusal, never another value', () => {
  const cell = fc.record({
    cents: fc.integer({ min: -999_999_999, max: 999_999_999 }),
    decimals: fc.integer({ min: 0, max: 3 }),
    minus: fc.constantFrom(...minuses),
    end: fc.constantFrom(...ends),
  });
  fc.assert(
    fc.property(fc.constantFrom(...styles), fc.array(cell, { minLength: 1, maxLength: 12 }), (style, cells) => {
      const texts = cells.map(({ cents, decimals, minus, end }) => {
        const [whole = '', part = ''] = (Math.abs(cents) / 10 ** decimals).toFixed(decimals).split('.');
        const grouped = whole.replace(/\B(?=(?:[0-9]{3})+$)/g, style.group);
        return `${cents < 0 ? minus : ''}${grouped}${part === '' ? '' : style.decimal + part}${end}`;
      });
      const column = columnNumbers(texts, rules);
      texts.forEach((text, i) => {
        const { cents, decimals } = cells[i]!;
        const found = column.read(text);
        const value = Number((cents / 10 ** decimals).toFixed(decimals));
        if (found === 'negligible') expect(value).toBe(0);
        else if (typeof found === 'object') expect(found.code).toBe('NumberAmbiguous');
        else expect(found).toBe(value === 0 ? 0 : value);
      });
    }),
    { numRuns: 1000 },
  );
});
