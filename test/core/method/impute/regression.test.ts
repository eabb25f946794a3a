import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compute } from '../aggregate/compute.js';
import { gap, impute } from './input.js';

const n = 12;
const x = Array.from({ length: n }, (_, p) => p + 1);
const z = x.map((value) => (value * 7) % 5);
const without = (values: ReadonlyArray<number>, ...units: number[]) =>
  values.map((value, p) => (units.includes(p) ? gap : value));

describe('regression', () => {
  it('finds an exact relation again and prints it', () => {
    const number = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const y = x.map((value, p) => a + b * value + c * z[p]!);
        fc.pre(b !== 0 || c !== 0);
        const { columns, records, faults } = impute(
          'regression',
          [without(y, 3, 8), x, z],
          {},
          { on: ['i1', 'i2'], least: 3 },
        );
        expect(faults).toEqual([]);
        for (const unit of [3, 8]) {
          expect(columns[0]![unit]).toBeCloseTo(y[unit]!, 8);
          expect(compute(records[0]!.expression(unit)!)).toBe(columns[0]![unit]);
        }
        expect(records[0]!.figures.r_squared).toBeCloseTo(1, 9);
      }),
    );
  });

  it('takes the columns that go with it best, if they are known where it is not', () => {
    const y = x.map((value, p) => 3 * value + (p % 2));
    const close = without(x, 3);
    const { records } = impute(
      'regression',
      [without(y, 3), close, x.map((value) => -value), z],
      {},
      { predictors: 1 },
    );
    expect(Object.keys(records[0]!.figures)).toEqual(['n', 'r_squared', 'intercept', 'slope i2', 'filled', 'left']);
  });

  it('leaves the gap where a named predictor is missing too', () => {
    const { columns, faults } = impute('regression', [without(x, 2), without(z, 2)], {}, { on: ['i1'] });
    expect(columns[0]![2]).toBeNaN();
    expect(faults).toEqual([]);
  });

  it('refuses what has no answer, and fills nothing then', () => {
    const asked = without(x, 0);
    const faultsOf = (columns: ReadonlyArray<ArrayLike<number>>, settings: Readonly<Record<string, unknown>>) => {
      const { columns: filled, faults } = impute('regression', columns, {}, settings);
      expect(filled[0]![0]).toBeNaN();
      return faults;
    };
    expect(faultsOf([asked, without(z, 0)], {})).toEqual([
      { column: 0, code: 'RegressionWithoutPredictor', args: {} },
      { column: 1, code: 'RegressionWithoutPredictor', args: {} },
    ]);
    expect(faultsOf([asked, z], { least: 50 })).toEqual([
      { column: 0, code: 'RegressionTooFewRows', args: { rows: 11, least: 50 } },
    ]);
    expect(faultsOf([asked, z, z.map((value) => 2 * value + 1)], { on: ['i1', 'i2'] })).toEqual([
      { column: 2, code: 'ImputeCollinear', args: {} },
    ]);
    expect(faultsOf([asked, x.map(() => 4)], { on: ['i1'] })).toEqual([
      { column: 1, code: 'ImputeCollinear', args: {} },
    ]);
    expect(faultsOf([asked, z], { on: ['nobody'] })).toEqual([
      { code: 'PredictorUnknown', args: { predictor: 'nobody' } },
    ]);
  });
});
