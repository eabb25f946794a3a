// Which units are alike: groups by the scores of the index's main parts, by k-means and by three trees, with silhouettes.

import {
  clusterTree,
  cutTree,
  type Grouping,
  kMeans,
  linkages,
  type Points,
  silhouettes,
} from '../statistics/clusters.js';
import { completeUnits } from '../statistics/correlation.js';
import { type Sheet, sheet } from './sheet.js';
import { speaking, type Variables } from './variables.js';

/** 'auto': the number from 2 to 8 with the largest mean silhouette. */
export type ClusterCount = number | 'auto';

const mostTried = 8;
const methods = ['k_means', ...linkages] as const;

/** Over the children of the index's root; a unit without one of their scores is in no group. `seed`: of the starts of k-means. */
export const clusters = (variables: Variables, count: ClusterCount, seed: number): ReadonlyArray<Sheet> => {
  const { ids } = speaking(variables, variables.groups[0]?.children ?? []);
  const columns = ids.map((id) => variables.columns.get(id)!);
  const rows = ids.length === 0 ? new Int32Array(0) : completeUnits(columns);
  const points: Points = Array.from(rows, (p) => Float64Array.from(columns, (column) => column[p]!));
  const distinct = new Set(points.map((point) => point.join())).size;
  const tried =
    count === 'auto'
      ? Array.from({ length: Math.min(mostTried, distinct - 1) }, (_, i) => i + 1).filter((k) => k > 1)
      : [count].filter((k) => k < distinct);
  if (tried.length === 0) {
    const args = { n: points.length, k: count === 'auto' ? 2 : count, distinct };
    return [sheet('clusterings', ['method', 'k'], [], [{ id: 'clusters_few', args }])];
  }
  const trees = new Map(linkages.map((linkage) => [linkage, clusterTree(points, linkage)]));
  const groupingOf = (method: (typeof methods)[number], k: number): Grouping => {
    if (method !== 'k_means') return cutTree(trees.get(method)!, points, k);
    const besides = linkages.map((linkage) => cutTree(trees.get(linkage)!, points, k).centres);
    return kMeans(points, k, seed, { besides });
  };
  const made = methods.flatMap((method) =>
    tried.map((k) => {
      const grouping = groupingOf(method, k);
      const each = silhouettes(points, grouping.group);
      return { method, k, grouping, each, silhouette: each.reduce((sum, s) => sum + s, 0) / each.length };
    }),
  );
  // The first of equals: k-means, and the fewest groups.
  const best = made.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  const chosen = made.find(({ method, k }) => method === 'k_means' && k === best.k)!;
  const beside = made.find(({ method, k }) => method === 'ward' && k === best.k)!;
  return [
    sheet(
      'clusterings',
      ['method', 'k', 'within', 'silhouette', 'verdict'],
      made.map(({ method, k, grouping, silhouette }) => ({
        method,
        k,
        within: grouping.within,
        silhouette,
        verdict: silhouetteVerdict(silhouette),
      })),
      points.length < variables.units.length
        ? [{ id: 'left_out', args: { n: variables.units.length - points.length } }]
        : [],
    ),
    centresOf(chosen.grouping, ids),
    sheet(
      'placed',
      ['code', 'cluster', 'silhouette', 'ward'],
      points.map((_point, i) => ({
        code: variables.units[rows[i]!]!,
        cluster: chosen.grouping.group[i]! + 1,
        silhouette: chosen.each[i]!,
        ward: beside.grouping.group[i]! + 1,
      })),
    ),
  ];
};

const centresOf = ({ group, centres }: Grouping, ids: ReadonlyArray<string>): Sheet =>
  sheet(
    'clusters',
    ['cluster', 'n', ...ids],
    centres.map((centre, c) => ({
      cluster: c + 1,
      n: group.filter((name) => name === c).length,
      ...Object.fromEntries(ids.map((id, j) => [id, centre[j]!])),
    })),
  );

/** The reading of Kaufman and Rousseeuw (1990). */
const silhouetteVerdict = (s: number): string => {
  if (s > 0.7) return 'strong';
  if (s > 0.5) return 'reasonable';
  return s > 0.25 ? 'weak' : 'none';
};
