// The weighted median: the middle part decides, so that one part, however extreme, cannot move the score far.
import { written } from '../arithmetic.js';
import type { AggregateMethod } from '../families.js';
import { aggregated, type OfUnit, type Part, partsOf, scoresOf } from './parts.js';

/** Half of the weight, up to the last bits of its sum. */
const tolerance = 1e-12;

/** The part where half of the weight is reached, and the next where it is reached exactly. */
const middle = (parts: ReadonlyArray<Part>): readonly [number, number] | null => {
  const sorted = [...parts].sort((a, b) => a.score - b.score);
  let total = 0;
  for (const { weight } of sorted) total += weight;
  let below = 0;
  for (let i = 0; i < sorted.length; i++) {
    const { score, weight } = sorted[i]!;
    below += weight;
    if (Math.abs(below - total / 2) <= tolerance * total && i + 1 < sorted.length) return [score, sorted[i + 1]!.score];
    if (below > total / 2) return [score, score];
  }
  return null;
};

/**
 * The smallest score that, with all below it, holds more than half of the weight; where half is reached exactly, the mean of
 * that score and the next. With equal weights the ordinary median. NaN without any child.
 */
export const weightedMedian: OfUnit = (scores, weights) => {
  const parts: Part[] = [];
  for (let c = 0; c < scores.length; c++) {
    if (!Number.isNaN(scores[c]!) && weights[c]! > 0) parts.push({ score: scores[c]!, weight: weights[c]! });
  }
  const found = middle(parts);
  if (found === null) return Number.NaN;
  return found[0] === found[1] ? found[0] : (found[0] + found[1]) / 2;
};

const medianExpression = (parts: ReadonlyArray<Part>): string | null => {
  const found = middle(parts);
  if (found === null) return null;
  return found[0] === found[1] ? written(found[0]) : `(${written(found[0])} + ${written(found[1])}) / 2`;
};

const none = {};

export const median: AggregateMethod<typeof none> = {
  name: 'median',
  parameters: none,
  source: 'F. Y. Edgeworth, On a new method of reducing observations (1888): weighted median',
  local: true,
  keepsScale: true,
  readsWeights: true,
  ofUnit: weightedMedian,
  compute: (input) => aggregated(scoresOf(input, weightedMedian), (p) => medianExpression(partsOf(input, p))),
};
