// Ranks as the field gives them: 1 is best, equal scores share the better rank, the next one skips (1, 2, 2, 4).
import { roundHalfAway } from '../model/round.js';
import { howManyUpTo } from '../model/sorted.js';

/**
 * `scores[p]`, one per unit, rounded to `decimals` first (half away from zero), so that the last bits of a double never
 * part equals. `lists[p]` numbers the list a unit is ranked in, from 0; without it all are in one. NaN gets 0: no rank.
 */
export const rankScores = (scores: Float64Array, decimals: number, lists?: Int32Array): Int32Array => {
  const rounded = new Float64Array(scores.length);
  let nLists = 1;
  for (let p = 0; p < scores.length; p++) {
    rounded[p] = roundHalfAway(scores[p]!, decimals);
    if (lists !== undefined && lists[p]! >= nLists) nLists = lists[p]! + 1;
  }
  const ranks = new Int32Array(scores.length);
  for (let list = 0; list < nLists; list++) {
    const members = rounded
      .filter((score, p) => !Number.isNaN(score) && (lists === undefined || lists[p] === list))
      .sort();
    for (let p = 0; p < scores.length; p++) {
      if (Number.isNaN(rounded[p]!) || (lists !== undefined && lists[p] !== list)) continue;
      ranks[p] = 1 + members.length - howManyUpTo(members, rounded[p]!);
    }
  }
  return ranks;
};

/** Positions of equal names get equal numbers, from 0 in order of appearance. */
export const numberLists = (names: ReadonlyArray<string>): Int32Array => {
  const numbers = new Map<string, number>();
  return Int32Array.from(names, (name) => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  });
};
