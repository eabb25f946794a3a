// Weights as one draw has them: with noise, from a Dirichlet distribution, from one of several sets, with a node left out.
import type { Group } from '../define/definition.js';
import type { DropFactor, Factor, WeightFactor } from '../define/uncertainty.js';
import { hash, shareFor, streamOf } from './chance.js';
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

/** What a node's own chance is told by, whatever else the index has. */
const subjectsOf = (places: Int32Array, tree: Tree): Int32Array => places.map((i) => hash(0, tree.nodes[i]!.id));

const weighAnew = ({ draw, nodes }: WeightFactor, tree: Tree): WeightChange => {
  const places = placesOf(nodes, tree);
  const subjects = subjectsOf(places, tree);
  if (draw.kind === 'noise')
    return (weights, share) => {
      for (let k = 0; k < places.length; k++)
        weights[places[k]!]! *= 1 + draw.share * (2 * shareFor(share, subjects[k]!) - 1);
    };
  if (draw.kind === 'dirichlet') {
    const families = byParent(places, tree);
    const subjectOf = new Map(Array.from(places, (i, k) => [i, subjects[k]!]));
    return (weights, share) => {
      for (const family of families)
        shareOut(weights, family, draw.concentration, (i, shape) =>
          streamOf(shareFor(share, subjectOf.get(i)!)).gamma(shape),
        );
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
  gamma: (node: number, shape: number) => number,
): void => {
  let whole = 0;
  for (const i of family) whole += weights[i]!;
  if (whole === 0) return;
  const drawn = family.map((i) => (weights[i]! === 0 ? 0 : gamma(i, (concentration * weights[i]!) / whole)));
  const sum = drawn.reduce((total, each) => total + each, 0);
  // So small a concentration that every variable came out as zero: the weights stay.
  if (sum > 0) for (const [k, i] of family.entries()) weights[i] = (whole * drawn[k]!) / sum;
};

/**
 * Which of the nodes is left out: the one with the largest number of its own, or none, whose number competes with theirs. Each is
 * as likely, and of two indexes those that have the node both leave it out, unless one has another that goes before it.
 */
export const leftOut = (ids: ReadonlyArray<string>, share: number): string | null => {
  let most = shareFor(share, hash(0, ''));
  let found: string | null = null;
  for (const id of ids) {
    const own = shareFor(share, hash(0, id));
    if (own <= most) continue;
    most = own;
    found = id;
  }
  return found;
};

/** A node without weight is not there: those beside it share what it had. */
const leaveOut = ({ nodes }: DropFactor, tree: Tree): WeightChange => {
  const known = nodes.filter((id) => tree.position.has(id));
  return (weights, share) => {
    const id = leftOut(known, share);
    if (id !== null) weights[tree.position.get(id)!] = 0;
  };
};

/** Groups whose children's weights some factor moves. */
export const movedGroups = (root: Group, factors: ReadonlyArray<Factor>): ReadonlySet<string> => {
  const named = new Set(
    factors.flatMap((factor) => (factor.factor === 'weights' || factor.factor === 'drop' ? factor.nodes : [])),
  );
  const moved = new Set<string>();
  const visit = (group: Group): void => {
    for (const child of group.children) {
      if (named.has(child.id)) moved.add(group.id);
      if (child.kind === 'group') visit(child);
    }
  };
  visit(root);
  return moved;
};
