import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, holm } from '../../../src/core/statistics/adjust.js';
import {
  associate,
  kendall,
  pearsonInterval,
  spearmanCountedP,
  spearmanS,
  spearmanSeriesP,
} from '../../../src/core/statistics/association.js';
import { averageRanks } from '../../../src/core/statistics/ranks.js';

const column = (...values: number[]) => Float64Array.from(values);
const gap = Number.NaN;

/** Five small columns with ties, as surveys and grades have them. */
const pairs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { minLength: 3, maxLength: 60 })
  .map((rows) => [Float64Array.from(rows, ([a]) => a), Float64Array.from(rows, ([, b]) => b)] as const);

describe('correlations with their p-values', () => {
  it('agree with R 4.2.2 (cor.test) on ten pairs without ties', () => {
    const x = column(3, 1, 4, 15, 9, 2, 6, 5, 35, 8);
    const y = column(2, 7, 1, 8, 28, 18, 4, 5, 9, 45);
    const { r, n, p, exact } = associate.spearman(x, y);
    expect(r).toBeCloseTo(0.39393939393939387, 14);
    expect([n, exact]).toEqual([10, false]);
    expect(p).toBeCloseTo(0.25999776683488762, 12);
    expect(spearmanS(r, n)).toBeCloseTo(100, 10);
    expect(spearmanSeriesP(100, 10)).toBeCloseTo(0.26288678352468953, 13);
  });

  it('counts orders where there are few: R gives the same', () => {
    // cor.test(1:5, c(2,1,4,3,5)): rho 0.8, p 0.1333333; kendall tau 0.6, p 0.2333333.
    const [x, y] = [column(1, 2, 3, 4, 5), column(2, 1, 4, 3, 5)];
    expect(associate.spearman(x, y)).toMatchObject({ exact: true, n: 5 });
    expect(associate.spearman(x, y).p).toBeCloseTo(2 / 15, 14);
    expect(associate.kendall(x, y).r).toBeCloseTo(0.6, 14);
    expect(associate.kendall(x, y).p).toBeCloseTo(28 / 120, 14);
    // Of the two orders of two, and of all orders, everything is at least so far out.
    expect(spearmanCountedP(20, 5)).toBe(1);
  });

  it('knows nothing where there is nothing to know', () => {
    const flat = column(2, 2, 2, 2);
    for (const kind of ['pearson', 'spearman', 'kendall'] as const) {
      expect(associate[kind](flat, column(1, 2, 3, 4))).toMatchObject({ r: gap, p: gap, n: 4 });
      expect(associate[kind](column(1, gap, 3), column(1, 2, gap))).toMatchObject({ r: gap, p: gap, n: 1 });
      expect(associate[kind](column(1, 2), column(2, 1))).toMatchObject({ r: -1, p: gap, n: 2 });
    }
    expect(pearsonInterval(0.5, 3, 0.95)).toEqual([gap, gap]);
  });

  it('tau-b of the fast count is tau-b of all pairs', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        let [balance, untiedX, untiedY] = [0, 0, 0];
        for (let i = 0; i < x.length; i++)
          for (let j = 0; j < i; j++) {
            balance += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
            if (x[i] !== x[j]) untiedX++;
            if (y[i] !== y[j]) untiedY++;
          }
        const slow = balance / Math.sqrt(untiedX * untiedY);
        const { tau } = kendall(x, y);
        if (untiedX * untiedY === 0) expect(tau).toBeNaN();
        else expect(tau).toBeCloseTo(slow, 13);
      }),
    );
  });

  it('is the same both ways round, turns with a turned column, and stays from -1 to 1', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        for (const kind of ['pearson', 'spearman', 'kendall'] as const) {
          const one = associate[kind](x, y);
          const other = associate[kind](y, x);
          const turned = associate[kind](
            x.map((value) => -value),
            y,
          );
          if (Number.isNaN(one.r)) {
            expect([other.r, turned.r]).toEqual([gap, gap]);
            continue;
          }
          expect(other.r).toBeCloseTo(one.r, 13);
          expect(turned.r).toBeCloseTo(-one.r, 13);
          expect(turned.p).toBeCloseTo(one.p, 12);
          expect(Math.abs(one.r)).toBeLessThanOrEqual(1);
          expect(one.p).toBeGreaterThanOrEqual(0);
          expect(one.p).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('rank ties share the mean of their places', () => {
    expect([...averageRanks(column(10, gap, 20, 10, 5))]).toEqual([2.5, gap, 4, 2.5, 1]);
  });
});

describe('adjusted p-values', () => {
  it("agree with R's p.adjust", () => {
    const p = [0.01, 0.04, gap, 0.03, 0.005];
    const off = (ours: ReadonlyArray<number>, r: ReadonlyArray<number>) =>
      Math.max(
        ...r.map((value, i) => (Number.isNaN(value) && Number.isNaN(ours[i]!) ? 0 : Math.abs(value - ours[i]!))),
      );
    expect(off(holm(p), [0.03, 0.06, gap, 0.06, 0.02])).toBeLessThan(1e-14);
    expect(off(benjaminiHochberg(p), [0.02, 0.04, gap, 0.04, 0.02])).toBeLessThan(1e-14);
  });

  it('are never below the plain ones, and keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
        for (const adjusted of [holm(p), benjaminiHochberg(p)])
          p.forEach((value, i) => {
            expect(adjusted[i]!).toBeGreaterThanOrEqual(value - 1e-15);
            expect(adjusted[i]!).toBeLessThanOrEqual(1);
            p.forEach((other, j) => {
              if (value < other) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!);
            });
          });
        p.forEach((_value, i) => {
          expect(benjaminiHochberg(p)[i]!).toBeLessThanOrEqual(holm(p)[i]! + 1e-15);
        });
      }),
    );
  });
});
