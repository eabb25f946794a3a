import { describe, expect, it } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { waveDifference } from '../../../src/core/survey/comparisons.js';
import { estimateMean } from '../../../src/core/survey/estimate.js';
import {
  agrestiCoull,
  clopperPearson,
  jeffreys,
  shareInterval,
  wilson,
  wilsonCorrected,
} from '../../../src/core/survey/intervals.js';
import { raoScott } from '../../../src/core/survey/rao-scott.js';
import { surveyRegression } from '../../../src/core/survey/regression.js';
import { type AreaMethod, benchmarked, fayHerriot, smoothedVariances } from '../../../src/core/survey/small-areas.js';
import { comparer, numbers, read, right, sample, texts } from './samples.js';

describe('tests and models against R survey', () => {
  it('Rao-Scott', () => {
    const { hold, worst } = comparer();
    for (const row of read('rao_scott_chisq.csv')) {
      const { design, rows } = sample(row.design!);
      const found = raoScott(design, texts(rows, row.row!), texts(rows, row.col!))!;
      if (row.kind === 'F') {
        const { statistic, df1, df2, p } = found.secondOrder;
        hold(row, { statistic, df1, df2, p_value: p });
      } else hold(row, { statistic: found.chiSquare, df1: found.firstOrder.df, p_value: found.firstOrder.p });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('regression', () => {
    const { hold, worst } = comparer();
    for (const row of read('survey_regression.csv')) {
      const { design, y } = sample(row.design!);
      const [outcome = '', right = ''] = row.formula!.split('~');
      const predictors = right.split('+');
      const found = surveyRegression(design, y(outcome), predictors.map(y))!;
      const at = row.term === '(Intercept)' ? 0 : predictors.indexOf(row.term!) + 1;
      const { estimate, se, t, p } = found.coefficients[at]!;
      hold(row, { estimate, se, t, p_value: p, df_residual: found.df });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
    const { design, y } = sample('srs_fpc');
    expect(surveyRegression(design, y('api00'), [y('ell'), y('ell').map((value) => 2 * value)])).toBeNull();
  });

  it('intervals of shares', () => {
    const { hold, worst } = comparer();
    const fitted = comparer();
    for (const row of read('proportion_ci.csv')) {
      const { design, y } = sample(row.design!);
      const e = estimateMean(design, y(row.variable!));
      const method = ({ mean: 'wald', xlogit: 'logit' } as const)[row.method!] ?? row.method;
      if (method !== 'wald' && method !== 'logit' && method !== 'asin' && method !== 'beta') throw new Error(method);
      const { low, high } = shareInterval(method, e, Number(row.level));
      hold(row, { n: e.n, df: e.df, proportion: e.estimate, se: e.se });
      (row.method === 'logit' ? fitted : { hold }).hold(row, { low, high });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
    expect(fitted.worst.off, fitted.worst.where).toBeLessThan(1e-7);
  });

  it('intervals of x in n', () => {
    const { hold, worst } = comparer();
    for (const row of read('binomial_intervals.csv')) {
      const asked = [Number(row.x), Number(row.n), Number(row.level)] as const;
      const ends = {
        wilson,
        wilson_cc: wilsonCorrected,
        clopper_pearson: clopperPearson,
        jeffreys,
        agresti_coull: agrestiCoull,
      };
      for (const [name, interval] of Object.entries(ends)) {
        const { low, high } = interval(...asked);
        hold(row, { [`${name}_low`]: low, [`${name}_high`]: high });
      }
    }
    expect(worst.compared).toBeGreaterThan(300);
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });
});

const input = read('fay_herriot_input.csv');
const areas = {
  direct: numbers(input, 'direct'),
  variance: numbers(input, 'sampling_variance'),
  covariates: [numbers(input, 'x1'), numbers(input, 'x2')],
};
const methodOf = (name: string | undefined): AreaMethod => (name === 'ML' || name === 'FH' ? name : 'REML');

describe('Fay-Herriot', () => {
  it('agrees with the formulas', () => {
    const { hold, worst } = comparer();
    for (const row of read('fay_herriot_parameters.csv')) {
      const { modelVariance, beta, betaSe } = right(fayHerriot(areas, methodOf(row.method)));
      hold(row, {
        A: modelVariance,
        beta0: beta[0]!,
        beta_x1: beta[1]!,
        beta_x2: beta[2]!,
        se_beta0: betaSe[0]!,
        se_beta_x1: betaSe[1]!,
        se_beta_x2: betaSe[2]!,
      });
    }
    for (const row of read('fay_herriot_areas.csv')) {
      const model = right(fayHerriot(areas, methodOf(row.method)));
      const area = model.areas[input.findIndex((each) => each.area === row.area)]!;
      const rmse = Math.sqrt(area.mse);
      hold(row, { ...area, rmse, cv_percent: (100 * rmse) / area.eblup });
    }
    expect(worst.compared).toBeGreaterThan(500);
    expect(worst.off, worst.where).toBeLessThan(1e-9);
  });

  it('takes everything from the regression where the areas differ by their errors alone', () => {
    const flat = { ...areas, direct: areas.covariates[0]!.map((x) => 40 + 3 * x) };
    const { modelVariance, areas: found } = right(fayHerriot(flat, 'REML'));
    expect(modelVariance).toBe(0);
    expect(found.every(({ gamma, eblup, synthetic }) => gamma === 0 && eblup === synthetic)).toBe(true);
  });

  it('refuses an area without a variance, too few areas and covariates that say the same', () => {
    const codeOf = (given: typeof areas) => {
      const found = fayHerriot(given, 'FH');
      return E.isLeft(found) ? found.left[0] : null;
    };
    expect(codeOf({ ...areas, variance: areas.variance.with(3, 0) })).toMatchObject({
      code: 'AreaVarianceNotPositive',
      args: { row: 4 },
    });
    expect(codeOf({ ...areas, covariates: [areas.covariates[0]!, areas.covariates[0]!] })?.code).toBe(
      'AreaCovariatesCollinear',
    );
    const few = {
      direct: areas.direct.slice(0, 4),
      variance: areas.variance.slice(0, 4),
      covariates: areas.covariates.map((x) => x.slice(0, 4)),
    };
    expect(codeOf(few)?.code).toBe('AreasTooFew');
  });

  it('smooths variances along n without changing their sum, and brings estimates to the whole', () => {
    const n = Float64Array.from(areas.variance, (_, at) => 50 + 10 * at);
    const smooth = smoothedVariances(areas.variance, n)!;
    const sum = (values: Float64Array): number => values.reduce((all, each) => all + each, 0);
    expect(sum(smooth)).toBeCloseTo(sum(areas.variance), 8);
    expect(smoothedVariances(areas.variance, n.fill(7))).toBeNull();
    const shares = areas.direct.map(() => 1 / areas.direct.length);
    expect(sum(benchmarked(areas.direct, shares, 45).map((each) => each / areas.direct.length))).toBeCloseTo(45, 10);
  });
});

describe('waves', () => {
  it('adds the variances of independent waves, and takes their covariance off where it is given', () => {
    const { design, y } = sample('strat_fpc');
    const [later, earlier] = [estimateMean(design, y('api00')), estimateMean(design, y('api99'))];
    const { difference, se, df } = waveDifference(later, earlier, 0.95);
    expect(difference).toBeCloseTo(later.estimate - earlier.estimate, 12);
    expect(se).toBeCloseTo(Math.hypot(later.se, earlier.se), 12);
    expect(df).toBeGreaterThan(later.df);
    expect(waveDifference(later, earlier, 0.95, later.variance / 2).se).toBeLessThan(se);
  });
});
