// Ranks as the field gives them: 1 is best, equal scores share the better rank, the next one skips (1, 2, 2, 4).
import { roundHalfAway } from '../model/round.js';
import { howManyUpTo } from '../model/sorted.js';

/**
 * `scores[p]`, one per unit, rounded to `decimals` first (half away from zero), so that the last bits of a double never
 * part equals. `lists[p]` numbers the list a unit is ranked in, from 0; without it all are in one. NaN gets 0: no rank.
 */
export const rankScores = (scores: Float64Array, decimals: number, lists?: Int32Array): Int32Array => {
  const n = scores.length;
  const rounded = new Float64Array(n);
  const ranks = new Int32Array(n);
  let nLists = n === 0 ? 0 : 1;
  for (let p = 0; p < n; p++) {
    rounded[p] = roundHalfAway(scores[p]!, decimals);
    if (lists !== undefined && lists[p]! >= nLists) nLists = lists[p]! + 1;
  }
  const members = new Int32Array(n);
  for (let list = 0; list < nLists; list++) {
    let m = 0;
    for (let p = 0; p < n; p++)
      if (!Number.isNaN(rounded[p]!) && (lists === undefined || lists[p] === list)) members[m++] = p;
    if (!rankByShelves(rounded, members.subarray(0, m), ranks)) rankBySearch(rounded, members.subarray(0, m), ranks);
  }
  return ranks;
};

/** So many on one shelf are still compared with one another in less time than a sort takes. */
const mostOnShelf = 24;

/**
 * Puts the scores on as many shelves of equal width as there are scores: a rank is the number on higher shelves, and of those on the
 * same shelf that are better. False where a shelf gets too many, as far outliers make them; the ranks are then not filled.
 */
const rankByShelves = (scores: Float64Array, members: Int32Array, ranks: Int32Array): boolean => {
  const m = members.length;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = 0; k < m; k++) {
    const score = scores[members[k]!]!;
    if (score < low) low = score;
    if (score > high) high = score;
  }
  const perScore = (m - 1) / (high - low);
  if (!(perScore > 0 && perScore < Number.POSITIVE_INFINITY)) return false;
  // `ends[shelf]`: first its number, then the place after its last, highest shelf first.
  const ends = new Int32Array(m);
  const shelves = new Int32Array(m);
  for (let k = 0; k < m; k++) {
    const shelf = m - 1 - Math.floor((scores[members[k]!]! - low) * perScore);
    shelves[k] = shelf;
    ends[shelf]!++;
  }
  let start = 0;
  for (let shelf = 0; shelf < m; shelf++) {
    const number = ends[shelf]!;
    if (number > mostOnShelf) return false;
    ends[shelf] = start;
    start += number;
  }
  const shelved = new Float64Array(m);
  for (let k = 0; k < m; k++) shelved[ends[shelves[k]!]!++] = scores[members[k]!]!;
  for (let k = 0; k < m; k++) {
    const shelf = shelves[k]!;
    const first = shelf === 0 ? 0 : ends[shelf - 1]!;
    const score = scores[members[k]!]!;
    let rank = first + 1;
    for (let at = first; at < ends[shelf]!; at++) if (shelved[at]! > score) rank++;
    ranks[members[k]!] = rank;
  }
  return true;
};

const rankBySearch = (scores: Float64Array, members: Int32Array, ranks: Int32Array): void => {
  const sorted = Float64Array.from(members, (p) => scores[p]!).sort();
  for (const p of members) ranks[p] = 1 + sorted.length - howManyUpTo(sorted, scores[p]!);
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
