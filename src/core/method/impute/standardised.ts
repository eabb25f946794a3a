// Columns on one scale: each less its mean, over its standard deviation, so that no unit of measurement weighs more than another.
import { mean, standardDeviation } from '../statistics.js';

export interface Standardised {
  /** (x - mean) / sd; missing stays missing. */
  readonly values: Float64Array;
  readonly mean: number;
  readonly sd: number;
}

/** Null for a column without spread, or with fewer than two values. */
export const standardised = (values: Float64Array): Standardised | null => {
  const centre = mean(values);
  const sd = standardDeviation(values);
  if (!(sd > 0) || !Number.isFinite(sd)) return null;
  const scaled = new Float64Array(values.length);
  for (let unit = 0; unit < values.length; unit++) scaled[unit] = (values[unit]! - centre) / sd;
  return { values: scaled, mean: centre, sd };
};
