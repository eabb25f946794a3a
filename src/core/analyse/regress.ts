// `--regress Y~X1+X2`: least squares over the columns of an analysis, with the units that weigh most in it.
import { nearest } from '../define/nearest.js';
import { E } from '../fp.js';
import { type Problems, problem } from '../model/problem.js';
import { completeUnits } from '../statistics/correlation.js';
import { linearModel } from '../statistics/linear-model.js';
import { type Note, type Sheet, sheet } from './sheet.js';
import type { Variables } from './variables.js';

export interface RegressionFormula {
  readonly outcome: string;
  readonly by: ReadonlyArray<string>;
}

const shape = /^([^~+]+)~([^~]+)$/;

/** `Y~X1+X2`; left where it is written otherwise, names a column twice, or one that the index does not have. */
export const regressionFormula = (text: string, names: Iterable<string>): E.Either<Problems, RegressionFormula> => {
  const parts = shape.exec(text);
  const by = parts?.[2]?.split('+').map((name) => name.trim()) ?? [];
  const outcome = parts?.[1]?.trim() ?? '';
  const all = [outcome, ...by];
  if (parts === null || all.includes('') || new Set(all).size < all.length)
    return E.left([problem('BadOption', { option: '--regress', value: text, allowed: 'Y~X1+X2' })]);
  const known = [...names];
  const unknown = all.filter((name) => !known.includes(name));
  if (unknown.length === 0) return E.right({ outcome, by });
  return E.left(unknown.map((name) => problem('AnalysisName', { name, nearest: nearest(name, known) })));
};

/** In the place of an id; no id has brackets. */
export const intercept = '(intercept)';
/** So many of the units with the largest Cook's distance are shown. */
const shownUnits = 10;

export const regression = (variables: Variables, { outcome, by }: RegressionFormula): ReadonlyArray<Sheet> => {
  const columns = [outcome, ...by].map((name) => variables.columns.get(name)!);
  const rows = completeUnits(columns);
  const [y, ...x] = columns.map((column) => Float64Array.from(rows, (p) => column[p]!));
  const made = linearModel(y!, x);
  const formula = `${outcome} ~ ${by.join(' + ')}`;
  if ('why' in made) {
    const ids = made.why === 'dependent' ? made.columns.map((j) => by[j]!).join(', ') : outcome;
    const args = { ids, n: rows.length, least: made.why === 'few_units' ? made.least : 0 };
    return [sheet('model', ['formula', 'n'], [{ formula, n: rows.length }], [{ id: `model_${made.why}`, args }])];
  }
  const notes: Note[] = [{ id: 'model_cause', args: {} }];
  if (rows.length < variables.units.length)
    notes.push({ id: 'left_out', args: { n: variables.units.length - rows.length } });
  const influence = [...rows.keys()]
    .map((k) => ({
      code: variables.units[rows[k]!]!,
      fitted: made.fitted[k]!,
      residual: made.residuals[k]!,
      standardised: made.standardised[k]!,
      leverage: made.leverage[k]!,
      cook: made.cook[k]!,
      flag: made.cook[k]! > 4 / made.n ? 'influential' : 'ok',
    }))
    .sort((a, b) => b.cook - a.cook || (a.code < b.code ? -1 : 1));
  return [
    sheet(
      'model',
      ['formula', 'n', 'df', 'r2', 'adjusted_r2', 'sigma', 'f', 'f_p', 'condition', 'uneven', 'uneven_p'],
      [
        {
          formula,
          n: made.n,
          df: made.df,
          r2: made.r2,
          adjusted_r2: made.adjustedR2,
          sigma: made.sigma,
          f: made.f,
          f_p: made.fP,
          condition: made.condition,
          uneven: made.unevenSpread.statistic,
          uneven_p: made.unevenSpread.p,
        },
      ],
      notes,
    ),
    sheet(
      'coefficients',
      ['id', 'estimate', 'se', 't', 'p', 'low', 'high', 'vif'],
      made.coefficients.map(({ vif, ...rest }, j) => ({ id: j === 0 ? intercept : by[j - 1]!, ...rest, vif })),
    ),
    sheet(
      'influence',
      ['code', 'fitted', 'residual', 'standardised', 'leverage', 'cook', 'flag'],
      influence.slice(0, shownUnits),
    ),
  ];
};
