import { describe, expect, it } from 'vitest';
import { areaRanks } from '../../../src/core/survey/area-ranks.js';
import { domainOf, estimateMean } from '../../../src/core/survey/estimate.js';
import { shareInterval, waldInterval } from '../../../src/core/survey/intervals.js';
import { codeShares, moduleScores, recoded, scored, topBox } from '../../../src/core/survey/likert.js';
import { betweenAreaReliability, reliabilityOf, weightedAlpha } from '../../../src/core/survey/reliability.js';
import { kishDeff } from '../../../src/core/survey/weighting.js';
import { built, comparer, numbers, read, right, texts } from './samples.js';

const rows = read('likert_health_microdata.csv');
const names = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const itemOf = (name: string) => ({ low: 1, high: 5, reversed: name === 'h3' || name === 'h5', missing: [98, 99] });
const items = names.map((name) => recoded(numbers(rows, name), itemOf(name)).values);
const scores = items.map((values) => scored(values, { low: 1, high: 5 }));
const index = moduleScores(scores);
const municipalities = texts(rows, 'municipality');
const design = right(
  built(
    {
      rows: rows.length,
      weight: numbers(rows, 'weight'),
      stratum: municipalities,
      psu: texts(rows, 'psu'),
      second: null,
      fpc: null,
      fpc2: null,
    },
    'adjust',
  ),
);
const column = (name: string): Float64Array =>
  name === 'index'
    ? index.scores
    : name === 'paid_bribe'
      ? numbers(rows, name)
      : name.endsWith('_t2b')
        ? topBox(items[names.indexOf(name.slice(0, 2))]!, { high: 5 }, 2)
        : scores[names.indexOf(name.slice(0, 2))]!;
const domain = (name: string) => (name === 'ALL' ? null : domainOf(municipalities, municipalities.names.indexOf(name)));

describe('likert answers against R', () => {
  it('scores of each respondent', () => {
    const { hold, worst } = comparer();
    read('likert_health_scored.csv').forEach((row, at) => {
      hold(row, {
        ...Object.fromEntries(names.map((name, i) => [`${name}_s`, scores[i]![at]!])),
        n_answered: index.answered[at]!,
        index: index.scores[at]!,
      });
    });
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('means by municipality', () => {
    const { hold, worst } = comparer();
    for (const row of read('likert_health_item_means.csv')) {
      const y = column(row.variable!);
      const asked = domain(row.domain!);
      const used = Uint8Array.from(y, (value, at) => (Number.isNaN(value) || asked?.[at] === 0 ? 0 : 1));
      const e = estimateMean(design, y, asked);
      const { low, high } = waldInterval(e.estimate, e.se, e.df, 0.95);
      const kish = kishDeff(design.weights, used);
      hold(row, {
        n: e.n,
        mean: e.estimate,
        kish_deff: kish,
        n_eff_kish: e.n / kish,
        df: e.df,
        ci95_t_low: low,
        ci95_t_high: high,
      });
      // Where df is 0 R prints an error of nothing; there is none.
      if (e.df === 0) expect(e.se).toBeNaN();
      else hold(row, { se: e.se, deff_wor: e.deffWor });
    }
    expect(worst.compared).toBeGreaterThan(300);
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('top-two boxes by municipality', () => {
    const { hold, worst } = comparer();
    for (const row of read('likert_health_top2box.csv')) {
      const y = column(row.variable!);
      const asked = domain(row.domain!);
      const e = estimateMean(design, y, asked);
      const yes = y.reduce((n, value, at) => n + (value === 1 && asked?.[at] !== 0 ? 1 : 0), 0);
      hold(row, { n: e.n, count_yes: yes, share: e.estimate, df: e.df });
      if (e.df === 0) continue;
      hold(row, { se: e.se });
      if (row.logit_low === '') continue;
      const [logit, beta, wald] = (['logit', 'beta', 'wald'] as const).map((method) => shareInterval(method, e, 0.95));
      hold(row, {
        logit_low: logit!.low,
        logit_high: logit!.high,
        beta_low: beta!.low,
        beta_high: beta!.high,
        wald_t_low: wald!.low,
        wald_t_high: wald!.high,
      });
    }
    expect(worst.compared).toBeGreaterThan(300);
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('how often each code stands', () => {
    const { hold, worst } = comparer();
    for (const row of read('likert_health_distributions.csv')) {
      const shares = codeShares(numbers(rows, row.item!), design.weights, [98, 99]);
      const code = Number(row.code);
      const found = shares.find((each) => each.code === code || (Number.isNaN(code) && Number.isNaN(each.code)));
      hold(row, {
        n: found!.n,
        unweighted_share: found!.unweighted,
        weighted_share: found!.weighted,
        weighted_share_valid: found!.weightedValid,
      });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('alpha with its item table', () => {
    const { hold, worst } = comparer();
    for (const row of read('likert_health_alpha.csv')) {
      const handling = row.handling === 'pairwise' ? 'pairwise' : 'listwise';
      const r = reliabilityOf(items, handling);
      hold(row, {
        k: r.items,
        n_rows: r.rows,
        n_complete: r.complete,
        raw_alpha: r.alpha,
        std_alpha: r.standardisedAlpha,
        guttman_lambda6: r.lambda6,
        mean_inter_item_r: r.meanInterItem,
        scale_mean: r.scaleMean,
        scale_sd: r.scaleSd,
      });
      if (handling === 'listwise') hold(row, { weighted_alpha_listwise: weightedAlpha(design, items) });
    }
    for (const row of read('likert_health_alpha_items.csv')) {
      const r = reliabilityOf(items, row.handling === 'pairwise' ? 'pairwise' : 'listwise');
      const item = r.perItem[names.indexOf(row.item!)]!;
      hold(row, {
        n: item.n,
        raw_r: item.rawCorrelation,
        r_drop: item.restCorrelation,
        item_mean: item.mean,
        item_sd: item.sd,
        alpha_if_deleted: item.alphaWithout,
        std_alpha_if_deleted: item.standardisedAlphaWithout,
      });
    }
    for (const row of read('likert_health_item_correlations_listwise.csv')) {
      const r = reliabilityOf(items, 'listwise').correlations[names.indexOf(row.item!)]!;
      hold(row, Object.fromEntries(names.map((name, i) => [name, r[i]!])));
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('ranks that errors leave open, and reliability between areas', () => {
    const estimates = municipalities.names.map((name) => estimateMean(design, index.scores, domain(name)));
    const [means, ses] = [Float64Array.from(estimates, (e) => e.estimate), Float64Array.from(estimates, (e) => e.se)];
    const ranks = areaRanks(means, ses);
    const { hold, worst } = comparer();
    for (const row of read('likert_health_ranks.csv')) {
      const at = municipalities.names.indexOf(row.municipality!);
      hold(row, {
        mean: means[at]!,
        se: ses[at]!,
        rank: ranks[at]!.rank,
        rank_best_95: ranks[at]!.best,
        rank_worst_95: ranks[at]!.worst,
        rank_best_bonferroni: ranks[at]!.bestJoint,
        rank_worst_bonferroni: ranks[at]!.worstJoint,
        expected_rank: ranks[at]!.expected,
      });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
    expect(ranks[municipalities.names.indexOf('KZ06')]!.rank).toBeNaN();
    const known = [...means].filter((_, at) => Number.isFinite(ses[at]!));
    const centre = known.reduce((sum, each) => sum + each, 0) / known.length;
    const spread = known.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (known.length - 1);
    const error = [...ses].filter(Number.isFinite).reduce((sum, se) => sum + se * se, 0) / known.length;
    expect(betweenAreaReliability(means, ses)).toBeCloseTo(1 - error / spread, 12);
  });
});

describe('answers that are none', () => {
  it('counts codes, blanks and values beyond the scale apart, and guesses nothing', () => {
    const raw = Float64Array.from([1, 5, 98, Number.NaN, 7, 2.5, 99, 98]);
    const found = recoded(raw, { low: 1, high: 5, reversed: true, missing: [98, 99] });
    expect([...found.values.slice(0, 2)]).toEqual([5, 1]);
    expect(found).toMatchObject({ outside: [4, 5], answered: 2, coded: [2, 1], blank: 1 });
  });

  it('takes 98 minutes for an answer of an item that has no such code', () => {
    const minutes = recoded(Float64Array.from([98, 15]), { low: 0, high: 600, reversed: false, missing: [] });
    expect([...minutes.values]).toEqual([98, 15]);
  });

  it('gives no module score below half of the items, and alpha of nothing for a constant item set', () => {
    const none = Number.NaN;
    const { scores: found } = moduleScores([
      Float64Array.of(10, 10),
      Float64Array.of(none, 20),
      Float64Array.of(none, none),
    ]);
    expect([...found]).toEqual([none, 15]);
    expect(reliabilityOf([Float64Array.of(3, 3, 3), Float64Array.of(3, 3, 3)], 'pairwise').alpha).toBeNaN();
  });
});
