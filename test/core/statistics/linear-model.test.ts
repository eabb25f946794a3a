import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronbach } from '../../../src/core/statistics/alpha.js';
import { principal, symmetricEigen } from '../../../src/core/statistics/eigen.js';
import { type LinearModel, linearModel, type NoModel } from '../../../src/core/statistics/linear-model.js';

const column = (...values: number[]) => Float64Array.from(values);
const fitted = (made: LinearModel | NoModel): LinearModel => {
  if ('why' in made) throw new Error(made.why);
  return made;
};
const values = (n: number) => fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: n, maxLength: n });

describe('least squares', () => {
  it('is not moved by where the columns stand: x about a billion, and the same less a billion', () => {
    const x = column(1e9, 1e9 + 1, 1e9 + 2, 1e9 + 4, 1e9 + 7);
    const made = fitted(
      linearModel(
        x.map((value, i) => 3 * (value - 1e9) + [0.1, -0.1, 0.2, -0.2, 0][i]!),
        [x],
      ),
    );
    const plain = fitted(
      linearModel(
        x.map((value, i) => 3 * (value - 1e9) + [0.1, -0.1, 0.2, -0.2, 0][i]!),
        [x.map((v) => v - 1e9)],
      ),
    );
    expect(made.coefficients[1]!.estimate).toBeCloseTo(plain.coefficients[1]!.estimate, 9);
    expect(made.sigma).toBeCloseTo(plain.sigma, 7);
    expect(made.r2).toBeCloseTo(plain.r2, 9);
  });

  it('residuals are orthogonal to what explains them, leverages add up, and the parts add to the whole', () => {
    fc.assert(
      fc.property(values(14), values(14), values(14), (a, b, c) => {
        const [y, x, z] = [Float64Array.from(a), Float64Array.from(b), Float64Array.from(c)];
        const made = linearModel(y, [x, z]);
        if ('why' in made) return;
        const scale = (u: Float64Array) => Math.sqrt(u.reduce((s, v) => s + v * v, 0));
        for (const u of [x.map(() => 1), x, z]) {
          const dot = made.residuals.reduce((s, e, i) => s + e * u[i]!, 0);
          expect(Math.abs(dot)).toBeLessThanOrEqual(1e-9 * scale(u) * (scale(y) + 1e-12) + 1e-9);
        }
        expect(made.leverage.reduce((s, h) => s + h, 0)).toBeCloseTo(3, 8);
        expect(made.r2).toBeGreaterThanOrEqual(0);
        expect(made.r2).toBeLessThanOrEqual(1);
        for (const { vif } of made.coefficients.slice(1)) expect(vif).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('weights of whole numbers are as many equal rows, for the estimates', () => {
    const x = column(1, 2, 3, 4, 6);
    const y = column(2, 1, 4, 3, 7);
    const w = column(2, 1, 3, 1, 2);
    const repeat = (u: Float64Array) =>
      Float64Array.from([...u.keys()].flatMap((i) => Array.from({ length: w[i]! }, () => u[i]!)));
    const weighted = fitted(linearModel(y, [x], w));
    const repeated = fitted(linearModel(repeat(y), [repeat(x)]));
    weighted.coefficients.forEach(({ estimate }, j) => {
      expect(estimate).toBeCloseTo(repeated.coefficients[j]!.estimate, 13);
    });
    expect(weighted.r2).toBeCloseTo(repeated.r2, 13);
  });

  it('says which columns are made of others, what is too little, and what does not vary', () => {
    const x = column(1, 2, 3, 5, 8, 13);
    const z = column(2, 1, 7, 1, 0, 4);
    const y = column(1, 0, 2, 5, 1, 3);
    expect(linearModel(y, [x, z, x.map((value, i) => 2 * value - z[i]! + 5)])).toEqual({
      why: 'dependent',
      columns: [2],
    });
    expect(linearModel(y, [x, x.map(() => 0.1)])).toEqual({ why: 'dependent', columns: [1] });
    expect(linearModel(y.slice(0, 3), [x.slice(0, 3), z.slice(0, 3)])).toEqual({ why: 'few_units', n: 3, least: 4 });
    expect(
      linearModel(
        y.map(() => 4),
        [x],
      ),
    ).toEqual({ why: 'constant_outcome' });
  });
});

describe('components and alpha', () => {
  it('eigenvalues of a correlation matrix add up to its size, and vectors rebuild it', () => {
    fc.assert(
      fc.property(values(9), values(9), values(9), (a, b, c) => {
        const made = principal([a, b, c].map((each) => Float64Array.from(each)));
        if ('why' in made) return;
        expect(made.eigenvalues.reduce((s, v) => s + v, 0)).toBeCloseTo(3, 10);
        for (const vector of made.loadings) expect(vector.reduce((s, v) => s + v * v, 0)).toBeCloseTo(1, 10);
      }),
    );
    expect(principal([column(1, 2), column(2, 3)])).toEqual({ why: 'few_units', n: 2 });
    expect(principal([column(1, 2, 4), column(2, 2, 2)])).toEqual({ why: 'constant', column: 1 });
    expect(symmetricEigen([column(2, 1), column(1, 2)]).values[1]).toBeCloseTo(1, 14);
  });

  it('alpha is 1 for equal items, NaN for one item and for items that never vary', () => {
    const x = column(1, 2, 4, 3);
    expect(cronbach([x, x, x], 'pairwise').alpha).toBeCloseTo(1, 14);
    expect(cronbach([x], 'pairwise').alpha).toBeNaN();
    expect(cronbach([column(1, 1, 1), column(2, 2, 2)], 'listwise').alpha).toBeNaN();
    expect(cronbach([x, x.map((v) => -v + 9), x], 'listwise').perItem[1]!.rest).toBeCloseTo(-1, 12);
  });
});
