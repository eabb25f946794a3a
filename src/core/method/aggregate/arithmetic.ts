// The weighted arithmetic mean: a loss in one part is made good by an equal gain in another of the same weight.
import { written } from '../arithmetic.js';
import type { AggregateMethod, ToAggregate } from '../families.js';
import { aggregated, type OfUnit, type Part, partsOf } from './parts.js';

/** sum(w x) / sum(w) over the children with a score and a weight; NaN without any. */
export const arithmeticMean: OfUnit = (scores, weights) => {
  let top = 0;
  let bottom = 0;
  for (let c = 0; c < scores.length; c++) {
    const x = scores[c]!;
    const w = weights[c]!;
    if (Number.isNaN(x) || !(w > 0)) continue;
    top += w * x;
    bottom += w;
  }
  return bottom === 0 ? Number.NaN : top / bottom;
};

/** Column by column, which the processor likes better; equal to `arithmeticMean` to the last bit. */
const columnwise = ({ children, weights, nUnits }: ToAggregate): Float64Array => {
  const top = new Float64Array(nUnits);
  const bottom = new Float64Array(nUnits);
  for (let c = 0; c < children.length; c++) {
    const x = children[c]!;
    const w = weights[c]!;
    for (let p = 0; p < nUnits; p++) {
      const value = x[p]!;
      if (!Number.isNaN(value) && w[p]! > 0) {
        top[p]! += w[p]! * value;
        bottom[p]! += w[p]!;
      }
    }
  }
  for (let p = 0; p < nUnits; p++) top[p] = bottom[p]! === 0 ? Number.NaN : top[p]! / bottom[p]!;
  return top;
};

export const arithmeticExpression = (parts: ReadonlyArray<Part>): string => {
  const products = parts.map(({ score, weight }) => `${written(weight)} * ${written(score)}`);
  return `(${products.join(' + ')}) / (${parts.map(({ weight }) => written(weight)).join(' + ')})`;
};

const none = {};

export const arithmetic: AggregateMethod<typeof none> = {
  name: 'arithmetic',
  parameters: none,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6',
  local: true,
  keepsScale: true,
  readsWeights: true,
  ofUnit: arithmeticMean,
  compute: (input) => aggregated(columnwise(input), (p) => arithmeticExpression(partsOf(input, p))),
};
