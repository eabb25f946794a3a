// What each indicator and group really does to the total, beside the weight it was given: a weight is a rate of exchange, and how
// much a part moves the ranking hangs on its spread and on what it goes along with as well.
//
// Source: W. Becker, M. Saisana, P. Paruolo and I. Vandecasteele (2017), as in core/statistics/local-regression.
import { type Group, isLeaf, type Node } from '../define/definition.js';
import { effectiveWeights } from '../score/effective-weights.js';
import type { Scores } from '../score/scores.js';
import { viewTree } from '../score/view-tree.js';
import { associate } from '../statistics/association.js';
import { correlationRatio } from '../statistics/local-regression.js';
import { ratioByChance } from './ratio-by-chance.js';

export interface Influence {
  readonly node: string;
  readonly kind: 'indicator' | 'group';
  /** 1 for children of the root. */
  readonly depth: number;
  /** Ranked units that have a score of the node. */
  readonly n: number;
  /** Weight in the whole index, from the definition; found weights as the data gave them. */
  readonly weight: number;
  /** Its share among those it is compared with: all indicators, or all groups of its depth. */
  readonly weightShare: number;
  /** Pearson's correlation with the total, and its two-sided p; NaN where one of them has no spread. */
  readonly r: number;
  readonly p: number;
  /** r^2: what a straight line explains. */
  readonly linear: number;
  /** Correlation ratio: what the best curve explains. */
  readonly ratio: number;
  /** What `ratio` would exceed in 5 of 100 indexes of as many units if the node had nothing to do with the total; NaN below three. */
  readonly chance: number;
  /** Share of `ratio` among those it is compared with; NaN where it has none. */
  readonly share: number;
  readonly flag: InfluenceFlag | null;
}

export const influenceFlags = ['few', 'constant', 'negative', 'weak', 'strong'] as const;
/**
 * `few`: two units or less say nothing. `constant`: all units score alike. `negative`: the more of it the lower the total. `weak`, `strong`: influence under half, over
 * twice the share of its weight; `strong` only where chance alone would hardly explain as much.
 */
export type InfluenceFlag = (typeof influenceFlags)[number];

const leastUnits = 3;
/** A correlation nearer to zero than this has no direction to speak of. */
export const againstBelow = -0.05;
export const weakBelow = 0.5;
export const strongAbove = 2;

/** Every node of the view but the root, parents before children. */
export const influenceOf = (scores: Scores): ReadonlyArray<Influence> => {
  const { definition, view, units, nodes } = scores;
  const total = Float64Array.from(units, ({ rank, score }) => (rank === 0 ? Number.NaN : score));
  const placed = placedNodes(viewTree(definition, view), scores);
  const raw = placed.map(({ node, depth, weight }) => {
    const x = nodes.get(node.id)!.score;
    const { r, p } = associate.pearson(x, total);
    const { ratio, n } = correlationRatio(x, total);
    return { node, depth, weight, r, p, ratio, n };
  });
  const peersOf = (own: (typeof raw)[number]) =>
    raw.filter(({ node, depth }) => isLeaf(node) === isLeaf(own.node) && (isLeaf(node) || depth === own.depth));
  return raw.map((own): Influence => {
    const peers = peersOf(own);
    const weights = peers.reduce((sum, { weight }) => sum + weight, 0);
    const ratios = peers.reduce((sum, { ratio }) => sum + (Number.isNaN(ratio) ? 0 : ratio), 0);
    const weightShare = weights === 0 ? Number.NaN : own.weight / weights;
    const share = ratios === 0 ? Number.NaN : own.ratio / ratios;
    return {
      node: own.node.id,
      kind: isLeaf(own.node) ? 'indicator' : 'group',
      depth: own.depth,
      n: own.n,
      weight: own.weight,
      weightShare,
      r: own.r,
      p: own.p,
      linear: own.r * own.r,
      ratio: own.ratio,
      chance: ratioByChance(own.n),
      share,
      flag: flagOf(own, share, weightShare),
    };
  });
};

const flagOf = (
  { r, n, ratio }: Pick<Influence, 'r' | 'n' | 'ratio'>,
  share: number,
  weightShare: number,
): InfluenceFlag | null => {
  if (n < leastUnits) return 'few';
  if (Number.isNaN(share)) return 'constant';
  if (r < againstBelow) return 'negative';
  if (share < weakBelow * weightShare) return 'weak';
  return share > strongAbove * weightShare && ratio > ratioByChance(n) ? 'strong' : null;
};

interface Placed {
  readonly node: Node;
  readonly depth: number;
  readonly weight: number;
}

/** Shares are multiplied down; below a group whose weights the data gave, the largest a unit had stands for the child. */
const placedNodes = (root: Group, { nodes }: Scores): ReadonlyArray<Placed> => {
  const given = effectiveWeights(root);
  const placed: Placed[] = [];
  const visit = (group: Group, share: number, depth: number): void => {
    const found = group.children.map(({ id }) => nodes.get(id)!.weight.reduce((most, each) => Math.max(most, each), 0));
    const whole = found.reduce((sum, each) => sum + each, 0);
    group.children.forEach((child, c) => {
      const weight = given.get(child.id) ?? (whole === 0 ? 0 : (share * found[c]!) / whole);
      placed.push({ node: child, depth, weight });
      if (child.kind === 'group') visit(child, weight, depth + 1);
    });
  };
  visit(root, 1, 1);
  return placed;
};
