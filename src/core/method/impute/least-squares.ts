// Ordinary least squares on standardised columns, by the orthogonal decomposition: what follows exactly from the rest is told.
import { Matrix, QrDecomposition } from 'ml-matrix';
import { mean } from '../statistics.js';
import { standardised } from './standardised.js';

export interface Line {
  readonly intercept: number;
  /** In the order of the predictors. */
  readonly slopes: ReadonlyArray<number>;
  readonly rSquared: number;
}

/** Below this share of its length a predictor counts as a combination of the ones before it. */
const leastShare = 1e-7;

/**
 * `y` on `predictors`, all without gaps and of one length, more rows than predictors. On the left the position of a predictor
 * that has no spread or follows from those before it.
 */
export const leastSquares = (
  y: Float64Array,
  predictors: ReadonlyArray<Float64Array>,
): { readonly line: Line } | { readonly collinear: number } => {
  const scaled = predictors.map(standardised);
  const flat = scaled.indexOf(null);
  if (flat !== -1) return { collinear: flat };
  const spread = scaled.filter((each) => each !== null);
  const n = y.length;
  const centre = mean(y);
  const left = new Matrix(n, predictors.length);
  const right = new Matrix(n, 1);
  for (let row = 0; row < n; row++) {
    right.set(row, 0, y[row]! - centre);
    for (let column = 0; column < spread.length; column++) left.set(row, column, spread[column]!.values[row]!);
  }
  const decomposed = new QrDecomposition(left);
  const upper = decomposed.upperTriangularMatrix;
  for (let column = 0; column < predictors.length; column++) {
    // A standardised column is sqrt(n - 1) long.
    if (Math.abs(upper.get(column, column)) < leastShare * Math.sqrt(n - 1)) return { collinear: column };
  }
  const solved = decomposed.solve(right);
  const slopes = spread.map(({ sd }, column) => solved.get(column, 0) / sd);
  const intercept = spread.reduce((rest, own, column) => rest - slopes[column]! * own.mean, centre);
  let [total, unexplained] = [0, 0];
  for (let row = 0; row < n; row++) {
    const away = y[row]! - centre;
    let told = 0;
    for (let column = 0; column < spread.length; column++) told += solved.get(column, 0) * spread[column]!.values[row]!;
    total += away * away;
    unexplained += (away - told) ** 2;
  }
  return { line: { intercept, slopes, rSquared: total > 0 ? 1 - unexplained / total : 1 } };
};
