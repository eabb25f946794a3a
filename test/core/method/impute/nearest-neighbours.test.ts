import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compute } from '../aggregate/compute.js';
import { gap, impute } from './input.js';

const settings = { neighbours: 2, shared: 1 };

describe('nearest-neighbours', () => {
  it('takes the most similar units that have the value, the first of equals', () => {
    const like = [0, 1, 1, 1, 9];
    const asked = [gap, 10, 20, 30, 90];
    const { columns, records } = impute('nearest-neighbours', [like, asked], {}, settings);
    expect(columns[1]![0]).toBe(15);
    expect(records[1]!.expression(0)).toBe('(10 + 20) / 2');
    expect(records[1]!.figures).toEqual({ donors: 2, filled: 1, left: 0 });
    expect(impute('nearest-neighbours', [like, [gap, gap, 20, 30, 90]], {}, settings).columns[1]![0]).toBe(25);
  });

  it('looks only at units with enough indicators in common, and leaves the gap of a unit with none', () => {
    const columns = [
      [0, 0, 5, gap],
      [0, gap, 5, gap],
      [gap, 1, 7, gap],
    ];
    const { columns: filled, records } = impute('nearest-neighbours', columns, {}, { neighbours: 1, shared: 2 });
    expect(filled[2]![0]).toBe(7);
    expect(filled[2]![3]).toBeNaN();
    expect(records[2]!.figures.left).toBe(1);
    expect(impute('nearest-neighbours', columns, {}, { neighbours: 1, shared: 1 }).columns[2]![0]).toBe(1);
  });

  it('a unit that is equal in all they share decides alone, where distance counts', () => {
    const columns = [
      [1, 1, 2, 8],
      [gap, 10, 20, 30],
    ];
    const { columns: filled } = impute('nearest-neighbours', columns, {}, { ...settings, combine: 'by-distance' });
    expect(filled[1]![0]).toBe(10);
  });

  const table = fc.array(
    fc.array(fc.option(fc.integer({ min: -100, max: 100 }), { nil: gap }), {
      minLength: 12,
      maxLength: 12,
    }),
    { minLength: 3, maxLength: 5 },
  );

  it('does not read the unit of measurement, stays between the values given and prints its arithmetic', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('mean', 'by-distance'), (columns, combine) => {
        const there = impute('nearest-neighbours', columns, {}, { ...settings, combine });
        columns.forEach((values, c) => {
          const known = values.filter((value) => !Number.isNaN(value));
          values.forEach((value, p) => {
            const got = there.columns[c]![p]!;
            if (!Number.isNaN(value) || Number.isNaN(got)) return;
            expect(got).toBeGreaterThanOrEqual(Math.min(...known) - 1e-9);
            expect(got).toBeLessThanOrEqual(Math.max(...known) + 1e-9);
            const text = there.records[c]!.expression(p)!;
            expect(compute(text)).toBeCloseTo(got, 9);
          });
        });
        // Powers of two leave the digits alone, so that ties stay ties.
        const scaled = columns.map((values, c) => values.map((value) => value * 2 ** (c + 1)));
        const again = impute('nearest-neighbours', scaled, {}, { ...settings, combine });
        there.columns.forEach((values, c) => {
          expect([...again.columns[c]!].map((value) => value / 2 ** (c + 1))).toEqual([...values]);
        });
      }),
      { numRuns: 50 },
    );
  });
});
