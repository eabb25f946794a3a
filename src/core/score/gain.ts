// What the total would be if one leaf of one unit had another score, everything else and everyone else staying as they are.

import type { Group, Node } from '../define/definition.js';
import { pointsBelow } from '../define/points.js';
import { aggregateMethods } from '../method/aggregate/methods.js';
import { type Scores, stateCode } from './scores.js';
import { isUnderCoverage, nominalWeights } from './weights.js';

/**
 * The unit's total with `changes` (leaf id to score, 0..100) in place of what the leaves have now; NaN where it would still
 * have none. A leaf that is missing or without evidence now becomes a scored one; a leaf that does not apply stays out.
 * Observed bounds, and weights found from the data, are kept as they are. NaN too where units are compared with one another.
 */
export const totalWith = (scores: Scores, unitPosition: number, changes: ReadonlyMap<string, number>): number =>
  unitValue(scores, rootOf(scores), unitPosition, changes).score;

const rootOf = (scores: Scores): Group => {
  const root = scores.nodes.get(scores.definition.root.id)!.node;
  if (root.kind !== 'group') throw new Error('The root of an index is a group.');
  return root;
};

interface Value {
  readonly score: number;
  readonly coverage: number;
  readonly applicablePoints: number;
  readonly applies: boolean;
}

const unitValue = (scores: Scores, node: Node, p: number, changes: ReadonlyMap<string, number>): Value => {
  const now = scores.nodes.get(node.id)!;
  if (node.kind !== 'group') {
    const applies = now.state[p] !== stateCode.not_applicable;
    const change = changes.get(node.id);
    const changed = applies && change !== undefined;
    return {
      score: changed ? change : now.score[p]!,
      coverage: changed ? 1 : now.coverage[p]!,
      applicablePoints: applies ? (node.points ?? 0) : 0,
      applies,
    };
  }
  const children = node.children.map((child) => unitValue(scores, child, p, changes));
  const nominal = nominalWeights(node);
  const weights = children.map((child, c) => {
    if (!child.applies) return 0;
    if (node.aggregate.weights.kind === 'method') return scores.nodes.get(node.children[c]!.id)!.weight[p]!;
    const points = pointsBelow(node.children[c]!);
    const shrinks = node.aggregate.weights.kind === 'points' && node.children[c]!.kind === 'group' && points > 0;
    return shrinks ? (nominal[c]! * child.applicablePoints) / points : nominal[c]!;
  });
  let applicable = 0;
  let observed = 0;
  let applicablePoints = 0;
  children.forEach((child, c) => {
    applicablePoints += child.applicablePoints;
    if (!child.applies) return;
    applicable += weights[c]!;
    observed += weights[c]! * child.coverage;
  });
  const coverage = applicable === 0 ? 0 : observed / applicable;
  const score = isUnderCoverage(coverage, node.aggregate)
    ? Number.NaN
    : (aggregateMethods
        .find(({ name }) => name === node.aggregate.method)
        ?.ofUnit?.(
          children.map((child) => child.score),
          weights,
          node.aggregate.settings,
        ) ?? Number.NaN);
  return { score, coverage, applicablePoints, applies: children.some((child) => child.applies) };
};
