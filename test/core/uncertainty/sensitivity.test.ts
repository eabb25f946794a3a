import { expect, test } from 'vitest';
import type { Factor } from '../../../src/core/define/uncertainty.js';
import type { Model } from '../../../src/core/uncertainty/model.js';
import { sensitivityOf } from '../../../src/core/uncertainty/sensitivity.js';

const at = { file: 'x' };
const factor = (name: string): Factor => ({ factor: 'imputation', name, at });

/** A model whose ranks are what a function of the shares says, for known variances. */
const modelWith = (names: ReadonlyArray<string>, rankOf: (shares: ArrayLike<number>) => ReadonlyArray<number>): Model =>
  ({
    factors: names.map(factor),
    nominal: { units: rankOf(names.map(() => 0.5)).map((rank) => ({ rank })) },
    idle: [],
    draw: (shares: ArrayLike<number>, totals: Float64Array) => {
      totals.set(rankOf(shares));
      return null;
    },
    ranks: (totals: Float64Array) => totals,
  }) as unknown as Model;

const plan = { seed: 1, points: 256, sequences: 16 };
/** Student's t for 97.5 %, 15 degrees of freedom. */
const quantile = 2.131449545559323;

test('a sum of two factors: each has its share of the variance, and the shares are the whole', () => {
  // Rank 10 + 3 u + 4 v: variances 9/12 and 16/12, so 0.36 and 0.64.
  const made = sensitivityOf(
    modelWith(['u', 'v'], (shares) => [10 + 3 * shares[0]! + 4 * shares[1]!]),
    plan,
    quantile,
  );
  const { indices } = made.units[0]!;
  for (const [i, wanted] of [0.36, 0.64].entries()) {
    const { first, total } = indices[i]!;
    expect(first.value).toBeCloseTo(wanted, 2);
    expect(total.value).toBeCloseTo(wanted, 2);
    expect(first.low).toBeLessThanOrEqual(wanted);
    expect(first.high).toBeGreaterThanOrEqual(wanted);
  }
  expect(made.runs).toBe(16 * 256 * 4);
  expect(made.failed).toBe(0);
});

test('factors that work only together have a total and no first order', () => {
  // (u - 1/2)(v - 1/2): all variance is interaction.
  const made = sensitivityOf(
    modelWith(['u', 'v'], (shares) => [50 + (shares[0]! - 0.5) * (shares[1]! - 0.5) * 100]),
    plan,
    quantile,
  );
  for (const { first, total } of made.units[0]!.indices) {
    expect(first.value).toBeCloseTo(0, 1);
    expect(total.value).toBeCloseTo(1, 1);
  }
});

test('the function of Ishigami and Homma has its known indices', () => {
  // Ishigami and Homma 1990, a = 7, b = 0.1: S = 0.3139, 0.4424, 0; T = 0.5576, 0.4424, 0.2437.
  const ishigami = (shares: ArrayLike<number>): number => {
    const [x, y, z] = [0, 1, 2].map((i) => Math.PI * (2 * shares[i]! - 1));
    return Math.sin(x!) + 7 * Math.sin(y!) ** 2 + 0.1 * z! ** 4 * Math.sin(x!);
  };
  const made = sensitivityOf(
    modelWith(['x', 'y', 'z'], (shares) => [ishigami(shares) + 100]),
    { ...plan, points: 512 },
    quantile,
  );
  const { indices } = made.units[0]!;
  for (const [i, wanted] of [0.3139, 0.4424, 0].entries())
    expect(Math.abs(indices[i]!.first.value - wanted)).toBeLessThan(0.02);
  for (const [i, wanted] of [0.5576, 0.4424, 0.2437].entries())
    expect(Math.abs(indices[i]!.total.value - wanted)).toBeLessThan(0.02);
});

test('what does not vary has no indices, and a failed set counts nowhere', () => {
  const still = sensitivityOf(
    modelWith(['u'], () => [1, 2]),
    plan,
    quantile,
  );
  expect(still.shift).toBeNull();
  expect(still.units).toEqual([null, null]);
});
