// Weights from a matrix of pairwise judgements (analytic hierarchy process).

/** Saaty's random index by the size of the matrix: the mean consistency index of random reciprocal matrices. */
const randomIndex = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/** Largest matrix whose consistency can be judged. */
export const pairwiseLimit = randomIndex.length - 1;

/**
 * The principal eigenvector of a positive reciprocal matrix, scaled to sum 1, and its consistency ratio
 * (lambda_max - n) / (n - 1) / RI(n); 0 for n < 3, where judgements cannot contradict one another.
 *
 * Power iteration until nothing changes in the last bits; for a positive matrix it always converges (Perron).
 * Source: T. L. Saaty, The Analytic Hierarchy Process (1980).
 */
export const pairwiseWeights = (
  rows: ReadonlyArray<ReadonlyArray<number>>,
): { readonly weights: ReadonlyArray<number>; readonly consistencyRatio: number } => {
  const n = rows.length;
  let weights = new Float64Array(n).fill(1 / n);
  let eigenvalue = n;
  for (let round = 0; round < 10_000; round++) {
    const next = new Float64Array(n);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) next[i]! += rows[i]![j]! * weights[j]!;
      sum += next[i]!;
    }
    let change = 0;
    for (let i = 0; i < n; i++) {
      next[i]! /= sum;
      change = Math.max(change, Math.abs(next[i]! - weights[i]!));
    }
    weights = next;
    eigenvalue = sum;
    if (change < 1e-17) break;
  }
  const random = randomIndex[n] ?? 0;
  const consistencyRatio = n < 3 || random === 0 ? 0 : Math.max(0, (eigenvalue - n) / (n - 1) / random);
  return { weights: [...weights], consistencyRatio };
};

/** The first pair that is not reciprocal (a_ij * a_ji = 1 to 1e-6, ones on the diagonal), or null. */
export const notReciprocal = (rows: ReadonlyArray<ReadonlyArray<number>>): readonly [number, number] | null => {
  for (let i = 0; i < rows.length; i++) {
    for (let j = i; j < rows.length; j++) {
      if (Math.abs(rows[i]![j]! * rows[j]![i]! - 1) > 1e-6) return [i, j];
    }
  }
  return null;
};
