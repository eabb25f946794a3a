import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extremes, mean, median, quantile, shapeOf, standardDeviation } from '../../../src/core/method/statistics.js';

const column = (...values: number[]) => Float64Array.from(values);
const gap = Number.NaN;
const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 40 });

describe('statistics of a column', () => {
  it('agree with figures computed by hand', () => {
    const x = column(2, gap, 4, 4, 10);
    expect(mean(x)).toBe(5);
    expect(median(x)).toBe(4);
    expect(standardDeviation(x)).toBeCloseTo(Math.sqrt(36 / 3), 14);
    expect(quantile(x, 0.25)).toBe(3.5);
    expect(extremes(x)).toEqual({ min: 2, max: 10 });
    // m = -3 -1 -1 5: sums 36, 96, 708; sqrt(12)/2 * 2 * 96/216 and 3/2 * (5 * (4*708/1296 - 3) + 6).
    expect(shapeOf(x).skewness).toBeCloseTo((Math.sqrt(12) * 96) / 216, 13);
    expect(shapeOf(x).kurtosis).toBeCloseTo(1.5 * (5 * ((4 * 708) / 1296 - 3) + 6), 13);
  });

  it('are missing where the column holds too few values', () => {
    expect([mean(column(gap)), median(column()), quantile(column(), 0.5), standardDeviation(column(1))]).toEqual([
      gap,
      gap,
      gap,
      gap,
    ]);
    expect(shapeOf(column(1, 2))).toEqual({ skewness: gap, kurtosis: gap });
    expect(shapeOf(column(1, 2, 4)).kurtosis).toBeNaN();
  });

  it('find no spread in a constant column, whatever the constant', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), fc.integer({ min: 2, max: 30 }), (c, n) => {
        const x = new Float64Array(n).fill(c);
        expect(mean(x)).toBe(c);
        expect(standardDeviation(x)).toBe(0);
        expect(shapeOf(x).skewness).toBeNaN();
      }),
    );
  });

  it('keep small differences beside a large level', () => {
    expect(standardDeviation(column(1e9 + 1, 1e9 + 2, 1e9 + 3))).toBe(1);
    expect(mean(column(1e16, 1, 1, -1e16))).toBe(0.5);
    expect(shapeOf(column(1e120, 2e120, 3e120, 9e120)).skewness).toBeCloseTo(shapeOf(column(1, 2, 3, 9)).skewness, 12);
  });

  it('do not depend on the order of the units', () => {
    fc.assert(
      fc.property(values, (list) => {
        const there = Float64Array.from(list);
        const back = Float64Array.from([...list].reverse());
        expect(median(back)).toBe(median(there));
        expect(quantile(back, 0.3)).toBe(quantile(there, 0.3));
        expect(Math.abs(mean(back) - mean(there))).toBeLessThanOrEqual(1e-15 * Math.max(...list.map(Math.abs)));
      }),
    );
  });

  it('turn the sign of skewness with the sign of the values and keep kurtosis', () => {
    fc.assert(
      fc.property(values, (list) => {
        const there = shapeOf(Float64Array.from(list));
        const turned = shapeOf(Float64Array.from(list, (value) => -value));
        fc.pre(!Number.isNaN(there.skewness));
        expect(turned.skewness).toBeCloseTo(-there.skewness, 9);
        expect(turned.kurtosis).toBeCloseTo(there.kurtosis, 9);
      }),
    );
  });
});
