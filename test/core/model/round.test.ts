import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, toSignificant } from '../../../src/core/model/decimal.js';
import { roundHalfAway } from '../../../src/core/model/round.js';

describe('rounding half away from zero', () => {
  test.each([
    [0.5, 0, 1],
    [-0.5, 0, -1],
    [1.5, 0, 2],
    [2.5, 0, 3],
    [0.49999999999999994, 0, 0],
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [2.675, 2, 2.68],
    [0.285, 2, 0.29],
    [61.25, 1, 61.3],
    [61.24999999999999, 1, 61.2],
    [99.95, 1, 100],
    [9.999, 2, 10],
    [-0.04, 1, 0],
    [-0, 0, 0],
    [0, 10, 0],
    [5e-324, 10, 0],
    [1.7976931348623157e308, 10, 1.7976931348623157e308],
    [1e300, 15, 1e300],
    [123456789.12345679, 3, 123456789.123],
    [900719925474099.25, 1, 900719925474099.2],
    [1250, -2, 1300],
    [49, -2, 0],
    [50, -2, 100],
    [1e-7, 7, 1e-7],
    [4.5e-7, 7, 5e-7],
    [0.1 + 0.2, 10, 0.3],
    [Number.NaN, 1, Number.NaN],
    [Infinity, 1, Infinity],
    [-Infinity, 1, -Infinity],
  ])('%d to %d places is %d', (value, decimals, expected) => {
    expect(roundHalfAway(value, decimals)).toBe(expected);
  });

  test('is what whole-number arithmetic on the digits gives', () => {
    const slow = (value: number, decimals: number): number => {
      const [mantissa, exponent = '0'] = String(Math.abs(value)).split('e');
      const [whole, part = ''] = mantissa!.split('.');
      const units = BigInt(whole! + part) * 10n ** BigInt(400 + Number(exponent) - part.length);
      const step = 10n ** BigInt(400 - decimals);
      return Math.sign(value) * Number(`${(2n * units + step) / (2n * step)}e${-decimals}`) + 0;
    };
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.integer({ min: -2_000_000, max: 2_000_000 }).map((halves) => halves / 2000),
    );
    fc.assert(
      fc.property(value, fc.integer({ min: -5, max: 15 }), (x, decimals) => {
        expect(roundHalfAway(x, decimals)).toBe(slow(x, decimals));
      }),
      { numRuns: 3000, seed: 7 },
    );
  });
});

describe('writing a double', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [1.5, '1.5'],
    [-1.5, '-1.5'],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [1e21, '1000000000000000000000'],
    [1.2345e22, '12345000000000000000000'],
    [0.1 + 0.2, '0.30000000000000004'],
  ])('%d is %s', (value, text) => {
    expect(decimalOf(value)).toBe(text);
  });

  test('reads back as the same double and has no exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(decimalOf(value))).toBe(value + 0);
        expect(decimalOf(value)).toMatch(/^-?[0-9]+(\.[0-9]+)?$/);
      }),
      { numRuns: 1000, seed: 8 },
    );
  });

  test('keeps significant digits', () => {
    expect(toSignificant(Math.PI, 3)).toBe(3.14);
    expect(toSignificant(123456789012345, 12)).toBe(123456789012000);
    expect(toSignificant(Infinity, 12)).toBe(Infinity);
  });
});
