// The definition as it stands for one period: indicators that had not begun, have ended or are retired are not in the tree.
import { periodBounds } from '../model/period.js';
import type { Definition, Group, Leaf, Node, Weights } from './definition.js';
import type { Factor, Uncertainty } from './uncertainty.js';

/** A leaf without `since` or `until` counts always; a retired one never. */
export const isInForce = (leaf: Leaf, period: string): boolean => {
  if (leaf.status === 'retired') return false;
  const now = periodBounds(period);
  const since = leaf.since === null ? null : periodBounds(leaf.since);
  const until = leaf.until === null ? null : periodBounds(leaf.until);
  if (now === null) return true;
  return (since === null || since.first <= now.first) && (until === null || now.last <= until.last);
};

/** Drops what is not in force, and groups left empty; the weights of the rest stay as they are. */
export const inForce = (definition: Definition, period: string): Definition => {
  if (definition.leaves.every((leaf) => isInForce(leaf, period))) return definition;
  const root = pruned(definition.root, (leaf) => isInForce(leaf, period));
  const leaves = definition.leaves.filter((leaf) => isInForce(leaf, period));
  return { ...definition, root, leaves, uncertainty: uncertainIn(definition.uncertainty, root) };
};

/** Without the nodes that are not in the tree; a factor left without nodes is gone, and the rest keep their random numbers. */
const uncertainIn = (uncertainty: Uncertainty | null, root: Group): Uncertainty | null => {
  if (uncertainty === null) return null;
  const there = new Set<string>();
  const note = (node: Node): void => {
    there.add(node.id);
    if (node.kind === 'group') node.children.forEach(note);
  };
  note(root);
  const factors = uncertainty.factors.flatMap((factor): ReadonlyArray<Factor> => {
    if (!('nodes' in factor)) return [factor];
    const nodes = factor.nodes.filter((id) => there.has(id));
    return nodes.length === 0 ? [] : [{ ...factor, nodes }];
  });
  return factors.length === 0 ? null : { ...uncertainty, factors };
};

/** The tree with only the leaves that `keep` keeps. */
export const pruned = (group: Group, keep: (leaf: Leaf) => boolean): Group => {
  const kept: Node[] = [];
  const positions: number[] = [];
  group.children.forEach((child, i) => {
    if (child.kind === 'group') {
      const smaller = pruned(child, keep);
      if (smaller.children.length === 0) return;
      kept.push(smaller);
    } else if (keep(child)) kept.push(child);
    else return;
    positions.push(i);
  });
  return {
    ...group,
    children: kept,
    aggregate: { ...group.aggregate, weights: weightsOf(group.aggregate.weights, positions) },
  };
};

const weightsOf = (weights: Weights, positions: ReadonlyArray<number>): Weights =>
  weights.kind !== 'ahp' ? weights : { ...weights, weights: positions.map((i) => weights.weights[i]!) };
