// Benefit of the doubt against another program and against chance: no weights within the bounds give any unit more.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sum } from '../../../../src/core/method/aggregate/sum.js';
import type { ToWeigh, Weighed } from '../../../../src/core/method/families.js';
import { benchmarks, benefitOfTheDoubt } from '../../../../src/core/method/weigh/benefit-of-the-doubt.js';
import { nearestShares } from '../../../../src/core/method/weigh/shares.js';
import { largestError, referenceTable } from '../coinr-small.js';

const toWeigh = (children: ReadonlyArray<Float64Array>): ToWeigh => ({
  ids: children.map((_column, c) => `c${c}`),
  children,
  given: children.map(() => 1),
  aggregate: () => new Float64Array(children[0]!.length),
});
const columnsOf = (made: Weighed): ReadonlyArray<Float64Array> =>
  made.weights.map((column) => (typeof column === 'number' ? Float64Array.of(column) : column));
const scoresOf = (children: ReadonlyArray<Float64Array>, made: Weighed): Float64Array =>
  sum.compute({ children, weights: columnsOf(made), nUnits: children[0]!.length }, {}).score;

describe('against linear programming by another program (scipy 1.17, HiGHS, the primal form over weights)', () => {
  const complete = referenceTable('complete/normalised.csv');
  const fromOne = (ids: ReadonlyArray<string>) => ids.map((id) => complete.column(id).map((x) => 1 + 0.99 * x));

  test.each([
    [
      'four parts',
      ['I01', 'I02', 'I03', 'I04'],
      0.1,
      0.5,
      [
        59.139848518510206, 80.5050874167929, 78.03022426660822, 100.0, 43.777911191734894, 59.424515852368486,
        62.277779460975324, 25.73847707436665, 61.251607465466584, 29.7897095131248, 43.27765191812389,
        45.47780189476895, 4.575464503676252, 8.824577892656297, 45.06064863793276, 99.39862313526939,
        7.410189227357511, 90.74476770777844, 68.81613020888832, 39.378298877964774, 57.5393234741567,
        32.41677339647209, 8.520536372298347, 33.1672589554155,
      ],
    ],
    [
      'ten parts',
      ['I01', 'I02', 'I03', 'I04', 'I05', 'I06', 'I07', 'I08', 'I09', 'I10'],
      0.05,
      0.2,
      [
        82.95998075783459, 47.20333156131535, 79.7444688784896, 100.00000000000004, 58.256215789402845,
        79.32341636309769, 9.721074292161209, 12.990286223808459, 73.0657823608276, 48.86045329820446,
        66.54579384843377, 34.18533318610927, 6.281838244913117, 15.978049544431025, 15.661995464027687,
        18.513869477029886, 4.673533337608225, 99.99999999999997, 82.08276293249526, 52.10911067456995,
        16.412225543149752, 46.24806218181588, 14.5449802696113, 31.481434968712886,
      ],
    ],
    [
      'four parts without bounds',
      ['I05', 'I06', 'I07', 'I08'],
      0,
      1,
      [
        100.0, 89.78756592955929, 100.0, 100.0, 100.0, 100.0, 86.86277173913042, 94.59860383974352, 100.00000000000003,
        96.3245785136924, 100.0, 75.88831383464534, 100.0, 100.0, 83.48099787090672, 100.0, 86.4010989010989, 100.0,
        100.0, 83.21354166666667, 86.08190177283461, 100.0, 90.40773809523809, 100.0,
      ],
    ],
  ] as const)('%s', (_name, ids, low, high, expected) => {
    const children = fromOne(ids);
    const made = benefitOfTheDoubt.compute(toWeigh(children), { low, high });
    expect(made.fault).toBeNull();
    expect(largestError(scoresOf(children, made), expected)).toBeLessThan(1e-7);
    expect(made.figures.at_best).toBe(expected.filter((score) => score > 99.9999).length);
  });
});

const score = fc.integer({ min: 1, max: 100 });
const table = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 7 })).chain(([m, n]) =>
  fc.record({
    children: fc.array(
      fc.array(score, { minLength: n, maxLength: n }).map((x) => Float64Array.from(x)),
      { minLength: m, maxLength: m },
    ),
    low: fc.integer({ min: 0, max: 10 }).map((x) => x / 10 / m),
    high: fc.integer({ min: 0, max: 10 }).map((x) => (1 + ((m - 1) * x) / 10) / m),
    points: fc.array(fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: m, maxLength: m }), {
      minLength: 20,
      maxLength: 20,
    }),
  }),
);

test('shares stay within the bounds, nobody comes above 100 with the weights of another, and no shares give more', () => {
  fc.assert(
    fc.property(table, ({ children, low, high, points }) => {
      const made = benefitOfTheDoubt.compute(toWeigh(children), { low, high });
      expect(made.fault).toBeNull();
      const weights = columnsOf(made);
      const scores = scoresOf(children, made);
      const n = scores.length;
      for (let p = 0; p < n; p++) {
        children.forEach((column, c) => {
          const share = (weights[c]![p]! * column[p]!) / scores[p]!;
          expect(share).toBeGreaterThanOrEqual(low - 1e-9);
          expect(share).toBeLessThanOrEqual(high + 1e-9);
        });
        for (let q = 0; q < n; q++) {
          const other = children.reduce((total, column, c) => total + weights[c]![p]! * column[q]!, 0);
          expect(other).toBeLessThanOrEqual(100 + 1e-7);
        }
        for (const point of points) {
          const shares = nearestShares(point, { low, high });
          const most = Math.max(
            ...Array.from({ length: n }, (_, q) =>
              children.reduce((total, column, c) => total + (shares[c]! * column[q]!) / column[p]!, 0),
            ),
          );
          expect(100 / most).toBeLessThanOrEqual(scores[p]! + 1e-6);
        }
      }
    }),
  );
});

test('somebody is at 100 where a part may make up the whole, and whoever is the best on a part is', () => {
  fc.assert(
    fc.property(table, ({ children }) => {
      const made = benefitOfTheDoubt.compute(toWeigh(children), { low: 0, high: 1 });
      expect(made.figures.at_best).toBeGreaterThanOrEqual(1);
      const scores = scoresOf(children, made);
      for (const column of children) expect(scores[column.indexOf(Math.max(...column))]).toBeCloseTo(100, 6);
      // Leaving out who is beaten on every part changes nothing.
      const best = benchmarks(children);
      const alone = children.map((column) => Float64Array.from(best, (p) => column[p]!));
      const again = scoresOf(alone, benefitOfTheDoubt.compute(toWeigh(alone), { low: 0, high: 1 }));
      best.forEach((p, k) => {
        expect(again[k]).toBeCloseTo(scores[p]!, 6);
      });
    }),
  );
});

describe('gaps, zeros and bounds', () => {
  const nan = Number.NaN;
  const of = (low: number, high: number, ...columns: ReadonlyArray<ReadonlyArray<number>>): Weighed =>
    benefitOfTheDoubt.compute(toWeigh(columns.map((column) => Float64Array.from(column))), { low, high });

  test('a unit with a gap is measured by the parts it has', () => {
    const columns = [
      [80, 40, 20],
      [40, nan, 80],
    ];
    const made = of(0.3, 1, ...columns);
    expect(made.fault).toBeNull();
    expect(columnsOf(made)[1]![1]).toBe(0);
    const scores = scoresOf(
      columns.map((column) => Float64Array.from(column)),
      made,
    );
    // By the first part alone the second unit has half of the best.
    expect(scores[1]).toBeCloseTo(50, 9);
  });

  test('a unit without any part has no score, one of zeros has zero', () => {
    const columns = [
      [80, nan, 0],
      [40, nan, 0],
    ];
    const scores = scoresOf(
      columns.map((column) => Float64Array.from(column)),
      of(0, 1, ...columns),
    );
    expect(scores[0]).toBeCloseTo(100, 9);
    expect(scores[1]).toBeNaN();
    expect(scores[2]).toBe(0);
  });

  test('what cannot be is named', () => {
    expect(of(0.4, 1, [1], [2], [3]).fault).toEqual({
      code: 'ShareBoundsCannotHold',
      args: { low: 0.4, high: 1, children: 3 },
    });
    expect(of(0, 0.3, [1], [2], [3]).fault).toMatchObject({ code: 'ShareBoundsCannotHold' });
    expect(of(0.6, 0.5, [1]).fault).toMatchObject({ code: 'ShareBoundsCannotHold' });
    expect(of(0, 0.5, [1, 2], [2, nan]).fault).toEqual({
      code: 'BenefitBoundsCannotHold',
      args: { low: 0, high: 0.5, children: 1 },
      unit: 1,
    });
    expect(of(0.1, 1, [1, 2], [2, 0]).fault).toMatchObject({ code: 'BenefitOfZero', args: { child: 'c1' }, unit: 1 });
    expect(of(0, 1, [1, 2], [2, -1]).fault).toMatchObject({ code: 'BenefitBelowZero', args: { child: 'c1' }, unit: 1 });
  });

  test('one part only, one unit only, all alike', () => {
    expect([...scoresOf([Float64Array.of(20, 80)], of(0, 1, [20, 80]))]).toEqual([25, 100]);
    expect([...scoresOf([Float64Array.of(7), Float64Array.of(3)], of(0.2, 0.8, [7], [3]))]).toEqual([100]);
    const same = [Float64Array.of(5, 5, 5), Float64Array.of(5, 5, 5)];
    for (const value of scoresOf(same, of(0.2, 0.8, [5, 5, 5], [5, 5, 5]))) expect(value).toBeCloseTo(100, 9);
  });
});
