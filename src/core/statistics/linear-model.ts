// Least squares, plain or weighted, with what a reader needs to trust it: errors, tests, influence, collinearity, uneven spread.
// By the QR decomposition of scaled columns, so that squares of figures never meet.
import { inverse, Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';
import { sum } from './column.js';
import { chiSquareTails, fTails, tQuantile, twoSidedT } from './distributions.js';

export interface LinearModel {
  /** The intercept first, then one for each column of x. */
  readonly coefficients: ReadonlyArray<Coefficient>;
  readonly n: number;
  /** n less the number of coefficients. */
  readonly df: number;
  readonly r2: number;
  readonly adjustedR2: number;
  /** Residual standard error. */
  readonly sigma: number;
  /** That the columns explain nothing; NaN without columns. */
  readonly f: number;
  readonly fP: number;
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
  /** Share that an observation has in its own fitted value; they add up to the number of coefficients. */
  readonly leverage: Float64Array;
  /** Cook's distance; NaN where the leverage is 1. */
  readonly cook: Float64Array;
  /** Residual over its own standard error. */
  readonly standardised: Float64Array;
  /** Largest over smallest singular value of the columns with intercept, each of unit length (Belsley, Kuh and Welsch 1980). */
  readonly condition: number;
  /** Breusch and Pagan in Koenker's form: n R2 of the squared residuals on the columns; NaN with weights. */
  readonly unevenSpread: { readonly statistic: number; readonly df: number; readonly p: number };
}

export interface Coefficient {
  readonly estimate: number;
  readonly se: number;
  readonly t: number;
  readonly p: number;
  /** At 95 %. */
  readonly low: number;
  readonly high: number;
  /** How much collinearity widens the variance: 1 / (1 - R2 with the other columns); NaN for the intercept. */
  readonly vif: number;
}

/** `dependent`: columns that are made of the intercept and the columns before them. */
export type NoModel =
  | { readonly why: 'few_units'; readonly n: number; readonly least: number }
  | { readonly why: 'constant_outcome' }
  | { readonly why: 'dependent'; readonly columns: ReadonlyArray<number> };

/** What is left of a column of unit length once those before it are taken out; below this it is made of them (as R's lm). */
const leastLeft = 1e-7;

/** Rows without gaps; `weights` positive, variance of a row being sigma^2 over its weight. */
export const linearModel = (
  y: Float64Array,
  x: ReadonlyArray<Float64Array>,
  weights: Float64Array | null = null,
): LinearModel | NoModel => {
  const n = y.length;
  const count = x.length + 1;
  if (n <= count) return { why: 'few_units', n, least: count + 1 };
  if (y.every((value) => value === y[0])) return { why: 'constant_outcome' };
  const root = weights?.map(Math.sqrt) ?? new Float64Array(n).fill(1);
  const columns = [root, ...x.map((column) => column.map((value, i) => value * root[i]!))];
  // Centred columns tell what is left after the intercept; a column of large equal figures would hide behind it.
  const w = weights ?? new Float64Array(n).fill(1);
  const all = sum(w);
  const centred = x.map((column) => {
    const centre = sum(column.map((value, i) => value * w[i]!)) / all;
    return { centre, column: column.map((value, i) => (value - centre) * root[i]!) };
  });
  const lengths = columns.map(lengthOf);
  const dependent = dependentColumns(centred.map(({ column }, j) => ({ column, whole: lengths[j + 1]! })));
  if (dependent.length > 0) return { why: 'dependent', columns: dependent };

  const spreads = centred.map(({ column }) => lengthOf(column));
  const design = new Matrix(n, count);
  for (let i = 0; i < n; i++) {
    design.set(i, 0, root[i]! / lengths[0]!);
    for (let j = 0; j < x.length; j++) design.set(i, j + 1, centred[j]!.column[i]! / spreads[j]!);
  }
  const qr = new QrDecomposition(design);
  const q = qr.orthogonalMatrix;
  const rInverse = inverse(qr.upperTriangularMatrix);
  const weightedY = y.map((value, i) => value * root[i]!);
  const inQ = Float64Array.from({ length: count }, (_, j) => sum(weightedY.map((value, i) => value * q.get(i, j))));
  // Coefficients of the scaled, centred columns; then of the columns themselves.
  const scaled = Float64Array.from({ length: count }, (_, j) => {
    let total = 0;
    for (let k = j; k < count; k++) total += rInverse.get(j, k) * inQ[k]!;
    return total;
  });
  const covariance = rInverse.mmul(rInverse.transpose());
  const estimates = scaled.map((value, j) => (j === 0 ? value / lengths[0]! : value / spreads[j - 1]!));
  const centres = centred.map(({ centre }) => centre);
  estimates[0] = estimates[0]! - centres.reduce((total, centre, j) => total + centre * estimates[j + 1]!, 0);

  // From the scaled columns: an intercept far away from the data would leave its rounding in every residual.
  const fitted = y.map((_value, i) => {
    let total = 0;
    for (let j = 0; j < count; j++) total += q.get(i, j) * inQ[j]!;
    return total / root[i]!;
  });
  const residuals = y.map((value, i) => value - fitted[i]!);
  const df = n - count;
  const left = sum(residuals.map((value, i) => w[i]! * value * value));
  const centreY = sum(y.map((value, i) => value * w[i]!)) / all;
  const whole = sum(y.map((value, i) => w[i]! * (value - centreY) ** 2));
  const r2 = Math.max(0, 1 - left / whole);
  const variance = left / df;
  const sigma = Math.sqrt(variance);
  const leverage = y.map((_value, i) => {
    let total = 0;
    for (let j = 0; j < count; j++) total += q.get(i, j) ** 2;
    return Math.min(1, total);
  });
  const standardised = residuals.map((value, i) => (value * root[i]!) / (sigma * Math.sqrt(1 - leverage[i]!)));
  // The intercept of the columns themselves is the centred one less the centres times the slopes.
  const combination = Float64Array.from({ length: count }, (_, j) =>
    j === 0 ? 1 / lengths[0]! : -centres[j - 1]! / spreads[j - 1]!,
  );
  let interceptShare = 0;
  for (let j = 0; j < count; j++)
    for (let k = 0; k < count; k++) interceptShare += combination[j]! * combination[k]! * covariance.get(j, k);
  const t975 = tQuantile(0.975, df);
  const f = (whole - left) / x.length / variance;
  return {
    coefficients: Array.from(estimates, (estimate, j) => {
      const share = j === 0 ? interceptShare : covariance.get(j, j) / spreads[j - 1]! ** 2;
      const se = sigma * Math.sqrt(share);
      const t = estimate / se;
      return {
        estimate,
        se,
        t,
        p: twoSidedT(t, df),
        low: estimate - t975 * se,
        high: estimate + t975 * se,
        vif: j === 0 ? Number.NaN : Math.max(1, covariance.get(j, j)),
      };
    }),
    n,
    df,
    r2,
    adjustedR2: 1 - ((1 - r2) * (n - 1)) / df,
    sigma,
    f: x.length === 0 ? Number.NaN : f,
    fP: x.length === 0 ? Number.NaN : fTails(f, x.length, df).upper,
    fitted,
    residuals,
    leverage,
    cook: standardised.map((value, i) => (value * value * leverage[i]!) / (count * (1 - leverage[i]!))),
    standardised,
    condition: conditionOf(columns.map((column, j) => column.map((value) => value / lengths[j]!))),
    unevenSpread:
      weights === null
        ? koenker(
            q,
            residuals.map((value) => value * value),
            x.length,
          )
        : { statistic: Number.NaN, df: x.length, p: Number.NaN },
  };
};

/** Largest over smallest singular value of columns as they are; infinite where they depend on each other. */
export const conditionOf = (columns: ReadonlyArray<Float64Array>): number => {
  const matrix = new Matrix(columns.map((column) => [...column])).transpose();
  const values = new SingularValueDecomposition(matrix, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  }).diagonal;
  return Math.max(...values) / Math.min(...values);
};

const lengthOf = (column: Float64Array): number => {
  const largest = column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(sum(column.map((value) => (value / largest) ** 2)));
};

/** Gram and Schmidt, twice for each column: which of them are made of those before. */
const dependentColumns = (
  columns: ReadonlyArray<{ readonly column: Float64Array; readonly whole: number }>,
): ReadonlyArray<number> => {
  const basis: Float64Array[] = [];
  const dependent: number[] = [];
  columns.forEach(({ column, whole }, j) => {
    let left = column;
    const length = lengthOf(column);
    for (let round = 0; round < 2; round++)
      for (const direction of basis) {
        const along = sum(left.map((value, i) => value * direction[i]!));
        left = left.map((value, i) => value - along * direction[i]!);
      }
    const remains = lengthOf(left);
    // Against the column itself for the intercept, against its spread for the others.
    if (!(length > 1e-13 * whole) || !(remains > leastLeft * length)) dependent.push(j);
    else basis.push(left.map((value) => value / remains));
  });
  return dependent;
};

/** `q` spans intercept and columns. */
const koenker = (q: Matrix, squares: Float64Array, df: number): LinearModel['unevenSpread'] => {
  const n = squares.length;
  const centre = sum(squares) / n;
  const spread = sum(squares.map((value) => (value - centre) ** 2));
  if (df === 0 || !(spread > 0)) return { statistic: Number.NaN, df, p: Number.NaN };
  let explained = 0;
  for (let j = 0; j < q.columns; j++) explained += sum(squares.map((value, i) => (value - centre) * q.get(i, j))) ** 2;
  const statistic = (n * Math.min(spread, explained)) / spread;
  return { statistic, df, p: chiSquareTails(statistic, df).upper };
};
