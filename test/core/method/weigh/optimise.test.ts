// Optimised weights: targets that can be reached are, those that cannot are told with the nearest, and bounds always hold.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arithmetic } from '../../../../src/core/method/aggregate/arithmetic.js';
import type { ToWeigh } from '../../../../src/core/method/families.js';
import { downhill } from '../../../../src/core/method/weigh/downhill.js';
import { importancesOf, optimise } from '../../../../src/core/method/weigh/optimise.js';
import { nearestShares } from '../../../../src/core/method/weigh/shares.js';
import { referenceTable } from '../coinr-small.js';

const toWeigh = (ids: ReadonlyArray<string>, children: ReadonlyArray<Float64Array>): ToWeigh => {
  const nUnits = children[0]!.length;
  return {
    ids,
    children,
    given: ids.map(() => 1),
    aggregate: (by) =>
      arithmetic.compute({ children, weights: by.map((w) => new Float64Array(nUnits).fill(w)), nUnits }, {}).score,
  };
};
const complete = referenceTable('complete/normalised.csv');
const of = (...ids: ReadonlyArray<string>): ToWeigh => toWeigh(ids, ids.map(complete.column));
const settings = { importances: new Map<string, number>(), low: 0, high: 1, within: 1 };

test('a target that weights can reach is reached', () => {
  const input = of('I01', 'I05', 'I08', 'I09');
  const score = input.aggregate([0.1, 0.4, 0.3, 0.2]);
  const reached = importancesOf(input.children, score);
  const importances = new Map(input.ids.map((id, i) => [id, reached[i]! * 70]));
  const { weights, figures, fault } = optimise.compute(input, { ...settings, importances, within: 1e-5 });
  expect(fault).toBeNull();
  expect(figures.largest_distance).toBeLessThan(1e-6);
  [0.1, 0.4, 0.3, 0.2].forEach((w, i) => {
    expect(Number(weights[i])).toBeCloseTo(w, 4);
  });
});

test('better than equal weights, better than any on a fine grid', () => {
  const input = of('I01', 'I05', 'I08');
  const { figures } = optimise.compute(input, settings);
  const off = (by: ReadonlyArray<number>): number =>
    importancesOf(input.children, input.aggregate(by)).reduce((sum, x) => sum + (x - 1 / 3) ** 2, 0) / 3;
  for (let a = 0; a <= 40; a++) {
    for (let b = 0; a + b <= 40; b++) {
      expect(figures.mean_square).toBeLessThanOrEqual(off([a, b, 40 - a - b].map((w) => w / 40)) + 1e-9);
    }
  }
});

test('a target no weights can reach is told, with the nearest', () => {
  const input = of('I01', 'I02', 'I03');
  const importances = new Map([
    ['I01', 98],
    ['I02', 1],
    ['I03', 1],
  ]);
  const made = optimise.compute(input, { ...settings, importances });
  expect(made.fault).toBeNull();
  expect(made.figures['target.I01']).toBeCloseTo(0.98, 12);
  expect(made.figures.largest_distance).toBeCloseTo(Math.abs(0.98 - made.figures['reached.I01']!), 12);
  const refused = optimise.compute(input, { ...settings, importances, within: 0.1 });
  expect(refused.fault).toMatchObject({ code: 'ImportanceNotReached', args: { child: 'I01', target: 0.98 } });
  expect(refused.fault!.args.reached).toBeCloseTo(made.figures['reached.I01']!, 4);
});

test('weights stay within the bounds and add up to one; none is negative', () => {
  const values = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(values, { minLength: 3, maxLength: 3 }), fc.integer({ min: 0, max: 3 }), (columns, low) => {
      const input = toWeigh(
        ['a', 'b', 'c'],
        columns.map((column) => Float64Array.from(column)),
      );
      const bounds = { low: low / 10, high: 0.5 };
      const { weights, fault } = optimise.compute(input, { ...settings, ...bounds });
      if (fault !== null) return;
      expect(weights.reduce<number>((sum, w) => sum + Number(w), 0)).toBeCloseTo(1, 9);
      for (const w of weights) {
        expect(Number(w)).toBeGreaterThanOrEqual(bounds.low);
        expect(Number(w)).toBeLessThanOrEqual(bounds.high);
      }
    }),
    { numRuns: 15 },
  );
});

describe('what cannot be computed is named', () => {
  const nan = Number.NaN;
  const a = Float64Array.of(1, 2, 4);
  const code = (input: ToWeigh, more: Partial<typeof settings> = {}) =>
    optimise.compute(input, { ...settings, ...more }).fault;

  test.each([
    ['constant', Float64Array.of(3, 3, 3), 'ChildConstant'],
    ['all missing', Float64Array.of(nan, nan, nan), 'ChildWithoutScores'],
    ['two units', Float64Array.of(1, nan, 3), 'TooFewUnits'],
  ])('a child that is %s', (_name, b, expected) => {
    expect(code(toWeigh(['a', 'b'], [a, b]))).toMatchObject({ code: expected });
  });

  test('targets and bounds', () => {
    const input = of('I01', 'I05');
    expect(code(input, { importances: new Map([['I01', 1]]) })).toMatchObject({
      code: 'ImportanceMissing',
      args: { child: 'I05' },
    });
    expect(code(input, { importances: new Map([['I99', 1]]) })).toMatchObject({
      code: 'ImportanceUnknown',
      args: { child: 'I99' },
    });
    const zero = new Map([
      ['I01', 0],
      ['I05', 0],
    ]);
    expect(code(input, { importances: zero })).toMatchObject({ code: 'ImportanceMissing' });
    expect(code(input, { low: 0.6 })).toMatchObject({ code: 'ShareBoundsCannotHold' });
    expect(code(input, { high: 0.4 })).toMatchObject({ code: 'ShareBoundsCannotHold' });
    expect(optimise.compute(of('I01'), settings)).toEqual({ weights: [1], figures: {}, fault: null });
  });
});

describe('the search', () => {
  test('finds the bottom of the curved valley of Rosenbrock and of a bowl of eight dimensions', () => {
    const valley = downhill(([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2, Float64Array.of(-1.2, 1), 0.5, 4000);
    expect(valley.point[0]).toBeCloseTo(1, 6);
    expect(valley.point[1]).toBeCloseTo(1, 6);
    const bowl = downhill(
      (x) => x.reduce((sum, v, i) => sum + (i + 1) * (v - i) ** 2, 0),
      new Float64Array(8),
      0.5,
      20_000,
    );
    bowl.point.forEach((x, i) => {
      expect(x).toBeCloseTo(i, 5);
    });
  });

  test('survives places without an answer and a flat floor', () => {
    const walled = downhill(([x]) => (x! < 0 ? Number.NaN : (x! - 0.2) ** 2), Float64Array.of(1), 0.5, 500);
    expect(walled.point[0]).toBeCloseTo(0.2, 6);
    expect(downhill(() => 7, Float64Array.of(1, 2), 0.5, 1000).value).toBe(7);
  });

  test('the nearest shares are shares, and nearer than any others', () => {
    const point = fc.array(fc.double({ min: -2, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(point, point, fc.integer({ min: 0, max: 3 }), (at, other, low) => {
        const bounds = { low: low / 10, high: 0.6 };
        const distance = (shares: Float64Array): number => shares.reduce((sum, x, i) => sum + (x - at[i]!) ** 2, 0);
        const nearest = nearestShares(at, bounds);
        expect(nearest.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        for (const x of nearest) {
          expect(x).toBeGreaterThanOrEqual(bounds.low);
          expect(x).toBeLessThanOrEqual(bounds.high);
        }
        expect(distance(nearest)).toBeLessThanOrEqual(distance(nearestShares(other, bounds)) + 1e-9);
      }),
    );
  });
});
