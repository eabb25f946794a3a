// Whether items measure one thing (Cronbach 1951, with the item table), and whether areas can be told apart by their means.
import { cronbach } from '../statistics/alpha.js';
import type { Design } from './design.js';
import { spreadOf } from './estimate.js';
import { inverseSymmetric } from './linear.js';

export interface Reliability {
  readonly items: number;
  /** Rows with any answer (pairwise), or with all of them (listwise). */
  readonly rows: number;
  readonly complete: number;
  /** NaN below two items or without spread. */
  readonly alpha: number;
  readonly standardisedAlpha: number;
  /** Guttman's sixth lower bound. */
  readonly lambda6: number;
  readonly meanInterItem: number;
  /** Of each person's mean over the items answered. */
  readonly scaleMean: number;
  readonly scaleSd: number;
  readonly perItem: ReadonlyArray<ItemReliability>;
  /** Correlations of the items, from the covariances. */
  readonly correlations: ReadonlyArray<Float64Array>;
}

export interface ItemReliability {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  /** With the person's mean over all items, this one among them. */
  readonly rawCorrelation: number;
  /** With the sum of the other items, from the covariances. */
  readonly restCorrelation: number;
  readonly alphaWithout: number;
  readonly standardisedAlphaWithout: number;
}

/** Alpha k / (k - 1) (1 - trace C / sum C), C from the rows where both items are answered (pairwise) or from complete rows. */
export const reliabilityOf = (items: ReadonlyArray<Float64Array>, handling: 'pairwise' | 'listwise'): Reliability => {
  const all = items[0]?.length ?? 0;
  const isComplete = Uint8Array.from({ length: all }, (_, row) =>
    items.every((item) => !Number.isNaN(item[row]!)) ? 1 : 0,
  );
  let complete = 0;
  for (const mark of isComplete) complete += mark;
  const kept = handling === 'pairwise' ? items : items.map((item) => item.filter((_, row) => isComplete[row] === 1));
  const c = kept.map((a) => Float64Array.from(kept, (b) => momentsOf(a, b).covariance));
  const r = c.map((row, i) => row.map((value, j) => (i === j ? 1 : value / Math.sqrt(c[i]![i]! * c[j]![j]!))));
  const personal = personMeans(kept);
  const scale = momentsOf(personal, personal);
  const k = items.length;
  const known = cronbach(items, handling);
  const inverse = inverseSymmetric(r);
  const sumR = sumOf(r);
  return {
    items: k,
    rows: kept[0]?.length ?? 0,
    complete,
    alpha: known.alpha,
    standardisedAlpha: known.standardised,
    lambda6: inverse === null ? Number.NaN : 1 - inverse.reduce((sum, row, i) => sum + 1 / row[i]!, 0) / sumR,
    meanInterItem: (sumR - k) / (k * (k - 1)),
    scaleMean: scale.meanA,
    scaleSd: Math.sqrt(scale.covariance),
    correlations: r,
    perItem: kept.map((item, i) => {
      const own = momentsOf(item, item);
      const both = momentsOf(item, personal);
      const people = momentsOf(personal, personal, item);
      return {
        n: own.n,
        mean: own.meanA,
        sd: Math.sqrt(own.covariance),
        rawCorrelation: both.covariance / Math.sqrt(own.covariance * people.covariance),
        restCorrelation: known.perItem[i]!.rest,
        alphaWithout: known.perItem[i]!.alphaWithout,
        standardisedAlphaWithout: alphaOf(without(r, i)),
      };
    }),
  };
};

/** k / (k - 1) (1 - sum of S^2 of the items / S^2 of their sum), weighted, over complete rows. */
export const weightedAlpha = (design: Design, items: ReadonlyArray<Float64Array>): number => {
  const sum = new Float64Array(design.rows);
  for (const item of items) for (let row = 0; row < sum.length; row++) sum[row] = sum[row]! + item[row]!;
  const used = Uint8Array.from(sum, (value) => (Number.isNaN(value) ? 0 : 1));
  const held = (y: Float64Array): number => spreadOf(design, y, used);
  const k = items.length;
  return (k / (k - 1)) * (1 - items.reduce((total, item) => total + held(item), 0) / held(sum));
};

/**
 * 1 - mean(SE^2) / Var(area means): the part of the differences between areas that is not sampling error. Areas without a
 * standard error are left out; NaN below two. Below 0 the areas differ by less than their errors.
 */
export const betweenAreaReliability = (means: Float64Array, ses: Float64Array): number => {
  const known = [...means.keys()].filter((i) => Number.isFinite(means[i]!) && Number.isFinite(ses[i]!));
  if (known.length < 2) return Number.NaN;
  const kept = Float64Array.from(known, (i) => means[i]!);
  const error = known.reduce((sum, i) => sum + ses[i]! * ses[i]!, 0) / known.length;
  return 1 - error / momentsOf(kept, kept).covariance;
};

const alphaOf = (c: ReadonlyArray<Float64Array>): number => {
  const k = c.length;
  const trace = c.reduce((sum, row, i) => sum + row[i]!, 0);
  return k < 2 ? Number.NaN : (k / (k - 1)) * (1 - trace / sumOf(c));
};

const without = (matrix: ReadonlyArray<Float64Array>, i: number): ReadonlyArray<Float64Array> =>
  matrix.filter((_, row) => row !== i).map((row) => row.filter((_, column) => column !== i));

const sumOf = (matrix: ReadonlyArray<Float64Array>): number =>
  matrix.reduce((sum, row) => row.reduce((inRow, value) => inRow + value, sum), 0);

const personMeans = (items: ReadonlyArray<Float64Array>): Float64Array =>
  Float64Array.from({ length: items[0]?.length ?? 0 }, (_, row) => {
    let [sum, n] = [0, 0];
    for (const item of items) {
      if (Number.isNaN(item[row]!)) continue;
      sum += item[row]!;
      n++;
    }
    return sum / n;
  });

/** Over the rows where both (and `among`) are there; covariance with n - 1. */
const momentsOf = (a: Float64Array, b: Float64Array, among: Float64Array = a) => {
  let [n, sumA, sumB] = [0, 0, 0];
  const out = (row: number): boolean => Number.isNaN(a[row]!) || Number.isNaN(b[row]!) || Number.isNaN(among[row]!);
  for (let row = 0; row < a.length; row++) {
    if (out(row)) continue;
    n++;
    sumA += a[row]!;
    sumB += b[row]!;
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  let products = 0;
  for (let row = 0; row < a.length; row++) if (!out(row)) products += (a[row]! - meanA) * (b[row]! - meanB);
  return { n, meanA, covariance: products / (n - 1) };
};
