// Outranking: the share of the weight on which a unit is ahead of another, averaged over all it can be compared with.
import { written } from '../arithmetic.js';
import type { AggregateMethod } from '../families.js';
import { alone, eachPair } from './pairs.js';
import { aggregated } from './parts.js';

const none = {};

/**
 * 100 * mean of the unit's row of the outranking matrix, over the units it has a child in common with: 100 where it is ahead of
 * everyone on everything, 50 where it is ahead as much as behind. It is half of one plus the net flow of PROMETHEE II with the
 * usual criterion.
 */
export const outranking: AggregateMethod<typeof none> = {
  name: 'outranking',
  parameters: none,
  source: 'J. P. Brans and P. Vincke, A preference ranking organisation method, Management Science 31 (1985)',
  local: false,
  keepsScale: false,
  readsWeights: true,
  compute: (input) => {
    const sums = new Float64Array(input.nUnits);
    const meetings = new Int32Array(input.nUnits);
    eachPair(input, (i, j, share) => {
      sums[i]! += share;
      sums[j]! += 1 - share;
      meetings[i]!++;
      meetings[j]!++;
    });
    const score = new Float64Array(input.nUnits);
    for (let p = 0; p < score.length; p++) {
      score[p] = meetings[p]! > 0 ? (sums[p]! / meetings[p]!) * 100 : Number.NaN;
    }
    const unit = alone(input, meetings);
    return aggregated(
      score,
      (p) => `${written(sums[p]!)} / ${meetings[p]!} * 100`,
      unit < 0 ? null : { code: 'NotComparable', args: {}, unit },
    );
  },
};
