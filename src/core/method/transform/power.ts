// The power transform of one positive value, and the power under which a column is most nearly normal.
import { sum } from '../statistics.js';

/** `(y^lambda - 1) / lambda`, and its limit `ln y` at lambda 0; NaN where y is not positive. */
export const powerOf = (y: number, lambda: number): number => {
  if (!(y > 0)) return Number.NaN;
  return lambda === 0 ? Math.log(y) : (y ** lambda - 1) / lambda;
};

const range = 5;
const step = 0.5;
const ratio = (Math.sqrt(5) - 1) / 2;

/**
 * The lambda from -5 to 5 with the largest profile likelihood of `y`, positive values that are not all equal: a grid finds
 * the hill, golden sections its top, to 1e-6; further digits would not be steady, the likelihood is flat there.
 */
export const likeliestLambda = (y: Float64Array): number => {
  const logs = y.map(Math.log);
  const sumOfLogs = sum(logs);
  const profile = (lambda: number): number => likelihood(logs, sumOfLogs, lambda);
  let best = 0;
  let top = Number.NEGATIVE_INFINITY;
  for (let lambda = -range; lambda <= range; lambda += step) {
    const here = profile(lambda);
    if (here > top) [best, top] = [lambda, here];
  }
  let low = Math.max(best - step, -range);
  let high = Math.min(best + step, range);
  let left = high - ratio * (high - low);
  let right = low + ratio * (high - low);
  let [atLeft, atRight] = [profile(left), profile(right)];
  while (high - low > 1e-7) {
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = profile(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = profile(right);
    }
  }
  return Math.round(((low + high) / 2) * 1e6) / 1e6;
};

/** `-n/2 ln(variance of the transformed values) + (lambda - 1) * sum of ln y`, the variance with n below. */
const likelihood = (logs: Float64Array, sumOfLogs: number, lambda: number): number => {
  const n = logs.length;
  const transformed = new Float64Array(n);
  for (let i = 0; i < n; i++) transformed[i] = lambda === 0 ? logs[i]! : Math.expm1(lambda * logs[i]!) / lambda;
  const centre = sum(transformed) / n;
  for (let i = 0; i < n; i++) transformed[i] = (transformed[i]! - centre) ** 2;
  const variance = sum(transformed) / n;
  const told = -(n / 2) * Math.log(variance) + (lambda - 1) * sumOfLogs;
  return variance > 0 && Number.isFinite(told) ? told : Number.NEGATIVE_INFINITY;
};
