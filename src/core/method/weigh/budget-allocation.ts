// Budget allocation: each expert shares the same budget among the children; the weight is the mean, the spread is told.
import type { Fault, WeighMethod } from '../families.js';
import { numbersById } from '../parameters.js';

const parameters = {
  shares: numbersById(
    { least: 0 },
    'For each expert the shares of the budget, in the order of the children; they add up to 100, or to 1 for all experts.',
    [{ anna: [50, 30, 20], bolat: [40, 40, 20] }, { first: [0.5, 0.5] }],
  ),
};

type Shares = ReadonlyMap<string, ReadonlyArray<number>>;

/** Rounding in what experts wrote down: 33.33 + 33.33 + 33.33 is a hundred. */
const roundingShare = 2e-4;

const sumOf = (row: ReadonlyArray<number>): number => row.reduce((a, b) => a + b, 0);
const isTotal = (sum: number, total: number): boolean => Math.abs(sum - total) <= roundingShare * total;

/** 100 or 1, whichever more experts shared. */
const totalOf = (rows: ReadonlyArray<ReadonlyArray<number>>): number =>
  rows.filter((row) => isTotal(sumOf(row), 1)).length > rows.filter((row) => isTotal(sumOf(row), 100)).length ? 1 : 100;

const faultOf = (shares: Shares, children: number): Fault | null => {
  if (shares.size === 0) return { code: 'BudgetWithoutExperts', args: {} };
  const total = totalOf([...shares.values()]);
  for (const [expert, row] of shares) {
    if (row.length !== children) return { code: 'BudgetLength', args: { expert, count: row.length, children } };
    const sum = sumOf(row);
    if (!isTotal(sum, total)) return { code: 'BudgetSum', args: { expert, sum: Number(sum.toFixed(6)), total } };
  }
  return null;
};

/**
 * For each child `mean`, `sd` (n - 1; 0 for one expert), `min` and `max` of the shares as parts of 1, and for each expert the
 * `distance` from the mean: the part of the budget that would have to be moved, half the sum of |share - mean|.
 */
const figuresOf = (
  ids: ReadonlyArray<string>,
  rows: ReadonlyArray<readonly [string, ReadonlyArray<number>]>,
  means: ReadonlyArray<number>,
): Readonly<Record<string, number>> => {
  const figures: Record<string, number> = { experts: rows.length };
  ids.forEach((id, c) => {
    const column = rows.map(([, row]) => row[c]!);
    const squares = column.reduce((sum, x) => sum + (x - means[c]!) ** 2, 0);
    figures[`mean.${id}`] = means[c]!;
    figures[`sd.${id}`] = rows.length < 2 ? 0 : Math.sqrt(squares / (rows.length - 1));
    figures[`min.${id}`] = Math.min(...column);
    figures[`max.${id}`] = Math.max(...column);
  });
  for (const [expert, row] of rows) {
    figures[`distance.${expert}`] = row.reduce((sum, x, c) => sum + Math.abs(x - means[c]!), 0) / 2;
  }
  return figures;
};

export const budgetAllocation: WeighMethod<typeof parameters> = {
  name: 'budget-allocation',
  parameters,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6: budget allocation process',
  compute: ({ ids }, { shares }) => {
    const fault = faultOf(shares, ids.length);
    if (fault !== null) return { weights: ids.map(() => 1), figures: {}, fault };
    // Each row over its own sum, so that its rounding does not move the others.
    const rows = [...shares].map(([expert, row]) => [expert, row.map((x) => x / sumOf(row))] as const);
    const means = ids.map((_id, c) => sumOf(rows.map(([, row]) => row[c]!)) / rows.length);
    return { weights: means, figures: figuresOf(ids, rows, means), fault: null };
  },
};
