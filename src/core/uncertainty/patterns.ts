// Units with the same gaps share everything but their scores: what applies, what is covered, and so the weights as they come to
// work. These are found once for each pattern of gaps and draw, by the same rules as in `core/score/score.ts`.
import type { Group } from '../define/definition.js';
import { notApplicableLimit } from '../score/results.js';
import { stateCode } from '../score/scores.js';
import type { PreparedLeaf } from '../score/steps.js';
import { isUnderCoverage, shareTolerance } from '../score/weights.js';
import type { Tree } from './tree.js';

/** One byte for each column of a leaf. */
export interface Pattern {
  readonly units: Int32Array;
  readonly flags: Uint8Array;
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

const flagsOf = ({ state, score, imputed }: PreparedLeaf, p: number): number => {
  const now = state[p];
  if (now === stateCode.not_applicable) return 0;
  const counts = (now === stateCode.scored || now === stateCode.no_evidence) && imputed[p] !== 1;
  return applies + (Number.isNaN(score[p]!) ? 0 : has) + (counts ? covered : 0);
};

/** Buffers for one tree, used again for each pattern and draw. */
export interface Shares {
  /** Share of each node within its parent, over the siblings that have a score; 0 where it has none. */
  readonly inside: Float64Array;
  /** 1 where the node has a score. */
  readonly scored: Uint8Array;
  readonly applies: Uint8Array;
  readonly coverage: Float64Array;
  readonly points: Float64Array;
  readonly unranked: Float64Array;
  /** Share of each node in the whole. */
  readonly effective: Float64Array;
  /** Of the leaves that count, one after the other: where their values begin, and their share in the whole. */
  readonly starts: Int32Array;
  readonly kept: Float64Array;
  /** So many sums; what they were before is still in them. */
  readonly sumsOf: (units: number) => Float64Array;
}

export const sharesFor = (tree: Tree): Shares => {
  let sums = new Float64Array(0);
  return {
    inside: new Float64Array(tree.nodes.length),
    scored: new Uint8Array(tree.nodes.length),
    applies: new Uint8Array(tree.nodes.length),
    coverage: new Float64Array(tree.nodes.length),
    points: new Float64Array(tree.nodes.length),
    unranked: new Float64Array(tree.nodes.length),
    effective: new Float64Array(tree.nodes.length),
    starts: new Int32Array(tree.nodes.length),
    kept: new Float64Array(tree.nodes.length),
    sumsOf: (units) => {
      if (sums.length !== units) sums = new Float64Array(units);
      return sums;
    },
  };
};

/** Fills `shares` for units of the pattern under these weights; whether such a unit is ranked. */
export const settle = (tree: Tree, { flags }: Pattern, weights: Float64Array, shares: Shares): boolean => {
  const { nodes, children, column } = tree;
  for (let i = 0; i < nodes.length; i++) {
    if (column[i]! >= 0) settleLeaf(tree, i, flags[column[i]!]!, shares);
    else settleGroup(tree, i, children[i]!, weights, shares);
  }
  const root = nodes.length - 1;
  return shares.scored[root] === 1 && shares.unranked[root]! <= notApplicableLimit + shareTolerance;
};

const settleLeaf = (tree: Tree, i: number, flags: number, shares: Shares): void => {
  const isApplicable = (flags & applies) !== 0;
  shares.applies[i] = isApplicable ? 1 : 0;
  shares.scored[i] = (flags & has) !== 0 ? 1 : 0;
  shares.coverage[i] = (flags & covered) !== 0 ? 1 : 0;
  shares.points[i] = isApplicable ? tree.points[i]! : 0;
  shares.unranked[i] = isApplicable ? 0 : 1;
};

const settleGroup = (tree: Tree, i: number, below: Int32Array, weights: Float64Array, shares: Shares): void => {
  const group = tree.nodes[i] as Group;
  let whole = 0;
  let applicable = 0;
  let coverage = 0;
  let present = 0;
  let points = 0;
  let unranked = 0;
  let parts = 0;
  let scoredParts = 0;
  for (const c of below) {
    const nominal = weights[c]!;
    whole += nominal;
    points += shares.points[c]!;
    unranked += nominal * shares.unranked[c]!;
    shares.inside[c] = 0;
    if (shares.applies[c] === 0) continue;
    const weight = tree.shrinks[c] === 1 ? (nominal * shares.points[c]!) / tree.points[c]! : nominal;
    parts++;
    applicable += weight;
    coverage += weight * shares.coverage[c]!;
    if (shares.scored[c] === 0) continue;
    scoredParts++;
    if (!(weight > 0)) continue;
    present += weight;
    shares.inside[c] = weight;
  }
  shares.points[i] = points;
  shares.unranked[i] = whole === 0 ? 0 : unranked / whole;
  shares.applies[i] = parts > 0 ? 1 : 0;
  shares.coverage[i] = applicable === 0 ? 0 : coverage / applicable;
  const tooFew = group.aggregate.minChildren > 0 && scoredParts / parts + shareTolerance < group.aggregate.minChildren;
  const isScored = present > 0 && !tooFew && !isUnderCoverage(shares.coverage[i]!, group.aggregate);
  shares.scored[i] = isScored ? 1 : 0;
  if (present > 0) for (const c of below) shares.inside[c]! /= present;
};
