// Whether indicators belong where they stand: how each goes along with its own group, the other groups and the total, whether a
// group is one thing, and which pairs say the same.
import { type Group, isLeaf, type Leaf, type Node } from '../define/definition.js';
import type { Scores } from '../score/scores.js';
import { viewTree } from '../score/view-tree.js';
import { cronbach } from '../statistics/alpha.js';
import { associate } from '../statistics/association.js';
import { correlationMatrix } from '../statistics/correlation.js';
import { principal } from '../statistics/eigen.js';

export interface Link {
  readonly r: number;
  readonly p: number;
}

export interface IndicatorLinks {
  readonly leaf: Leaf;
  /** The group it stands in. */
  readonly parent: string;
  /** With its group, which it is itself a part of; with a group of one it is 1. */
  readonly own: Link;
  /** With each child of the root, in the order of `tops`. */
  readonly tops: ReadonlyArray<Link>;
  readonly total: Link;
  /** A group beside its own that it goes along with better; null where there is none. */
  readonly nearer: { readonly group: string; readonly r: number } | null;
}

export interface GroupFacts {
  readonly group: Group;
  readonly children: number;
  /** Children that differ between units. */
  readonly speaking: number;
  /** Over pairs; NaN below two speaking children. */
  readonly alpha: number;
  /** Units with a score of every child. */
  readonly complete: number;
  /** Share of the first component; NaN where there are no components. */
  readonly first: number;
  /** Eigenvalues above 1. */
  readonly above: number;
}

export interface Twins {
  readonly a: string;
  readonly b: string;
  readonly r: number;
}

export interface Structure {
  /** The root's children that are groups. */
  readonly tops: ReadonlyArray<Group>;
  readonly indicators: ReadonlyArray<IndicatorLinks>;
  /** Groups with two children and more, the root first. */
  readonly groups: ReadonlyArray<GroupFacts>;
  /** Every indicator with every other, in the order of `indicators`; NaN where there is no answer. */
  readonly matrix: ReadonlyArray<Float64Array>;
  /** |r| above `twinsAbove`, the closest first. */
  readonly twins: ReadonlyArray<Twins>;
}

export const twinsAbove = 0.9;
/** Fewer units than this have correlations that are mostly chance; what rests on them is said to be of little worth. */
export const enoughUnits = 20;

/** All over the scores, so that more is better in every column. */
export const structureOf = (scores: Scores): Structure => {
  const { definition, view, nodes, units } = scores;
  const root = viewTree(definition, view);
  const total = Float64Array.from(units, ({ rank, score }) => (rank === 0 ? Number.NaN : score));
  const scoreOf = (id: string): Float64Array => nodes.get(id)!.score;
  const tops = root.children.filter((child): child is Group => !isLeaf(child));
  const groups: Group[] = [];
  const placed: { readonly leaf: Leaf; readonly path: ReadonlyArray<Group> }[] = [];
  const visit = (node: Node, path: ReadonlyArray<Group>): void => {
    if (isLeaf(node)) {
      placed.push({ leaf: node, path });
      return;
    }
    groups.push(node);
    for (const child of node.children) visit(child, [node, ...path]);
  };
  visit(root, []);
  const link = (x: Float64Array, y: Float64Array): Link => {
    const { r, p } = associate.pearson(x, y);
    return { r, p };
  };
  const siblings = new Map<string, ReadonlyArray<Group>>();
  for (const { children } of groups) {
    const inside = children.filter((child): child is Group => !isLeaf(child));
    for (const child of inside) siblings.set(child.id, inside);
  }
  const matrix = correlationMatrix(placed.map(({ leaf }) => scoreOf(leaf.id)));
  return {
    tops,
    matrix,
    indicators: placed.map(({ leaf, path }): IndicatorLinks => {
      const x = scoreOf(leaf.id);
      const parent = path[0]!;
      const own = parent.id === root.id ? link(x, total) : link(x, scoreOf(parent.id));
      const others = (siblings.get(parent.id) ?? []).filter(({ id }) => id !== parent.id);
      const nearest = others
        .map(({ id }) => ({ group: id, r: link(x, scoreOf(id)).r }))
        .reduce<IndicatorLinks['nearer']>((best, each) => (each.r > (best?.r ?? own.r) ? each : best), null);
      return {
        leaf,
        parent: parent.id,
        own,
        tops: tops.map(({ id }) => link(x, scoreOf(id))),
        total: link(x, total),
        nearer: nearest,
      };
    }),
    groups: groups.filter(({ children }) => children.length > 1).map((group) => groupFacts(group, scoreOf)),
    twins: twinsIn(
      placed.map(({ leaf }) => leaf.id),
      matrix,
    ),
  };
};

const groupFacts = (group: Group, scoreOf: (id: string) => Float64Array): GroupFacts => {
  const columns = group.children.map(({ id }) => scoreOf(id)).filter(differs);
  const { alpha, complete } = cronbach(columns, 'pairwise');
  const found = columns.length < 2 ? null : principal(columns);
  const isFound = found !== null && !('why' in found);
  return {
    group,
    children: group.children.length,
    speaking: columns.length,
    alpha,
    complete,
    first: isFound ? found.eigenvalues[0]! / columns.length : Number.NaN,
    above: isFound ? found.eigenvalues.filter((value) => value > 1 + 1e-9).length : 0,
  };
};

const differs = (column: Float64Array): boolean => {
  const there = column.filter((value) => !Number.isNaN(value));
  return there.some((value) => value !== there[0]);
};

const twinsIn = (ids: ReadonlyArray<string>, matrix: ReadonlyArray<Float64Array>): ReadonlyArray<Twins> => {
  const twins: Twins[] = [];
  for (let i = 0; i < ids.length; i++)
    for (let j = i + 1; j < ids.length; j++)
      if (Math.abs(matrix[i]![j]!) > twinsAbove) twins.push({ a: ids[i]!, b: ids[j]!, r: matrix[i]![j]! });
  return twins.sort((one, other) => Math.abs(other.r) - Math.abs(one.r));
};
