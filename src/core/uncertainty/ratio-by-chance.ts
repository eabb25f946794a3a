// How large a correlation ratio comes out where there is nothing to explain: a flexible curve finds something in any few points.

/**
 * Number of units, and the 95 % point of the ratio between two independent normal columns, from 600 to 4,000 seeded repetitions of
 * `correlationRatio` each; a test makes some of them again.
 */
const known: ReadonlyArray<readonly [number, number]> = [
  [3, 0.9985],
  [4, 0.9853],
  [5, 0.9241],
  [6, 0.8391],
  [8, 0.7271],
  [10, 0.6168],
  [12, 0.5403],
  [15, 0.4352],
  [20, 0.3823],
  [30, 0.2456],
  [40, 0.1898],
  [60, 0.1384],
  [100, 0.0886],
  [160, 0.0541],
  [250, 0.0308],
  [400, 0.0236],
];

/** Between the sizes by a straight line in logarithms; beyond the last as 1 / n, as it falls before. NaN below three units. */
export const ratioByChance = (n: number): number => {
  const [largest, least] = known.at(-1)!;
  if (n > largest) return (least * largest) / n;
  const at = known.findIndex(([size]) => size >= n);
  const [size, ratio] = known[at]!;
  if (size === n) return ratio;
  const before = known[at - 1];
  if (before === undefined) return Number.NaN;
  const part = Math.log(n / before[0]) / Math.log(size / before[0]);
  return before[1] * (ratio / before[1]) ** part;
};
