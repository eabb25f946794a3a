// Whether a column has outliers: the rule of skewness and kurtosis of the JRC.
import type { Shape } from '../statistics.js';

export interface Limits {
  readonly skewness: number;
  readonly kurtosis: number;
}

/**
 * Outliers stand in a column when both are reached: `|skewness| >= limit` and `kurtosis >= limit`. A column too short for the
 * two, or without spread, has none.
 * Source: JRC; Becker et al., COINr (JOSS 2022), check_SkewKurt.
 */
export const hasOutliers = ({ skewness, kurtosis }: Shape, limits: Limits): boolean =>
  Math.abs(skewness) >= limits.skewness && kurtosis >= limits.kurtosis;
