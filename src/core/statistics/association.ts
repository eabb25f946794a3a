// Three kinds of correlation of two columns, each with how likely so strong a one is between columns that have nothing to do with
// each other. Pairs with a gap are left out; ranks are taken again inside the pairs that are left.
import { completeUnits, pearson } from './correlation.js';
import { normalQuantile, normalTails, twoSidedNormal, twoSidedT } from './distributions.js';
import { averageRanks, tiesOf } from './ranks.js';

export const associationKinds = ['pearson', 'spearman', 'kendall'] as const;
export type AssociationKind = (typeof associationKinds)[number];

export interface Association {
  /** NaN below two pairs or where one of the columns has no spread over them. */
  readonly r: number;
  readonly n: number;
  /** Two-sided; NaN below three pairs or where r is. */
  readonly p: number;
  /** Whether p counts arrangements, or reads a distribution that they come near to. */
  readonly exact: boolean;
}

/** Up to so many pairs all orders are counted: 9! of them. */
const mostCounted = 9;
/** Kendall's orders are counted below this many pairs, as R does. */
const mostCountedKendall = 49;

export const associate: Readonly<Record<AssociationKind, (x: Float64Array, y: Float64Array) => Association>> = {
  pearson: (x, y) => {
    const { r, n } = pearson(x, y);
    return { r, n, p: pearsonP(r, n), exact: false };
  },
  spearman: (x, y) => {
    const pair = pairsOf(x, y);
    const [a, b] = [averageRanks(pair.x), averageRanks(pair.y)];
    const { r, n } = pearson(a, b);
    const exact = n > 2 && n <= mostCounted && tiesOf(a).length + tiesOf(b).length === 0;
    return { r, n, p: exact ? spearmanCountedP(spearmanS(r, n), n) : pearsonP(r, n), exact };
  },
  kendall: (x, y) => {
    const pair = pairsOf(x, y);
    const { tau, n, z, ties, concordant } = kendall(pair.x, pair.y);
    const exact = n > 2 && n <= mostCountedKendall && !ties;
    const p = n < 3 || Number.isNaN(tau) ? Number.NaN : exact ? kendallCountedP(concordant, n) : twoSidedNormal(z);
    return { r: tau, n, p, exact };
  },
};

const pairsOf = (x: Float64Array, y: Float64Array) => {
  const both = completeUnits([x, y]);
  return { x: Float64Array.from(both, (i) => x[i]!), y: Float64Array.from(both, (i) => y[i]!) };
};

/** Two-sided p of Pearson's r over n pairs: t = r sqrt((n - 2) / (1 - r^2)) with n - 2 degrees of freedom. */
export const pearsonP = (r: number, n: number): number => {
  if (n < 3 || Number.isNaN(r)) return Number.NaN;
  if (Math.abs(r) >= 1) return 0;
  return twoSidedT(r * Math.sqrt((n - 2) / ((1 - r) * (1 + r))), n - 2);
};

/** The interval of r by Fisher's transformation, tanh(atanh r -+ z / sqrt(n - 3)); NaN both below four pairs. */
export const pearsonInterval = (r: number, n: number, level: number): readonly [number, number] => {
  if (n < 4) return [Number.NaN, Number.NaN];
  const half = normalQuantile((1 + level) / 2) / Math.sqrt(n - 3);
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)];
};

/** From what size on |r| over n pairs differs from 0 at the two-sided level `alpha`, given the t of that level. */
export const smallestTelling = (t: number, n: number): number => t / Math.sqrt(n - 2 + t * t);

/** The sum of squared differences of ranks that a rank correlation without ties stands for. */
export const spearmanS = (rho: number, n: number): number => ((n * n * n - n) * (1 - rho)) / 6;

/** Two-sided p of Spearman's S without ties, by counting all n! orders; n up to 9. */
export const spearmanCountedP = (s: number, n: number): number => {
  const counts = spearmanCounts(n);
  const at = Math.round(s);
  const middle = (n * n * n - n) / 6;
  let [share, all] = [0, 0];
  counts.forEach((count, value) => {
    all += count;
    if (at > middle ? value >= at : value <= at) share += count;
  });
  return Math.min(1, (2 * share) / all);
};

const counted = new Map<number, Float64Array>();

/** How many orders of n have each sum of squared differences. */
const spearmanCounts = (n: number): Float64Array => {
  const known = counted.get(n);
  if (known !== undefined) return known;
  const counts = new Float64Array((n * n * n - n) / 3 + 1);
  const walk = (place: number, used: number, s: number): void => {
    if (place === n) {
      counts[s]!++;
      return;
    }
    for (let k = 0; k < n; k++)
      if ((used & (1 << k)) === 0) walk(place + 1, used | (1 << k), s + (k - place) * (k - place));
  };
  walk(0, 0, 0);
  counted.set(n, counts);
  return counts;
};

/** Two-sided p of Spearman's S without ties from ten pairs on, by an Edgeworth series (Best and Roberts 1975, algorithm AS 89). */
export const spearmanSeriesP = (s: number, n: number): number => {
  const isUpper = s > (n * n * n - n) / 6;
  // S is even: the series is asked between the values.
  const at = Math.round(isUpper ? s - 1 : s);
  const even = isUpper ? at + 1 : at + 2;
  const b = 1 / n;
  const x = ((6 * (even - 1) * b) / (n * n - 1) - 1) * Math.sqrt(n - 1);
  const y = x * x;
  const inner = 0.0879 + 0.0151 * b - y * (0.0072 - 0.0831 * b + y * b * (0.0131 - 0.00046 * y));
  const series = 0.2274 + b * (0.2531 + 0.1745 * b) + y * (-0.0758 + b * (0.1033 + 0.3932 * b) - y * b * inner);
  const correction = (x * b * series) / Math.exp(y / 2);
  const { lower, upper } = normalTails(x);
  return Math.min(1, 2 * Math.max(0, isUpper ? upper + correction : lower - correction));
};

export interface Kendall {
  /** Tau-b; NaN where one of the columns has no spread. */
  readonly tau: number;
  readonly n: number;
  /** Concordant less discordant pairs over its standard deviation, corrected for ties. */
  readonly z: number;
  readonly ties: boolean;
  readonly concordant: number;
}

/** Kendall's tau-b of columns without gaps; pairs against the order are counted while sorting (Knight 1966). */
export const kendall = (x: Float64Array, y: Float64Array): Kendall => {
  const n = x.length;
  const order = [...x.keys()].sort((i, j) => x[i]! - x[j]! || y[i]! - y[j]!);
  const [tiesX, tiesY] = [tiesOf(x), tiesOf(y)];
  let inBoth = 0;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && x[order[to]!] === x[order[from]!] && y[order[to]!] === y[order[from]!]) to++;
    inBoth += ((to - from) * (to - from - 1)) / 2;
    from = to;
  }
  const discordant = inversions(Float64Array.from(order, (i) => y[i]!));
  const pairs = (n * (n - 1)) / 2;
  const tied = (ties: ReadonlyArray<number>): number => ties.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0);
  const [inX, inY] = [tied(tiesX), tied(tiesY)];
  const concordant = pairs - inX - inY + inBoth - discordant;
  const balance = concordant - discordant;
  const tau = balance / Math.sqrt((pairs - inX) * (pairs - inY));
  return {
    tau: Number.isNaN(tau) ? tau : Math.min(1, Math.max(-1, tau)),
    n,
    z: balance / Math.sqrt(kendallVariance(n, tiesX, tiesY)),
    ties: tiesX.length + tiesY.length > 0,
    concordant,
  };
};

/** Variance of concordant less discordant pairs of unrelated columns with these ties (Kendall 1970). */
const kendallVariance = (n: number, tiesX: ReadonlyArray<number>, tiesY: ReadonlyArray<number>): number => {
  const over = (ties: ReadonlyArray<number>, f: (t: number) => number): number =>
    ties.reduce((sum, t) => sum + f(t), 0);
  const whole = (t: number): number => t * (t - 1) * (2 * t + 5);
  const pairs = (t: number): number => t * (t - 1);
  const triples = (t: number): number => t * (t - 1) * (t - 2);
  const threes = n < 3 ? 0 : (over(tiesX, triples) * over(tiesY, triples)) / (9 * triples(n));
  return (
    (whole(n) - over(tiesX, whole) - over(tiesY, whole)) / 18 +
    (over(tiesX, pairs) * over(tiesY, pairs)) / (2 * pairs(n)) +
    threes
  );
};

/** Pairs that stand against rising order; sorts `values`. */
const inversions = (values: Float64Array): number => {
  let count = 0;
  let from: Float64Array = values;
  let to: Float64Array = new Float64Array(values.length);
  for (let width = 1; width < values.length; width *= 2) {
    for (let left = 0; left < values.length; left += 2 * width) {
      const middle = Math.min(left + width, values.length);
      const right = Math.min(left + 2 * width, values.length);
      let [i, j] = [left, middle];
      for (let k = left; k < right; k++) {
        if (i < middle && (j >= right || from[i]! <= from[j]!)) to[k] = from[i++]!;
        else {
          count += middle - i;
          to[k] = from[j++]!;
        }
      }
    }
    [from, to] = [to, from];
  }
  return count;
};

/** Two-sided p of so many concordant pairs without ties, by counting the orders of n. */
const kendallCountedP = (concordant: number, n: number): number => {
  // Orders by their number of inversions, one value after the other: shares, so that no factorial is needed.
  const most = (n * (n - 1)) / 2;
  let shares: Float64Array = Float64Array.of(1);
  for (let k = 2; k <= n; k++) {
    const next = new Float64Array((k * (k - 1)) / 2 + 1);
    for (let s = 0; s < next.length; s++) {
      let sum = 0;
      for (let back = 0; back < k && back <= s; back++) sum += shares[s - back] ?? 0;
      next[s] = sum / k;
    }
    shares = next;
  }
  const few = Math.min(concordant, most - concordant);
  let tail = 0;
  for (let s = 0; s <= few; s++) tail += shares[s]!;
  return Math.min(1, 2 * tail);
};
