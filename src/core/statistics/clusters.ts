// Groups of alike rows: k-means from several seeded starts, trees by Ward, average or complete linkage, and silhouettes that say how
// well apart the groups are. Rows are points without gaps, all with the same number of columns; distances are Euclidean.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type Points = ReadonlyArray<Float64Array>;

export interface Grouping {
  /** Group of each row, from 0; groups are numbered by their first row. */
  readonly group: Int32Array;
  readonly centres: Points;
  /** Sum of squared distances of the rows from the centre of their group. */
  readonly within: number;
}

const squared = (a: Float64Array, b: Float64Array): number => {
  let total = 0;
  for (let j = 0; j < a.length; j++) total += (a[j]! - b[j]!) ** 2;
  return total;
};

const mostRounds = 300;

/**
 * The best of `starts` runs, and one from each of the centres given `besides`: from centres drawn far apart (Arthur and Vassilvitskii 2007), each moved until no row changes its
 * group (Lloyd). The same seed gives the same groups. `k` from 1 to the number of distinct rows.
 */
export const kMeans = (
  points: Points,
  k: number,
  seed: number,
  { starts = 25, besides = [] }: { readonly starts?: number; readonly besides?: ReadonlyArray<Points> } = {},
): Grouping => {
  const generator = xoroshiro128plus(seed);
  for (let i = 0; i < 8; i++) generator.next();
  let best: Grouping | null = null;
  for (let start = 0; start < starts; start++) {
    const made = lloyd(
      points,
      spreadCentres(points, k, () => uniformFloat64(generator)),
    );
    if (best === null || made.within < best.within) best = made;
  }
  for (const centres of besides) {
    const made = lloyd(points, centres);
    if (best === null || made.within < best.within) best = made;
  }
  return numbered(points, best?.group ?? new Int32Array(points.length), k);
};

const spreadCentres = (points: Points, k: number, share: () => number): Points => {
  const centres = [points[Math.floor(share() * points.length)]!];
  const nearest = Float64Array.from(points, (point) => squared(point, centres[0]!));
  while (centres.length < k) {
    let total = 0;
    for (const distance of nearest) total += distance;
    let left = share() * total;
    let chosen = nearest.findIndex((distance) => (left -= distance) < 0);
    if (chosen < 0) chosen = nearest.findLastIndex((distance) => distance > 0);
    const centre = points[Math.max(0, chosen)]!;
    centres.push(centre);
    points.forEach((point, i) => {
      nearest[i] = Math.min(nearest[i]!, squared(point, centre));
    });
  }
  return centres;
};

const lloyd = (points: Points, first: Points): Grouping => {
  let centres = first;
  const group = new Int32Array(points.length).fill(-1);
  for (let round = 0; round < mostRounds; round++) {
    let moved = false;
    points.forEach((point, i) => {
      let near = 0;
      let least = Number.POSITIVE_INFINITY;
      centres.forEach((centre, c) => {
        const distance = squared(point, centre);
        if (distance < least) [near, least] = [c, distance];
      });
      if (group[i] !== near) moved = true;
      group[i] = near;
    });
    if (!moved) break;
    centres = centresOf(points, group, centres);
  }
  return { group, centres, within: withinOf(points, group, centres) };
};

/** A group that has lost its rows keeps its centre. */
const centresOf = (points: Points, group: Int32Array, before: Points): Points => {
  const width = points[0]?.length ?? 0;
  const sums = before.map(() => new Float64Array(width));
  const counts = new Int32Array(before.length);
  points.forEach((point, i) => {
    const sum = sums[group[i]!]!;
    counts[group[i]!]!++;
    for (let j = 0; j < width; j++) sum[j] = sum[j]! + point[j]!;
  });
  return sums.map((sum, c) => (counts[c] === 0 ? before[c]! : sum.map((value) => value / counts[c]!)));
};

const withinOf = (points: Points, group: Int32Array, centres: Points): number =>
  points.reduce((total, point, i) => total + squared(point, centres[group[i]!]!), 0);

/** Groups numbered by their first row; empty ones gone. */
const numbered = (points: Points, group: Int32Array, most: number): Grouping => {
  const names = new Map<number, number>();
  const renamed = group.map((name) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size);
    return names.size - 1;
  });
  const width = points[0]?.length ?? 0;
  const empty = Array.from({ length: Math.min(most, names.size) }, () => new Float64Array(width));
  const centres = centresOf(points, renamed, empty);
  return { group: renamed, centres, within: withinOf(points, renamed, centres) };
};

export const linkages = ['ward', 'average', 'complete'] as const;
export type Linkage = (typeof linkages)[number];

/** Two clusters become one: rows are 0 to n - 1, the cluster of the merge m is n + m. */
export interface Merge {
  readonly a: number;
  readonly b: number;
  /** Ward: root of twice the growth of the sum of squares, as R's ward.D2; else the distance of the linkage. */
  readonly height: number;
  readonly size: number;
}

/** The tree of all rows, lowest merge first; by chains of nearest neighbours, in the square of the rows (Murtagh 1983). */
export const clusterTree = (points: Points, linkage: Linkage): ReadonlyArray<Merge> => {
  const n = points.length;
  const distance = points.map((a) =>
    Float64Array.from(points, (b) => (linkage === 'ward' ? squared(a, b) : Math.sqrt(squared(a, b)))),
  );
  const size = new Int32Array(n).fill(1);
  const alive = new Uint8Array(n).fill(1);
  const found: { a: number; b: number; height: number }[] = [];
  const chain: number[] = [];
  while (found.length < n - 1) {
    if (chain.length === 0) chain.push(alive.indexOf(1));
    const tip = chain[chain.length - 1]!;
    // The one before wins a tie, or the chain would turn for ever.
    let near = chain[chain.length - 2] ?? -1;
    let least = near < 0 ? Number.POSITIVE_INFINITY : distance[tip]![near]!;
    for (let i = 0; i < n; i++) {
      if (alive[i] === 0 || i === tip || !(distance[tip]![i]! < least)) continue;
      near = i;
      least = distance[tip]![i]!;
    }
    if (near !== chain[chain.length - 2]) {
      chain.push(near);
      continue;
    }
    chain.length -= 2;
    const [a, b] = [Math.min(tip, near), Math.max(tip, near)];
    found.push({ a, b, height: linkage === 'ward' ? Math.sqrt(least) : least });
    for (let i = 0; i < n; i++) {
      if (alive[i] === 0 || i === a || i === b) continue;
      const joined = joinedDistance(linkage, distance[a]![i]!, distance[b]![i]!, least, size[a]!, size[b]!, size[i]!);
      distance[a]![i] = joined;
      distance[i]![a] = joined;
    }
    size[a] = size[a]! + size[b]!;
    alive[b] = 0;
  }
  return inOrder(found, n);
};

/** Lance and Williams (1967). */
const joinedDistance = (
  linkage: Linkage,
  toA: number,
  toB: number,
  between: number,
  a: number,
  b: number,
  other: number,
): number => {
  if (linkage === 'complete') return Math.max(toA, toB);
  if (linkage === 'average') return (a * toA + b * toB) / (a + b);
  return ((a + other) * toA + (b + other) * toB - other * between) / (a + b + other);
};

const inOrder = (
  found: ReadonlyArray<{ readonly a: number; readonly b: number; readonly height: number }>,
  n: number,
): ReadonlyArray<Merge> => {
  const cluster = Int32Array.from({ length: n }, (_, i) => i);
  const sizes = Array.from({ length: n }, () => 1);
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const rootOf = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  return [...found]
    .sort((p, q) => p.height - q.height)
    .map(({ a, b, height }, m) => {
      const [rootA, rootB] = [rootOf(a), rootOf(b)];
      const [clusterA, clusterB] = [cluster[rootA]!, cluster[rootB]!];
      const size = sizes[clusterA]! + sizes[clusterB]!;
      parent[rootB] = rootA;
      cluster[rootA] = n + m;
      sizes.push(size);
      return { a: Math.min(clusterA, clusterB), b: Math.max(clusterA, clusterB), height, size };
    });
};

/** The tree cut where it has `k` groups. */
export const cutTree = (tree: ReadonlyArray<Merge>, points: Points, k: number): Grouping => {
  const n = points.length;
  const parent = Int32Array.from({ length: 2 * n }, (_, i) => i);
  tree.slice(0, Math.max(0, n - k)).forEach(({ a, b }, m) => {
    parent[a] = n + m;
    parent[b] = n + m;
  });
  const group = Int32Array.from({ length: n }, (_, i) => {
    let at = i;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  });
  return numbered(points, group, k);
};

/**
 * For each row (b - a) / max(a, b): a its mean distance from its own group, b from the nearest other one (Rousseeuw 1987). Near 1
 * well placed, below 0 nearer to another group; 0 for a group of one. NaN with a single group.
 */
export const silhouettes = (points: Points, group: Int32Array): Float64Array => {
  const k = group.reduce((most, name) => Math.max(most, name + 1), 0);
  const counts = new Int32Array(k);
  for (const name of group) counts[name]!++;
  return Float64Array.from(points, (point, i) => {
    const own = group[i]!;
    if (k < 2) return Number.NaN;
    if (counts[own] === 1) return 0;
    const sums = new Float64Array(k);
    points.forEach((other, j) => {
      sums[group[j]!] = sums[group[j]!]! + Math.sqrt(squared(point, other));
    });
    const a = sums[own]! / (counts[own]! - 1);
    let b = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) if (c !== own && counts[c]! > 0) b = Math.min(b, sums[c]! / counts[c]!);
    const most = Math.max(a, b);
    return most === 0 ? 0 : (b - a) / most;
  });
};
