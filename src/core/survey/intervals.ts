// Confidence intervals: from an estimate with its error, and for x of n where there is no design.
// Sources: Korn and Graubard 1998 (beta), Brown, Cai and DasGupta 2001 (binomial ones), Agresti and Coull 1998.
import { betaQuantile, normalQuantile, tQuantile } from '../statistics/distributions.js';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const none: Interval = { low: Number.NaN, high: Number.NaN };

/** For shares; `wald` is for any estimate. */
export const intervalMethods = ['wald', 'logit', 'asin', 'beta', 'wilson'] as const;
export type IntervalMethod = (typeof intervalMethods)[number];

/** The point of t that leaves (1 - level) / 2 above it; NaN without degrees of freedom. */
export const tOf = (level: number, df: number): number => (df > 0 ? tQuantile(1 - (1 - level) / 2, df) : Number.NaN);

/** estimate -+ t SE. */
export const waldInterval = (estimate: number, se: number, df: number, level: number): Interval => {
  const reach = tOf(level, df) * se;
  return { low: estimate - reach, high: estimate + reach };
};

export interface ShareWithError {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
  /** Rows. */
  readonly n: number;
}

/**
 * Interval of a share from 0 to 1; NaN both where df is 0. Shares of exactly 0 and 1, and those whose error vanishes in rounding, have
 * no logit, asin or beta interval of their own: they get the Wilson one of `nAtEnds` people (the effective number; by default the rows).
 */
export const shareInterval = (
  method: IntervalMethod,
  { estimate: p, se, df, n }: ShareWithError,
  level: number,
  nAtEnds: number = n,
): Interval => {
  const t = tOf(level, df);
  if (!(df > 0) || Number.isNaN(se)) return none;
  if (method === 'wald') return waldInterval(p, se, df, level);
  const spread = p * (1 - p);
  if (!(se > 1e-9) || !(spread > 1e-12)) return wilsonOf(p, nAtEnds, t);
  switch (method) {
    case 'logit': {
      const centre = Math.log(p / (1 - p));
      const reach = (t * se) / spread;
      return { low: expit(centre - reach), high: expit(centre + reach) };
    }
    case 'asin': {
      const centre = Math.asin(Math.sqrt(p));
      const reach = (t * se) / (2 * Math.sqrt(spread));
      return {
        low: Math.sin(Math.max(0, centre - reach)) ** 2,
        high: Math.sin(Math.min(Math.PI / 2, centre + reach)) ** 2,
      };
    }
    case 'beta': {
      if (n < 2) return none;
      const effective = (spread / (se * se)) * (tOf(level, n - 1) / t) ** 2;
      return clopperPearson(effective * p, effective, level);
    }
    case 'wilson':
      return wilsonOf(p, spread / (se * se), t);
  }
};

const expit = (x: number): number => 1 / (1 + Math.exp(-x));

/** Wilson 1927 with a point of any distribution in the place of z. */
const wilsonOf = (p: number, n: number, z: number): Interval => {
  const square = (z * z) / n;
  const reach = z * Math.sqrt((p * (1 - p)) / n + square / (4 * n));
  const below = 1 + square;
  return {
    low: p <= 0 ? 0 : Math.max(0, (p + square / 2 - reach) / below),
    high: p >= 1 ? 1 : Math.min(1, (p + square / 2 + reach) / below),
  };
};

const zOf = (level: number): number => normalQuantile(1 - (1 - level) / 2);

/** x of n, both may be fractional (effective numbers). */
export const wilson = (x: number, n: number, level: number): Interval => wilsonOf(x / n, n, zOf(level));

/** With the correction Y = min(1/2, |x - n/2|): towards the ends, then held to 0 and 1. */
export const wilsonCorrected = (x: number, n: number, level: number): Interval => {
  const z = zOf(level);
  const shift = Math.min(0.5, Math.abs(x - n / 2)) / n;
  const square = (z * z) / n;
  const end = (p: number, side: 1 | -1): number =>
    (p + square / 2 + side * z * Math.sqrt((p * (1 - p)) / n + square / (4 * n))) / (1 + square);
  const [below, above] = [x / n - shift, x / n + shift];
  return { low: below <= 0 ? 0 : Math.max(0, end(below, -1)), high: above >= 1 ? 1 : Math.min(1, end(above, 1)) };
};

export const clopperPearson = (x: number, n: number, level: number): Interval => {
  const outside = (1 - level) / 2;
  return {
    low: x <= 0 ? 0 : betaQuantile(outside, x, n - x + 1),
    high: x >= n ? 1 : betaQuantile(1 - outside, x + 1, n - x),
  };
};

/** Quantiles of Beta(x + 1/2, n - x + 1/2); 0 and 1 kept at the ends. */
export const jeffreys = (x: number, n: number, level: number): Interval => {
  const outside = (1 - level) / 2;
  return {
    low: x <= 0 ? 0 : betaQuantile(outside, x + 0.5, n - x + 0.5),
    high: x >= n ? 1 : betaQuantile(1 - outside, x + 0.5, n - x + 0.5),
  };
};

/** Wald around (x + z^2/2) / (n + z^2); may reach beyond 0 and 1. */
export const agrestiCoull = (x: number, n: number, level: number): Interval => {
  const z = zOf(level);
  const count = n + z * z;
  const p = (x + (z * z) / 2) / count;
  const reach = z * Math.sqrt((p * (1 - p)) / count);
  return { low: p - reach, high: p + reach };
};
