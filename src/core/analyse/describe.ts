// Fifteen statistics of each indicator and four flags, as COINr's getStats gives them (Becker and others 2022).
import { extremes, mean, median, shapeOf, standardDeviation } from '../statistics/column.js';
import { type Sheet, sheet } from './sheet.js';
import type { Variables } from './variables.js';

/** An indicator known for less than this share of the units, ... */
const leastAvailable = 0.65;
/** ... other than zero for less, ... */
const leastNonZero = 0.5;
/** ... or with fewer different values than this share of the units, is flagged. */
const leastUnique = 0.5;
const mostSkew = 2;
const mostKurtosis = 3.5;

const columns = [
  ...['id', 'min', 'max', 'mean', 'median', 'sd', 'skew', 'kurt'],
  ...['n', 'non_zero', 'unique', 'same', 'available', 'non_zero_share', 'unique_share', 'same_share'],
  ...['flag_available', 'flag_non_zero', 'flag_unique', 'flag_shape'],
];

export const descriptive = (variables: Variables): Sheet =>
  sheet(
    'descriptive',
    columns,
    variables.indicators.map((id) => ({ id, ...statisticsOf(variables.columns.get(id)!) })),
  );

const statisticsOf = (column: Float64Array) => {
  const all = column.length;
  const there = column.filter((value) => !Number.isNaN(value));
  const n = there.length;
  const counts = new Map<number, number>();
  for (const value of there) counts.set(value, (counts.get(value) ?? 0) + 1);
  const nonZero = n - (counts.get(0) ?? 0);
  const same = Math.max(0, ...counts.values());
  const { skewness, kurtosis } = shapeOf(there);
  return {
    ...extremes(there),
    mean: mean(there),
    median: median(there),
    sd: standardDeviation(there),
    skew: skewness,
    kurt: kurtosis,
    n,
    non_zero: nonZero,
    unique: counts.size,
    same,
    available: n / all,
    non_zero_share: nonZero / n,
    unique_share: counts.size / n,
    same_share: same / n,
    flag_available: n / all >= leastAvailable ? 'ok' : 'low',
    flag_non_zero: nonZero / all >= leastNonZero ? 'ok' : 'low',
    flag_unique: counts.size / all >= leastUnique ? 'ok' : 'low',
    flag_shape: Math.abs(skewness) > mostSkew && kurtosis > mostKurtosis ? 'outliers' : 'ok',
  };
};
