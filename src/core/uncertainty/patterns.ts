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

/**
 * What a pattern does to each node of the tree. Whether a node has a score, and a unit a rank, is settled once by the weights as
 * the definition has them: unsure weights move scores, they do not take a block away because of the gaps in it.
 */
export interface Settled {
  /** `applies` and `has` of each node, and `covered` of leaves. */
  readonly flags: Uint8Array;
  /** What the node's weight is multiplied by: below 1 where it shrinks with what does not apply, 0 where nothing applies. */
  readonly ratio: Float64Array;
  readonly isRanked: boolean;
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
  const coverage = new Float64Array(tree.nodes.length);
  const unranked = new Float64Array(tree.nodes.length);
  for (let i = 0; i < tree.nodes.length; i++) {
    const column = tree.column[i]!;
    if (column >= 0) {
      own[i] = flags[column]!;
      const isApplicable = (own[i]! & applies) !== 0;
      points[i] = isApplicable ? tree.points[i]! : 0;
      coverage[i] = (own[i]! & covered) !== 0 ? 1 : 0;
      unranked[i] = isApplicable ? 0 : 1;
      ratio[i] = isApplicable ? 1 : 0;
      continue;
    }
    const below = tree.children[i]!;
    for (const c of below) points[i]! += points[c]!;
    const sums = sumsOver(tree, below, own, ratio, coverage, unranked);
    coverage[i] = sums.applicable === 0 ? 0 : sums.coverage / sums.applicable;
    unranked[i] = sums.whole === 0 ? 0 : sums.unranked / sums.whole;
    if (sums.parts > 0) own[i] = applies;
    const { minCoverage, minChildren } = tree.aggregates[i]!;
    const tooFew = minChildren > 0 && sums.scored / sums.parts + shareTolerance < minChildren;
    if (sums.present > 0 && !tooFew && !(coverage[i]! + shareTolerance < minCoverage)) own[i]! |= has;
    ratio[i] = sums.parts === 0 ? 0 : tree.shrinks[i] === 1 ? points[i]! / tree.points[i]! : 1;
  }
  const root = tree.nodes.length - 1;
  const isRanked = (own[root]! & has) !== 0 && unranked[root]! <= notApplicableLimit + shareTolerance;
  return { flags: own, ratio, isRanked };
};

const sumsOver = (
  tree: Tree,
  below: Int32Array,
  flags: Uint8Array,
  ratio: Float64Array,
  coverage: Float64Array,
  unranked: Float64Array,
) => {
  const sums = { whole: 0, applicable: 0, coverage: 0, present: 0, unranked: 0, parts: 0, scored: 0 };
  for (const c of below) {
    const nominal = tree.nominal[c]!;
    sums.whole += nominal;
    sums.unranked += nominal * unranked[c]!;
    if ((flags[c]! & applies) === 0) continue;
    const weight = nominal * ratio[c]!;
    sums.parts++;
    sums.applicable += weight;
    sums.coverage += weight * coverage[c]!;
    if ((flags[c]! & has) === 0) continue;
    sums.scored++;
    if (weight > 0) sums.present += weight;
  }
  return sums;
};

/** Buffers for one tree, used again for each pattern and draw. */
export interface Shares {
  /** Share of each node within its parent, over the siblings that have a score; 0 where it has none. */
  readonly inside: Float64Array;
  /** 1 where the node has a score. */
  readonly scored: Uint8Array;
  /** Share of each node in the whole. */
  readonly effective: Float64Array;
  /** Of each group, the sum of the weights of its children that count. */
  readonly present: Float64Array;
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
    present: new Float64Array(n),
    starts: new Int32Array(n),
    kept: new Float64Array(n),
    sumsOf: (units) => {
      if (sums.length !== units) sums = new Float64Array(units);
      return sums;
    },
  };
};

/** Fills `shares` for units of the pattern under these weights; whether such a unit is ranked. */
export const settle = (
  tree: Tree,
  { flags, ratio, isRanked }: Settled,
  weights: Float64Array,
  shares: Shares,
): boolean => {
  if (!isRanked) return false;
  const { parent, column } = tree;
  const { inside, scored, effective, present } = shares;
  const root = parent.length - 1;
  present.fill(0);
  for (let i = 0; i <= root; i++) {
    // A group whose every child was left out has nothing to make a score of.
    const isScored = (flags[i]! & has) !== 0 && (column[i]! >= 0 || present[i]! > 0);
    scored[i] = isScored ? 1 : 0;
    if (i === root) break;
    const weight = isScored ? weights[i]! * ratio[i]! : 0;
    inside[i] = weight;
    present[parent[i]!]! += weight;
  }
  if (scored[root] === 0) return false;
  effective[root] = 1;
  for (let i = root - 1; i >= 0; i--) {
    const up = parent[i]!;
    if (inside[i]! > 0) inside[i]! /= present[up]!;
    effective[i] = effective[up]! * inside[i]!;
  }
  return true;
};
