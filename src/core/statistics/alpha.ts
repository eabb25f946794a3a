// Cronbach's alpha of the items of a scale, and what becomes of it without one of them.
import { completeUnits } from './correlation.js';

export interface Alpha {
  readonly items: number;
  /** Rows with a value of every item. */
  readonly complete: number;
  /** NaN below two items, without spread, or where two items share fewer than two rows. */
  readonly alpha: number;
  /** Of standardised items: from their correlations. */
  readonly standardised: number;
  readonly perItem: ReadonlyArray<{
    /** Correlation with the sum of the other items; negative where the item runs against its scale. */
    readonly rest: number;
    readonly alphaWithout: number;
  }>;
}

/** k / (k - 1) (1 - trace C / sum C); C over the rows that have both items (pairwise) or all (listwise), with n - 1. */
export const cronbach = (items: ReadonlyArray<Float64Array>, handling: 'pairwise' | 'listwise'): Alpha => {
  const complete = completeUnits(items);
  const kept = handling === 'pairwise' ? items : items.map((item) => Float64Array.from(complete, (row) => item[row]!));
  const c = kept.map(() => new Float64Array(kept.length));
  for (let i = 0; i < kept.length; i++) {
    for (let j = 0; j <= i; j++) {
      c[i]![j] = covariance(kept[i]!, kept[j]!);
      c[j]![i] = c[i]![j]!;
    }
  }
  const r = c.map((row, i) =>
    row.map((value, j) => (i === j && value > 0 ? 1 : value / Math.sqrt(c[i]![i]! * c[j]![j]!))),
  );
  return {
    items: items.length,
    complete: complete.length,
    alpha: alphaOf(c),
    standardised: alphaOf(r),
    perItem: c.map((row, i) => {
      const rest = without(c, i);
      const withRest = row.reduce((sum, value, j) => (j === i ? sum : sum + value), 0);
      const spread = row[i]! * total(rest);
      return { rest: spread > 0 ? withRest / Math.sqrt(spread) : Number.NaN, alphaWithout: alphaOf(rest) };
    }),
  };
};

/** Over the rows that have both, with n - 1; NaN below two. */
const covariance = (a: Float64Array, b: Float64Array): number => {
  let [n, sumA, sumB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]!) || Number.isNaN(b[i]!)) continue;
    n++;
    sumA += a[i]!;
    sumB += b[i]!;
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  let products = 0;
  for (let i = 0; i < a.length; i++) {
    if (!Number.isNaN(a[i]!) && !Number.isNaN(b[i]!)) products += (a[i]! - meanA) * (b[i]! - meanB);
  }
  return n < 2 ? Number.NaN : products / (n - 1);
};

const total = (matrix: ReadonlyArray<Float64Array>): number =>
  matrix.reduce((sum, row) => row.reduce((inner, value) => inner + value, sum), 0);

const without = (matrix: ReadonlyArray<Float64Array>, i: number): ReadonlyArray<Float64Array> =>
  matrix.filter((_row, k) => k !== i).map((row) => row.filter((_value, k) => k !== i));

const alphaOf = (c: ReadonlyArray<Float64Array>): number => {
  const k = c.length;
  const whole = total(c);
  if (k < 2 || !(Math.abs(whole) > 0)) return Number.NaN;
  return (k / (k - 1)) * (1 - c.reduce((sum, row, i) => sum + row[i]!, 0) / whole);
};
