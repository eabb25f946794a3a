// Counting in a sorted column by halving it: what ranks and ordinal scores rest on.

/** How many of `sorted`, rising and without NaN, are below `value`. */
export const howManyBelow = (sorted: Float64Array, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How many of `sorted`, rising and without NaN, are not above `value`. */
export const howManyUpTo = (sorted: Float64Array, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
};
