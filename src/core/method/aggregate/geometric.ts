// The weighted geometric mean: a weak part pulls the score down more than a strong one lifts it, and a zero makes it zero.
import { written } from '../arithmetic.js';
import type { AggregateMethod } from '../families.js';
import { aggregated, belowZero, type OfUnit, type Part, partsOf, scoresOf } from './parts.js';

/**
 * exp(sum(w ln x) / sum(w)) over the children with a score and a weight; 0 where one of them is 0 (the limit), NaN where one
 * is below zero or none is there.
 */
export const geometricMean: OfUnit = (scores, weights) => {
  let top = 0;
  let bottom = 0;
  let zero = false;
  for (let c = 0; c < scores.length; c++) {
    const x = scores[c]!;
    const w = weights[c]!;
    if (Number.isNaN(x) || !(w > 0)) continue;
    if (x < 0) return Number.NaN;
    bottom += w;
    if (x === 0) zero = true;
    else top += w * Math.log(x);
  }
  if (bottom === 0) return Number.NaN;
  return zero ? 0 : Math.exp(top / bottom);
};

export const geometricExpression = (parts: ReadonlyArray<Part>): string => {
  if (parts.some(({ score }) => score === 0)) return '0';
  const logs = parts.map(({ score, weight }) => `${written(weight)} * ln(${written(score)})`);
  return `exp((${logs.join(' + ')}) / (${parts.map(({ weight }) => written(weight)).join(' + ')}))`;
};

const none = {};

export const geometric: AggregateMethod<typeof none> = {
  name: 'geometric',
  parameters: none,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6',
  local: true,
  keepsScale: true,
  readsWeights: true,
  zeroSinks: true,
  ofUnit: geometricMean,
  compute: (input) =>
    aggregated(
      scoresOf(input, geometricMean),
      (p) => geometricExpression(partsOf(input, p)),
      belowZero(input, 'geometric'),
    ),
};
