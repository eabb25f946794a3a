// Whether two questions go together in a complex sample: Pearson's chi-square with the corrections of Rao and Scott (1984).
import { chiSquareTails, fTails } from '../statistics/distributions.js';
import type { Codes } from './codes.js';
import type { Design } from './design.js';
import { meanOf } from './estimate.js';
import { inverseSymmetric, times, transposed } from './linear.js';
import { covariances, degreesOfFreedom } from './variance.js';

export interface RaoScott {
  readonly n: number;
  /** Unadjusted, from the weighted shares. */
  readonly chiSquare: number;
  /** First order: chi-square over the mean of the generalised design effects. */
  readonly firstOrder: { readonly df: number; readonly p: number };
  /** Second order: chi-square over their sum, as F. */
  readonly secondOrder: { readonly statistic: number; readonly df1: number; readonly df2: number; readonly p: number };
}

/** null where a factor has one level, a combination has nobody, or nothing can be said of the error. */
export const raoScott = (design: Design, a: Codes, b: Codes): RaoScott | null => {
  const [r, c] = [a.names.length, b.names.length];
  const used = a.of.map((code, row) => (code >= 0 && b.of[row]! >= 0 ? 1 : 0));
  const domain = Uint8Array.from(used);
  let n = 0;
  for (const mark of domain) n += mark;
  const designDf = degreesOfFreedom(design, domain);
  if (r < 2 || c < 2 || !(designDf > 0)) return null;
  // Cells by columns of the table: (0, 0), (1, 0), ...
  const cells = Array.from({ length: r * c }, (_, cell) =>
    meanOf(
      design,
      Float64Array.from(a.of, (code, row) => (code === cell % r && b.of[row] === Math.floor(cell / r) ? 1 : 0)),
      domain,
    ),
  );
  const p = Float64Array.from(cells, ({ estimate }) => estimate);
  if (p.some((share) => !(share > 0))) return null;
  const shares = covariances(
    design,
    cells.map(({ z }) => z),
  );
  const [rowShare, columnShare] = [new Float64Array(r), new Float64Array(c)];
  p.forEach((share, cell) => {
    rowShare[cell % r] = rowShare[cell % r]! + share;
    const column = Math.floor(cell / r);
    columnShare[column] = columnShare[column]! + share;
  });
  let chiSquare = 0;
  p.forEach((share, cell) => {
    const expected = rowShare[cell % r]! * columnShare[Math.floor(cell / r)]!;
    chiSquare += (n * (share - expected) ** 2) / expected;
  });
  const contrasts = interactions(r, c);
  if (contrasts === null) return null;
  // D = (C' P^-1 C / n)^-1 (C' P^-1 V P^-1 C): its eigenvalues are the generalised design effects.
  const over = contrasts.map((row, cell) => row.map((value) => value / p[cell]!));
  const simple = inverseSymmetric(times(transposed(over), contrasts).map((row) => row.map((value) => value / n)));
  if (simple === null) return null;
  const d = times(simple, times(transposed(over), times(shares, over)));
  const trace = traceOf(d);
  const df = (r - 1) * (c - 1);
  const df1 = (trace * trace) / traceOf(times(d, d));
  const df2 = df1 * designDf;
  const statistic = chiSquare / trace;
  return {
    n,
    chiSquare,
    firstOrder: { df, p: chiSquareTails(chiSquare / (trace / df), df).upper },
    secondOrder: { statistic, df1, df2, p: fTails(statistic, df1, df2).upper },
  };
};

const traceOf = (matrix: ReadonlyArray<Float64Array>): number => matrix.reduce((sum, row, i) => sum + row[i]!, 0);

/** Interaction columns (first level of each factor as reference) less their projection on intercept and main effects; by cells. */
const interactions = (r: number, c: number): ReadonlyArray<Float64Array> | null => {
  const is = (test: boolean): number => (test ? 1 : 0);
  const cells = Array.from({ length: r * c }, (_, cell) => ({ i: cell % r, j: Math.floor(cell / r) }));
  const main = cells.map(({ i, j }) =>
    Float64Array.from([
      1,
      ...Array.from({ length: r - 1 }, (_, k) => is(i === k + 1)),
      ...Array.from({ length: c - 1 }, (_, k) => is(j === k + 1)),
    ]),
  );
  const both = cells.map(({ i, j }) =>
    Float64Array.from({ length: (r - 1) * (c - 1) }, (_, k) =>
      is(i === (k % (r - 1)) + 1 && j === Math.floor(k / (r - 1)) + 1),
    ),
  );
  const inverse = inverseSymmetric(times(transposed(main), main));
  if (inverse === null) return null;
  const projected = times(main, times(inverse, times(transposed(main), both)));
  return both.map((row, cell) => row.map((value, k) => value - projected[cell]![k]!));
};
