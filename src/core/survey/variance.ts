// The one variance engine: every estimate is a total of linearised values, and its variance that of totals over PSUs (Taylor).
// V = sum over strata of (1 - f) n / (n - 1) * sum over PSUs (t - mean t)^2, and f times the same inside each PSU where populations are given.
import type { Design, LonelyRule, Stage } from './design.js';

/** Covariance of the totals of two columns of linearised values (0 in rows that are not used, weights already in them). */
export const covariance = (design: Design, a: Float64Array, b: Float64Array): number => {
  const [one, other] = design.residual === null ? [a, b] : [design.residual(a), a === b ? null : design.residual(b)];
  return covarianceOf(design, one, other ?? one);
};

export const variance = (design: Design, z: Float64Array): number => covariance(design, z, z);

/** All pairs: a symmetric matrix by rows. */
export const covariances = (design: Design, columns: ReadonlyArray<Float64Array>): ReadonlyArray<Float64Array> => {
  const { residual } = design;
  const z = residual === null ? columns : columns.map((column) => residual(column));
  const matrix = z.map(() => new Float64Array(z.length));
  for (let i = 0; i < z.length; i++) {
    for (let j = i; j < z.length; j++) {
      const found = covarianceOf(design, z[i]!, z[j]!);
      matrix[i]![j] = found;
      matrix[j]![i] = found;
    }
  }
  return matrix;
};

const covarianceOf = ({ first, second, lonely }: Design, a: Float64Array, b: Float64Array): number => {
  const byStratum = stageCovariances(first, a, b, lonely);
  let total = averaged(first, lonely, sumOf(byStratum));
  if (second === null) return total;
  // With no other group to lend its spread, a PSU of one cluster adds nothing.
  const byPsu = stageCovariances(second, a, b, lonely === 'average' ? 'remove' : lonely);
  for (let psu = 0; psu < byPsu.length; psu++) total += first.fraction[first.groupOf[psu]!]! * byPsu[psu]!;
  return total;
};

const stageCovariances = (stage: Stage, a: Float64Array, b: Float64Array, lonely: LonelyRule): Float64Array => {
  const { groupOf, sampled } = stage;
  const ofA = totalsOf(stage, a);
  const ofB = a === b ? ofA : totalsOf(stage, b);
  const groups = sampled.length;
  const meanA = new Float64Array(groups);
  const meanB = new Float64Array(groups);
  for (let unit = 0; unit < groupOf.length; unit++) {
    const group = groupOf[unit]!;
    meanA[group] = meanA[group]! + ofA[unit]! / sampled[group]!;
    meanB[group] = meanB[group]! + ofB[unit]! / sampled[group]!;
  }
  const found = new Float64Array(groups);
  for (let unit = 0; unit < groupOf.length; unit++) {
    const group = groupOf[unit]!;
    found[group] =
      found[group]! +
      (sampled[group]! > 1 ? (ofA[unit]! - meanA[group]!) * (ofB[unit]! - meanB[group]!) : ofA[unit]! * ofB[unit]!);
  }
  for (let group = 0; group < groups; group++) found[group] = found[group]! * factorOf(stage, group, lonely);
  return found;
};

/** By what the sum of squares of a group counts: around its mean, or, of a lonely unit, around zero. */
export const factorOf = ({ sampled, fraction }: Stage, group: number, lonely: LonelyRule): number => {
  const n = sampled[group]!;
  if (n > 1) return ((1 - fraction[group]!) * n) / (n - 1);
  return n === 1 && lonely === 'adjust' ? 1 - fraction[group]! : 0;
};

/** Under `average` each lonely group gets the mean of the groups whose spread can be seen. */
export const averaged = ({ sampled, fraction }: Stage, lonely: LonelyRule, sum: number): number => {
  if (lonely !== 'average') return sum;
  let [all, seen] = [0, 0];
  for (let group = 0; group < sampled.length; group++) {
    if (sampled[group] === 0) continue;
    all++;
    if (sampled[group]! > 1 || fraction[group]! >= 1) seen++;
  }
  return seen === 0 ? 0 : (sum * all) / seen;
};

export const totalsOf = ({ unitOf, groupOf }: Stage, z: Float64Array): Float64Array => {
  const totals = new Float64Array(groupOf.length);
  for (let row = 0; row < z.length; row++) {
    const unit = unitOf[row]!;
    totals[unit] = totals[unit]! + z[row]!;
  }
  return totals;
};

const sumOf = (values: Float64Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

/** PSUs less strata, both counted where a row is used: 0 means that nothing can be said of the error. */
export const degreesOfFreedom = ({ first }: Design, used: Uint8Array): number => {
  const psuSeen = new Uint8Array(first.groupOf.length);
  const stratumSeen = new Uint8Array(first.sampled.length);
  let df = 0;
  for (let row = 0; row < used.length; row++) {
    if (used[row] === 0) continue;
    const psu = first.unitOf[row]!;
    if (psuSeen[psu] === 1) continue;
    psuSeen[psu] = 1;
    df++;
    const stratum = first.groupOf[psu]!;
    if (stratumSeen[stratum] === 1) continue;
    stratumSeen[stratum] = 1;
    df--;
  }
  return df;
};
