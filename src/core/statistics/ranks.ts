// Ranks of a column, equal values sharing the mean of their places; what Spearman's correlation is made of.

/** Rising ranks from 1, ties at the mean of their places; NaN where the value is missing. */
export const averageRanks = (values: Float64Array): Float64Array => {
  const there = [...values.keys()].filter((i) => !Number.isNaN(values[i]!));
  there.sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let from = 0; from < there.length; ) {
    let to = from + 1;
    while (to < there.length && values[there[to]!] === values[there[from]!]) to++;
    for (let k = from; k < to; k++) ranks[there[k]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
};

/** Sizes of the groups of equal values, those of one left out. */
export const tiesOf = (values: Float64Array): ReadonlyArray<number> => {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  const ties: number[] = [];
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > 1) ties.push(to - from);
    from = to;
  }
  return ties;
};
