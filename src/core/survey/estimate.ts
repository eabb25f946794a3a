// Means, totals, shares, ratios and differences, each as its value and the linearised values (Binder 1983) that its variance is made of.
// Rows outside the domain, or with a missing answer, are not dropped: they count as zero, so that empty PSUs still count as PSUs.
import type { Codes } from './codes.js';
import type { Design } from './design.js';
import { covariances, degreesOfFreedom, variance } from './variance.js';

export interface Linearised {
  readonly estimate: number;
  /** One value a row, weight inside, 0 where the row is not used. */
  readonly z: Float64Array;
  readonly used: Uint8Array;
  /** Rows used. */
  readonly n: number;
  /** Their weights. */
  readonly weight: number;
}

export interface Estimate {
  readonly n: number;
  readonly weight: number;
  /** NaN without a row. */
  readonly estimate: number;
  /** NaN where df is 0: not estimable, never 0. */
  readonly variance: number;
  readonly se: number;
  readonly df: number;
  /** Against a simple random sample of the same rows, drawn without replacement from as many people as the weights count. */
  readonly deffWor: number;
  /** Against one drawn with replacement. */
  readonly deffWr: number;
  /** n over the design effect of the design's kind. */
  readonly nEffective: number;
}

/** The rows asked for; null: all of them. */
export type Domain = Uint8Array | null;

export const domainOf = (codes: Codes, code: number): Uint8Array =>
  Uint8Array.from(codes.of, (each) => (each === code ? 1 : 0));

const rowsUsed = (design: Design, columns: ReadonlyArray<Float64Array>, domain: Domain) => {
  const used = new Uint8Array(design.rows);
  let [n, weight] = [0, 0];
  for (let row = 0; row < design.rows; row++) {
    if (domain !== null && domain[row] === 0) continue;
    if (columns.some((column) => Number.isNaN(column[row]!))) continue;
    used[row] = 1;
    n++;
    weight += design.weights[row]!;
  }
  return { used, n, weight };
};

/** sum(w y); missing answers count as zero, and so does everybody outside the domain. */
export const totalOf = (design: Design, y: Float64Array, domain: Domain = null): Linearised => {
  const rows = rowsUsed(design, [y], domain);
  const z = new Float64Array(design.rows);
  let estimate = 0;
  for (let row = 0; row < z.length; row++) {
    if (rows.used[row] === 0) continue;
    z[row] = design.weights[row]! * y[row]!;
    estimate += z[row]!;
  }
  return { estimate: rows.n === 0 ? Number.NaN : estimate, z, ...rows };
};

/** sum(w y) / sum(w); z = w (y - mean) / sum(w). Of a variable of 0 and 1 it is the share. */
export const meanOf = (design: Design, y: Float64Array, domain: Domain = null): Linearised => {
  const { estimate: total, z, ...rows } = totalOf(design, y, domain);
  const estimate = between(total / rows.weight, y, rows.used);
  for (let row = 0; row < z.length; row++)
    if (rows.used[row] === 1) z[row] = (design.weights[row]! * (y[row]! - estimate)) / rows.weight;
  return { estimate, z, ...rows };
};

/** Never outside the values: a variable that is the same in all rows has no spread, not one of rounding. */
const between = (mean: number, y: Float64Array, used: Uint8Array): number => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < y.length; row++) {
    if (used[row] === 0) continue;
    if (y[row]! < low) low = y[row]!;
    if (y[row]! > high) high = y[row]!;
  }
  return low > high ? mean : Math.min(high, Math.max(low, mean));
};

/** sum(w y) / sum(w x) over the rows that have both; z = w (y - R x) / sum(w x). */
export const ratioOf = (design: Design, y: Float64Array, x: Float64Array, domain: Domain = null): Linearised => {
  const rows = rowsUsed(design, [y, x], domain);
  let [above, below] = [0, 0];
  for (let row = 0; row < design.rows; row++) {
    if (rows.used[row] === 0) continue;
    above += design.weights[row]! * y[row]!;
    below += design.weights[row]! * x[row]!;
  }
  const estimate = below === 0 ? Number.NaN : above / below;
  const z = new Float64Array(design.rows);
  for (let row = 0; row < z.length; row++)
    if (rows.used[row] === 1) z[row] = (design.weights[row]! * (y[row]! - estimate * x[row]!)) / below;
  return { estimate, z, ...rows };
};

/** a - b with their covariance inside: domains may share PSUs, and waves too where they stand in one design. */
export const differenceOf = (a: Linearised, b: Linearised): Linearised => {
  const used = a.used.map((mark, row) => mark | b.used[row]!);
  let n = 0;
  for (const mark of used) n += mark;
  return {
    estimate: a.estimate - b.estimate,
    z: a.z.map((value, row) => value - b.z[row]!),
    used,
    n,
    weight: a.weight + b.weight,
  };
};

/** 1 where the row has the category, 0 where another, NaN where none. */
export const indicatorOf = (codes: Codes, category: number): Float64Array =>
  Float64Array.from(codes.of, (code) => (code === -1 ? Number.NaN : code === category ? 1 : 0));

/** Shares of all categories with their covariance matrix. */
export const sharesOf = (design: Design, codes: Codes, domain: Domain = null) => {
  const shares = codes.names.map((_, category) => meanOf(design, indicatorOf(codes, category), domain));
  return {
    shares,
    covariance: covariances(
      design,
      shares.map(({ z }) => z),
    ),
  };
};

/** The error of a linearised estimate; design effects are those of its kind (see `withDesignEffect`). */
export const estimateOf = (design: Design, { estimate, z, used, n, weight }: Linearised): Estimate => {
  const df = degreesOfFreedom(design, used);
  const found = df > 0 && Number.isFinite(estimate) ? variance(design, z) : Number.NaN;
  return {
    n,
    weight,
    estimate,
    variance: found,
    se: Math.sqrt(found),
    df,
    deffWor: Number.NaN,
    deffWr: Number.NaN,
    nEffective: Number.NaN,
  };
};

/** S^2 = n / (n - 1) * sum w (y - mean)^2 / W over the rows used. */
export const spreadOf = (design: Design, y: Float64Array, used: Uint8Array): number => {
  let [n, weight, sum] = [0, 0, 0];
  for (let row = 0; row < y.length; row++) {
    if (used[row] === 0) continue;
    n++;
    weight += design.weights[row]!;
    sum += design.weights[row]! * y[row]!;
  }
  const centre = between(sum / weight, y, used);
  let squares = 0;
  for (let row = 0; row < y.length; row++)
    if (used[row] === 1) squares += design.weights[row]! * (y[row]! - centre) * (y[row]! - centre);
  return ((n / (n - 1)) * squares) / weight;
};

/**
 * Design effects over a simple random sample whose values spread by `spread` (S^2 in the unit of a mean; a total: times W^2).
 * Without spread, or without an error, there is nothing to compare.
 */
export const withDesignEffect = (design: Design, estimate: Estimate, spread: number): Estimate => {
  const { n, weight, variance: found } = estimate;
  const simple = spread / n;
  const comparable = spread > 0 && Number.isFinite(found);
  const deffWr = comparable ? found / simple : Number.NaN;
  const deffWor = comparable && weight > n ? found / ((simple * (weight - n)) / weight) : Number.NaN;
  const deff = design.countsPeople ? deffWor : deffWr;
  return { ...estimate, deffWor, deffWr, nEffective: deff > 0 ? n / deff : Number.NaN };
};

/** Mean with its error and design effect. */
export const estimateMean = (design: Design, y: Float64Array, domain: Domain = null): Estimate => {
  const mean = meanOf(design, y, domain);
  return withDesignEffect(design, estimateOf(design, mean), spreadOf(design, y, mean.used));
};

export const estimateTotal = (design: Design, y: Float64Array, domain: Domain = null): Estimate => {
  const total = totalOf(design, y, domain);
  const { weight } = total;
  return withDesignEffect(design, estimateOf(design, total), spreadOf(design, y, total.used) * weight * weight);
};

export const estimateRatio = (design: Design, y: Float64Array, x: Float64Array, domain: Domain = null): Estimate => {
  const ratio = ratioOf(design, y, x, domain);
  let below = 0;
  for (let row = 0; row < x.length; row++) if (ratio.used[row] === 1) below += design.weights[row]! * x[row]!;
  const residuals = y.map((value, row) => (value - ratio.estimate * x[row]!) / below);
  const { weight } = ratio;
  return withDesignEffect(design, estimateOf(design, ratio), spreadOf(design, residuals, ratio.used) * weight * weight);
};
