// Mean and covariance of a multivariate normal distribution from columns with gaps, by the EM algorithm.
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

export interface Normal {
  readonly mean: Float64Array;
  /** With n below: the estimate of maximum likelihood. */
  readonly covariance: ReadonlyArray<Float64Array>;
  /** By column and unit: the value, or what is expected for it given the unit's other values. */
  readonly expected: ReadonlyArray<Float64Array>;
  readonly iterations: number;
}

/** A column whose variance given the columns before it is below this has nothing of its own; columns are standardised. */
const leastVariance = 1e-9;

/**
 * `columns` are standardised, missing NaN. Units without any value take no part in the estimates. With K the inverse of the
 * covariance, missing values given the present ones have the mean `m - K_mm^-1 K_mp (x_p - m_p)` and the covariance `K_mm^-1`. A
 * pass costs one inversion and, for each gap, one walk along the columns.
 */
export const normalOf = (
  columns: ReadonlyArray<Float64Array>,
  tolerance: number,
  limit: number,
): Normal | { readonly collinear: number } | { readonly change: number } => {
  const table = tableOf(columns);
  const p = columns.length;
  let mean = new Float64Array(p);
  let covariance = columns.map((_, i) => Float64Array.from(columns, (__, j) => (i === j ? 1 : 0)));
  let change = Number.POSITIVE_INFINITY;
  for (let iterations = 0; ; iterations++) {
    const inverse = inverseOf(covariance);
    if ('collinear' in inverse) return inverse;
    const guess = expectation(table, mean, inverse.of);
    if (change < tolerance) return { mean, covariance, expected: filledIn(columns, table, guess, mean), iterations };
    if (iterations === limit) return { change };
    const next = maximum(table, guess);
    change = 0;
    for (let i = 0; i < p; i++) {
      change = Math.max(change, Math.abs(next.mean[i]! - mean[i]!));
      for (let j = 0; j <= i; j++) change = Math.max(change, Math.abs(next.covariance[i]![j]! - covariance[i]![j]!));
    }
    ({ mean, covariance } = next);
  }
};

/** The units with any value, in rows; gaps are 0 there and listed beside. */
interface Table {
  readonly p: number;
  readonly units: ReadonlyArray<number>;
  /** `rows[r * p + column]`. */
  readonly rows: Float64Array;
  readonly gaps: ReadonlyArray<ReadonlyArray<number>>;
  /** Sums over the rows, gaps as 0: they stay the same while the guesses change. */
  readonly sums: Float64Array;
  readonly products: ReadonlyArray<Float64Array>;
}

const tableOf = (columns: ReadonlyArray<Float64Array>): Table => {
  const p = columns.length;
  const units: number[] = [];
  for (let unit = 0; unit < columns[0]!.length; unit++) {
    if (columns.some((values) => !Number.isNaN(values[unit]!))) units.push(unit);
  }
  const there = columns.map((values) =>
    Float64Array.from(units, (unit) => (Number.isNaN(values[unit]!) ? 0 : values[unit]!)),
  );
  const rows = new Float64Array(units.length * p);
  for (let column = 0; column < p; column++) {
    for (let row = 0; row < units.length; row++) rows[row * p + column] = there[column]![row]!;
  }
  return {
    p,
    units,
    rows,
    gaps: units.map((unit) => columns.flatMap((values, column) => (Number.isNaN(values[unit]!) ? [column] : []))),
    sums: Float64Array.from(there, (values) => values.reduce((sum, value) => sum + value, 0)),
    products: there.map((a) => Float64Array.from(there, (b) => product(a, b))),
  };
};

const product = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** For each row the expected values of its gaps, and what is not known of them, summed over the rows. */
interface Guess {
  readonly values: ReadonlyArray<ReadonlyArray<number>>;
  readonly spread: ReadonlyArray<Float64Array>;
}

const expectation = ({ p, rows, gaps }: Table, mean: Float64Array, precision: ReadonlyArray<Float64Array>): Guess => {
  const spread = precision.map(() => new Float64Array(p));
  // K times the mean, so that the pull of the present values needs no list of them.
  const ofMean = precision.map((row) => product(row, mean));
  const values = gaps.map((missing, r) => {
    if (missing.length === 0) return [];
    const row = rows.subarray(r * p, (r + 1) * p);
    const within = insideOf(precision, missing);
    const pull = missing.map((gap) => {
      const own = precision[gap]!;
      let force = product(own, row) - ofMean[gap]!;
      for (const other of missing) force += own[other]! * mean[other]!;
      return force;
    });
    return missing.map((gap, i) => {
      let value = mean[gap]!;
      missing.forEach((other, j) => {
        value -= within[i]![j]! * pull[j]!;
        spread[gap]![other]! += within[i]![j]!;
      });
      return value;
    });
  });
  return { values, spread };
};

/** The inverse of the part of `precision` that belongs to the gaps. */
const insideOf = (
  precision: ReadonlyArray<Float64Array>,
  gaps: ReadonlyArray<number>,
): ReadonlyArray<ArrayLike<number>> => {
  if (gaps.length === 1) return [[1 / precision[gaps[0]!]![gaps[0]!]!]];
  const part = new Matrix(gaps.map((row) => gaps.map((column) => precision[row]![column]!)));
  return new CholeskyDecomposition(part).solve(Matrix.eye(gaps.length)).to2DArray();
};

/** The mean and the covariance that fit the values and the guesses best. */
const maximum = ({ p, units, rows, gaps, sums, products }: Table, { values, spread }: Guess) => {
  const total = sums.slice();
  const across = products.map(() => new Float64Array(p));
  const inside = spread.map((row) => row.slice());
  gaps.forEach((missing, r) => {
    missing.forEach((gap, i) => {
      const guess = values[r]![i]!;
      const into = across[gap]!;
      total[gap]! += guess;
      for (let column = 0; column < p; column++) into[column]! += guess * rows[r * p + column]!;
      missing.forEach((other, j) => {
        inside[gap]![other]! += guess * values[r]![j]!;
      });
    });
  });
  const n = units.length;
  const mean = total.map((sum) => sum / n);
  const covariance = products.map(() => new Float64Array(p));
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const apart = across[i]![j]! + across[j]![i]!;
      const told = (products[i]![j]! + apart + inside[i]![j]!) / n - mean[i]! * mean[j]!;
      covariance[i]![j] = told;
      covariance[j]![i] = told;
    }
  }
  return { mean, covariance };
};

const inverseOf = (
  covariance: ReadonlyArray<Float64Array>,
): { readonly of: ReadonlyArray<Float64Array> } | { readonly collinear: number } => {
  const p = covariance.length;
  const matrix = new Matrix(p, p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) matrix.set(i, j, covariance[i]![j]!);
  const decomposed = new CholeskyDecomposition(matrix);
  const lower = decomposed.lowerTriangularMatrix;
  for (let column = 0; column < p; column++) {
    if (!(lower.get(column, column) ** 2 > leastVariance)) return { collinear: column };
  }
  const solved = decomposed.solve(Matrix.eye(p));
  const of = covariance.map(() => new Float64Array(p));
  // Rounding leaves the two halves apart by a bit, and a part of it must be symmetric for the next decomposition.
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) of[i]![j] = (solved.get(i, j) + solved.get(j, i)) / 2;
  return { of };
};

/** The columns with their guesses; a unit without any value has the means. */
const filledIn = (
  columns: ReadonlyArray<Float64Array>,
  { units, gaps }: Table,
  { values }: Guess,
  mean: Float64Array,
): ReadonlyArray<Float64Array> => {
  const filled = columns.map((column, c) => column.map((value) => (Number.isNaN(value) ? mean[c]! : value)));
  gaps.forEach((missing, r) => {
    missing.forEach((gap, i) => {
      filled[gap]![units[r]!] = values[r]![i]!;
    });
  });
  return filled;
};
