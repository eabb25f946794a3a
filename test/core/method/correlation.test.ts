// Correlation against the small reference set, and the laws it has.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeUnits, correlationMatrix, listwise, pearson } from '../../../src/core/method/correlation.js';
import { largestError, referenceTable } from './coinr-small.js';

test('Pearson over the units that have both, every pair of the reference set', () => {
  const data = referenceTable('denominated.csv');
  const pairs = referenceTable('statistics/correlations.csv');
  const [a, b] = [pairs.text('a'), pairs.text('b')];
  const found = a.map((id, i) => pearson(data.column(id), data.column(b[i]!)));
  expect(found.length).toBe(45);
  expect(found.map(({ n }) => n)).toEqual([...pairs.column('n')]);
  expect(
    largestError(
      found.map(({ r }) => r),
      pairs.column('pearson'),
    ),
  ).toBeLessThan(1e-12);
});

const cell = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const columns = fc.integer({ min: 0, max: 12 }).chain((n) =>
  fc.array(
    fc.array(cell, { minLength: n, maxLength: n }).map((x) => Float64Array.from(x)),
    { minLength: 2, maxLength: 4 },
  ),
);

test('between -1 and 1, the same both ways, 1 with itself, turned by a minus', () => {
  fc.assert(
    fc.property(columns, ([x, y]) => {
      const { r, n } = pearson(x!, y!);
      expect(pearson(y!, x!)).toEqual({ r, n });
      if (Number.isNaN(r)) return;
      expect(Math.abs(r)).toBeLessThanOrEqual(1);
      expect(
        pearson(
          x!.map((a) => -a),
          y!,
        ).r,
      ).toBeCloseTo(-r, 12);
      expect(pearson(x!, x!).r).toBeCloseTo(1, 12);
    }),
  );
});

test('a column without spread has no correlation, whatever the last bit of its mean; very large figures have one', () => {
  expect(pearson(Float64Array.of(0.1, 0.1, 0.1), Float64Array.of(1, 2, 3)).r).toBeNaN();
  expect(pearson(Float64Array.of(1, Number.NaN), Float64Array.of(1, 2))).toEqual({ r: Number.NaN, n: 1 });
  expect(pearson(Float64Array.of(1e200, 2e200, 3e200), Float64Array.of(1e-200, 2e-200, 3e-200)).r).toBeCloseTo(1, 12);
});

test('listwise keeps the units that have everything', () => {
  fc.assert(
    fc.property(columns, (all) => {
      const units = completeUnits(all);
      const kept = listwise(all);
      kept.forEach((column, c) => {
        expect(column).toEqual(Float64Array.from(units, (p) => all[c]![p]!));
        expect(column.some(Number.isNaN)).toBe(false);
      });
      const matrix = correlationMatrix(all);
      expect(matrix.map((row, i) => row[i])).toEqual(all.map(() => 1));
    }),
  );
});
