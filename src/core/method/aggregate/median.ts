// The weighted median: the middle part decides, so that one part, however extreme, cannot move the score far.
import { written } from '../arithmetic.js';
import type { AggregateMethod } from '../families.js';
import { aggregated, type OfUnit, type Part, partsOf, scoresOf } from './parts.js';

/** Half of the weight, up to the last bits of its sum. */
const tolerance = 1e-12;

/** Indexes of the part where half of the weight is reached, and of the next where it is reached exactly; null without any. */
const middle = (scores: ArrayLike<number>, weights: ArrayLike<number>): readonly [number, number] | null => {
  const order: number[] = [];
  let total = 0;
  for (let c = 0; c < scores.length; c++) {
    if (Number.isNaN(scores[c]!) || !(weights[c]! > 0)) continue;
    order.push(c);
    total += weights[c]!;
  }
  order.sort((a, b) => scores[a]! - scores[b]!);
  let below = 0;
  for (let k = 0; k < order.length; k++) {
    const c = order[k]!;
    below += weights[c]!;
    if (Math.abs(below - total / 2) <= tolerance * total && k + 1 < order.length) return [c, order[k + 1]!];
    if (below > total / 2) return [c, c];
  }
  return null;
};

/**
 * The smallest score that, with all below it, holds more than half of the weight; where half is reached exactly, the mean of
 * that score and the next. With equal weights the ordinary median. NaN without any child.
 */
export const weightedMedian: OfUnit = (scores, weights) => {
  const found = middle(scores, weights);
  if (found === null) return Number.NaN;
  const [a, b] = [scores[found[0]]!, scores[found[1]]!];
  return a === b ? a : (a + b) / 2;
};

const medianExpression = (parts: ReadonlyArray<Part>): string | null => {
  const scores = parts.map(({ score }) => score);
  const found = middle(
    scores,
    parts.map(({ weight }) => weight),
  );
  if (found === null) return null;
  const [a, b] = [scores[found[0]]!, scores[found[1]]!];
  return a === b ? written(a) : `(${written(a)} + ${written(b)}) / 2`;
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
