// The minimum: the weakest part is the score, and nothing makes it good.
import { written } from '../arithmetic.js';
import type { AggregateMethod } from '../families.js';
import { aggregated, type OfUnit, partsOf, scoresOf } from './parts.js';

/** The lowest score of a child with a weight above zero; NaN without any. */
export const lowest: OfUnit = (scores, weights) => {
  let least = Number.NaN;
  for (let c = 0; c < scores.length; c++) {
    const x = scores[c]!;
    if (weights[c]! > 0 && !Number.isNaN(x) && !(x >= least)) least = x;
  }
  return least;
};

const none = {};

export const minimum: AggregateMethod<typeof none> = {
  name: 'minimum',
  parameters: none,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6: no compensation',
  local: true,
  keepsScale: true,
  readsWeights: false,
  ofUnit: lowest,
  compute: (input) =>
    aggregated(
      scoresOf(input, lowest),
      (p) =>
        `min(${partsOf(input, p)
          .map(({ score }) => written(score))
          .join(', ')})`,
    ),
};
