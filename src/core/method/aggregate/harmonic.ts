// The weighted harmonic mean: harder on a weak part than the geometric one.
import { written } from '../arithmetic.js';
import type { AggregateMethod } from '../families.js';
import { aggregated, belowZero, type OfUnit, type Part, partsOf, scoresOf } from './parts.js';

/** sum(w) / sum(w / x) over the children with a score and a weight; 0 where one is 0 (the limit), NaN below zero or without any. */
export const harmonicMean: OfUnit = (scores, weights) => {
  let top = 0;
  let bottom = 0;
  let zero = false;
  for (let c = 0; c < scores.length; c++) {
    const x = scores[c]!;
    const w = weights[c]!;
    if (Number.isNaN(x) || !(w > 0)) continue;
    if (x < 0) return Number.NaN;
    top += w;
    if (x === 0) zero = true;
    else bottom += w / x;
  }
  if (top === 0) return Number.NaN;
  return zero ? 0 : top / bottom;
};

const harmonicExpression = (parts: ReadonlyArray<Part>): string => {
  if (parts.some(({ score }) => score === 0)) return '0';
  const shares = parts.map(({ score, weight }) => `${written(weight)} / ${written(score)}`);
  return `(${parts.map(({ weight }) => written(weight)).join(' + ')}) / (${shares.join(' + ')})`;
};

const none = {};

export const harmonic: AggregateMethod<typeof none> = {
  name: 'harmonic',
  parameters: none,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6',
  local: true,
  keepsScale: true,
  readsWeights: true,
  zeroSinks: true,
  ofUnit: harmonicMean,
  compute: (input) =>
    aggregated(
      scoresOf(input, harmonicMean),
      (p) => harmonicExpression(partsOf(input, p)),
      belowZero(input, 'harmonic'),
    ),
};
