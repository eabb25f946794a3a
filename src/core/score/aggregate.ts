// Weighted means over the children that have a score; a child without one leaves numerator and denominator.
import type { Aggregation } from '../define/definition.js';

type Method = Aggregation['method'];

/**
 * Children to parent for every unit: `scores[c][p]` and `weights[c][p]` of child c and unit p; NaN scores are left out.
 * Arithmetic sum(w x) / sum(w), geometric exp(sum(w ln x) / sum(w)), harmonic sum(w) / sum(w / x); a zero makes the
 * geometric and harmonic mean zero (their limits). NaN where no child has a score and a weight; NaN for a negative score
 * in a geometric or harmonic mean, which have no meaning there.
 * Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6.
 */
export const aggregateColumns = (
  method: Method,
  scores: ReadonlyArray<Float64Array>,
  weights: ReadonlyArray<Float64Array>,
  nUnits: number,
): Float64Array => {
  if (method === 'arithmetic') return arithmeticColumns(scores, weights, nUnits);
  const out = new Float64Array(nUnits);
  const x = new Float64Array(scores.length);
  const w = new Float64Array(scores.length);
  for (let p = 0; p < nUnits; p++) {
    for (let c = 0; c < scores.length; c++) {
      x[c] = scores[c]![p]!;
      w[c] = weights[c]![p]!;
    }
    out[p] = aggregateValues(method, x, w);
  }
  return out;
};

/** The same for one unit; equal to the column kernel to the last bit. */
export const aggregateValues = (method: Method, scores: ArrayLike<number>, weights: ArrayLike<number>): number => {
  let top = 0;
  let bottom = 0;
  let zero = false;
  for (let c = 0; c < scores.length; c++) {
    const x = scores[c]!;
    const w = weights[c]!;
    if (Number.isNaN(x) || !(w > 0)) continue;
    bottom += w;
    if (method === 'arithmetic') top += w * x;
    else if (x < 0) return Number.NaN;
    else if (x === 0) zero = true;
    else top += method === 'geometric' ? w * Math.log(x) : w / x;
  }
  if (bottom === 0) return Number.NaN;
  if (method === 'arithmetic') return top / bottom;
  if (zero) return 0;
  return method === 'geometric' ? Math.exp(top / bottom) : bottom / top;
};

const arithmeticColumns = (
  scores: ReadonlyArray<Float64Array>,
  weights: ReadonlyArray<Float64Array>,
  nUnits: number,
): Float64Array => {
  const top = new Float64Array(nUnits);
  const bottom = new Float64Array(nUnits);
  for (let c = 0; c < scores.length; c++) {
    const x = scores[c]!;
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
