// The power transform of one positive value, and the power under which a column is most nearly normal.
import { sumOf } from '../statistics.js';

/** `(y^lambda - 1) / lambda`, and its limit `ln y` at lambda 0; NaN where y is not positive. */
export const powerOf = (y: number, lambda: number): number => {
  if (!(y > 0)) return Number.NaN;
  return lambda === 0 ? Math.log(y) : (y ** lambda - 1) / lambda;
};

const range = 5;
const step = 0.1;
const ratio = (Math.sqrt(5) - 1) / 2;

/**
 * The lambda from -5 to 5 with the largest profile likelihood of `y`, positive values that are not all equal: a grid finds
 * the hill, golden sections its top, to 1e-6; further digits would not be steady, the likelihood is flat there.
 */
export const likeliestLambda = (y: Float64Array): number => {
  const count = Math.round((2 * range) / step);
  let best = 0;
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= count; i++) {
    const lambda = (i - count / 2) * step;
    const here = profile(y, lambda);
    if (here > top) [best, top] = [lambda, here];
  }
  let low = Math.max(best - step, -range);
  let high = Math.min(best + step, range);
  while (high - low > 1e-8) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (profile(y, left) >= profile(y, right)) high = right;
    else low = left;
  }
  return Math.round(((low + high) / 2) * 1e6) / 1e6;
};

/** `-n/2 ln(variance of the transformed values) + (lambda - 1) * sum of ln y`, the variance with n below. */
const profile = (y: Float64Array, lambda: number): number => {
  const n = y.length;
  const transformed = y.map((value) => powerOf(value, lambda));
  const centre = sumOf(n, (i) => transformed[i]!) / n;
  const variance = sumOf(n, (i) => (transformed[i]! - centre) ** 2) / n;
  const likelihood = -(n / 2) * Math.log(variance) + (lambda - 1) * sumOf(n, (i) => Math.log(y[i]!));
  return Number.isNaN(likelihood) || variance === 0 ? Number.NEGATIVE_INFINITY : likelihood;
};
