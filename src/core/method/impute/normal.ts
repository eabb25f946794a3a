// Mean and covariance of a multivariate normal distribution from columns with gaps, by the EM algorithm.
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

export interface Normal {
  readonly mean: Float64Array;
  /** With n below: the estimate of maximum likelihood. */
  readonly covariance: ReadonlyArray<Float64Array>;
  /** By column and unit: the value, or what is expected for it given the unit's other values. */
  readonly expected: ReadonlyArray<Float64Array>;
  readonly iterations: number;
}

/** A column whose variance given the columns before it is below this has nothing of its own; columns are standardised. */
const leastVariance = 1e-9;

/**
 * `columns` are standardised, missing NaN. Units without any value take no part in the estimates. With K the inverse of the
 * covariance, missing values given the present ones have the mean `m - K_mm^-1 K_mp (x_p - m_p)` and the covariance `K_mm^-1`, so that a
 * pass costs one inversion, and for each unit a system as large as its own gaps.
 */
export const normalOf = (
  columns: ReadonlyArray<Float64Array>,
  tolerance: number,
  limit: number,
): Normal | { readonly collinear: number } | { readonly change: number } => {
  const p = columns.length;
  const n = columns[0]!.length;
  const missing = Array.from({ length: n }, (_, unit) =>
    columns.flatMap((values, column) => (Number.isNaN(values[unit]!) ? [column] : [])),
  );
  const counted = missing.flatMap((gaps, unit) => (gaps.length < p ? [unit] : []));
  let mean = new Float64Array(p);
  let covariance = columns.map((_, i) => Float64Array.from(columns, (__, j) => (i === j ? 1 : 0)));
  let change = Number.POSITIVE_INFINITY;
  for (let iterations = 0; ; iterations++) {
    const inverse = inverseOf(covariance);
    if ('collinear' in inverse) return inverse;
    const { expected, spread } = expectation(columns, missing, mean, inverse.of);
    if (change < tolerance) return { mean, covariance, expected, iterations };
    if (iterations === limit) return { change };
    const nextMean = Float64Array.from(
      expected,
      (values) => counted.reduce((sum, unit) => sum + values[unit]!, 0) / counted.length,
    );
    const next = covarianceOf(expected, nextMean, spread, counted);
    change = 0;
    for (let i = 0; i < p; i++) {
      change = Math.max(change, Math.abs(nextMean[i]! - mean[i]!));
      for (let j = 0; j <= i; j++) change = Math.max(change, Math.abs(next[i]![j]! - covariance[i]![j]!));
    }
    mean = nextMean;
    covariance = next;
  }
};

/** Gaps at their expected values, and the summed covariance of what is not known of them. */
const expectation = (
  columns: ReadonlyArray<Float64Array>,
  missing: ReadonlyArray<ReadonlyArray<number>>,
  mean: Float64Array,
  precision: Matrix,
): { readonly expected: ReadonlyArray<Float64Array>; readonly spread: ReadonlyArray<Float64Array> } => {
  const p = columns.length;
  const expected = columns.map((values) => values.slice());
  const spread = columns.map(() => new Float64Array(p));
  missing.forEach((gaps, unit) => {
    if (gaps.length === 0) return;
    if (gaps.length === p) {
      for (const column of gaps) expected[column]![unit] = mean[column]!;
      return;
    }
    const known = columns.flatMap((values, column) => (Number.isNaN(values[unit]!) ? [] : [column]));
    const within = new CholeskyDecomposition(precision.selection([...gaps], [...gaps])).solve(Matrix.eye(gaps.length));
    const pull = gaps.map((row) =>
      known.reduce((sum, column) => sum + precision.get(row, column) * (columns[column]![unit]! - mean[column]!), 0),
    );
    gaps.forEach((row, i) => {
      let moved = 0;
      gaps.forEach((column, j) => {
        moved += within.get(i, j) * pull[j]!;
        spread[row]![column]! += within.get(i, j);
      });
      expected[row]![unit] = mean[row]! - moved;
    });
  });
  return { expected, spread };
};

/** (sum of products of deviations + spread) / n, over the units that count. */
const covarianceOf = (
  expected: ReadonlyArray<Float64Array>,
  mean: Float64Array,
  spread: ReadonlyArray<Float64Array>,
  counted: ReadonlyArray<number>,
): Float64Array<ArrayBuffer>[] => {
  const p = expected.length;
  const out = expected.map(() => new Float64Array(p));
  for (let i = 0; i < p; i++) {
    const [a, centre] = [expected[i]!, mean[i]!];
    for (let j = 0; j <= i; j++) {
      const [b, other] = [expected[j]!, mean[j]!];
      let sum = spread[i]![j]!;
      for (const unit of counted) sum += (a[unit]! - centre) * (b[unit]! - other);
      out[i]![j] = sum / counted.length;
      out[j]![i] = sum / counted.length;
    }
  }
  return out;
};

const inverseOf = (
  covariance: ReadonlyArray<Float64Array>,
): { readonly of: Matrix } | { readonly collinear: number } => {
  const p = covariance.length;
  const decomposed = new CholeskyDecomposition(new Matrix(covariance.map((row) => [...row])));
  const lower = decomposed.lowerTriangularMatrix;
  for (let column = 0; column < p; column++) {
    if (!(lower.get(column, column) ** 2 > leastVariance)) return { collinear: column };
  }
  const solved = decomposed.solve(Matrix.eye(p));
  // Rounding leaves the two halves apart by a bit, and a part of it must be symmetric for the next decomposition.
  return { of: Matrix.add(solved, solved.transpose()).mul(0.5) };
};
