// The part of a definition's tree that a view counts, with the weights its sub-blocks have there.
import type { Definition, Group, Node, View } from '../define/definition.js';
import { pruned } from '../define/in-force.js';
import { pointsBelow } from '../define/points.js';

/** The part of the tree that a view counts. */
export const viewTree = (definition: Definition, view: View): Group => {
  const named = view.nodes === null ? null : new Set(view.nodes);
  const chosen = new Set<string>();
  const choose = (node: Node, inside: boolean): void => {
    const counts = inside || named === null || named.has(node.id);
    if (node.kind === 'group') {
      for (const child of node.children) choose(child, counts);
    } else if (counts && (view.bodies === null || (node.body !== null && view.bodies.includes(node.body))))
      chosen.add(node.id);
  };
  choose(definition.root, false);
  return withFullPoints(
    pruned(definition.root, (leaf) => chosen.has(leaf.id)),
    pointsById(definition.root),
  );
};

/**
 * In a view a sub-block has fewer criteria, and with `weights: points` its weight shrinks with them: the weight given in the
 * definition is for all its points.
 */
const withFullPoints = (group: Group, all: ReadonlyMap<string, number>): Group => ({
  ...group,
  children: group.children.map((child) => {
    if (child.kind !== 'group') return child;
    const inner = withFullPoints(child, all);
    const points = pointsBelow(inner);
    const full = all.get(child.id) ?? 0;
    if (group.aggregate.weights.kind !== 'points' || inner.weight === null || full === 0 || points === full)
      return inner;
    return { ...inner, weight: (inner.weight * points) / full };
  }),
});

const pointsById = (root: Group): ReadonlyMap<string, number> => {
  const points = new Map<string, number>();
  const visit = (node: Node): void => {
    points.set(node.id, pointsBelow(node));
    if (node.kind === 'group') node.children.forEach(visit);
  };
  visit(root);
  return points;
};
