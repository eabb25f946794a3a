// What each node weighs in the whole index: shares inside the groups, multiplied down from the top.
import type { Group, Node } from '../define/definition.js';
import { nominalWeights } from './weights.js';

/**
 * By id, the root 1; the shares of all indicators add up to 1. Weights are those of the definition, before anything is missing;
 * null below a group whose weights are found from the data: they stand with the scores.
 * Source: OECD/JRC Handbook (2008), step 6.
 */
export const effectiveWeights = (root: Group): ReadonlyMap<string, number | null> => {
  const found = new Map<string, number | null>();
  const visit = (node: Node, share: number | null): void => {
    found.set(node.id, share);
    if (node.kind !== 'group') return;
    const isFound = node.aggregate.weights.kind === 'method';
    const weights = nominalWeights(node);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    node.children.forEach((child, c) => {
      visit(child, share === null || isFound ? null : sum === 0 ? 0 : (share * weights[c]!) / sum);
    });
  };
  visit(root, 1);
  return found;
};
