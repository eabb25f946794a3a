// Eigenvalues of a symmetric matrix, and principal components of columns.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { mean, standardDeviation } from './column.js';
import { completeUnits, correlationMatrix } from './correlation.js';

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** One for each value, of unit length; the sign is such that its sum is not negative. */
  readonly vectors: ReadonlyArray<Float64Array>;
}

/** Only for symmetric matrices without NaN. */
export const symmetricEigen = (matrix: ReadonlyArray<Float64Array>): Eigen => {
  if (matrix.length === 0) return { values: new Float64Array(0), vectors: [] };
  const found = new EigenvalueDecomposition(new Matrix(matrix.map((row) => [...row])), { assumeSymmetric: true });
  const values = found.realEigenvalues;
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!);
  return {
    values: Float64Array.from(order, (k) => values[k]!),
    vectors: order.map((k) => {
      const vector = Float64Array.from(found.eigenvectorMatrix.getColumn(k));
      return vector.reduce((sum, x) => sum + x, 0) < 0 ? vector.map((x) => -x) : vector;
    }),
  };
};

export interface Components {
  /** Positions of the rows that have a value in every column; the scores stand in their order. */
  readonly rows: Int32Array;
  readonly means: ReadonlyArray<number>;
  readonly deviations: ReadonlyArray<number>;
  /** Largest first; they add up to the number of columns. */
  readonly eigenvalues: Float64Array;
  /** By component, over the columns. */
  readonly loadings: ReadonlyArray<Float64Array>;
  /** By component, over `rows`: standardised data times loadings. */
  readonly scores: ReadonlyArray<Float64Array>;
}

export type NoComponents =
  | { readonly why: 'few_units'; readonly n: number }
  | { readonly why: 'constant'; readonly column: number };

/** Fewer rows lie on a line, whatever they measure. */
export const leastRows = 3;

/** Of the correlation matrix over complete rows; or why there are none. */
export const principal = (columns: ReadonlyArray<Float64Array>): Components | NoComponents => {
  const rows = completeUnits(columns);
  if (rows.length < leastRows) return { why: 'few_units', n: rows.length };
  const kept = columns.map((column) => Float64Array.from(rows, (p) => column[p]!));
  const constant = kept.findIndex((column) => column.every((x) => x === column[0]));
  if (constant >= 0) return { why: 'constant', column: constant };
  const { values, vectors } = symmetricEigen(correlationMatrix(kept));
  const means = kept.map(mean);
  const deviations = kept.map(standardDeviation);
  const scores = vectors.map((vector) =>
    Float64Array.from(rows, (_row, k) =>
      kept.reduce((sum, column, j) => sum + ((column[k]! - means[j]!) / deviations[j]!) * vector[j]!, 0),
    ),
  );
  return { rows, means, deviations, eigenvalues: values.map((x) => Math.max(0, x)), loadings: vectors, scores };
};
