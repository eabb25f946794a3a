// Quantiles of small groups of scores.

/**
 * The quantile `p` of rising values, linear between the two nearest (R's type 7, numpy's default).
 * Missing: NaN for an empty group.
 * @example quantile(Float64Array.of(1, 2, 4), 0.75) // => 3
 */
export const quantile = (rising: Float64Array, p: number): number => {
  if (rising.length === 0) return Number.NaN;
  const place = (rising.length - 1) * p;
  const below = Math.floor(place);
  const low = rising[below]!;
  const high = rising[Math.min(below + 1, rising.length - 1)]!;
  return low + (high - low) * (place - below);
};

/** Scores of the given units, without the missing ones, rising. */
export const sortedScores = (score: Float64Array, units: ReadonlyArray<number>): Float64Array =>
  Float64Array.from(units.map((unit) => score[unit]!).filter((value) => !Number.isNaN(value))).sort();
