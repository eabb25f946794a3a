// How much of one column another one explains, whatever the shape of the curve: a line fitted near each point, with the width of
// "near" chosen so that the fit foretells points it has not seen.
//
// Source: W. Becker, M. Saisana, P. Paruolo and I. Vandecasteele, Weights and importance in composite indicators: Closing the gap,
// Ecological Indicators 80 (2017), who take a local-linear estimate of E[y|x] and its variance over that of y.
import { completeUnits } from './correlation.js';

export interface Curve {
  /** Pairs it rests on. */
  readonly n: number;
  /** Variance of the curve over the variance of y, 0 to 1; NaN below three pairs or where x or y has no spread. */
  readonly ratio: number;
  /** Of the kernel, in parts of the range of x; infinite: one straight line foretold as well as any. NaN with the ratio. */
  readonly bandwidth: number;
  /** Distinct values of x, or bins, that it was fitted over: rising, with the curve at each. */
  readonly at: Float64Array;
  readonly curve: Float64Array;
}

/** Up to so many distinct values of x each stands for itself; more are put into as many bins of like size. */
const mostPoints = 400;

/** In parts of the range of x. */
const bandwidths = [
  0.02,
  0.03,
  0.042,
  0.06,
  0.085,
  0.12,
  0.17,
  0.24,
  0.34,
  0.48,
  0.68,
  0.96,
  1.4,
  Number.POSITIVE_INFINITY,
];

/** The correlation ratio Var(E[y|x]) / Var(y), E[y|x] by local-linear regression with a Gaussian kernel. */
export const correlationRatio = (x: Float64Array, y: Float64Array): Curve => {
  const points = pointsOf(x, y);
  const { n, at, count, mean } = points;
  const none = { n, ratio: Number.NaN, bandwidth: Number.NaN, at, curve: mean };
  const whole = mean.reduce((sum, each, k) => sum + each * count[k]!, 0) / n;
  const spread = points.squares.reduce((sum, each) => sum + each, 0) - n * whole * whole;
  if (n < 3 || at.length < 2 || !(points.high > points.low)) return none;
  let best = { error: Number.POSITIVE_INFINITY, bandwidth: Number.POSITIVE_INFINITY, curve: mean };
  for (const bandwidth of bandwidths) {
    const { curve, error } = fitted(points, bandwidth);
    // The wider of two that are as good: fewer bends to explain. A last bit decides nothing.
    if (error <= best.error * (1 + 1e-9) || best.curve === mean) best = { error, bandwidth, curve };
  }
  const { curve, bandwidth } = best;
  const centre = curve.reduce((sum, each, k) => sum + each * count[k]!, 0) / n;
  const explained = curve.reduce((sum, each, k) => sum + count[k]! * (each - centre) ** 2, 0);
  return { n, ratio: Math.min(1, Math.max(0, explained / spread)), bandwidth, at, curve };
};

interface Points {
  readonly n: number;
  readonly at: Float64Array;
  readonly count: Float64Array;
  readonly mean: Float64Array;
  /** Sum of y^2, y from the middle of its range and in parts of it. */
  readonly squares: Float64Array;
  readonly low: number;
  readonly high: number;
}

/** x from 0 to 1 and y about 0, gathered by distinct x. */
const pointsOf = (x: Float64Array, y: Float64Array): Points => {
  const units = [...completeUnits([x, y])].sort((a, b) => x[a]! - x[b]!);
  const n = units.length;
  const [low, high] = [x[units[0] ?? -1] ?? 0, x[units.at(-1) ?? -1] ?? 0];
  const ys = units.map((p) => y[p]!);
  const [least, most] = [
    ys.reduce((a, b) => Math.min(a, b), ys[0] ?? 0),
    ys.reduce((a, b) => Math.max(a, b), ys[0] ?? 0),
  ];
  const inRange = (value: number): number => (most > least ? (value - (least + most) / 2) / (most - least) : 0);
  const groups: { x: number; y: number[] }[] = [];
  const distinct = new Set(units.map((p) => x[p]!)).size;
  units.forEach((p, k) => {
    const own = high > low ? (x[p]! - low) / (high - low) : 0;
    const last = groups.at(-1);
    const joins =
      distinct <= mostPoints
        ? k > 0 && x[p] === x[units[k - 1]!]
        : Math.floor((k * mostPoints) / n) === Math.floor(((k - 1) * mostPoints) / n);
    if (last !== undefined && joins) {
      last.x += own;
      last.y.push(inRange(ys[k]!));
    } else groups.push({ x: own, y: [inRange(ys[k]!)] });
  });
  const sumOf = (values: ReadonlyArray<number>): number => values.reduce((sum, each) => sum + each, 0);
  return {
    n,
    at: Float64Array.from(groups, (group) => group.x / group.y.length),
    count: Float64Array.from(groups, (group) => group.y.length),
    mean: Float64Array.from(groups, (group) => sumOf(group.y) / group.y.length),
    squares: Float64Array.from(groups, (group) => sumOf(group.y.map((each) => each * each))),
    // No spread of y is no answer, as no spread of x is.
    low: 0,
    high: most > least && high > low ? 1 : 0,
  };
};

/** The curve at every point, and the mean squared error of each observation foretold from all others. */
const fitted = ({ n, at, count, mean, squares }: Points, bandwidth: number) => {
  const curve = new Float64Array(at.length);
  let error = 0;
  for (let k = 0; k < at.length; k++) {
    let [s0, s1, s2, t0, t1] = [0, 0, 0, 0, 0];
    for (let j = 0; j < at.length; j++) {
      const d = at[j]! - at[k]!;
      const weight =
        bandwidth === Number.POSITIVE_INFINITY ? count[j]! : count[j]! * Math.exp(-0.5 * (d / bandwidth) ** 2);
      s0 += weight;
      s1 += weight * d;
      s2 += weight * d * d;
      t0 += weight * mean[j]!;
      t1 += weight * d * mean[j]!;
    }
    const determinant = s0 * s2 - s1 * s1;
    const isLine = determinant > 1e-12 * s0 * s2;
    curve[k] = isLine ? (s2 * t0 - s1 * t1) / determinant : t0 / s0;
    // What one observation at this point adds to its own fit.
    const own = isLine ? s2 / determinant : 1 / s0;
    const left = 1 - own;
    if (left < 1e-6) error += Number.POSITIVE_INFINITY;
    else error += (squares[k]! - 2 * curve[k]! * count[k]! * mean[k]! + count[k]! * curve[k]! ** 2) / left ** 2;
  }
  return { curve, error: error / n };
};
