// Ranks of areas as what their errors allow to say of them: from the best to the worst place that pairwise differences leave open
// (Goldstein and Spiegelhalter 1996), and the expected rank.
import { normalCdf, normalQuantile } from '../statistics/distributions.js';

export interface AreaRank {
  /** 1 is the highest mean; NaN, as all others, for an area whose error is not known. */
  readonly rank: number;
  readonly best: number;
  readonly worst: number;
  /** With all pairs held to the level together (Bonferroni). */
  readonly bestJoint: number;
  readonly worstJoint: number;
  readonly expected: number;
}

/** Independent areas; equal means share the better rank. */
export const areaRanks = (means: Float64Array, ses: Float64Array, level = 0.95): ReadonlyArray<AreaRank> => {
  const isRanked = Uint8Array.from(means, (mean, i) => (Number.isFinite(mean) && Number.isFinite(ses[i]!) ? 1 : 0));
  let areas = 0;
  for (const mark of isRanked) areas += mark;
  const single = normalQuantile(1 - (1 - level) / 2);
  const joint = normalQuantile(1 - (1 - level) / (areas * (areas - 1)));
  return Array.from(means, (mean, j) => {
    if (isRanked[j] === 0) return unranked;
    let [above, better, worse, betterJoint, worseJoint, expected] = [0, 0, 0, 0, 0, 1];
    means.forEach((other, k) => {
      if (k === j || isRanked[k] === 0) return;
      if (other > mean) above++;
      const error = Math.sqrt(ses[k]! * ses[k]! + ses[j]! * ses[j]!);
      // Without any error a difference is certain, and equality too.
      const z = other === mean ? 0 : (other - mean) / error;
      if (z > single) better++;
      if (z < -single) worse++;
      if (z > joint) betterJoint++;
      if (z < -joint) worseJoint++;
      expected += normalCdf(z);
    });
    return {
      rank: 1 + above,
      best: 1 + better,
      worst: areas - worse,
      bestJoint: 1 + betterJoint,
      worstJoint: areas - worseJoint,
      expected,
    };
  });
};

const unranked: AreaRank = {
  rank: Number.NaN,
  best: Number.NaN,
  worst: Number.NaN,
  bestJoint: Number.NaN,
  worstJoint: Number.NaN,
  expected: Number.NaN,
};
