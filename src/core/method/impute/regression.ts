// Gaps get the value that a linear regression gives from other indicators of the same unit.
import { written } from '../arithmetic.js';
import { pearson } from '../correlation.js';
import type { Fault, ImputeMethod, ToImpute } from '../families.js';
import { ids, whole } from '../parameters.js';
import { type Filling, fillEach, ownPeriod } from './filling.js';
import { leastSquares } from './least-squares.js';

const parameters = {
  on: ids('The indicators to predict by; left out, those that go with the column best.', [
    ['gdp'],
    ['gdp', 'population'],
  ]),
  predictors: whole(1, 20, 'How many predictors are taken where “on” names none.', [2, 3], 2),
  least: whole(3, 10000, 'How many units must have all the values for the line to be drawn.', [10, 30], 10),
};

/**
 * Ordinary least squares over the units that have the column and all its predictors. Where none is named, the predictors are the
 * columns with a value in every unit to be filled that correlate most (in amount, over the units that have both). Where a
 * named one is missing too, the gap stays. Only what was observed is read, so that the order of the columns changes nothing.
 * Figures: `n` rows, `r_squared`, `intercept`, and `slope <id>` of each predictor.
 */
export const imputeRegression: ImputeMethod<typeof parameters> = {
  name: 'regression',
  parameters,
  source:
    'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3, implicit and explicit modelling: regression imputation',
  reads: [],
  measuresOnly: true,
  reach: ownPeriod,
  compute: (input, { on, predictors, least }) => {
    const unknown = on.find((id) => !input.ids.includes(id));
    if (unknown !== undefined) {
      const stays = fillEach(input, () => nothing());
      return { ...stays, faults: [{ code: 'PredictorUnknown', args: { predictor: unknown } }] };
    }
    const named = on.map((id) => input.ids.indexOf(id));
    return fillEach(input, (column, units) => {
      // A predictor that has gaps itself cannot fill them: they stay, counted.
      if (named.length > 0) {
        const others = named.filter((each) => each !== column);
        return others.length === 0 ? nothing() : byLine(input, column, others, least);
      }
      const best = bestOf(input, column, units, predictors);
      return best.length === 0
        ? nothing({ code: 'RegressionWithoutPredictor', args: {} })
        : byLine(input, column, best, least);
    });
  },
};

const nothing = (fault?: Fault): Filling => ({ valueAt: () => Number.NaN, ...(fault === undefined ? {} : { fault }) });

const byLine = (
  { ids: names, columns }: ToImpute,
  column: number,
  chosen: ReadonlyArray<number>,
  least: number,
): Filling => {
  const all = [columns[column]!, ...chosen.map((each) => columns[each]!)];
  const rows: number[] = [];
  for (let unit = 0; unit < all[0]!.length; unit++) {
    if (all.every((values) => !Number.isNaN(values[unit]!))) rows.push(unit);
  }
  const needed = Math.max(least, chosen.length + 2);
  if (rows.length < needed) {
    return nothing({ code: 'RegressionTooFewRows', args: { rows: rows.length, least: needed } });
  }
  const [y, ...xs] = all.map((values) => Float64Array.from(rows, (unit) => values[unit]!));
  const fitted = leastSquares(y!, xs);
  if ('collinear' in fitted) {
    return nothing({ code: 'ImputeCollinear', args: {}, column: chosen[fitted.collinear]! });
  }
  const { intercept, slopes, rSquared } = fitted.line;
  const valueAt = (unit: number): number =>
    slopes.reduce((sum, slope, i) => sum + slope * columns[chosen[i]!]![unit]!, intercept);
  const named = Object.fromEntries(slopes.map((slope, i) => [`slope ${names[chosen[i]!]!}`, slope]));
  return {
    valueAt,
    figures: { n: rows.length, r_squared: rSquared, intercept, ...named },
    expressionAt: (unit) =>
      [
        written(intercept),
        ...slopes.map((slope, i) => `${written(slope)} * ${written(columns[chosen[i]!]![unit]!)}`),
      ].join(' + '),
  };
};

/** The columns with the largest correlation in amount among those known in every unit to be filled; ties in their order. */
const bestOf = (
  { columns }: ToImpute,
  column: number,
  units: ReadonlyArray<number>,
  count: number,
): ReadonlyArray<number> =>
  columns
    .flatMap((values, other) =>
      other !== column && units.every((unit) => !Number.isNaN(values[unit]!))
        ? [{ other, amount: Math.abs(pearson(columns[column]!, values).r) }]
        : [],
    )
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount || a.other - b.other)
    .slice(0, count)
    .map(({ other }) => other);
