// What a correlation ratio comes to between columns that have nothing to do with each other, made again here by chance.
import { expect, test } from 'vitest';
import { correlationRatio } from '../../../src/core/statistics/local-regression.js';
import { streamOf } from '../../../src/core/uncertainty/chance.js';
import { ratioByChance } from '../../../src/core/uncertainty/ratio-by-chance.js';

/** The share of `repetitions` pairs of independent normal columns whose ratio is above the 95 % point. */
const above = (n: number, repetitions: number): number => {
  const { normal } = streamOf(n / 1000);
  const column = (): Float64Array => Float64Array.from({ length: n }, normal);
  let found = 0;
  for (let k = 0; k < repetitions; k++) if (correlationRatio(column(), column()).ratio > ratioByChance(n)) found++;
  return found / repetitions;
};

test.each([5, 7, 12, 20, 50])('of %i independent units one pair in twenty explains more', (n) => {
  expect(above(n, 800)).toBeGreaterThan(0.025);
  expect(above(n, 800)).toBeLessThan(0.08);
});

test('it falls with the number of units, and two of them give none', () => {
  const sizes = [3, 4, 7, 9, 17, 20, 228, 400, 401, 5000];
  const points = sizes.map(ratioByChance);
  expect([...points].sort((a, b) => b - a)).toEqual(points);
  expect(ratioByChance(2)).toBeNaN();
});
