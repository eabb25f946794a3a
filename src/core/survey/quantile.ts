// Quantiles of weighted answers, with the interval of Woodruff (1952): the error of the share below, read back through the quantile.
import type { Design } from './design.js';
import { type Domain, estimateOf, meanOf } from './estimate.js';
import { tOf } from './intervals.js';

/** The smallest value with that share below or at it; the same with the midpoint where it is met exactly; linear between the rows. */
export const quantileRules = ['math', 'school', 'hf7'] as const;
export type QuantileRule = (typeof quantileRules)[number];

export interface QuantileEstimate {
  readonly n: number;
  /** NaN without answers. */
  readonly estimate: number;
  /** NaN all of them where df is 0. `se` is the width of the interval over 2 t. */
  readonly low: number;
  readonly high: number;
  readonly se: number;
  readonly df: number;
}

export const quantileOf = (
  design: Design,
  y: Float64Array,
  share: number,
  rule: QuantileRule,
  level: number,
  domain: Domain = null,
): QuantileEstimate => {
  const read = reader(design.weights, y, domain, rule);
  const estimate = read(share);
  // The share that lies below or at the quantile, not the one that was asked for: ties would bend the interval.
  const below = y.map((value) => (Number.isNaN(value) ? Number.NaN : value <= estimate ? 1 : 0));
  const mean = meanOf(design, below, domain);
  const { n, se, df } = estimateOf(design, mean);
  const t = tOf(level, df);
  const low = read(mean.estimate - t * se);
  const high = read(mean.estimate + t * se);
  return { n, estimate, low, high, se: (high - low) / (2 * t), df };
};

/** Shares so near to one another are the same: sums of weights come in another order. */
const same = 1e-12;

const reader = (
  weights: Float64Array,
  y: Float64Array,
  domain: Domain,
  rule: QuantileRule,
): ((share: number) => number) => {
  const rows: number[] = [];
  for (let row = 0; row < y.length; row++)
    if (!Number.isNaN(y[row]!) && (domain === null || domain[row] !== 0)) rows.push(row);
  rows.sort((a, b) => y[a]! - y[b]!);
  if (rows.length === 0) return () => Number.NaN;
  const cumulative = new Float64Array(rows.length);
  let all = 0;
  rows.forEach((row, k) => {
    all += weights[row]!;
    cumulative[k] = all;
  });
  const valueAt = (k: number): number => y[rows[Math.min(k, rows.length - 1)]!]!;
  if (rule === 'hf7') {
    const end = all - weights[rows[rows.length - 1]!]!;
    return (share) => {
      if (Number.isNaN(share)) return Number.NaN;
      let k = 0;
      // The last row whose share before it is not above the one wanted.
      while (k + 1 < rows.length && cumulative[k]! / end <= share) k++;
      const before = k === 0 ? 0 : cumulative[k - 1]! / end;
      const after = cumulative[k]! / end;
      if (share <= 0 || k + 1 >= rows.length) return valueAt(share <= 0 ? 0 : rows.length - 1);
      return valueAt(k) + ((share - before) / (after - before)) * (valueAt(k + 1) - valueAt(k));
    };
  }
  return (share) => {
    if (Number.isNaN(share)) return Number.NaN;
    let k = 0;
    while (k + 1 < rows.length && cumulative[k]! / all < share - same) k++;
    const value = valueAt(k);
    if (rule === 'math' || Math.abs(cumulative[k]! / all - share) > same) return value;
    return (value + valueAt(k + 1)) / 2;
  };
};
