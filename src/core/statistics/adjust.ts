// p-values corrected for how many were looked at.

/** Holm (1979): holds the chance of one false finding or more. NaN stays and is not counted. */
export const holm = (p: ReadonlyArray<number>): ReadonlyArray<number> => {
  const order = rising(p);
  const adjusted = p.map(() => Number.NaN);
  let least = 0;
  order.forEach((i, k) => {
    least = Math.min(1, Math.max(least, p[i]! * (order.length - k)));
    adjusted[i] = least;
  });
  return adjusted;
};

/** Benjamini and Hochberg (1995): holds the share of false ones among the findings. NaN stays and is not counted. */
export const benjaminiHochberg = (p: ReadonlyArray<number>): ReadonlyArray<number> => {
  const order = rising(p);
  const adjusted = p.map(() => Number.NaN);
  let most = 1;
  for (let k = order.length - 1; k >= 0; k--) {
    most = Math.min(most, (p[order[k]!]! * order.length) / (k + 1));
    adjusted[order[k]!] = most;
  }
  return adjusted;
};

const rising = (p: ReadonlyArray<number>): ReadonlyArray<number> =>
  [...p.keys()].filter((i) => !Number.isNaN(p[i]!)).sort((i, j) => p[i]! - p[j]!);
