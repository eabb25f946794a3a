// Quantiles with straight lines between the draws (type 7 of Hyndman and Fan 1996), as most statistics programs take them.

/** Of `sorted`, rising and without NaN; NaN where it is empty. */
export const quantileOfSorted = (sorted: Float64Array, share: number): number => {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const below = sorted[low] ?? Number.NaN;
  const above = sorted[low + 1] ?? below;
  return below + (at - low) * (above - below);
};

/** Of whole numbers from 1 that occurred `counts[number]` times; `counts[0]` is left out; NaN where there are none. */
export const quantileOfCounts = (counts: Uint32Array, share: number): number => {
  let all = 0;
  for (let value = 1; value < counts.length; value++) all += counts[value]!;
  if (all === 0) return Number.NaN;
  const at = (all - 1) * share;
  const low = Math.floor(at);
  const below = nth(counts, low);
  const above = low + 1 < all ? nth(counts, low + 1) : below;
  return below + (at - low) * (above - below);
};

/** The value at place `n`, from 0, of the values in rising order. */
const nth = (counts: Uint32Array, n: number): number => {
  let passed = 0;
  for (let value = 1; value < counts.length; value++) {
    passed += counts[value]!;
    if (passed > n) return value;
  }
  return Number.NaN;
};
