// Units with the same gaps share everything but their scores: what applies, what is covered, and so the weights as they come to
// work. These are found once for each pattern of gaps and draw, by the same rules as in `core/score/score.ts`.
import { notApplicableLimit } from '../score/results.js';
import { stateCode } from '../score/scores.js';
import type { PreparedLeaf } from '../score/steps.js';
import { shareTolerance } from '../score/weights.js';
import type { Tree } from './tree.js';

/** One byte for each column of a leaf. */
export interface Pattern {
  readonly units: Int32Array;
  readonly flags: Uint8Array;
}

/** What a pattern does to each node of the tree, whatever the weights. */
export interface Settled {
  /** `applies`, `has` and `covered` of a leaf; of a group `applies` alone. */
  readonly flags: Uint8Array;
  /** What the node's weight is multiplied by: below 1 where it shrinks with what does not apply, 0 where nothing applies. */
  readonly ratio: Float64Array;
}

const applies = 1;
const has = 2;
const covered = 4;

/** Patterns in the order of their first unit. */
export const patternsOf = (leaves: ReadonlyArray<PreparedLeaf>, screened: Uint8Array): ReadonlyArray<Pattern> => {
  const units = Int32Array.from(screened.keys()).filter((p) => screened[p] !== 1);
  // One leaf after the other parts units that it tells apart.
  const pattern = new Int32Array(units.length);
  let patterns = Math.min(1, units.length);
  for (const leaf of leaves) {
    const numbers = new Int32Array(patterns * kindsOfFlags).fill(-1);
    patterns = 0;
    for (let k = 0; k < units.length; k++) {
      const key = pattern[k]! * kindsOfFlags + flagsOf(leaf, units[k]!);
      if (numbers[key] === -1) numbers[key] = patterns++;
      pattern[k] = numbers[key]!;
    }
  }
  const members: number[][] = Array.from({ length: patterns }, () => []);
  for (let k = 0; k < units.length; k++) members[pattern[k]!]!.push(units[k]!);
  return members.map((own) => ({
    units: Int32Array.from(own),
    flags: Uint8Array.from(leaves, (leaf) => flagsOf(leaf, own[0]!)),
  }));
};

/** `applies`, `has` and `covered` or not. */
const kindsOfFlags = 8;

export const flagsOf = ({ state, score, imputed }: PreparedLeaf, p: number): number => {
  const now = state[p];
  if (now === stateCode.not_applicable) return 0;
  const counts = (now === stateCode.scored || now === stateCode.no_evidence) && imputed[p] !== 1;
  return applies + (Number.isNaN(score[p]!) ? 0 : has) + (counts ? covered : 0);
};

/** A pattern over a tree. */
export const settledBy = (tree: Tree, { flags }: Pattern): Settled => {
  const own = new Uint8Array(tree.nodes.length);
  const points = new Float64Array(tree.nodes.length);
  const ratio = new Float64Array(tree.nodes.length);
  for (let i = 0; i < tree.nodes.length; i++) {
    const column = tree.column[i]!;
    if (column >= 0) {
      own[i] = flags[column]!;
      if ((own[i]! & applies) !== 0) points[i] = tree.points[i]!;
    }
    const isApplicable = (own[i]! & applies) !== 0;
    ratio[i] = !isApplicable ? 0 : tree.shrinks[i] === 1 ? points[i]! / tree.points[i]! : 1;
    const parent = tree.parent[i]!;
    if (parent < 0 || !isApplicable) continue;
    own[parent]! |= applies;
    points[parent]! += points[i]!;
  }
  return { flags: own, ratio };
};

/** Buffers for one tree, used again for each pattern and draw. */
export interface Shares {
  /** Share of each node within its parent, over the siblings that have a score; 0 where it has none. */
  readonly inside: Float64Array;
  /** 1 where the node has a score. */
  readonly scored: Uint8Array;
  /** Share of each node in the whole. */
  readonly effective: Float64Array;
  /** Sums over the children of each group. */
  readonly sums: {
    readonly whole: Float64Array;
    readonly applicable: Float64Array;
    readonly coverage: Float64Array;
    readonly present: Float64Array;
    readonly unranked: Float64Array;
    readonly parts: Int32Array;
    readonly scoredParts: Int32Array;
  };
  /** Of the leaves that count, one after the other: where their values begin, and their share in the whole. */
  readonly starts: Int32Array;
  readonly kept: Float64Array;
  /** So many sums; what they were before is still in them. */
  readonly sumsOf: (units: number) => Float64Array;
}

export const sharesFor = (tree: Tree): Shares => {
  const n = tree.nodes.length;
  let sums = new Float64Array(0);
  return {
    inside: new Float64Array(n),
    scored: new Uint8Array(n),
    effective: new Float64Array(n),
    sums: {
      whole: new Float64Array(n),
      applicable: new Float64Array(n),
      coverage: new Float64Array(n),
      present: new Float64Array(n),
      unranked: new Float64Array(n),
      parts: new Int32Array(n),
      scoredParts: new Int32Array(n),
    },
    starts: new Int32Array(n),
    kept: new Float64Array(n),
    sumsOf: (units) => {
      if (sums.length !== units) sums = new Float64Array(units);
      return sums;
    },
  };
};

/** Fills `shares` for units of the pattern under these weights; whether such a unit is ranked. */
export const settle = (tree: Tree, settled: Settled, weights: Float64Array, shares: Shares): boolean => {
  const root = tree.nodes.length - 1;
  if (!addUp(tree, settled, weights, shares)) return false;
  const { inside, effective } = shares;
  const { present } = shares.sums;
  effective[root] = 1;
  for (let i = root - 1; i >= 0; i--) {
    const parent = tree.parent[i]!;
    if (inside[i]! > 0) inside[i]! /= present[parent]!;
    effective[i] = effective[parent]! * inside[i]!;
  }
  return true;
};

/** From the leaves up: what has a score, and the weights that count, not yet divided by their sum. */
const addUp = (tree: Tree, { flags, ratio }: Settled, weights: Float64Array, shares: Shares): boolean => {
  const { parent, column, aggregates } = tree;
  const { inside, scored } = shares;
  const { whole, applicable, coverage, present, unranked, parts, scoredParts } = shares.sums;
  for (const sums of [whole, applicable, coverage, present, unranked, parts, scoredParts]) sums.fill(0);
  const root = parent.length - 1;
  for (let i = 0; i <= root; i++) {
    const own = flags[i]!;
    let isScored = (own & has) !== 0;
    let cover = (own & covered) !== 0 ? 1 : 0;
    let left = (own & applies) !== 0 ? 0 : 1;
    if (column[i]! < 0) {
      const { minCoverage, minChildren } = aggregates[i]!;
      cover = applicable[i] === 0 ? 0 : coverage[i]! / applicable[i]!;
      left = whole[i] === 0 ? 0 : unranked[i]! / whole[i]!;
      const tooFew = minChildren > 0 && scoredParts[i]! / parts[i]! + shareTolerance < minChildren;
      isScored = present[i]! > 0 && !tooFew && !(cover + shareTolerance < minCoverage);
    }
    scored[i] = isScored ? 1 : 0;
    if (i === root) return isScored && left <= notApplicableLimit + shareTolerance;
    inside[i] = 0;
    const up = parent[i]!;
    const nominal = weights[i]!;
    whole[up]! += nominal;
    unranked[up]! += nominal * left;
    if ((own & applies) === 0) continue;
    const weight = nominal * ratio[i]!;
    parts[up]!++;
    applicable[up]! += weight;
    coverage[up]! += weight * cover;
    if (!isScored) continue;
    scoredParts[up]!++;
    if (!(weight > 0)) continue;
    present[up]! += weight;
    inside[i] = weight;
  }
  return false;
};
