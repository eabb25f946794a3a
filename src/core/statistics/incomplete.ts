// The regularised incomplete gamma and beta functions, on which every distribution of the trade rests: both tails at once, so that the
// small one keeps its digits. Some 1e-14 relative over the range that surveys and indexes need (tests hold 1e-12).

/** Shares of a distribution below and above a point: they add up to 1, each with all its digits. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

const unknown: Tails = { lower: Number.NaN, upper: Number.NaN };
const allAbove: Tails = { lower: 0, upper: 1 };
const allBelow: Tails = { lower: 1, upper: 0 };

const tiny = 1e-300;
/** A continued fraction needs about the square root of its parameters. */
const mostTerms = 200_000;

/** Coefficients of Lanczos' approximation for g = 607/128, as Godfrey computed them. */
const lanczos = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125, -0.00021026444172410488,
  0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5, -2.6190838401581408e-5, 3.6899182659531625e-6,
];

/** Natural logarithm of the gamma function of a positive number. */
export const logGamma = (x: number): number => {
  let series = lanczos[0]!;
  for (let k = 1; k < lanczos.length; k++) series += lanczos[k]! / (x + k);
  const shifted = x + 607 / 128 + 0.5;
  return (x + 0.5) * Math.log(shifted) - shifted + Math.log((Math.sqrt(2 * Math.PI) * series) / x);
};

/** What Stirling's formula misses: ln Gamma(z + 1) - (z + 1/2) ln z + z - ln(2 pi) / 2. */
const stirlingError = (z: number): number => {
  if (z < 16) return logGamma(z + 1) - (z + 0.5) * Math.log(z) + z - Math.log(2 * Math.PI) / 2;
  const square = z * z;
  return (
    (1 / 12 -
      (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) / square) /
    z
  );
};

/** `x ln(x / m) + m - x` without the loss of digits where x is near m (Loader 2000). */
const deviance = (x: number, m: number): number => {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let total = (x - m) * v;
  let term = 2 * x * v;
  for (let k = 3; ; k += 2) {
    term *= v * v;
    const next = total + term / k;
    if (next === total) return total;
    total = next;
  }
};

/** `x^a e^-x / Gamma(a + 1)`, a > 0. */
const gammaMass = (a: number, x: number): number =>
  Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);

/** `x^a e^-x / Gamma(a)`: what the lower tail gains as ln x grows. */
export const gammaSlope = (a: number, x: number): number =>
  x > 0 && x < Number.POSITIVE_INFINITY ? a * gammaMass(a, x) : 0;

/** The regularised incomplete gamma functions P(a, x) and Q(a, x); NaN unless a > 0 and x is a number. */
export const incompleteGamma = (a: number, x: number): Tails => {
  if (!(a > 0) || Number.isNaN(x)) return unknown;
  if (x <= 0) return allAbove;
  if (x === Number.POSITIVE_INFINITY) return allBelow;
  if (x < a + 1) {
    let term = 1;
    let total = 1;
    for (let k = 1; k < mostTerms; k++) {
      term *= x / (a + k);
      const next = total + term;
      if (next === total) break;
      total = next;
    }
    const lower = Math.min(1, gammaMass(a, x) * total);
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < mostTerms; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / away(numerator * d + b);
    c = away(b + numerator / c);
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 2e-16) break;
  }
  const upper = Math.min(1, a * gammaMass(a, x) * fraction);
  return { lower: 1 - upper, upper };
};

const away = (x: number): number => (Math.abs(x) < tiny ? tiny : x);

/** `x^a y^b / B(a, b)`, y = 1 - x: what the lower tail gains as ln(x / y) grows. */
export const betaSlope = (a: number, b: number, x: number, y: number): number => {
  if (!(x > 0 && y > 0)) return 0;
  const n = a + b;
  const mass = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(mass) * Math.sqrt((a * b) / (2 * Math.PI * n));
};

/**
 * The regularised incomplete beta function I_x(a, b) and what is left to 1. `y` is 1 - x, given by whoever knows it better than a
 * subtraction does. NaN unless a, b > 0 and x, y from 0 to 1.
 */
export const incompleteBeta = (a: number, b: number, x: number, y: number): Tails => {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return unknown;
  if (x === 0) return allAbove;
  if (y === 0) return allBelow;
  if (x > (a + 1) / (a + b + 2)) {
    const upper = betaFraction(b, a, y, x);
    return { lower: 1 - upper, upper };
  }
  const lower = betaFraction(a, b, x, y);
  return { lower, upper: 1 - lower };
};

const betaFraction = (a: number, b: number, x: number, y: number): number => {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 2e-16) break;
  }
  return Math.min(1, (betaSlope(a, b, x, y) * fraction) / a);
};
