// Which nodes a factor of `uncertainty` means: by id, by level, or all that it could; ids and levels that are not there are told.
import { type Problem, problem } from '../model/problem.js';
import { type Group, isLeaf, type Leaf, type Node } from './definition.js';
import { nearest } from './nearest.js';
import { at, atKey, type Cursor } from './placed.js';
import type { RawFactor } from './raw/uncertainty.js';

export interface Tree {
  /** All nodes, in the order of the definition, the root first. */
  readonly byId: ReadonlyMap<string, Node>;
  readonly parentOf: ReadonlyMap<string, Group>;
  /** 1 for an indicator, for a group one more than the highest of its children. */
  readonly levelOf: ReadonlyMap<string, number>;
  readonly root: Group;
}

export const treeOf = (root: Group): Tree => {
  const byId = new Map<string, Node>();
  const parentOf = new Map<string, Group>();
  const levelOf = new Map<string, number>();
  const visit = (node: Node, parent: Group | null): number => {
    byId.set(node.id, node);
    if (parent !== null) parentOf.set(node.id, parent);
    const level = isLeaf(node) ? 1 : 1 + Math.max(1, ...node.children.map((child) => visit(child, node)));
    levelOf.set(node.id, level);
    return level;
  };
  visit(root, null);
  return { byId, parentOf, levelOf, root };
};

export const leavesUnder = (node: Node): ReadonlyArray<Leaf> =>
  isLeaf(node) ? [node] : node.children.flatMap(leavesUnder);

/** A factor with its place in the file. */
export interface PlacedFactor {
  readonly raw: RawFactor;
  readonly cursor: Cursor;
}

const namedAt = ({ raw, cursor }: PlacedFactor, i: number) =>
  raw.for?.length === 1 ? at(cursor, 'for') : at(cursor, 'for', i);

const namedNodes = (tree: Tree, factor: PlacedFactor, problems: Problem[]): ReadonlyArray<Node> =>
  (factor.raw.for ?? []).flatMap((id, i) => {
    const node = tree.byId.get(id);
    if (node !== undefined) return [node];
    const known = [...tree.byId.keys()];
    const args = { id, nearest: nearest(id, known), known: known.slice(0, 12).join(', ') };
    problems.push(problem('UnknownReference', args, namedAt(factor, i)));
    return [];
  });

/** Nodes of a factor that means each for itself: the ones named, those of the levels named, or all of `allowed`. */
export const nodesOf = (
  tree: Tree,
  factor: PlacedFactor,
  allowed: 'groups' | 'below-root',
  problems: Problem[],
): ReadonlyArray<Node> => {
  const { raw, cursor } = factor;
  if (raw.for !== undefined && raw.level !== undefined)
    problems.push(problem('OneKeyOf', { keys: 'for, level', found: 'for, level' }, atKey(cursor, 'level')));
  const all = [...tree.byId.values()];
  const named = new Set(namedNodes(tree, factor, problems));
  const isRefused = (node: Node): boolean => (allowed === 'groups' ? isLeaf(node) : node === tree.root);
  raw.for?.forEach((id, i) => {
    const node = tree.byId.get(id);
    if (node === undefined || !isRefused(node)) return;
    const needs = allowed === 'groups' ? 'group' : 'below';
    problems.push(problem('FactorNotForNode', { factor: raw.factor, id, needs }, namedAt(factor, i)));
  });
  const top = tree.levelOf.get(tree.root.id) ?? 2;
  const [lowest, highest] = allowed === 'groups' ? [2, top] : [1, top - 1];
  raw.level?.forEach((level, i) => {
    if (level >= lowest && level <= highest) return;
    const where = raw.level?.length === 1 ? at(cursor, 'level') : at(cursor, 'level', i);
    problems.push(
      problem(
        'FactorLevel',
        { factor: raw.factor, level, lowest, highest, one: lowest === highest ? 'yes' : 'no' },
        where,
      ),
    );
  });
  const isMeant = (node: Node): boolean => {
    if (raw.for !== undefined) return named.has(node);
    if (raw.level !== undefined) return raw.level.includes(tree.levelOf.get(node.id) ?? 0);
    return raw.factor !== 'drop' || isLeaf(node);
  };
  return all.filter((node) => !isRefused(node) && isMeant(node));
};

/** Leaves of a factor, a block standing for all below it that `fits`; `otherwise` where none are named. */
export const leavesOf = (
  tree: Tree,
  factor: PlacedFactor,
  needs: 'grades' | 'values',
  otherwise: (leaf: Leaf) => boolean,
  problems: Problem[],
): ReadonlyArray<Leaf> => {
  const { raw } = factor;
  const fits = (leaf: Leaf): boolean => (leaf.kind === 'graded') === (needs === 'grades');
  if (raw.for === undefined) return leavesUnder(tree.root).filter((leaf) => fits(leaf) && otherwise(leaf));
  const named = new Set(namedNodes(tree, factor, problems).flatMap(leavesUnder).filter(fits));
  raw.for.forEach((id, i) => {
    const node = tree.byId.get(id);
    if (node === undefined || leavesUnder(node).some(fits)) return;
    problems.push(problem('FactorNotForNode', { factor: raw.factor, id, needs }, namedAt(factor, i)));
  });
  return leavesUnder(tree.root).filter((leaf) => named.has(leaf));
};
