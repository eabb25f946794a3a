// Principal components of a node's children: eigenvalues and vectors of their correlation matrix, over the units that have all.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { correlationMatrix, listwise } from '../correlation.js';
import type { Fault, ToWeigh } from '../families.js';

export interface Components {
  /** Units that have a score of every child. */
  readonly units: number;
  /** Largest first, never below 0; they add up to the number of children. */
  readonly eigenvalues: ReadonlyArray<number>;
  /** For each component its vector over the children, of unit length; the sign is such that its sum is not negative. */
  readonly vectors: ReadonlyArray<Float64Array>;
}

/** Two units lie on a line whatever they measure: their correlations are 1 or -1. */
const leastUnits = 3;

/**
 * The components, or why there are none: a child without scores, a child that is the same for all, fewer than three units
 * with every score. A singular matrix is no fault: some eigenvalues are then zero.
 */
export const principalComponents = ({ ids, children }: ToWeigh): Components | Fault => {
  const empty = children.findIndex((column) => column.every(Number.isNaN));
  if (empty >= 0) return { code: 'ChildWithoutScores', args: { child: ids[empty]! }, column: empty };
  const columns = listwise(children);
  const units = columns[0]?.length ?? 0;
  if (units < leastUnits) return { code: 'TooFewUnits', args: { units, least: leastUnits } };
  const constant = columns.findIndex((column) => column.every((x) => x === column[0]));
  if (constant >= 0) return { code: 'ChildConstant', args: { child: ids[constant]! }, column: constant };
  return { units, ...decomposed(correlationMatrix(columns)) };
};

/** Eigenvalues, largest first, and vectors of a symmetric matrix without negative eigenvalues. */
export const decomposed = (matrix: ReadonlyArray<Float64Array>): Pick<Components, 'eigenvalues' | 'vectors'> => {
  const found = new EigenvalueDecomposition(new Matrix(matrix.map((row) => [...row])), { assumeSymmetric: true });
  const order = found.realEigenvalues
    .map((_value, k) => k)
    .sort((a, b) => found.realEigenvalues[b]! - found.realEigenvalues[a]!);
  return {
    eigenvalues: order.map((k) => Math.max(0, found.realEigenvalues[k]!)),
    vectors: order.map((k) => signed(Float64Array.from(found.eigenvectorMatrix.getColumn(k)))),
  };
};

/** The sign of a component is free: the one whose sum is not negative is taken. */
export const signed = (vector: Float64Array): Float64Array =>
  vector.reduce((sum, x) => sum + x, 0) < 0 ? vector.map((x) => -x) : vector;

export const isFault = (made: Components | Fault): made is Fault => 'code' in made;
