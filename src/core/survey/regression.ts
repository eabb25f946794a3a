// Weighted least squares with errors from the design: how answers go with what is known of the respondents.
import { twoSidedT } from '../statistics/distributions.js';
import type { Design } from './design.js';
import { inverseSymmetric, timesVector } from './linear.js';
import { covariances, degreesOfFreedom } from './variance.js';

export interface Coefficient {
  readonly estimate: number;
  readonly se: number;
  readonly t: number;
  readonly p: number;
}

export interface SurveyRegression {
  readonly n: number;
  /** Degrees of freedom of the rows used + 1 less the number of coefficients. */
  readonly df: number;
  /** The intercept first. */
  readonly coefficients: ReadonlyArray<Coefficient>;
  readonly covariance: ReadonlyArray<Float64Array>;
}

/** (X'WX)^-1 X'Wy over the rows that have everything; null where predictors say the same. The intercept is added. */
export const surveyRegression = (
  design: Design,
  y: Float64Array,
  predictors: ReadonlyArray<Float64Array>,
): SurveyRegression | null => {
  const used = new Uint8Array(design.rows);
  let n = 0;
  for (let row = 0; row < design.rows; row++) {
    if (Number.isNaN(y[row]!) || predictors.some((x) => Number.isNaN(x[row]!))) continue;
    used[row] = 1;
    n++;
  }
  const columns = [new Float64Array(design.rows).fill(1), ...predictors];
  const weight = design.weights.map((each, row) => (used[row] === 1 ? each : 0));
  // Around their means: predictors far from zero would cost digits, and the slopes stay the same.
  const centres = columns.map((x, j) => (j === 0 ? 0 : weightedMean(x, weight)));
  const x = columns.map((column, j) => column.map((value, row) => (used[row] === 1 ? value - centres[j]! : 0)));
  const products = x.map((a) => Float64Array.from(x, (b) => sumOfProducts(a, b, weight)));
  const inverse = inverseSymmetric(products);
  if (inverse === null) return null;
  const outcome = y.map((value, row) => (used[row] === 1 ? value : 0));
  const slopes = timesVector(
    inverse,
    Float64Array.from(x, (column) => sumOfProducts(column, outcome, weight)),
  );
  const residual = outcome.map((value, row) => {
    let fitted = 0;
    for (let j = 0; j < x.length; j++) fitted += x[j]![row]! * slopes[j]!;
    return (value - fitted) * weight[row]!;
  });
  const score = inverse.map((row) =>
    residual.map((each, i) => {
      let sum = 0;
      for (let j = 0; j < x.length; j++) sum += x[j]![i]! * row[j]!;
      return sum * each;
    }),
  );
  // Back from the means: only the intercept changes.
  const shift = score.slice(1).map((column, j) => ({ column, centre: centres[j + 1]! }));
  const intercept = score[0]!.map((value, row) =>
    shift.reduce((sum, { column, centre }) => sum - centre * column[row]!, value),
  );
  const b = slopes.map((slope, j) =>
    j === 0 ? centres.reduce((sum, centre, k) => sum - centre * (k === 0 ? 0 : slopes[k]!), slope) : slope,
  );
  const covariance = covariances(design, [intercept, ...score.slice(1)]);
  const df = degreesOfFreedom(design, used) + 1 - columns.length;
  const coefficients = Array.from(b, (estimate, j) => {
    const se = df > 0 ? Math.sqrt(covariance[j]![j]!) : Number.NaN;
    const t = estimate / se;
    return { estimate, se, t, p: twoSidedT(t, df) };
  });
  return { n, df, coefficients, covariance };
};

const weightedMean = (x: Float64Array, weights: Float64Array): number => {
  let [sum, all] = [0, 0];
  for (let row = 0; row < x.length; row++) {
    if (weights[row] === 0) continue;
    sum += weights[row]! * x[row]!;
    all += weights[row]!;
  }
  return sum / all;
};

const sumOfProducts = (a: Float64Array, b: Float64Array, weights: Float64Array): number => {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += weights[row]! * a[row]! * b[row]!;
  return sum;
};
