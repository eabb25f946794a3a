// Weights as one draw has them: with noise, from a Dirichlet distribution, from one of several sets, with a node left out.
import type { Group } from '../define/definition.js';
import type { DropFactor, Factor, WeightFactor } from '../define/uncertainty.js';
import { streamOf } from './chance.js';
import type { Tree } from './tree.js';

export type WeightChange = (weights: Float64Array, share: number) => void;

/** What a factor does to a copy of the tree's nominal weights; null for factors that leave weights alone. */
export const weightChange = (factor: Factor, tree: Tree): WeightChange | null => {
  if (factor.factor === 'weights') return weighAnew(factor, tree);
  if (factor.factor === 'drop') return leaveOut(factor, tree);
  return null;
};

/** Which of `n` equally likely ones a share names. */
export const chosen = (share: number, n: number): number => Math.min(n - 1, Math.floor(share * n));

const placesOf = (ids: ReadonlyArray<string>, tree: Tree): Int32Array =>
  Int32Array.from(ids.flatMap((id) => tree.position.get(id) ?? []));

const weighAnew = ({ draw, nodes }: WeightFactor, tree: Tree): WeightChange => {
  const places = placesOf(nodes, tree);
  if (draw.kind === 'noise')
    return (weights, share) => {
      const stream = streamOf(share);
      for (const i of places) weights[i]! *= 1 + draw.share * (2 * stream.share() - 1);
    };
  if (draw.kind === 'dirichlet') {
    const families = byParent(places, tree);
    return (weights, share) => {
      const stream = streamOf(share);
      for (const family of families) shareOut(weights, family, draw.concentration, stream.gamma);
    };
  }
  return (weights, share) => {
    const set = draw.sets[chosen(share, draw.sets.length)]!;
    for (const i of places) {
      const given = set.weights.get(tree.nodes[i]!.id);
      if (given !== undefined) weights[i] = given;
    }
  };
};

const byParent = (places: Int32Array, tree: Tree): ReadonlyArray<ReadonlyArray<number>> => {
  const families = new Map<number, number[]>();
  for (const i of places) families.set(tree.parent[i]!, [...(families.get(tree.parent[i]!) ?? []), i]);
  return [...families.values()];
};

/** Gamma variables over their sum are Dirichlet; the sum of the family's weights stays as it was. */
const shareOut = (
  weights: Float64Array,
  family: ReadonlyArray<number>,
  concentration: number,
  gamma: (shape: number) => number,
): void => {
  let whole = 0;
  for (const i of family) whole += weights[i]!;
  if (whole === 0) return;
  const drawn = family.map((i) => (weights[i]! === 0 ? 0 : gamma((concentration * weights[i]!) / whole)));
  const sum = drawn.reduce((total, each) => total + each, 0);
  // So small a concentration that every variable came out as zero: the weights stay.
  if (sum > 0) for (const [k, i] of family.entries()) weights[i] = (whole * drawn[k]!) / sum;
};

/** A node without weight is not there; a group whose every child is left out is left out itself. */
const leaveOut = ({ nodes }: DropFactor, tree: Tree): WeightChange => {
  const places = placesOf(nodes, tree);
  return (weights, share) => {
    const which = chosen(share, places.length + 1);
    for (let i = places[which] ?? -1; i >= 0; i = tree.parent[i]!) {
      weights[i] = 0;
      const siblings = tree.children[tree.parent[i]!];
      if (siblings === undefined || siblings.some((sibling) => weights[sibling]! > 0)) return;
    }
  };
};

/** Groups whose children's weights some factor moves; leaving a node out may empty every group above it. */
export const movedGroups = (root: Group, factors: ReadonlyArray<Factor>): ReadonlySet<string> => {
  const named = (kind: 'weights' | 'drop'): ReadonlySet<string> =>
    new Set(factors.flatMap((factor) => (factor.factor === kind ? factor.nodes : [])));
  const [weighed, dropped] = [named('weights'), named('drop')];
  const moved = new Set<string>();
  /** Whether something below may be left out. */
  const visit = (group: Group): boolean => {
    let mayLose = false;
    for (const child of group.children) {
      if (child.kind === 'group' && visit(child)) mayLose = true;
      if (dropped.has(child.id)) mayLose = true;
      if (weighed.has(child.id)) moved.add(group.id);
    }
    if (mayLose) moved.add(group.id);
    return mayLose;
  };
  visit(root);
  return moved;
};
