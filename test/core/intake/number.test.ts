// The reading of numbers: a table of cells with known answers, and every double as programs write it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCount, readNumber } from '../../../src/core/intake/number.js';

test.each([
  ['0', 0],
  ['-0', 0],
  ['12', 12],
  ['-12.50', -12.5],
  ['\u22123.5', -3.5],
  ['1e-05', 0.00001],
  ['1.5E+3', 1500],
  ['0.1', 0.1],
])('%s is a number', (text, value) => expect(Object.is(readNumber(text), value)).toBe(true));

test.each([
  '',
  ' ',
  '12,5',
  '1 234',
  '1\u00a0234',
  '1.234,5',
  '0x1F',
  '1e',
  'NaN',
  'Infinity',
  '-',
  '+5',
  '.5',
  '5.',
  '012',
  '12%',
  '(12)',
  '12*',
  '١٢',
  '1_000',
  '1e999',
  '1e300',
  '--5',
  '\u2212\u22125',
  '...',
  'х',
  '-1-',
])('%s is none', (text) => expect(readNumber(text)).toBe('NotANumber'));

test.each(['1,234', '-12,345,678'])('%s may be two numbers', (text) =>
  expect(readNumber(text)).toBe('NumberAmbiguous'),
);

test('every double survives being written and read', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e299, max: 1e299 }), (value) => {
      expect(readNumber(String(value))).toBe(value === 0 ? 0 : value);
    }),
    { numRuns: 500 },
  );
});

test('any text gives a finite number or a fault', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9eE., ]{1,12}$/)), (text) => {
      const read = readNumber(text);
      expect(typeof read === 'number' ? Number.isFinite(read) : ['NotANumber', 'NumberAmbiguous'].includes(read)).toBe(
        true,
      );
    }),
    { numRuns: 500 },
  );
});

test('counts are whole and not below zero', () => {
  expect(isCount(3)).toBe(true);
  for (const value of [-1, 1.5, 1e300]) expect(isCount(value)).toBe(false);
});
