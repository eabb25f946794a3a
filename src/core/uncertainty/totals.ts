// The total of every unit under the weights of one draw, quickly: where all groups are arithmetic means (or all geometric ones)
// the shares multiply down to one weight for each indicator, and the total is one sum; else group by group.
import type { Group } from '../define/definition.js';
import { aggregateMethods } from '../method/aggregate/methods.js';
import type { AggregateMethod } from '../method/families.js';
import type { Settings } from '../method/parameters.js';
import type { PreparedLeaf } from '../score/steps.js';
import { flagsOf, type Pattern, patternsOf, type Settled, type Shares, settle, settledBy } from './patterns.js';
import type { Tree } from './tree.js';

/** How each group aggregates, by its number in the tree. */
export type GroupMethods = ReadonlyMap<number, { readonly method: AggregateMethod; readonly settings: Settings }>;

export type Way = 'sum' | 'sum of logarithms' | 'group by group' | 'engine';

export const groupMethods = (tree: Tree): GroupMethods =>
  new Map(
    Array.from(tree.groups, (i) => {
      const { method, settings } = (tree.nodes[i] as Group).aggregate;
      return [i, { method: aggregateMethods.find(({ name }) => name === method)!, settings }];
    }),
  );

/** The quickest way that gives the engine's numbers; `engine` where units are compared or weights are found in each draw. */
export const wayOf = (tree: Tree, methods: GroupMethods): Way => {
  const all = [...methods.values()].map(({ method }) => method);
  const isFound = Array.from(tree.groups).some((i) => (tree.nodes[i] as Group).aggregate.weights.kind === 'method');
  // What stays between the worst and the best child does not care what the weights add up to.
  if (isFound || all.some(({ keepsScale, ofUnit }) => !keepsScale || ofUnit === undefined)) return 'engine';
  if (all.every(({ name }) => name === 'arithmetic')) return 'sum';
  if (all.every(({ name }) => name === 'geometric')) return 'sum of logarithms';
  return 'group by group';
};

/** Prepared scores laid out by pattern: for each, column after column, the units of the pattern beside one another. */
export interface Laid {
  readonly nUnits: number;
  readonly blocks: ReadonlyArray<Block>;
}

interface Block {
  readonly pattern: Pattern;
  readonly settled: Settled;
  readonly values: Float64Array;
}

export const layOut = (tree: Tree, leaves: ReadonlyArray<PreparedLeaf>, screened: Uint8Array, way: Way): Laid => ({
  nUnits: screened.length,
  blocks: patternsOf(leaves, screened).map((pattern) => {
    const values = new Float64Array(leaves.length * pattern.units.length);
    leaves.forEach((leaf, i) => {
      lay(leaf, pattern, values, i, way);
    });
    return { pattern, settled: settledBy(tree, pattern), values };
  }),
});

const lay = ({ score }: PreparedLeaf, { units }: Pattern, values: Float64Array, i: number, way: Way): void => {
  const m = units.length;
  for (let k = 0; k < m; k++) {
    const value = score[units[k]!]!;
    values[i * m + k] = way === 'sum of logarithms' ? Math.log(value) : value;
  }
};

/** The same with room of its own for values, so that others can be laid over them. */
export const copyOf = ({ nUnits, blocks }: Laid): Laid => ({
  nUnits,
  blocks: blocks.map((block) => ({ ...block, values: block.values.slice() })),
});

/** Writes the leaves of these places over what is laid; false where their gaps are others, so that the patterns are too. */
export const layOver = (
  { blocks }: Laid,
  leaves: ReadonlyArray<PreparedLeaf>,
  places: ReadonlyArray<number>,
  way: Way,
): boolean => {
  for (const { pattern, values } of blocks)
    for (const i of places) {
      const leaf = leaves[i]!;
      for (const p of pattern.units) if (flagsOf(leaf, p) !== pattern.flags[i]) return false;
      lay(leaf, pattern, values, i, way);
    }
  return true;
};

/**
 * The totals into `totals`, NaN for units without a rank. False where a ranked unit got no finite number: the engine then says
 * why. Agrees with the engine but for the last bits, since the sums run in another order.
 */
export const totalsOf = (
  tree: Tree,
  methods: GroupMethods,
  way: Way,
  laid: Laid,
  weights: Float64Array,
  shares: Shares,
  totals: Float64Array,
): boolean => {
  totals.fill(Number.NaN);
  let sound = true;
  for (const { pattern, settled, values } of laid.blocks) {
    if (!settle(tree, settled, weights, shares)) continue;
    const m = pattern.units.length;
    const sums =
      way === 'group by group' ? groupByGroup(tree, methods, values, m, shares) : weightedSums(tree, values, m, shares);
    for (let k = 0; k < m; k++) {
      const total = way === 'sum of logarithms' ? Math.exp(sums[k]!) : sums[k]!;
      if (!Number.isFinite(total)) sound = false;
      totals[pattern.units[k]!] = total;
    }
  }
  return sound;
};

/** Sum over the indicators of weight x value for `m` units, eight indicators in one pass over the units; in a buffer of `shares`. */
const weightedSums = (tree: Tree, values: Float64Array, m: number, shares: Shares): Float64Array => {
  const { effective, starts, kept: w } = shares;
  let used = 0;
  for (let i = tree.nodes.length - 2; i >= 0; i--) {
    const own = effective[i]!;
    if (tree.column[i]! < 0 || own === 0) continue;
    starts[used] = tree.column[i]! * m;
    w[used++] = own;
  }
  const sums = shares.sumsOf(m);
  sums.fill(0);
  let j = 0;
  for (; j + 8 <= used; j += 8) addEight(sums, values, m, w, starts, j);
  for (; j < used; j++) {
    const own = w[j]!;
    const start = starts[j]!;
    for (let k = 0; k < m; k++) sums[k]! += own * values[start + k]!;
  }
  return sums;
};

const addEight = (
  sums: Float64Array,
  values: Float64Array,
  m: number,
  w: Float64Array,
  starts: Int32Array,
  j: number,
): void => {
  const w0 = w[j]!;
  const w1 = w[j + 1]!;
  const w2 = w[j + 2]!;
  const w3 = w[j + 3]!;
  const w4 = w[j + 4]!;
  const w5 = w[j + 5]!;
  const w6 = w[j + 6]!;
  const w7 = w[j + 7]!;
  const s0 = starts[j]!;
  const s1 = starts[j + 1]!;
  const s2 = starts[j + 2]!;
  const s3 = starts[j + 3]!;
  const s4 = starts[j + 4]!;
  const s5 = starts[j + 5]!;
  const s6 = starts[j + 6]!;
  const s7 = starts[j + 7]!;
  for (let k = 0; k < m; k++)
    sums[k]! +=
      w0 * values[s0 + k]! +
      w1 * values[s1 + k]! +
      (w2 * values[s2 + k]! + w3 * values[s3 + k]!) +
      (w4 * values[s4 + k]! + w5 * values[s5 + k]! + (w6 * values[s6 + k]! + w7 * values[s7 + k]!));
};

const groupByGroup = (
  tree: Tree,
  methods: GroupMethods,
  values: Float64Array,
  m: number,
  shares: Shares,
): Float64Array => {
  const scores: Array<Float64Array> = new Array(tree.nodes.length);
  for (let i = 0; i < tree.nodes.length; i++) {
    const column = tree.column[i]!;
    if (column >= 0) {
      scores[i] = values.subarray(column * m, (column + 1) * m);
      continue;
    }
    if (shares.scored[i] === 0) continue;
    const below = tree.children[i]!.filter((c) => shares.inside[c]! > 0);
    const weights = Float64Array.from(below, (c) => shares.inside[c]!);
    const { method, settings } = methods.get(i)!;
    const own = new Float64Array(m);
    if (method.name === 'arithmetic')
      below.forEach((c, j) => {
        const [weight, score] = [weights[j]!, scores[c]!];
        for (let k = 0; k < m; k++) own[k]! += weight * score[k]!;
      });
    else {
      const unit = new Float64Array(below.length);
      for (let k = 0; k < m; k++) {
        for (let j = 0; j < below.length; j++) unit[j] = scores[below[j]!]![k]!;
        own[k] = method.ofUnit!(unit, weights, settings);
      }
    }
    scores[i] = own;
  }
  return scores[tree.nodes.length - 1]!;
};
