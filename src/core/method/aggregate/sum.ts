// The weighted sum, not divided by the weights: for weights that were made for it, such as those of the benefit of the doubt.
import { written } from '../arithmetic.js';
import type { AggregateMethod } from '../families.js';
import { aggregated, type OfUnit, partsOf, scoresOf } from './parts.js';

/**
 * sum(w x) over the children with a weight above zero. NaN where one of them has no score: without it the sum would be that
 * of something else; NaN where none has a weight.
 */
export const weightedSum: OfUnit = (scores, weights) => {
  let sum = 0;
  let any = false;
  for (let c = 0; c < scores.length; c++) {
    if (!(weights[c]! > 0)) continue;
    any = true;
    sum += weights[c]! * scores[c]!;
  }
  return any ? sum : Number.NaN;
};

const none = {};

export const sum: AggregateMethod<typeof none> = {
  name: 'sum',
  parameters: none,
  source:
    'L. Cherchye et al., An introduction to benefit of the doubt composite indicators, Social Indicators Research 82 (2007)',
  local: true,
  keepsScale: false,
  readsWeights: true,
  ofUnit: weightedSum,
  compute: (input) =>
    aggregated(scoresOf(input, weightedSum), (p) =>
      partsOf(input, p)
        .map(({ score, weight }) => `${written(weight)} * ${written(score)}`)
        .join(' + '),
    ),
};
