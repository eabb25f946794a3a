// The weights of a node's children, and whether enough of them is covered for a score.
import type { Aggregation, Group } from '../define/definition.js';
import { pointsBelow } from '../define/points.js';

/** Shares are sums of fractions: a coverage of exactly two thirds must not fail by its last bit. */
export const shareTolerance = 1e-12;

/** The children's weights as the definition gives them, before anything is missing or not applicable. */
export const nominalWeights = (group: Group): ReadonlyArray<number> => {
  const { weights } = group.aggregate;
  if (weights.kind === 'equal') return group.children.map(() => 1);
  if (weights.kind === 'ahp') return weights.weights;
  const given = group.children.map((child) => child.weight ?? (pointsBelow(child) || null));
  return given.every((w) => w === null) ? given.map(() => 1) : given.map((w) => w ?? 0);
};

export const isUnderCoverage = (coverage: number, { minCoverage }: Aggregation): boolean =>
  coverage + shareTolerance < minCoverage;

/** Over the units that have a weight; 0 where none has. */
export const meanOf = (column: Float64Array): number => {
  let sum = 0;
  let n = 0;
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return n === 0 ? 0 : sum / n;
};
