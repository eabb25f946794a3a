import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pearson } from '../../../src/core/statistics/correlation.js';
import { correlationRatio } from '../../../src/core/statistics/local-regression.js';

/** Evenly spread and unlike one another: the fractional parts of multiples of square roots. */
const column = (n: number, root: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (i * Math.sqrt(root)) % 1);

test('a straight line is explained whole, and so is a parabola that has no correlation at all', () => {
  const x = column(300, 2);
  const line = correlationRatio(
    x,
    x.map((value) => 3 - 2 * value),
  );
  expect(line.ratio).toBeCloseTo(1, 9);
  const parabola = x.map((value) => (value - 0.5) ** 2);
  expect(Math.abs(pearson(x, parabola).r)).toBeLessThan(0.1);
  expect(correlationRatio(x, parabola).ratio).toBeGreaterThan(0.98);
  expect(correlationRatio(x, parabola).bandwidth).toBeLessThan(0.2);
});

test('of a sum of independent columns each explains its part of the variance', () => {
  const [a, b, c] = [column(400, 2), column(400, 3), column(400, 5)];
  const y = a.map((value, i) => 4 * value + 2 * b[i]! + c[i]!);
  // Equal variances: 16, 4 and 1 of 21.
  for (const [x, part] of [
    [a, 16 / 21],
    [b, 4 / 21],
    [c, 1 / 21],
  ] as const)
    expect(Math.abs(correlationRatio(x, y).ratio - part)).toBeLessThan(0.03);
});

test('a step of two values is the difference of their means', () => {
  const x = Float64Array.of(0, 0, 0, 1, 1);
  const y = Float64Array.of(1, 2, 3, 6, 8);
  // Means 2 and 7 over 5: between 30, whole 34.
  expect(correlationRatio(x, y).ratio).toBeCloseTo(30 / 34, 12);
});

test('more values than are fitted one by one are put into bins, and say the same', () => {
  const x = column(3000, 2);
  const noise = column(3000, 7);
  const y = x.map((value, i) => Math.sin(6 * value) + 0.5 * noise[i]!);
  const few = correlationRatio(x.slice(0, 400), y.slice(0, 400)).ratio;
  const many = correlationRatio(x, y);
  expect(many.at.length).toBe(400);
  expect(Math.abs(many.ratio - few)).toBeLessThan(0.02);
});

test('without spread, or with fewer than three pairs, there is no answer', () => {
  const rising = Float64Array.of(1, 2, 3, 4);
  expect(correlationRatio(new Float64Array(4).fill(2), rising).ratio).toBeNaN();
  expect(correlationRatio(rising, new Float64Array(4).fill(0.1)).ratio).toBeNaN();
  expect(correlationRatio(Float64Array.of(1, 2, Number.NaN), Float64Array.of(1, 2, 3)).ratio).toBeNaN();
  expect(correlationRatio(new Float64Array(0), new Float64Array(0)).ratio).toBeNaN();
});

test('neither unit, nor order, nor gaps move it, and it stays between 0 and 1', () => {
  const value = fc.integer({ min: -50, max: 50 });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 40 }), (pairs) => {
      const x = Float64Array.from(pairs, ([a]) => a);
      const y = Float64Array.from(pairs, ([, b]) => b);
      const { ratio } = correlationRatio(x, y);
      const scaled = correlationRatio(
        Float64Array.from([...x.map((a) => 1000 * a - 7), Number.NaN, 1]).reverse(),
        Float64Array.from([...y.map((b) => b / 8 + 3), 5, Number.NaN]).reverse(),
      ).ratio;
      if (Number.isNaN(ratio)) expect(scaled).toBeNaN();
      else {
        expect(scaled).toBeCloseTo(ratio, 6);
        expect(ratio).toBeGreaterThanOrEqual(0);
        expect(ratio).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 60 },
  );
});
