import { describe, expect, it } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { codesOf } from '../../../src/core/survey/codes.js';
import { domainDifference, linearisedDifference } from '../../../src/core/survey/comparisons.js';
import { lonelyRules } from '../../../src/core/survey/design.js';
import { domainMeans, domainTotals, planDomains } from '../../../src/core/survey/domains.js';
import {
  domainOf,
  type Estimate,
  estimateMean,
  estimateRatio,
  estimateTotal,
  meanOf,
  ratioOf,
  sharesOf,
  totalOf,
} from '../../../src/core/survey/estimate.js';
import { shareInterval, tOf, waldInterval } from '../../../src/core/survey/intervals.js';
import { quantileOf } from '../../../src/core/survey/quantile.js';
import { bootstrap, jackknife, meanUnder, totalUnder } from '../../../src/core/survey/replicates.js';
import { covariance } from '../../../src/core/survey/variance.js';
import { built, columnsOf, comparer, numbers, read, right, sample, texts, variableOf } from './samples.js';

const z95 = 1.9599639845400545;

const withIntervals = ({ estimate, se, df, ...e }: Estimate) => {
  const [t95, t90] = [waldInterval(estimate, se, df, 0.95), waldInterval(estimate, se, df, 0.9)];
  return {
    n: e.n,
    sum_weights: e.weight,
    estimate,
    se,
    variance: e.variance,
    cv: se / estimate,
    deff_wor: e.deffWor,
    deff_wr: e.deffWr,
    df_used: df,
    ci95_z_low: estimate - z95 * se,
    ci95_z_high: estimate + z95 * se,
    ci95_t_low: t95.low,
    ci95_t_high: t95.high,
    ci90_t_low: t90.low,
    ci90_t_high: t90.high,
  };
};

describe('estimates against R survey', () => {
  it.each(['means_totals', 'means_totals_missing', 'tiny_strat_means_totals'])('%s', (file) => {
    const { hold, worst } = comparer();
    for (const row of read(`${file}.csv`)) {
      const { design, y } = sample(row.design!);
      const column = y(row.variable!);
      hold(row, withIntervals(row.statistic === 'mean' ? estimateMean(design, column) : estimateTotal(design, column)));
    }
    expect(worst.compared).toBeGreaterThan(20);
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('shares of categories with their covariances', () => {
    const { hold, worst } = comparer();
    for (const row of read('category_proportions.csv')) {
      const { design, rows } = sample(row.design!);
      const codes = texts(rows, row.variable!);
      const { shares, covariance: matrix } = sharesOf(design, codes);
      const at = codes.names.indexOf(row.level!);
      const indicator = Float64Array.from(codes.of, (code) => (code === -1 ? Number.NaN : code === at ? 1 : 0));
      const total = estimateTotal(design, indicator);
      const mean = estimateMean(design, indicator);
      hold(row, {
        n_level: indicator.reduce((n, each) => n + (each === 1 ? 1 : 0), 0),
        proportion: shares[at]!.estimate,
        se_proportion: mean.se,
        total: total.estimate,
        se_total: total.se,
        cov_with_first_level: matrix[0]![at]!,
        df: mean.df,
        // R gives it for the first level alone.
        ...(row.deff_proportion === '' ? {} : { deff_proportion: mean.deffWor }),
      });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('ratios', () => {
    const { hold, worst } = comparer();
    for (const row of read('ratios.csv')) {
      const { design, y } = sample(row.design!);
      const e = estimateRatio(design, y(row.numerator!), y(row.denominator!));
      const { low, high } = waldInterval(e.estimate, e.se, e.df, 0.95);
      hold(row, { n: e.n, ratio: e.estimate, se: e.se, df: e.df, ci95_t_low: low, ci95_t_high: high });
      if (row.deff !== '') hold(row, { deff: e.deffWor });
      expect(ratioOf(design, y(row.numerator!), y(row.denominator!)).estimate).toBe(e.estimate);
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('domains, each by itself and all in one pass', () => {
    const { hold, worst } = comparer();
    for (const row of read('domain_means.csv')) {
      const { design, rows, y } = sample(row.design!);
      const domains = texts(rows, row.domain_var!);
      const at = domains.names.indexOf(row.domain!);
      const column = y(row.variable!);
      const plan = planDomains(design, domains);
      const domain = domainOf(domains, at);
      const ways: ReadonlyArray<readonly [Estimate, Estimate]> = [
        [estimateMean(design, column, domain), estimateTotal(design, column, domain)],
        [domainMeans(plan, column)[at]!, domainTotals(plan, column)[at]!],
      ];
      for (const [mean, total] of ways) {
        const { low, high } = waldInterval(mean.estimate, mean.se, mean.df, 0.95);
        hold(row, {
          n: mean.n,
          sum_weights: mean.weight,
          mean: mean.estimate,
          se_mean: mean.se,
          deff_wor: mean.deffWor,
          total: total.estimate,
          se_total: total.se,
          df_domain: mean.df,
          ci95_t_low: low,
          ci95_t_high: high,
        });
      }
    }
    expect(worst.compared).toBeGreaterThan(1000);
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('differences between domains that share clusters', () => {
    const { hold, worst } = comparer();
    for (const row of read('domain_contrasts.csv')) {
      const { design, rows, y } = sample(row.design!);
      const domains = texts(rows, 'stype');
      const [e, h] = ['E', 'H'].map((name) =>
        meanOf(design, y(row.variable!), domainOf(domains, domains.names.indexOf(name))),
      );
      const { difference, se } = linearisedDifference(design, e!, h!, 0.95);
      hold(row, { estimate: difference, se, cov_E_H: covariance(design, e!.z, h!.z) });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('the t-test of a domain against the rest', () => {
    const { hold, worst } = comparer();
    for (const row of read('domain_ttest.csv')) {
      const { design, y } = sample(row.design!);
      const improved = Uint8Array.from(y('ci'), (value) => (value === 1 ? 1 : 0));
      const { difference, t, df, p, low, high } = domainDifference(design, y('api00'), improved, null, 0.95);
      hold(row, { difference, t, df, p_value: p, ci_low: low, ci_high: high });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('stratified clusters, numbered afresh in each stratum', () => {
    const rows = read('data/nhanes_small.csv.gz');
    const design = right(
      built({
        rows: rows.length,
        weight: numbers(rows, 'WTMEC2YR'),
        stratum: texts(rows, 'SDMVSTRA'),
        psu: texts(rows, 'SDMVPSU'),
        second: null,
        fpc: null,
        fpc2: null,
      }),
    );
    const cholesterol = numbers(rows, 'HI_CHOL');
    const { hold, worst } = comparer();
    // R fits this interval step by step.
    const fitted = comparer();
    for (const row of read('strat_cluster_nhanes.csv')) {
      const [variable, value] = row.domain!.split('=');
      const domain = value === undefined ? null : Uint8Array.from(rows, (each) => (each[variable!] === value ? 1 : 0));
      const e = estimateMean(design, cholesterol, domain);
      const [logit, wald] = (['logit', 'wald'] as const).map((method) => shareInterval(method, e, 0.95));
      hold(row, {
        n: e.n,
        sum_weights: e.weight,
        proportion: e.estimate,
        se: e.se,
        deff_wor: e.deffWor,
        df: e.df,
        wald_t_low: wald!.low,
        wald_t_high: wald!.high,
      });
      fitted.hold(row, { logit_low: logit!.low, logit_high: logit!.high });
    }
    expect(fitted.worst.off, fitted.worst.where).toBeLessThan(1e-7);
    expect(worst.compared).toBeGreaterThan(50);
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('quantiles by three rules with Woodruff intervals', () => {
    const { hold, worst } = comparer();
    for (const row of read('quantiles.csv')) {
      const { design, y } = sample(row.design!);
      const rule = (['math', 'school', 'hf7'] as const).find((each) => each === row.rule)!;
      const q = quantileOf(design, y(row.variable!), Number(row.p), rule, 0.95);
      hold(row, { quantile: q.estimate, ci_low: q.low, ci_high: q.high, se: q.se, df: q.df });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('strata of one PSU by each rule', () => {
    const { hold, worst } = comparer();
    const all = read('data/apistrat.csv');
    const keepFirst = (rows: typeof all, stratum: string) => {
      const first = rows.findIndex((row) => row.stype === stratum);
      return rows.filter((row, at) => row.stype !== stratum || at === first);
    };
    const cases = { A: keepFirst(all, 'M'), B: keepFirst(keepFirst(all, 'M'), 'H') };
    for (const row of read('lonely_psu.csv')) {
      const rows = row.case === 'A' ? cases.A : cases.B;
      const rule = lonelyRules.find((each) => each === row.option)!;
      const design = built(columnsOf(`strat_${row.fpc === 'TRUE' ? 'fpc' : 'nofpc'}`, rows), rule);
      if (rule === 'fail') {
        expect(row.outcome).toBe('error');
        expect(E.isLeft(design) && design.left.map(({ code, at }) => [code, at?.line])).toContainEqual([
          'LonelyPsu',
          2 + rows.findIndex((each) => each.stype === 'M'),
        ]);
        continue;
      }
      const y = variableOf(rows)(row.variable!);
      const e = row.statistic === 'mean' ? estimateMean(right(design), y) : estimateTotal(right(design), y);
      hold(row, { estimate: e.estimate, se: e.se, df: e.df });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('jackknife', () => {
    const { hold, worst } = comparer();
    for (const row of read('jackknife.csv')) {
      const { design, y } = sample(row.base_design!);
      const column = y(row.variable!);
      const statistic = row.statistic === 'mean' ? meanUnder(column) : totalUnder(column);
      const { replicates, estimate, se, df } = jackknife(design, statistic);
      hold(row, { replicates, estimate, se, df });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('the bootstrap repeats by its seed and comes near to the linearised error', () => {
    const { design, y } = sample('strat_fpc');
    const statistic = meanUnder(y('api00'));
    const drawn = bootstrap(design, statistic, 800, 7);
    expect(bootstrap(design, statistic, 800, 7)).toEqual(drawn);
    expect(bootstrap(design, statistic, 800, 8).se).not.toBe(drawn.se);
    const { se } = estimateMean(design, y('api00'));
    expect(Math.abs(drawn.se / se - 1)).toBeLessThan(0.1);
  });

  it('one pass over many domains gives what each domain gives by itself, in two stages too', () => {
    for (const name of ['srs_fpc', 'strat_fpc', 'clus1_fpc', 'clus2_fpc', 'clus2_nofpc']) {
      const { design, rows, y } = sample(name);
      const domains = codesOf(rows.map((row, at) => (at % 11 === 0 ? '' : `${row.awards}${at % 3}`)));
      const column = y('target');
      const [means, totals] = [
        domainMeans(planDomains(design, domains), column),
        domainTotals(planDomains(design, domains), column),
      ];
      domains.names.forEach((_, at) => {
        const domain = domainOf(domains, at);
        const { hold, worst } = comparer();
        const asRow = (e: Estimate) =>
          Object.fromEntries(Object.entries(e).map(([key, value]) => [key, Number.isNaN(value) ? '' : String(value)]));
        hold(asRow(estimateMean(design, column, domain)), { ...means[at]! });
        hold(asRow(estimateTotal(design, column, domain)), { ...totals[at]! });
        expect(worst.off, worst.where).toBeLessThan(1e-11);
      });
    }
  });

  it('a domain inside one PSU has no error, whatever the rule', () => {
    const { design, rows, y } = sample('clus1_nofpc');
    const domains = texts(rows, 'dnum');
    const e = estimateMean(design, y('api00'), domainOf(domains, 0));
    expect(e.n).toBeGreaterThan(1);
    expect([e.df, e.se, tOf(0.95, e.df)]).toEqual([0, Number.NaN, Number.NaN]);
    expect(totalOf(design, y('api00'), new Uint8Array(design.rows)).estimate).toBeNaN();
  });
});
