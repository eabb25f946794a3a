// Statistics of one column, missing (NaN) skipped: each is NaN where the column holds too few values for it.
// Sums are compensated, so that the order of the units moves no more than the last bit.

/** The sum of the values, with the rounding of each addition carried along (Neumaier 1974). */
export const sum = (values: Float64Array): number => {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const next = values[i]!;
    const before = total;
    total += next;
    lost += Math.abs(before) >= Math.abs(next) ? before - total + next : next - total + before;
  }
  return Number.isFinite(total) ? total + lost : total;
};

/** The values that are there, in the order of the units. */
export const present = (values: Float64Array): Float64Array => {
  const there = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) there[n++] = value;
  }
  return n === values.length ? there : there.slice(0, n);
};

/** The values that are there, ascending. */
export const ascending = (values: Float64Array): Float64Array => present(values).sort();

/** Smallest and largest value; NaN both without values. */
export const extremes = (values: Float64Array): { readonly min: number; readonly max: number } => {
  let min = Number.NaN;
  let max = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= min)) min = Number.isNaN(value) ? min : value;
    if (!(value <= max)) max = Number.isNaN(value) ? max : value;
  }
  return { min, max };
};

/** Arithmetic mean; never outside smallest and largest value, so that a constant column has no spread. */
export const mean = (values: Float64Array): number => {
  const there = present(values);
  const { min, max } = extremes(there);
  return Math.min(Math.max(sum(there) / there.length, min), max);
};

/** Standard deviation of a sample, sqrt(sum of (x - mean)^2 / (n - 1)), in two passes; NaN below two values. */
export const standardDeviation = (values: Float64Array): number => {
  const there = present(values);
  if (there.length < 2) return Number.NaN;
  const centre = mean(there);
  const squares = new Float64Array(there.length);
  for (let i = 0; i < there.length; i++) squares[i] = (there[i]! - centre) * (there[i]! - centre);
  return Math.sqrt(sum(squares) / (there.length - 1));
};

/**
 * Quantile of type 7 (Hyndman and Fan 1996): linear between the neighbours of position (n - 1) * share of the ascending
 * values. `sorted` holds no NaN.
 */
export const quantileOfSorted = (sorted: Float64Array, share: number): number => {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low === high ? low : low + (position - below) * (high - low);
};

/** Quantile of type 7; `share` from 0 to 1. */
export const quantile = (values: Float64Array, share: number): number => quantileOfSorted(ascending(values), share);

/** The middle value, or the mean of the two middle ones. */
export const median = (values: Float64Array): number => {
  const sorted = ascending(values);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

export interface Shape {
  /** Of type 2 (Joanes and Gill 1998: SAS, SPSS, Excel); NaN below three values or without spread. */
  readonly skewness: number;
  /** Excess over the normal distribution, of type 2; NaN below four values or without spread. */
  readonly kurtosis: number;
}

/**
 * Skewness `sqrt(n (n-1)) / (n-2) * sqrt(n) * sum(m^3) / sum(m^2)^1.5` and excess kurtosis
 * `(n-1) / ((n-2) (n-3)) * ((n+1) (n sum(m^4) / sum(m^2)^2 - 3) + 6)`, m the deviations from the mean.
 */
export const shapeOf = (values: Float64Array): Shape => {
  const there = present(values);
  const n = there.length;
  const centre = mean(there);
  const { min, max } = extremes(there);
  // In units of the largest deviation: the fourth power of a large sum of money would leave the range of a double.
  const unit = Math.max(max - centre, centre - min);
  if (!(unit > 0) || !Number.isFinite(unit)) return { skewness: Number.NaN, kurtosis: Number.NaN };
  const squares = new Float64Array(n);
  const cubes = new Float64Array(n);
  const fourths = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const deviation = (there[i]! - centre) / unit;
    const square = deviation * deviation;
    squares[i] = square;
    cubes[i] = square * deviation;
    fourths[i] = square * square;
  }
  const [second, third, fourth] = [sum(squares), sum(cubes), sum(fourths)];
  return {
    skewness: n < 3 ? Number.NaN : ((Math.sqrt(n * (n - 1)) / (n - 2)) * Math.sqrt(n) * third) / second ** 1.5,
    kurtosis: n < 4 ? Number.NaN : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * ((n * fourth) / second ** 2 - 3) + 6),
  };
};
