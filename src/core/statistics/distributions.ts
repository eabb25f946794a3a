// The distributions that tests and intervals are read from: normal, Student's t, chi-square, F, beta. Each as both tails of a point and
// as the point of a lower tail; NaN where a parameter is outside its range. Checked against 40-digit values to 1e-12.
import { betaSlope, gammaSlope, incompleteBeta, incompleteGamma, type Tails } from './incomplete.js';

export type { Tails } from './incomplete.js';

/** Both tails of the standard normal distribution. */
export const normalTails = (z: number): Tails => {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
  return z > 0 ? { lower: (1 + lower) / 2, upper: upper / 2 } : { lower: upper / 2, upper: (1 + lower) / 2 };
};

/** Both tails of Student's t with `df` > 0 degrees of freedom; normal where they are infinite. */
export const tTails = (t: number, df: number): Tails => {
  if (df === Number.POSITIVE_INFINITY) return normalTails(t);
  if (!(df > 0) || Number.isNaN(t)) return { lower: Number.NaN, upper: Number.NaN };
  const square = (t * t) / df;
  const { lower, upper } =
    square === Number.POSITIVE_INFINITY
      ? { lower: 0, upper: 1 }
      : incompleteBeta(df / 2, 0.5, 1 / (1 + square), square / (1 + square));
  return t > 0 ? { lower: (1 + upper) / 2, upper: lower / 2 } : { lower: lower / 2, upper: (1 + upper) / 2 };
};

export const chiSquareTails = (x: number, df: number): Tails => incompleteGamma(df / 2, x / 2);

/** Both tails of F with `df1` and `df2` degrees of freedom; `df2` may be infinite. */
export const fTails = (x: number, df1: number, df2: number): Tails => {
  if (df2 === Number.POSITIVE_INFINITY) return chiSquareTails(x * df1, df1);
  if (Number.isNaN(x) || !(df1 > 0 && df2 > 0)) return { lower: Number.NaN, upper: Number.NaN };
  const ratio = (Math.max(0, x) * df1) / df2;
  if (ratio === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  return incompleteBeta(df1 / 2, df2 / 2, ratio / (1 + ratio), 1 / (1 + ratio));
};

/** Both tails of Beta(a, b) at `x`, held to 0 and 1. */
export const betaTails = (x: number, a: number, b: number): Tails => {
  const held = Math.min(1, Math.max(0, x));
  return incompleteBeta(a, b, held, 1 - held);
};

export const normalCdf = (z: number): number => normalTails(z).lower;
export const tCdf = (t: number, df: number): number => tTails(t, df).lower;
export const chiSquareCdf = (x: number, df: number): number => chiSquareTails(x, df).lower;
export const fCdf = (x: number, df1: number, df2: number): number => fTails(x, df1, df2).lower;
export const betaCdf = (x: number, a: number, b: number): number => betaTails(x, a, b).lower;

/** The share of a distribution at least as far from 0 as `t`, on both sides. */
export const twoSidedT = (t: number, df: number): number => Math.min(1, 2 * tTails(Math.abs(t), df).upper);
export const twoSidedNormal = (z: number): number => Math.min(1, 2 * normalTails(Math.abs(z)).upper);

const middle = {
  over: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  under: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
};
const outer = {
  over: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  under: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};
const far = {
  over: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  under: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
};

const rational = ({ over, under }: typeof middle, r: number): number => {
  let top = 0;
  let bottom = 0;
  for (let k = 0; k < over.length; k++) {
    top = top * r + over[k]!;
    bottom = bottom * r + under[k]!;
  }
  return top / bottom;
};

/** The point below which the standard normal distribution has the share `p` (Wichura 1988, algorithm AS 241). */
export const normalQuantile = (p: number): number => {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * rational(middle, 0.180625 - q * q);
  const tail = q < 0 ? p : 1 - p;
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  const z = r <= 5 ? rational(outer, r - 1.6) : rational(far, r - 5);
  return q < 0 ? -z : z;
};

/** Below and above this a double's exponential is nothing or everything. */
const lastExponent = 745;

/**
 * The point u where the smaller tail is the share asked for: Newton's steps on its logarithm, kept in brackets. `lower` and `upper` are
 * the shares below and above; `slope` is what the lower tail gains as u grows.
 */
const solve = (
  lower: number,
  upper: number,
  tails: (u: number) => Tails,
  slope: (u: number) => number,
  start: number,
): number => {
  const below = lower <= upper;
  const target = Math.log(below ? lower : upper);
  let [left, right] = [-lastExponent, lastExponent];
  let u = Math.min(right, Math.max(left, start));
  for (let step = 0; step < 400; step++) {
    const at = tails(u);
    const share = below ? at.lower : at.upper;
    const miss = (Math.log(share) - target) * (below ? 1 : -1);
    if (miss === 0) return u;
    if (miss > 0) right = u;
    else left = u;
    const newton = u - (miss * share) / slope(u);
    const next = newton > left && newton < right ? newton : (left + right) / 2;
    if (Math.abs(next - u) <= 2e-16 * Math.abs(u) || next === left || next === right) return next;
    u = next;
  }
  return u;
};

/** ln(x / (1 - x)) of the point x of Beta(a, b), of which both x and 1 - x keep their digits. */
const betaLogit = (lower: number, upper: number, a: number, b: number): number => {
  if (!(a > 0 && b > 0 && lower >= 0 && upper >= 0)) return Number.NaN;
  if (lower === 0) return Number.NEGATIVE_INFINITY;
  if (upper === 0) return Number.POSITIVE_INFINITY;
  const x = (u: number): number => 1 / (1 + Math.exp(-u));
  return solve(
    lower,
    upper,
    (u) => incompleteBeta(a, b, x(u), x(-u)),
    (u) => betaSlope(a, b, x(u), x(-u)),
    Math.log(a / b),
  );
};

/** The point below which Beta(a, b) has the share `p`. */
export const betaQuantile = (p: number, a: number, b: number): number => 1 / (1 + Math.exp(-betaLogit(p, 1 - p, a, b)));

/** The point below which F has the share `p`. */
export const fQuantile = (p: number, df1: number, df2: number): number =>
  df2 === Number.POSITIVE_INFINITY
    ? chiSquareQuantile(p, df1) / df1
    : (df2 / df1) * Math.exp(betaLogit(p, 1 - p, df1 / 2, df2 / 2));

/** The point below which Student's t has the share `p`. */
export const tQuantile = (p: number, df: number): number => {
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  const both = 2 * Math.min(p, 1 - p);
  const t = Math.sqrt(df) * Math.exp(-betaLogit(both, Math.abs(1 - 2 * p), df / 2, 0.5) / 2);
  return p < 0.5 ? -t : t;
};

/** The point below which chi-square has the share `p`. */
export const chiSquareQuantile = (p: number, df: number): number => {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const a = df / 2;
  const u = solve(
    p,
    1 - p,
    (v) => incompleteGamma(a, Math.exp(v)),
    (v) => gammaSlope(a, Math.exp(v)),
    Math.log(a),
  );
  return 2 * Math.exp(u);
};
