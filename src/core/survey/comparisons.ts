// Whether two groups or two waves differ by more than their errors.
import { twoSidedNormal, twoSidedT } from '../statistics/distributions.js';
import type { Design } from './design.js';
import { type Domain, differenceOf, type Estimate, estimateOf, type Linearised, meanOf } from './estimate.js';
import { type Interval, tOf } from './intervals.js';

export interface Comparison extends Interval {
  readonly difference: number;
  readonly se: number;
  readonly df: number;
  readonly t: number;
  readonly p: number;
}

const comparisonOf = (difference: number, se: number, df: number, level: number): Comparison => {
  const reach = df > 0 ? tOf(level, df) * se : Number.NaN;
  const t = difference / se;
  const p = df === Number.POSITIVE_INFINITY ? twoSidedNormal(t) : df > 0 ? twoSidedT(t, df) : Number.NaN;
  return { difference, se, df, t, p, low: difference - reach, high: difference + reach };
};

/** The mean of the domain less that of the other (by default everybody else with an answer), on the design's df less 1. */
export const domainDifference = (
  design: Design,
  y: Float64Array,
  domain: Uint8Array,
  other: Domain,
  level: number,
): Comparison => {
  const rest = other ?? domain.map((mark) => 1 - mark);
  const difference = differenceOf(meanOf(design, y, domain), meanOf(design, y, rest));
  const { se, df } = estimateOf(design, difference);
  return comparisonOf(difference.estimate, se, df - 1, level);
};

/** Two estimates over the same rows (one design, PSUs shared or not), with their covariance. */
export const linearisedDifference = (design: Design, a: Linearised, b: Linearised, level: number): Comparison => {
  const difference = differenceOf(a, b);
  const { se, df } = estimateOf(design, difference);
  return comparisonOf(difference.estimate, se, df, level);
};

/**
 * The later wave less the earlier one. SE = sqrt(a^2 + b^2 - 2 cov): `covariance` is 0 where the waves drew their PSUs
 * independently; where they share them, put both waves into one design instead and take `linearisedDifference`.
 * df by Satterthwaite.
 */
export const waveDifference = (later: Estimate, earlier: Estimate, level: number, covariance = 0): Comparison => {
  const [a, b] = [later.variance, earlier.variance];
  const df = (a + b) ** 2 / (a ** 2 / later.df + b ** 2 / earlier.df);
  return comparisonOf(later.estimate - earlier.estimate, Math.sqrt(Math.max(0, a + b - 2 * covariance)), df, level);
};
