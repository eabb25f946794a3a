// A report's input with what its pages share worked out once: peer groups, medians and the middle of each group.
import type { Leaf, Node } from '../define/definition.js';
import { isLeaf } from '../define/definition.js';
import type { Assessment } from '../model/observation.js';
import { roundHalfAway } from '../model/round.js';
import type { Text } from '../model/text.js';
import { peersOf } from '../score/peers.js';
import type { NodeScores, Scores } from '../score/scores.js';
import type { ReportInput } from './input.js';
import { quantile, sortedScores } from './quantile.js';

export interface Report extends ReportInput {
  /** Decimals of scores on paper: those that ranks are taken on, at least 1 and at most 2. */
  readonly decimals: number;
  /** The ends of score charts: the recipe's scale, or what the scores span where a method has no bounds. */
  readonly scale: readonly [number, number];
  /** Names of all units of the register by code, for parents. */
  readonly names: ReadonlyMap<string, Text>;
  /** The period's official assessments, by `unit indicator`. */
  readonly assessments: ReadonlyMap<string, Assessment>;
  /** Where a unit stands in one node among its peers and all units. */
  readonly compare: (node: string, unit: number) => Comparison;
  /** The unit's peers, itself among them. */
  readonly peers: (unit: number) => ReadonlyArray<number>;
}

export interface Comparison {
  /** Median of all units with a score; NaN where none has. */
  readonly median: number;
  readonly peersMedian: number;
  /** 10th and 90th percentile of the peer group; null under five peers with a score. */
  readonly band: readonly [number, number] | null;
  /** Place among the peers with a score; 0 where the unit has none. */
  readonly rank: number;
  readonly of: number;
}

/** A group smaller than this has no middle worth drawing. */
const leastForBand = 5;

export const prepareReport = (input: ReportInput): Report => {
  const { scores, snapshot } = input;
  const groups = peersOf(scores.columns.units, scores.definition.peers[0] ?? null);
  // Units of one group share one list, so what a group needs is worked out once.
  const lists = [...new Set(groups)];
  const statistics = new Map<string, Statistics>();
  for (const [id, node] of scores.nodes) statistics.set(id, statisticsOf(node, lists, scores));
  const scale = scores.definition.recipe.scale ?? span(scores);
  return {
    ...input,
    decimals: Math.min(2, Math.max(1, scores.definition.ranks.decimals)),
    scale,
    names: new Map(snapshot.units.map((unit) => [unit.code, unit.name])),
    assessments: new Map(
      snapshot.assessments
        .filter((each) => each.period === scores.columns.period && each.round === 'official')
        .map((each) => [`${each.unit} ${each.indicator}`, each]),
    ),
    compare: (node, unit) =>
      compareIn(statistics.get(node)!, scores.nodes.get(node)!, groups[unit]!, unit, scores.definition.ranks.decimals),
    peers: (unit) => groups[unit]!,
  };
};

interface Statistics {
  readonly median: number;
  readonly groups: ReadonlyMap<ReadonlyArray<number>, GroupStatistics>;
}

/** Scores of one peer group, rising, and the same as ranks see them. */
interface GroupStatistics {
  readonly scores: Float64Array;
  readonly rounded: Float64Array;
}

const statisticsOf = (
  node: NodeScores,
  groups: ReadonlyArray<ReadonlyArray<number>>,
  { definition, order }: Scores,
): Statistics => ({
  median: quantile(sortedScores(node.score, order), 0.5),
  groups: new Map(
    groups.map((group) => {
      const scores = sortedScores(node.score, group);
      return [group, { scores, rounded: scores.map((value) => roundHalfAway(value, definition.ranks.decimals)) }];
    }),
  ),
});

const compareIn = (
  of: Statistics,
  node: NodeScores,
  group: ReadonlyArray<number>,
  unit: number,
  decimals: number,
): Comparison => {
  const { scores, rounded } = of.groups.get(group)!;
  const own = node.score[unit]!;
  return {
    median: of.median,
    peersMedian: quantile(scores, 0.5),
    band: scores.length < leastForBand ? null : [quantile(scores, 0.1), quantile(scores, 0.9)],
    rank: Number.isNaN(own) ? 0 : countAbove(rounded, roundHalfAway(own, decimals)) + 1,
    of: scores.length,
  };
};

const countAbove = (rising: Float64Array, value: number): number => {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return rising.length - low;
};

const span = (scores: Scores): readonly [number, number] => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { score } of scores.nodes.values()) {
    for (const value of score) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low < high ? [Math.floor(low), Math.ceil(high)] : [0, 100];
};

/** The place of a score on the report's scale, 0 to 1. */
export const shareOf = (report: Report, score: number): number => {
  const [low, high] = report.scale;
  return Math.min(1, Math.max(0, (score - low) / (high - low)));
};

export const rootOf = (scores: Scores): NodeScores => scores.nodes.get(scores.definition.root.id)!;

/** The node's children that the view shows. */
export const childrenIn = (scores: Scores, node: Node): ReadonlyArray<Node> =>
  isLeaf(node) ? [] : node.children.filter((child) => scores.nodes.has(child.id));

export interface PlacedLeaf {
  readonly leaf: Leaf;
  readonly scores: NodeScores;
  /** Position in `definition.leaves` and `columns.leaves`. */
  readonly position: number;
}

/** The view's leaves in the order of the definition. */
export const leavesIn = (scores: Scores): ReadonlyArray<PlacedLeaf> =>
  scores.definition.leaves.flatMap((leaf, position) => {
    const node = scores.nodes.get(leaf.id);
    return node === undefined ? [] : [{ leaf, scores: node, position }];
  });
