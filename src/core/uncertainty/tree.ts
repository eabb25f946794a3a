// The tree of one view in arrays, children before parents: what a thousand draws walk instead of objects.
import { type Aggregation, type Group, isLeaf, type Node } from '../define/definition.js';
import { pointsBelow } from '../define/points.js';
import { nominalWeights } from '../score/weights.js';

/** Nodes are numbered children first; the root is the last. */
export interface Tree {
  readonly root: Group;
  readonly nodes: ReadonlyArray<Node>;
  readonly position: ReadonlyMap<string, number>;
  /** -1 for the root. */
  readonly parent: Int32Array;
  /** Of each node, empty for leaves. */
  readonly children: ReadonlyArray<Int32Array>;
  /** Place of a leaf among the columns; -1 for groups. */
  readonly column: Int32Array;
  /** Of each group; null for leaves. */
  readonly aggregates: ReadonlyArray<Aggregation | null>;
  /** Groups, children first. */
  readonly groups: Int32Array;
  /** Of each node within its parent, before anything is missing; where weights are found from the data, as the run found them. */
  readonly nominal: Float64Array;
  /** 1 where the parent's weights are `points` and this group's weight shrinks with what does not apply. */
  readonly shrinks: Uint8Array;
  /** Points below. */
  readonly points: Float64Array;
}

/** `columnOf` gives the place of a leaf in the columns; `found` the weights that data or experts gave, by node. */
export const treeOf = (
  root: Group,
  columnOf: (leaf: string) => number,
  found: (group: Group) => ReadonlyArray<number> | null,
): Tree => {
  const nodes: Node[] = [];
  const children: Int32Array[] = [];
  const weights = new Map<Node, number>();
  const visit = (node: Node): number => {
    const below = isLeaf(node) ? [] : node.children.map(visit);
    if (!isLeaf(node)) {
      const own = found(node) ?? nominalWeights(node);
      for (const [c, child] of node.children.entries()) weights.set(child, own[c]!);
    }
    nodes.push(node);
    children.push(Int32Array.from(below));
    return nodes.length - 1;
  };
  visit(root);
  const parent = new Int32Array(nodes.length).fill(-1);
  const shrinks = new Uint8Array(nodes.length);
  const points = Float64Array.from(nodes, pointsBelow);
  children.forEach((below, group) => {
    const node = nodes[group]!;
    for (const child of below) {
      parent[child] = group;
      const isPoints = !isLeaf(node) && node.aggregate.weights.kind === 'points';
      shrinks[child] = isPoints && !isLeaf(nodes[child]!) && points[child]! > 0 ? 1 : 0;
    }
  });
  return {
    root,
    nodes,
    position: new Map(nodes.map(({ id }, i) => [id, i])),
    parent,
    children,
    column: Int32Array.from(nodes, (node) => (isLeaf(node) ? columnOf(node.id) : -1)),
    aggregates: nodes.map((node) => (isLeaf(node) ? null : node.aggregate)),
    groups: Int32Array.from(nodes.keys()).filter((i) => !isLeaf(nodes[i]!)),
    nominal: Float64Array.from(nodes, (node) => weights.get(node) ?? 1),
    shrinks,
    points,
  };
};
