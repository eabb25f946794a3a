// Points of the leaves below a node: the weight a sub-block has where the definition gives none.
import type { Node } from './definition.js';

/** The sum of the points below a node; 0 where there are none. */
export const pointsBelow = (node: Node): number => {
  if (node.kind !== 'group') return node.points ?? 0;
  let sum = 0;
  for (const child of node.children) sum += pointsBelow(child);
  return sum;
};

/** Whether every leaf below has points, so that the group's weight can be their sum. */
export const isPointed = (node: Node): boolean =>
  node.kind === 'group' ? node.children.every(isPointed) : node.points !== null;
