// The weighted power mean: one number says how far a weak part can be made good, from the minimum to the maximum.
import { written } from '../arithmetic.js';
import type { AggregateMethod } from '../families.js';
import { number } from '../parameters.js';
import { arithmeticExpression, arithmeticMean } from './arithmetic.js';
import { geometricExpression, geometricMean } from './geometric.js';
import { aggregated, belowZero, type OfUnit, type Part, partsOf, scoresOf } from './parts.js';

/**
 * (sum(w x^p) / sum(w))^(1/p) over the children with a score and a weight; its limit, the geometric mean, at p = 0, the
 * arithmetic mean at p = 1. A zero makes it zero where p is below 0; NaN below zero (except at p = 1) or without any child.
 */
export const powerMean =
  (p: number): OfUnit =>
  (scores, weights) => {
    if (p === 0) return geometricMean(scores, weights);
    if (p === 1) return arithmeticMean(scores, weights);
    let top = 0;
    let bottom = 0;
    let zero = false;
    for (let c = 0; c < scores.length; c++) {
      const x = scores[c]!;
      const w = weights[c]!;
      if (Number.isNaN(x) || !(w > 0)) continue;
      if (x < 0) return Number.NaN;
      bottom += w;
      if (x === 0 && p < 0) zero = true;
      else top += w * x ** p;
    }
    if (bottom === 0) return Number.NaN;
    return zero ? 0 : (top / bottom) ** (1 / p);
  };

const powerExpression = (p: number, parts: ReadonlyArray<Part>): string => {
  if (p === 0) return geometricExpression(parts);
  if (p === 1) return arithmeticExpression(parts);
  if (p < 0 && parts.some(({ score }) => score === 0)) return '0';
  const powers = parts.map(({ score, weight }) => `${written(weight)} * pow(${written(score)}, ${written(p)})`);
  const mean = `(${powers.join(' + ')}) / (${parts.map(({ weight }) => written(weight)).join(' + ')})`;
  return `pow(${mean}, 1 / ${written(p)})`;
};

const parameters = {
  p: number(
    { least: -20, most: 20 },
    'The exponent: 1 is the arithmetic mean, 0 the geometric, -1 the harmonic; the lower, the more the weakest part counts.',
    [0.5, -1],
  ),
};

export const power: AggregateMethod<typeof parameters> = {
  name: 'power',
  parameters,
  source: 'P. S. Bullen, Handbook of Means and Their Inequalities (2003), chapter III',
  local: true,
  keepsScale: true,
  readsWeights: true,
  zeroSinks: true,
  ofUnit: (scores, weights, { p }) => powerMean(p)(scores, weights),
  compute: (input, { p }) =>
    aggregated(
      scoresOf(input, powerMean(p)),
      (unit) => powerExpression(p, partsOf(input, unit)),
      p === 1 ? null : belowZero(input, 'power'),
      { p },
    ),
};
