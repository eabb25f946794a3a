// Errors by drawing again from the sample: jackknife (each PSU left out in turn) and rescaled bootstrap (Rao and Wu 1988).
// For statistics without a linearisation; the statistic is computed anew from each set of weights.
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Design } from './design.js';

/** Of the sample's values under these weights; it may fit the weights to known totals itself. */
export type Statistic = (weights: Float64Array) => number;

export interface Replicated {
  readonly estimate: number;
  readonly variance: number;
  /** NaN where no stratum has two PSUs. */
  readonly se: number;
  readonly replicates: number;
  readonly df: number;
}

/**
 * JKn; of one stratum JK1, which is centred at the mean of the replicates. Weights of the stratum's other PSUs rise by n / (n - 1);
 * each stratum counts (1 - f)(n - 1) / n times its squares.
 */
export const jackknife = (design: Design, statistic: Statistic): Replicated => {
  const { groupOf, sampled, fraction, unitOf } = design.first;
  const estimate = statistic(design.weights);
  const values = new Float64Array(groupOf.length).fill(Number.NaN);
  const weights = Float64Array.from(design.weights);
  for (let psu = 0; psu < groupOf.length; psu++) {
    const stratum = groupOf[psu]!;
    const n = sampled[stratum]!;
    if (n < 2) continue;
    for (let row = 0; row < design.rows; row++) {
      const unit = unitOf[row]!;
      const factor = unit === psu ? 0 : groupOf[unit] === stratum ? n / (n - 1) : 1;
      weights[row] = design.weights[row]! * factor;
    }
    values[psu] = statistic(weights);
  }
  const drawn = values.filter((value) => !Number.isNaN(value));
  let mean = 0;
  for (const value of drawn) mean += value / drawn.length;
  const centre = sampled.length === 1 ? mean : estimate;
  let variance = 0;
  values.forEach((value, psu) => {
    if (Number.isNaN(value)) return;
    const stratum = groupOf[psu]!;
    const n = sampled[stratum]!;
    variance += (((1 - fraction[stratum]!) * (n - 1)) / n) * (value - centre) ** 2;
  });
  return told(design, estimate, variance, drawn.length);
};

/**
 * `draws` sets of weights from a seed: n - 1 of the n PSUs of each stratum with replacement, rescaled so that the variance of a total is
 * the design's own; strata of one PSU stay as they are.
 */
export const bootstrap = (design: Design, statistic: Statistic, draws: number, seed: number): Replicated => {
  const { groupOf, sampled, fraction, unitOf } = design.first;
  const estimate = statistic(design.weights);
  const generator = xoroshiro128plus(seed);
  const psusOf = Array.from(sampled, (): number[] => []);
  groupOf.forEach((stratum, psu) => {
    psusOf[stratum]!.push(psu);
  });
  const factor = new Float64Array(groupOf.length);
  const weights = new Float64Array(design.rows);
  let squares = 0;
  for (let draw = 0; draw < draws; draw++) {
    psusOf.forEach((psus, stratum) => {
      const n = psus.length;
      const share = n < 2 ? 0 : Math.sqrt(1 - fraction[stratum]!);
      for (const psu of psus) factor[psu] = 1 - share;
      if (n < 2) return;
      for (let k = 0; k < n - 1; k++) {
        const psu = psus[uniformInt(generator, 0, n - 1)]!;
        factor[psu] = factor[psu]! + (share * n) / (n - 1);
      }
    });
    for (let row = 0; row < design.rows; row++) weights[row] = design.weights[row]! * factor[unitOf[row]!]!;
    squares += (statistic(weights) - estimate) ** 2;
  }
  return told(design, estimate, squares / draws, draws);
};

const told = (design: Design, estimate: number, variance: number, replicates: number): Replicated => {
  let strata = 0;
  for (const n of design.first.sampled) if (n > 0) strata++;
  const df = design.first.groupOf.length - strata;
  const found = df > 0 ? variance : Number.NaN;
  return { estimate, variance: found, se: Math.sqrt(found), replicates, df };
};

/** sum(w y) / sum(w) over the answers: the statistic of a mean. */
export const meanUnder =
  (y: Float64Array): Statistic =>
  (weights) => {
    let [sum, all] = [0, 0];
    for (let row = 0; row < y.length; row++) {
      if (Number.isNaN(y[row]!)) continue;
      sum += weights[row]! * y[row]!;
      all += weights[row]!;
    }
    return sum / all;
  };

export const totalUnder =
  (y: Float64Array): Statistic =>
  (weights) => {
    let sum = 0;
    for (let row = 0; row < y.length; row++) if (!Number.isNaN(y[row]!)) sum += weights[row]! * y[row]!;
    return sum;
  };
