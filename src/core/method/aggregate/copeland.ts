// Copeland: each unit meets every other; the score is the meetings won less the meetings lost.
import type { AggregateMethod } from '../families.js';
import { alone, eachPair, halfTolerance } from './pairs.js';
import { aggregated } from './parts.js';

const none = {};

/**
 * A meeting is won with more than half of the weight of the children both units have, within 1e-9 of half it is a draw.
 * Units without a child in common do not meet; one that meets nobody is a fault, not a zero in the middle of the list.
 */
export const copeland: AggregateMethod<typeof none> = {
  name: 'copeland',
  parameters: none,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6; G. Munda and M. Nardo (2009)',
  local: false,
  keepsScale: false,
  readsWeights: true,
  compute: (input) => {
    const wins = new Int32Array(input.nUnits);
    const losses = new Int32Array(input.nUnits);
    const meetings = new Int32Array(input.nUnits);
    eachPair(input, (i, j, share) => {
      meetings[i]!++;
      meetings[j]!++;
      if (Math.abs(share - 0.5) <= halfTolerance) return;
      wins[share > 0.5 ? i : j]!++;
      losses[share > 0.5 ? j : i]!++;
    });
    const score = new Float64Array(input.nUnits);
    for (let p = 0; p < score.length; p++) score[p] = meetings[p]! > 0 ? wins[p]! - losses[p]! : Number.NaN;
    const unit = alone(input, meetings);
    return aggregated(
      score,
      (p) => `${wins[p]!} - ${losses[p]!}`,
      unit < 0 ? null : { code: 'NotComparable', args: {}, unit },
    );
  },
};
