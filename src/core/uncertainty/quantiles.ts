// Quantiles with straight lines between the draws (type 7 of Hyndman and Fan 1996), as most statistics programs take them.

/** Of `sorted`, rising and without NaN; NaN where it is empty. */
export const quantileOfSorted = (sorted: Float64Array, share: number): number => {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const below = sorted[low] ?? Number.NaN;
  const above = sorted[low + 1] ?? below;
  return below + (at - low) * (above - below);
};

/**
 * Of whole numbers from 1 that occurred `counts[number]` times, for `shares` in rising order, in one walk; `counts[0]` is left out;
 * NaN where there are none.
 */
export const quantilesOfCounts = (counts: Uint32Array, shares: ReadonlyArray<number>): Float64Array => {
  let all = 0;
  for (let value = 1; value < counts.length; value++) all += counts[value]!;
  const quantiles = new Float64Array(shares.length).fill(Number.NaN);
  if (all === 0) return quantiles;
  let value = 0;
  let passed = 0;
  /** The value at place `n`, from 0, of the values in rising order. */
  const nth = (n: number): number => {
    while (passed <= n) passed += counts[++value]!;
    return value;
  };
  shares.forEach((share, q) => {
    const at = (all - 1) * share;
    const low = Math.floor(at);
    const below = nth(low);
    // Between equal neighbours there is nothing to find; the walk must not pass the next share.
    quantiles[q] = low + 1 < passed || low + 1 >= all ? below : below + (at - low) * (next(counts, value) - below);
  });
  return quantiles;
};

export const quantileOfCounts = (counts: Uint32Array, share: number): number => quantilesOfCounts(counts, [share])[0]!;

const next = (counts: Uint32Array, value: number): number => {
  for (let above = value + 1; above < counts.length; above++) if (counts[above]! > 0) return above;
  return value;
};
