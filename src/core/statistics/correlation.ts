// How columns move together: Pearson's correlation over the units that have both, or that have all.

export interface Correlation {
  /** NaN below two common units or where one of the columns has no spread over them. */
  readonly r: number;
  /** Units that have both values. */
  readonly n: number;
}

/** Pearson's r over the units that have both values, in two passes; never beyond -1 and 1. */
export const pearson = (x: Float64Array, y: Float64Array): Correlation => {
  let n = 0;
  let [sumX, sumY] = [0, 0];
  let [lowX, highX] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [lowY, highY] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let p = 0; p < x.length; p++) {
    const a = x[p]!;
    const b = y[p]!;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    n++;
    sumX += a;
    sumY += b;
    if (a < lowX) lowX = a;
    if (a > highX) highX = a;
    if (b < lowY) lowY = b;
    if (b > highY) highY = b;
  }
  // By the extremes and not by the sum of squares: the mean of equal values may miss them by a last bit.
  if (n < 2 || lowX === highX || lowY === highY) return { r: Number.NaN, n };
  const meanX = sumX / n;
  const meanY = sumY / n;
  let [xx, yy, xy] = [0, 0, 0];
  for (let p = 0; p < x.length; p++) {
    // In units of the range: squares of very small or very large figures would leave the doubles.
    const a = (x[p]! - meanX) / (highX - lowX);
    const b = (y[p]! - meanY) / (highY - lowY);
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return { r: Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy))), n };
};

/** Every column with every other, each pair over the units that have both; 1 on the diagonal, NaN where there is no answer. */
export const correlationMatrix = (columns: ReadonlyArray<Float64Array>): ReadonlyArray<Float64Array> => {
  const matrix = columns.map(() => new Float64Array(columns.length).fill(1));
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j < i; j++) {
      const { r } = pearson(columns[i]!, columns[j]!);
      matrix[i]![j] = r;
      matrix[j]![i] = r;
    }
  }
  return matrix;
};

/** Positions of the units that have a value in every column. */
export const completeUnits = (columns: ReadonlyArray<Float64Array>): Int32Array => {
  const n = columns[0]?.length ?? 0;
  const found: number[] = [];
  for (let p = 0; p < n; p++) if (columns.every((column) => !Number.isNaN(column[p]!))) found.push(p);
  return Int32Array.from(found);
};

/** The columns of the units that have a value in every one of them (listwise deletion). */
export const listwise = (columns: ReadonlyArray<Float64Array>): ReadonlyArray<Float64Array> => {
  const units = completeUnits(columns);
  return columns.map((column) => Float64Array.from(units, (p) => column[p]!));
};
