// Comparing every unit with every other, part by part: how much of the weight stands on whose side.
import type { ToAggregate } from '../families.js';

/** Scores this close, relative to their size, are the same score computed in another order. */
const sameScore = 1e-12;
/** Shares this close to one half are one half. */
export const halfTolerance = 1e-9;

/**
 * Calls `tell(i, j, share)` once for every pair i < j that has a child in common: the share of the weight of the common
 * children on which i is higher, half of it where both are equal; the share of j is 1 - share. The weight of a child is the
 * mean of what it has in both units, so that nothing depends on the order of the units, and a child that one of the two lacks
 * counts for neither. O(n^2 m).
 */
export const eachPair = (
  { children, weights, nUnits }: ToAggregate,
  tell: (i: number, j: number, share: number) => void,
): void => {
  const m = children.length;
  // One row for each unit, weight 0 where the child does not count: the inner loop walks along memory.
  const x = new Float64Array(nUnits * m);
  const w = new Float64Array(nUnits * m);
  for (let c = 0; c < m; c++) {
    for (let p = 0; p < nUnits; p++) {
      const score = children[c]![p]!;
      const weight = weights[c]![p]!;
      if (Number.isNaN(score) || !(weight > 0)) continue;
      x[p * m + c] = score;
      w[p * m + c] = weight;
    }
  }
  for (let i = 0; i < nUnits; i++) {
    const own = i * m;
    for (let j = i + 1; j < nUnits; j++) {
      const other = j * m;
      let wins = 0;
      let total = 0;
      for (let c = 0; c < m; c++) {
        const a = w[own + c]!;
        const b = w[other + c]!;
        if (a === 0 || b === 0) continue;
        const weight = a + b;
        total += weight;
        const mine = x[own + c]!;
        const theirs = x[other + c]!;
        if (mine === theirs || Math.abs(mine - theirs) <= sameScore * Math.max(Math.abs(mine), Math.abs(theirs)))
          wins += weight / 2;
        else if (mine > theirs) wins += weight;
      }
      if (total > 0) tell(i, j, wins / total);
    }
  }
};

/**
 * The outranking matrix, row by row (n x n): the share of the weight on which the unit of the row is higher than the unit of
 * the column, 0 on the diagonal, NaN where the two have no child in common.
 * Source: G. Munda and M. Nardo, Noncompensatory/nonlinear composite indicators for ranking countries (2009).
 */
export const outrankingMatrix = (input: ToAggregate): Float64Array => {
  const n = input.nUnits;
  const matrix = new Float64Array(n * n).fill(Number.NaN);
  for (let p = 0; p < n; p++) matrix[p * n + p] = 0;
  eachPair(input, (i, j, share) => {
    matrix[i * n + j] = share;
    matrix[j * n + i] = 1 - share;
  });
  return matrix;
};

/** The first unit that has a child with a score and a weight but none in common with any other unit; -1 where there is none. */
export const alone = ({ children, weights, nUnits }: ToAggregate, compared: Int32Array): number => {
  for (let p = 0; p < nUnits; p++) {
    if (compared[p]! > 0) continue;
    if (children.some((column, c) => !Number.isNaN(column[p]!) && weights[c]![p]! > 0)) return p;
  }
  return -1;
};
