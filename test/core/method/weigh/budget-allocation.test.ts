// Budgets of several experts: the mean, its spread, who differs, and rows that do not add up.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetAllocation } from '../../../../src/core/method/weigh/budget-allocation.js';

const ids = ['a', 'b', 'c'];
const input = { ids, children: [], given: [1, 1, 1], aggregate: () => new Float64Array(0) };
const of = (shares: Record<string, ReadonlyArray<number>>) =>
  budgetAllocation.compute(input, { shares: new Map(Object.entries(shares)) });

test('the weight is the mean of the shares; spread and distance are told', () => {
  const { weights, figures, fault } = of({ anna: [50, 30, 20], bolat: [30, 30, 40], 'v. g.': [40, 30, 30] });
  expect(fault).toBeNull();
  expect(weights.map((w) => Number(w).toFixed(12))).toEqual(['0.400000000000', '0.300000000000', '0.300000000000']);
  expect(figures.experts).toBe(3);
  expect(figures['sd.a']).toBeCloseTo(0.1, 12);
  expect(figures['sd.b']).toBeCloseTo(0, 12);
  expect([figures['min.c'], figures['max.c']]).toEqual([0.2, 0.4]);
  // Anna would have to move a tenth of her budget to stand where the mean stands, the third nothing.
  expect(figures['distance.anna']).toBeCloseTo(0.1, 12);
  expect(figures['distance.v. g.']).toBeCloseTo(0, 12);
});

test('a hundred and one are the same budget', () => {
  const hundred = of({ anna: [50, 30, 20], bolat: [30, 30, 40] }).weights;
  const one = of({ anna: [0.5, 0.3, 0.2], bolat: [0.3, 0.3, 0.4] }).weights;
  hundred.forEach((w, c) => {
    expect(Number(one[c])).toBeCloseTo(Number(w), 14);
  });
  expect(of({ anna: [33.33, 33.33, 33.33] }).fault).toBeNull();
});

test('rows that do not share the budget are named', () => {
  expect(of({}).fault).toEqual({ code: 'BudgetWithoutExperts', args: {} });
  expect(of({ anna: [50, 50] }).fault).toEqual({
    code: 'BudgetLength',
    args: { expert: 'anna', count: 2, children: 3 },
  });
  expect(of({ anna: [50, 30, 20], bolat: [50, 30, 30] }).fault).toEqual({
    code: 'BudgetSum',
    args: { expert: 'bolat', sum: 110, total: 100 },
  });
  expect(of({ anna: [0.5, 0.3, 0.2], bolat: [0.4, 0.4, 0.2], c: [50, 30, 20] }).fault).toEqual({
    code: 'BudgetSum',
    args: { expert: 'c', sum: 100, total: 1 },
  });
  expect(of({ anna: [0, 0, 0] }).fault).toMatchObject({ code: 'BudgetSum', args: { sum: 0 } });
});

test('weights add up to one and lie between the least and the largest share', () => {
  const row = fc.tuple(fc.nat(100), fc.nat(100)).map(([x, y]) => {
    const [low, high] = [Math.min(x, y), Math.max(x, y)];
    return [low, high - low, 100 - high];
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
      const { weights, figures } = of(Object.fromEntries(rows.map((shares, e) => [`e${e}`, shares])));
      expect(weights.reduce<number>((sum, w) => sum + Number(w), 0)).toBeCloseTo(1, 12);
      ids.forEach((id, c) => {
        expect(Number(weights[c])).toBeGreaterThanOrEqual(figures[`min.${id}`]! - 1e-12);
        expect(Number(weights[c])).toBeLessThanOrEqual(figures[`max.${id}`]! + 1e-12);
      });
    }),
  );
});
