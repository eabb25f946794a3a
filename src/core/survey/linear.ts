// Small systems of normal equations, by Cholesky with the columns brought to one scale first.
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** null where the matrix has no inverse, or next to none (columns that say the same), or holds what is no number. */
const factorOf = (matrix: ReadonlyArray<Float64Array>) => {
  const scale = Float64Array.from(matrix, (row, i) => 1 / Math.sqrt(row[i]!));
  if (matrix.some((row) => row.some((value) => !Number.isFinite(value)))) return null;
  if (scale.some((each) => !Number.isFinite(each))) return null;
  // One triangle decides: products summed in another order differ in their last bits.
  const scaled = Matrix.zeros(scale.length, scale.length);
  for (let i = 0; i < scale.length; i++) {
    for (let j = 0; j <= i; j++) {
      const value = matrix[i]![j]! * scale[i]! * scale[j]!;
      scaled.set(i, j, value);
      scaled.set(j, i, value);
    }
  }
  const factor = new CholeskyDecomposition(scaled);
  if (!factor.isPositiveDefinite()) return null;
  for (let i = 0; i < scale.length; i++) if (!(factor.lowerTriangularMatrix.get(i, i) > 1e-7)) return null;
  return { factor, scale };
};

/** The solution of A x = b, A symmetric and positive. */
export const solveSymmetric = (matrix: ReadonlyArray<Float64Array>, right: Float64Array): Float64Array | null => {
  const found = factorOf(matrix);
  if (found === null) return null;
  const { factor, scale } = found;
  const solved = factor.solve(Matrix.columnVector(Array.from(right, (value, i) => value * scale[i]!)));
  return scale.map((each, i) => solved.get(i, 0) * each);
};

export const inverseSymmetric = (matrix: ReadonlyArray<Float64Array>): ReadonlyArray<Float64Array> | null => {
  const columns = matrix.map((_, i) =>
    solveSymmetric(
      matrix,
      Float64Array.from(matrix, (_row, j) => (i === j ? 1 : 0)),
    ),
  );
  return columns.every((column) => column !== null) ? columns : null;
};

export const timesVector = (matrix: ReadonlyArray<Float64Array>, x: Float64Array): Float64Array =>
  Float64Array.from(matrix, (row) => {
    let sum = 0;
    for (let j = 0; j < x.length; j++) sum += row[j]! * x[j]!;
    return sum;
  });

export const times = (a: ReadonlyArray<Float64Array>, b: ReadonlyArray<Float64Array>): ReadonlyArray<Float64Array> =>
  a.map((row) => {
    const product = new Float64Array(b[0]?.length ?? 0);
    row.forEach((value, k) => {
      for (let j = 0; j < product.length; j++) product[j] = product[j]! + value * b[k]![j]!;
    });
    return product;
  });

export const transposed = (a: ReadonlyArray<Float64Array>): ReadonlyArray<Float64Array> =>
  Array.from(a[0] ?? [], (_, j) => Float64Array.from(a, (row) => row[j]!));
