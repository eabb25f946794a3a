// Kernels that turn a column of values into scores of 0 to 100 (z-scores: any). One function for each method; all keep the
// order of units, leave NaN as NaN, and give back the figures they used, so that each step can be printed and computed again.
import type { Normalisation } from '../define/definition.js';
import type { NormalisedBy } from './scores.js';

export interface Normalised {
  readonly score: Float64Array;
  readonly by: NormalisedBy;
  /** The column has no spread, so that the method has no answer. */
  readonly constant: boolean;
}

/** `values[p]`, one per unit, after the transform; `direction` says which end is best. */
export const normaliseColumn = (method: Normalisation, direction: 'up' | 'down', values: Float64Array): Normalised => {
  switch (method.method) {
    case 'min-max':
      return betweenBounds('min-max', boundsOf(direction, values), values, false);
    case 'goalposts': {
      const observed = boundsOf(direction, values);
      const worst = method.floor === 'observed' ? observed.worst : { value: method.floor, unit: -1 };
      const best = method.goal === 'observed' ? observed.best : { value: method.goal, unit: -1 };
      return betweenBounds('goalposts', { worst, best }, values, true);
    }
    case 'z-score':
      return zScore(method.mean, method.sd, direction, values);
    case 'percentile-rank':
      return percentileRank(direction, values);
    case 'none':
      return { score: values.slice(), by: { method: 'none' }, constant: false };
  }
};

interface Bound {
  readonly value: number;
  readonly unit: number;
}

/** The worst and the best value observed, each with the first unit that has it. */
const boundsOf = (direction: 'up' | 'down', values: Float64Array): { readonly worst: Bound; readonly best: Bound } => {
  let low: Bound = { value: Number.NaN, unit: -1 };
  let high: Bound = { value: Number.NaN, unit: -1 };
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    if (!(value >= low.value)) low = { value, unit: i };
    if (!(value <= high.value)) high = { value, unit: i };
  }
  return direction === 'up' ? { worst: low, best: high } : { worst: high, best: low };
};

/**
 * Linear map of [worst, best] onto 0..100: min-max with the observed bounds, or goalposts with given ones, clamped.
 * (x - worst) / (best - worst) serves both directions, since worst may be the larger figure.
 * Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5, min-max.
 */
const betweenBounds = (
  method: 'min-max' | 'goalposts',
  { worst, best }: { readonly worst: Bound; readonly best: Bound },
  values: Float64Array,
  clamped: boolean,
): Normalised => {
  const score = new Float64Array(values.length);
  const span = best.value - worst.value;
  for (let i = 0; i < values.length; i++) {
    const share = (values[i]! - worst.value) / span;
    const kept = !clamped || Number.isNaN(share) ? share : share < 0 ? 0 : share > 1 ? 1 : share;
    score[i] = kept * 100;
  }
  return {
    score,
    by: { method, worst: worst.value, best: best.value, worstUnit: worst.unit, bestUnit: best.unit },
    constant: span === 0,
  };
};

/**
 * (x - mean) / sd with n - 1 in sd, times the sign of the direction, then to the mean and sd wanted.
 * Source: OECD/JRC Handbook (2008), step 5, standardisation; R: scale().
 */
const zScore = (mean: number, sd: number, direction: 'up' | 'down', values: Float64Array): Normalised => {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    n++;
    sum += values[i]!;
  }
  const columnMean = sum / n;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) squares += (values[i]! - columnMean) * (values[i]! - columnMean);
  }
  const columnSd = Math.sqrt(squares / (n - 1));
  const sign = direction === 'up' ? 1 : -1;
  const score = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) score[i] = ((values[i]! - columnMean) / columnSd) * sign * sd + mean;
  // Asked of the values themselves: the mean of equal values may miss them by its last bit, and then the deviation is not 0.
  const { worst, best } = boundsOf(direction, values);
  const by = { method: 'z-score', columnMean, columnSd, mean, sd, sign } as const;
  return { score, by, constant: n > 0 && worst.value === best.value };
};

/**
 * (rank - 1) / (n - 1) * 100, rank 1 the worst, ties take the smallest rank.
 * Excel calls it PERCENTRANK.INC.
 */
const percentileRank = (direction: 'up' | 'down', values: Float64Array): Normalised => {
  const present: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) present.push(values[i]!);
  const n = present.length;
  const sorted = Float64Array.from(present).sort();
  const score = new Float64Array(values.length).fill(Number.NaN);
  const ranks = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    // Worse values: below where up is best, above where down is best.
    const rank = 1 + (direction === 'up' ? lowerBound(sorted, value) : n - upperBound(sorted, value));
    ranks[i] = rank;
    score[i] = ((rank - 1) / (n - 1)) * 100;
  }
  return { score, by: { method: 'percentile-rank', n, ranks }, constant: n > 0 && sorted[0] === sorted[n - 1] };
};

/** How many of `sorted` are below `value`. */
const lowerBound = (sorted: Float64Array, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How many of `sorted` are not above `value`. */
const upperBound = (sorted: Float64Array, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
};
