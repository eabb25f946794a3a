// Doubts about method that a definition raises by itself, before any data: they stop nothing and are told by `check`.
import { type Problem, problem } from '../model/problem.js';
import type { Definition, Group } from './definition.js';
import { pointsBelow } from './points.js';

export const doubtsOf = (definition: Definition): ReadonlyArray<Problem> => [
  ...weightSums(definition.root),
  ...sumsOfShares(definition.root),
  ...leafDoubts(definition),
];

/** Weights that are all below one look like shares, and shares add up to one. */
const weightSums = (group: Group): ReadonlyArray<Problem> => {
  const below = group.children.flatMap((child) => (child.kind === 'group' ? weightSums(child) : []));
  const weights = group.children.map(({ weight }) => weight ?? Number.NaN);
  const sum = weights.reduce((total, each) => total + each, 0);
  const likeShares =
    group.aggregate.weights.kind === 'given' && weights.length > 1 && weights.every((each) => each < 1);
  if (!likeShares || Math.abs(sum - 1) < 1e-6) return below;
  return [problem('WeightSum', { id: group.id, sum: Math.round(sum * 1e6) / 1e6 }, group.at), ...below];
};

/** A sum that is not divided by its weights is for weights made for it; with ordinary ones that do not add up to 1 it leaves the scale. */
const sumsOfShares = (group: Group): ReadonlyArray<Problem> => {
  const below = group.children.flatMap((child) => (child.kind === 'group' ? sumsOfShares(child) : []));
  const { method, weights } = group.aggregate;
  if (method !== 'sum' || weights.kind === 'method' || weights.kind === 'ahp') return below;
  const given = group.children.map((child) => child.weight ?? (pointsBelow(child) || 1));
  const sum = weights.kind === 'equal' ? given.length : given.reduce((total, each) => total + each, 0);
  if (Math.abs(sum - 1) < 1e-6) return below;
  return [problem('SumOfShares', { id: group.id, sum: Math.round(sum * 1e6) / 1e6 }, group.at), ...below];
};

const leafDoubts = (definition: Definition): ReadonlyArray<Problem> =>
  definition.leaves.flatMap((leaf) => {
    const doubts: Problem[] = [];
    const declared = leaf.source?.declaredDirection ?? null;
    if (declared !== null && declared !== leaf.direction) {
      doubts.push(problem('DirectionDiffers', { id: leaf.id, used: leaf.direction, declared }, leaf.at));
    }
    if ((leaf.quantity === 'stock' || leaf.quantity === 'count') && leaf.variable !== null && leaf.formula === null) {
      doubts.push(problem('SizeAsQuality', { id: leaf.id, quantity: leaf.quantity }, leaf.at));
    }
    return doubts;
  });
