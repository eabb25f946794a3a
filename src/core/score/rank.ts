// Ranks as the field gives them: 1 is best, equal scores share the better rank, the next one skips (1, 2, 2, 4).
import { roundHalfAway } from '../model/round.js';

/**
 * `scores[p]`, one per unit, rounded to `decimals` first (half away from zero), so that the last bits of a double never
 * part equals. `groups[p]` names the list a unit is ranked in; without it all are in one. NaN gets 0, which is no rank.
 */
export const rankScores = (scores: Float64Array, decimals: number, groups?: ReadonlyArray<string>): Int32Array => {
  const ranks = new Int32Array(scores.length);
  const positions = [...scores.keys()].filter((p) => !Number.isNaN(scores[p]!));
  const rounded = Float64Array.from(scores, (score) => roundHalfAway(score, decimals));
  const lists = new Map<string, number[]>();
  for (const p of positions) {
    const list = groups?.[p] ?? '';
    const members = lists.get(list);
    if (members === undefined) lists.set(list, [p]);
    else members.push(p);
  }
  for (const members of lists.values()) {
    members.sort((a, b) => rounded[b]! - rounded[a]!);
    members.forEach((p, place) => {
      const before = place > 0 ? members[place - 1]! : -1;
      ranks[p] = before !== -1 && rounded[before] === rounded[p] ? ranks[before]! : place + 1;
    });
  }
  return ranks;
};
