// Small areas (Fay and Herriot 1979): direct estimates drawn towards what covariates of the areas foretell, each by how uncertain it is.
// Mean squared errors by Prasad and Rao 1990, Datta and Lahiri 2000, and Datta, Rao and Smith 2005.
import { E } from '../fp.js';
import { type Problems, problem } from '../model/problem.js';
import { inverseSymmetric, times, timesVector } from './linear.js';

export const areaMethods = ['REML', 'ML', 'FH'] as const;
export type AreaMethod = (typeof areaMethods)[number];

export interface AreaInput {
  readonly direct: Float64Array;
  /** Sampling variances, taken as known; above 0. */
  readonly variance: Float64Array;
  /** The intercept is added. */
  readonly covariates: ReadonlyArray<Float64Array>;
}

export interface AreaModel {
  readonly method: AreaMethod;
  /** Variance between areas that covariates do not explain; 0 where the equation has no positive solution. */
  readonly modelVariance: number;
  readonly beta: Float64Array;
  readonly betaSe: Float64Array;
  readonly areas: ReadonlyArray<AreaEstimate>;
}

/** Direct and model figures side by side. */
export interface AreaEstimate {
  readonly direct: number;
  /** What the direct estimate counts in the mix. */
  readonly gamma: number;
  readonly synthetic: number;
  readonly eblup: number;
  readonly g1: number;
  readonly g2: number;
  readonly g3: number;
  readonly mse: number;
}

/** Left: AreaVarianceNotPositive (with the area's place in the input), AreasTooFew, AreaCovariatesCollinear. */
export const fayHerriot = (input: AreaInput, method: AreaMethod): E.Either<Problems, AreaModel> => {
  const { direct: y, variance: psi } = input;
  const m = y.length;
  const x = [new Float64Array(m).fill(1), ...input.covariates];
  if (m <= x.length + 1) return E.left([problem('AreasTooFew', { areas: m, least: x.length + 2 })]);
  const unsound = psi.findIndex((each) => !(each > 0));
  if (unsound !== -1) return E.left([problem('AreaVarianceNotPositive', { row: unsound + 1, value: psi[unsound]! })]);
  const modelVariance = solved(method, y, psi, x);
  const fit = modelVariance === null ? null : fitOf(y, psi, x, modelVariance);
  if (modelVariance === null || fit === null) return E.left([problem('AreaCovariatesCollinear', {})]);
  const { beta, q, fitted } = fit;
  const inverse = psi.map((each) => 1 / (modelVariance + each));
  const [sum1, sum2] = [sumOf(inverse), sumOf(inverse.map((each) => each * each))];
  const varianceOfA = method === 'FH' ? (2 * m) / (sum1 * sum1) : 2 / sum2;
  const bias = biasOf(method, x, q, inverse, sum1, sum2);
  const areas = Array.from(y, (direct, i): AreaEstimate => {
    const gamma = modelVariance * inverse[i]!;
    const row = Float64Array.from(x, (column) => column[i]!);
    const g1 = gamma * psi[i]!;
    const g2 = (1 - gamma) ** 2 * dot(row, timesVector(q, row));
    const g3 = psi[i]! ** 2 * varianceOfA * inverse[i]! ** 3;
    return {
      direct,
      gamma,
      synthetic: fitted[i]!,
      eblup: gamma * direct + (1 - gamma) * fitted[i]!,
      g1,
      g2,
      g3,
      mse: g1 + g2 + 2 * g3 - bias * (1 - gamma) ** 2,
    };
  });
  return E.right({ method, modelVariance, beta, betaSe: Float64Array.from(q, (row, j) => Math.sqrt(row[j]!)), areas });
};

/** Bias of the model variance; that of REML is of lower order. */
const biasOf = (
  method: AreaMethod,
  x: ReadonlyArray<Float64Array>,
  q: ReadonlyArray<Float64Array>,
  inverse: Float64Array,
  sum1: number,
  sum2: number,
): number => {
  if (method === 'REML') return 0;
  if (method === 'FH') return (2 * (inverse.length * sum2 - sum1 * sum1)) / sum1 ** 3;
  const squares = inverse.map((each) => each * each);
  return -times(q, productsOf(x, squares)).reduce((sum, row, j) => sum + row[j]!, 0) / sum2;
};

const fitOf = (y: Float64Array, psi: Float64Array, x: ReadonlyArray<Float64Array>, a: number) => {
  const inverse = psi.map((each) => 1 / (a + each));
  const q = inverseSymmetric(productsOf(x, inverse));
  if (q === null) return null;
  const right = Float64Array.from(x, (column) =>
    column.reduce((sum, value, i) => sum + value * y[i]! * inverse[i]!, 0),
  );
  const beta = timesVector(q, right);
  const fitted = y.map((_, i) => x.reduce((sum, column, j) => sum + column[i]! * beta[j]!, 0));
  return { inverse, q, beta, fitted };
};

/** The root of the method's equation, by steps of its own kind held above 0; null where the covariates say the same. */
const solved = (
  method: AreaMethod,
  y: Float64Array,
  psi: Float64Array,
  x: ReadonlyArray<Float64Array>,
): number | null => {
  const at = (a: number): { readonly score: number; readonly information: number } | null => {
    const fit = fitOf(y, psi, x, a);
    if (fit === null) return null;
    const { inverse, q, fitted } = fit;
    let [weighted, squares] = [0, 0];
    y.forEach((value, i) => {
      const away = value - fitted[i]!;
      weighted += away * away * inverse[i]!;
      squares += away * away * inverse[i]! * inverse[i]!;
    });
    const second = inverse.map((each) => each * each);
    if (method === 'FH') return { score: weighted - (y.length - x.length), information: squares };
    if (method === 'ML') return { score: (squares - sumOf(inverse)) / 2, information: sumOf(second) / 2 };
    const inner = times(q, productsOf(x, second));
    const third = times(
      q,
      productsOf(
        x,
        inverse.map((each) => each ** 3),
      ),
    );
    const traceP = sumOf(inverse) - traceOf(inner);
    const traceP2 = sumOf(second) - 2 * traceOf(third) + traceOf(times(inner, inner));
    return { score: (squares - traceP) / 2, information: traceP2 / 2 };
  };
  const zero = at(0);
  if (zero === null) return null;
  let a = sumOf(psi) / psi.length;
  for (let step = 0; step < 200; step++) {
    const found = at(a);
    if (found === null) return null;
    const next = a + found.score / found.information;
    if (next <= 0 && (a === 0 || zero.score <= 0)) return 0;
    const held = next <= 0 ? a / 2 : next;
    if (Math.abs(held - a) <= 1e-15 * (held + 1e-300)) return held;
    a = held;
  }
  return a;
};

const productsOf = (x: ReadonlyArray<Float64Array>, weights: Float64Array): ReadonlyArray<Float64Array> =>
  x.map((a) => Float64Array.from(x, (b) => weights.reduce((sum, weight, i) => sum + weight * a[i]! * b[i]!, 0)));

const traceOf = (matrix: ReadonlyArray<Float64Array>): number => matrix.reduce((sum, row, j) => sum + row[j]!, 0);
const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/**
 * Sampling variances smoothed by a generalised variance function, log psi = a + b log n, since those of few PSUs are themselves noise.
 * Scaled so that their sum stays. Off unless asked for; null without spread in n.
 */
export const smoothedVariances = (variance: Float64Array, n: Float64Array): Float64Array | null => {
  const size = n.map(Math.log);
  const value = variance.map(Math.log);
  const one = new Float64Array(n.length).fill(1);
  const inverse = inverseSymmetric(productsOf([one, size], one));
  if (inverse === null) return null;
  const b = timesVector(inverse, Float64Array.of(sumOf(value), dot(size, value)));
  const curve = size.map((each) => Math.exp(b[0]! + b[1]! * each));
  const scale = sumOf(variance) / sumOf(curve);
  return curve.map((each) => each * scale);
};

/** Estimates multiplied so that their mean by `shares` of the population is the direct one of the whole. Off unless asked for. */
export const benchmarked = (estimates: Float64Array, shares: Float64Array, whole: number): Float64Array => {
  const factor = (whole * sumOf(shares)) / dot(estimates, shares);
  return estimates.map((each) => each * factor);
};
