// Every scoring pipeline of the reference folder, through the definition and the engine as a user would run it. The folder lies
// beside a team's checkout; without it these tests are skipped, and those over the small carried set remain.
import { describe, expect, test } from 'vitest';
import { E } from '../../src/core/fp.js';
import { normaliseMethods } from '../../src/core/method/normalise/methods.js';
import { effectiveWeights } from '../../src/core/score/effective-weights.js';
import { rankScores } from '../../src/core/score/rank.js';
import type { Scores } from '../../src/core/score/scores.js';
import { leftOutOneByOne } from '../../src/core/uncertainty/remove-one.js';
import {
  coinOf,
  definitionOf,
  difference,
  hasFolder,
  inFolder,
  numberOf,
  panelOf,
  scored,
  scoredIn,
  tableOf,
} from './coinr-folder.js';

const folder = process.env['LSG_REFERENCE'] ?? '../shared/reference';
const asem = inFolder(folder, 'coinr');

describe.runIf(hasFolder(asem))('COINr, 36 pipelines over 51 countries', () => {
  const at = (...parts: ReadonlyArray<string>): string => inFolder(asem, ...parts);
  if (!hasFolder(asem)) return;
  const coin = coinOf(at('inputs', 'asem_meta.csv'), [
    at('inputs', 'asem_units.csv'),
    at('inputs', 'asem_indicators.csv'),
  ]);
  const params = new Map(tableOf(at('inputs', 'asem_norm_params.csv')).rows.map((row) => [row['iCode']!, row]));
  const number = (id: string, key: string): number => numberOf(params.get(id)?.[key]);
  const isDown = (id: string): boolean => params.get(id)?.['Direction'] === '-1';
  const indicators = [...params.keys()];

  const aggregate = { step: 'aggregate', method: 'arithmetic', min_coverage: 0 };
  const normalise = (method: string, settings: Record<string, unknown> = {}) => ({
    step: 'normalise',
    method,
    ...settings,
  });
  const unit = { lower: 0, upper: 1 };
  const treatAsThere = { step: 'treat', method: 'winsorise', transform: 'log-shifted' };

  /** The table under its names, compared with columns of ours. */
  const compare = (file: string, columns: (name: string) => ArrayLike<number> | undefined): number => {
    const { header, rows } = tableOf(at(file));
    let worst = 0;
    let compared = 0;
    for (const name of header) {
      const ours = columns(name);
      if (ours === undefined) continue;
      compared++;
      worst = Math.max(
        worst,
        difference(
          ours,
          rows.map((row) => numberOf(row[name])),
        ),
      );
    }
    expect(compared, file).toBeGreaterThan(0);
    return worst;
  };
  const stage = (scores: Scores, name: string) => {
    const data = scores.stages.find((each) => each.name === name)!;
    return (id: string) => data.columns[scores.definition.leaves.findIndex((leaf) => leaf.id === id)];
  };
  const node = (scores: Scores) => (id: string) =>
    scores.nodes.get(id === 'Index' ? scores.definition.root.id : id)?.score;
  const ranks = (scores: Scores) => (id: string) => {
    const score = node(scores)(id);
    return score === undefined ? undefined : Float64Array.from(rankScores(score, 10), (rank) => rank || Number.NaN);
  };
  const run = (
    recipe: ReadonlyArray<Record<string, unknown>>,
    leaf?: (id: string) => Record<string, unknown>,
    weights?: ReadonlyMap<string, number>,
  ): Scores => scored(coin, definitionOf(coin, recipe, leaf, weights));

  /** Worst and best in the indicator's own measure. */
  const posts = (id: string, kind: string): Record<string, unknown> => {
    const [lower, upper] = [number(id, `${kind}_lower`), number(id, `${kind}_upper`)];
    return isDown(id) ? { floor: upper, goal: lower } : { floor: lower, goal: upper };
  };

  const override = (settings: (id: string) => Record<string, unknown>) => ({
    overrides: indicators.map((id) => ({ for: id, ...settings(id) })),
  });

  describe.each([
    ['p01_minmax_amean', normalise('min-max')],
    ['p02_zscore_amean', normalise('z-score')],
    ['p03_rank_amean', normalise('rank')],
    ['p04_rank_avg_ties_amean', normalise('rank', { ties: 'average' })],
    ['p05_percentile_rank_amean', normalise('percentile-rank', unit)],
    ['p06_borda_amean', normalise('borda')],
    ['p07_dist2max_amean', normalise('distance-to-max', unit)],
    ['p08_dist2ref_amean', normalise('distance-to-reference', { reference: coin.units[11]!.code, ...unit })],
    [
      'p12_minmax_per_indicator',
      normalise(
        'min-max',
        override((id) => ({ lower: number(id, 'minmax_lower'), upper: number(id, 'minmax_upper') })),
      ),
    ],
    [
      'p13_zscore_per_indicator',
      normalise(
        'z-score',
        override((id) => ({ mean: number(id, 'zscore_mean'), sd: number(id, 'zscore_sd') })),
      ),
    ],
    ['p15_gmean', normalise('min-max', { lower: 1 }), { ...aggregate, method: 'geometric' }],
    ['p16_hmean', normalise('min-max', { lower: 1 }), { ...aggregate, method: 'harmonic' }],
  ] as const)('%s', (id, step, how: Record<string, unknown> = aggregate) => {
    const scores = run([step, how]);
    test('normalised', () => expect(compare(`${id}/normalised.csv`, stage(scores, 'normalised'))).toBeLessThan(1e-9));
    test('aggregated', () => expect(compare(`${id}/aggregated.csv`, node(scores))).toBeLessThan(1e-9));
    test('ranks', () => {
      const tolerant = `${id}/ranks_tolerant.csv`;
      expect(compare(hasFolder(at(tolerant)) ? tolerant : `${id}/ranks.csv`, ranks(scores))).toBe(0);
    });
  });

  describe.each([
    [
      'p09_dist2target_capped_amean',
      normalise('distance-to-target', {
        ...unit,
        ...override((id) => ({ cap: params.get(id)?.['dist2targ_cap_max'] === 'true' })),
      }),
      (id: string) => ({ goal: number(id, 'Target') }),
    ],
    [
      'p10_goalposts_amean',
      normalise(
        'goalposts',
        override((id) => ({
          upper: number(id, 'goalpost_scale'),
          clip: params.get(id)?.['goalpost_trunc2posts'] === 'true',
        })),
      ),
      (id: string) => posts(id, 'goalpost'),
    ],
    [
      'p11_scaled_amean',
      normalise('goalposts', { clip: false, ...override((id) => ({ upper: number(id, 'scale_factor') })) }),
      (id: string) => posts(id, 'scaled'),
    ],
  ] as const)('%s', (id, step, leaf) => {
    const scores = run([step, aggregate], leaf);
    test('normalised', () => expect(compare(`${id}/normalised.csv`, stage(scores, 'normalised'))).toBeLessThan(1e-9));
    test('aggregated', () => expect(compare(`${id}/aggregated.csv`, node(scores))).toBeLessThan(1e-9));
    test('ranks', () => expect(compare(`${id}/ranks.csv`, ranks(scores))).toBe(0));
  });

  test('p14: shares of the largest agree where more is better; where less is, the peer rewards the worse and ours does not', () => {
    const share = (id: string, down: boolean) => {
      const method = normaliseMethods.find(({ name }) => name === 'share-of-max')!;
      const values = coin.values.get(id)!;
      return method.compute({ values, direction: down ? -1 : 1, floor: null, goal: null, positionOf: () => -1 }, unit);
    };
    expect(
      compare('p14_fracmax/normalised_all_positive.csv', (id) => (params.has(id) ? share(id, false).score : undefined)),
    ).toBeLessThan(1e-9);
    const theirs = tableOf(at('p14_fracmax/normalised_with_directions.csv')).rows;
    for (const id of indicators.filter(isDown)) {
      const values = coin.values.get(id)!;
      const order = [...values.keys()].filter((p) => !Number.isNaN(values[p]!)).sort((a, b) => values[a]! - values[b]!);
      const [best, worst] = [order[0]!, order[order.length - 1]!];
      expect(numberOf(theirs[worst]![id]) < numberOf(theirs[best]![id]), id).toBe(false);
      const { score, fault } = share(id, true);
      if (fault === null) expect(score[worst]!, id).toBeLessThan(score[best]!);
      else expect(fault.code, id).toBe('ShareNotPositive');
    }
  });

  test('p17: another mean on each level', () => {
    const levels = [
      { level: 2, method: 'arithmetic' },
      { level: 3, method: 'geometric' },
      { level: 4, method: 'harmonic' },
    ];
    const scores = run([normalise('min-max', { lower: 1 }), { ...aggregate, overrides: levels }]);
    expect(compare('p17_mixed_levels/aggregated.csv', node(scores))).toBeLessThan(1e-9);
    expect(compare('p17_mixed_levels/ranks.csv', ranks(scores))).toBe(0);
  });

  test('p18: uneven weights on every level', () => {
    const weights = new Map(
      tableOf(at('inputs', 'weights_alt.csv')).rows.map((row) => [row['iCode']!, numberOf(row['Weight'])]),
    );
    const scores = run([normalise('min-max', { lower: 1 }), aggregate], undefined, weights);
    expect(compare('p18_alt_weights_amean/aggregated.csv', node(scores))).toBeLessThan(1e-9);
    expect(compare('p18_alt_weights_amean/ranks.csv', ranks(scores))).toBe(0);
  });

  test('p19: a group without enough of its children has no score', () => {
    const byLevel = [
      { level: 2, min_children: 0.9 },
      { level: 3, min_children: 1 },
      { level: 4, min_children: 1 },
    ];
    const strict = run([normalise('min-max', { lower: 1 }), { ...aggregate, overrides: byLevel }]);
    expect(compare('p19_data_threshold/aggregated.csv', node(strict))).toBeLessThan(1e-9);
    expect(compare('p19_data_threshold/ranks.csv', ranks(strict))).toBe(0);
    const even = run([normalise('min-max', { lower: 1 }), { ...aggregate, min_children: 0.8 }]);
    expect(compare('p19_data_threshold/aggregated_080.csv', node(even))).toBeLessThan(1e-9);
    expect(compare('p19_data_threshold/ranks_080.csv', ranks(even))).toBe(0);
  });

  const denominate = coin.index.recipe[0]!;
  const groupMean = { step: 'impute', method: 'group-mean', group: 'EurAsia_group' };
  const build = [denominate, groupMean, { step: 'screen', by: 'missing', min_available: 0.9 }, treatAsThere];

  test('p20: Copeland on complete data, at the top and at the bottom', () => {
    const top = run([...build, normalise('min-max'), { ...aggregate, overrides: [{ level: 4, method: 'copeland' }] }]);
    expect(compare('p20_copeland/aggregated_top.csv', node(top))).toBeLessThan(1e-9);
    expect(compare('p20_copeland/ranks_top.csv', ranks(top))).toBe(0);
    const bottom = run([
      ...build,
      normalise('min-max'),
      { ...aggregate, overrides: [{ level: 2, method: 'copeland' }] },
    ]);
    expect(compare('p20_copeland/aggregated_bottom.csv', node(bottom))).toBeLessThan(1e-9);
    expect(compare('p20_copeland/ranks_tolerant_bottom.csv', ranks(bottom))).toBe(0);
  });

  describe('p21: the whole build, every stage', () => {
    const scores = run([...build, normalise('min-max'), aggregate]);
    test.each([
      ['denominated', 'denominated'],
      ['imputed', 'imputed'],
      ['screened', 'screened'],
      ['treated', 'treated'],
      ['normalised', 'normalised'],
    ])('%s', (name, file) => expect(compare(`p21_default_build/${file}.csv`, stage(scores, name))).toBeLessThan(1e-9));
    test('aggregated and ranked', () => {
      expect(compare('p21_default_build/aggregated.csv', node(scores))).toBeLessThan(1e-9);
      expect(compare('p21_default_build/ranks.csv', ranks(scores))).toBe(0);
    });
  });

  test.each([0.5, -1, 2])('p22: power mean of %d', (p) => {
    const scores = run([...build, normalise('min-max', { lower: 1 }), { ...aggregate, method: 'power', p }]);
    expect(compare(`p22_genmean/aggregated_p${p}.csv`, node(scores))).toBeLessThan(1e-9);
    expect(compare(`p22_genmean/ranks_p${p}.csv`, ranks(scores))).toBe(0);
  });

  test.each([
    ['p23_treat_raw_default/treated', {}],
    ['p24_treat_variants/treated_combine', { combine: true }],
    ['p24_treat_variants/treated_winmax1', { points: 1 }],
    ['p24_treat_variants/treated_strict', { points: 4, skewness: 1, kurtosis: 2 }],
    ['p24_treat_variants/treated_combine_winmax1', { points: 1, combine: true }],
    ['p24_treat_variants/treated_logct_plus', { points: 2, transform: 'log-by-tail' }],
  ])('%s', (file, settings) => {
    const scores = run([{ ...treatAsThere, ...settings }, normalise('min-max'), aggregate]);
    expect(compare(`${file}.csv`, stage(scores, 'treated'))).toBeLessThan(1e-9);
  });

  test.each([
    ['imputed_mean', { method: 'mean' }],
    ['imputed_median', { method: 'median' }],
    ['imputed_mean_grp', { method: 'group-mean', group: 'GDP_group' }],
    ['imputed_median_grp', { method: 'group-median', group: 'EurAsia_group' }],
    ['imputed_row_mean_in_pillar', { method: 'row-mean', within: 2 }],
    ['imputed_row_median_all', { method: 'row-median', within: 0 }],
  ])('p26: %s', (file, settings) => {
    const scores = run([denominate, { step: 'impute', ...settings }, normalise('min-max'), aggregate]);
    expect(compare(`p26_imputation/${file}.csv`, stage(scores, 'imputed'))).toBeLessThan(1e-9);
  });
});

describe.runIf(hasFolder(asem))('COINr, weights, screening and transforms', () => {
  if (!hasFolder(asem)) return;
  const at = (...parts: ReadonlyArray<string>): string => inFolder(asem, ...parts);
  const coin = coinOf(at('inputs', 'asem_meta.csv'), [
    at('inputs', 'asem_units.csv'),
    at('inputs', 'asem_indicators.csv'),
  ]);
  const aggregate = { step: 'aggregate', method: 'arithmetic', min_coverage: 0 };
  const minMax = { step: 'normalise', method: 'min-max' };
  const build = [
    coin.index.recipe[0]!,
    { step: 'impute', method: 'group-mean', group: 'EurAsia_group' },
    { step: 'treat', method: 'winsorise', transform: 'log-shifted' },
  ];

  test.each([
    ['meta', undefined],
    ['alt', 'weights_alt.csv'],
  ])('p31: effective weights, %s', (name, file) => {
    const weights =
      file === undefined
        ? undefined
        : new Map(tableOf(at('inputs', file)).rows.map((row) => [row['iCode']!, numberOf(row['Weight'])]));
    const definition = definitionOf(coin, [minMax, aggregate], undefined, weights);
    const ours = effectiveWeights(definition.root);
    for (const row of tableOf(at('p31_weights', `effective_weights_${name}.csv`)).rows) {
      const id = row['iCode'] === 'Index' ? definition.root.id : row['iCode']!;
      expect(ours.get(id), id).toBeCloseTo(numberOf(row['EffWeight']), 12);
    }
  });

  test('p31: every pillar left out in turn', () => {
    const { header, rows } = tableOf(at('p31_weights', 'remove_pillar_scores.csv'));
    const ranks = tableOf(at('p31_weights', 'remove_pillar_ranks.csv')).rows;
    for (const pillar of header.slice(1)) {
      const weights = new Map(pillar === 'Nominal' ? [] : [[pillar, 0]]);
      const scores = scored(coin, definitionOf(coin, [...build, minMax, aggregate], undefined, weights));
      const total = scores.nodes.get(scores.definition.root.id)!.score;
      expect(
        difference(
          total,
          rows.map((row) => numberOf(row[pillar])),
        ),
        pillar,
      ).toBeLessThan(1e-9);
      expect([...rankScores(total, 10)], pillar).toEqual(ranks.map((row) => Number(row[pillar])));
    }
  });

  test('p31: how far leaving a pillar out moves the ranks', () => {
    const shifts = leftOutOneByOne(scored(coin, definitionOf(coin, [...build, minMax, aggregate])));
    if (E.isLeft(shifts)) throw new Error(JSON.stringify(shifts.left));
    for (const row of tableOf(at('p31_weights', 'remove_pillar_mean_abs.csv')).rows) {
      if (row['iCode'] === 'Nominal') continue;
      const own = shifts.right.find(
        ({ alternative }) => alternative.kind === 'without' && alternative.node === row['iCode'],
      );
      expect(own?.shift?.mean, row['iCode']).toBeCloseTo(numberOf(row['mean_abs_rank_change']), 12);
    }
  });

  test.each([
    ['screen_byNA', { by: 'missing', min_available: 0.9 }],
    ['screen_byzeros', { by: 'zeros', min_nonzero: 0.9 }],
    ['screen_byNAandzeros', { by: 'either', min_available: 0.95, min_nonzero: 0.92 }],
    ['screen_forced', { by: 'missing', min_available: 0.95, drop: ['AUT'], keep: ['BRN'] }],
  ])('p27: %s', (file, rule) => {
    const scores = scored(coin, definitionOf(coin, [{ step: 'screen', ...rule }, minMax, aggregate]));
    const rows = tableOf(at('p27_availability', `${file}.csv`)).rows;
    expect(scores.units.map(({ reason }) => reason !== 'screened_out')).toEqual(
      rows.map((row) => row['Included'] === 'true'),
    );
  });

  test.each([
    ['Flights', 'log_CT', 'log-shifted', {}],
    ['Flights', 'log_CT_plus', 'log-by-tail', {}],
    ['Flights', 'log_CT_orig', 'log-from-one', {}],
    ['Flights', 'boxcox_0.5', 'box-cox', { lambda: 0.5 }],
    ['Flights', 'boxcox_0', 'box-cox', { lambda: 0 }],
    ['LPI', 'LPI_log_CT_plus', 'log-by-tail', {}],
  ])('p25: %s, %s', (id, column, method, settings) => {
    const recipe = [{ step: 'transform', method, only: [id], ...settings }, minMax, aggregate];
    const scores = scored(coin, definitionOf(coin, recipe));
    const stage = scores.stages.find(({ name }) => name === 'transformed')!;
    const ours = stage.columns[scores.definition.leaves.findIndex((leaf) => leaf.id === id)]!;
    const theirs = tableOf(at('p25_transforms', 'transforms.csv')).rows.map((row) => numberOf(row[column]));
    expect(difference(ours, theirs)).toBeLessThan(1e-9);
  });
});

describe.runIf(hasFolder(asem))('p33: five years', () => {
  if (!hasFolder(asem)) return;
  const at = (...parts: ReadonlyArray<string>): string => inFolder(asem, ...parts);
  const years = ['2018', '2019', '2020', '2021', '2022'];
  const panel = panelOf(at('inputs', 'asem_meta.csv'), at('inputs', 'asem_panel.csv'), years);
  const aggregate = { step: 'aggregate', method: 'arithmetic', min_coverage: 0 };
  const run = (recipe: ReadonlyArray<Record<string, unknown>>, year: string): Scores =>
    scoredIn(panel, definitionOf(panel.get(year)!, recipe), year);
  const theirs = (file: string, year: string) => {
    const { header, rows } = tableOf(at('p33_panel', file));
    const own = rows.filter((row) => row['Time'] === year);
    return { header, column: (name: string) => own.map((row) => numberOf(row[name])) };
  };

  test.each([
    ['imputed_latest.csv', { method: 'last', limit: 2 }],
    ['imputed_linear.csv', { method: 'linear' }],
    ['imputed_linear-constant.csv', { method: 'linear-constant' }],
  ])('%s', (file, settings) => {
    for (const year of years) {
      const scores = run([{ step: 'impute', ...settings }, { step: 'normalise', method: 'min-max' }, aggregate], year);
      const stage = scores.stages.find(({ name }) => name === 'imputed')!;
      const { column } = theirs(file, year);
      scores.definition.leaves.forEach((leaf, i) => {
        expect(difference(stage.columns[i]!, column(leaf.id)), `${year} ${leaf.id}`).toBeLessThan(1e-9);
      });
    }
  });

  test.each([
    ['aggregated_global_minmax.csv', { over: 'periods' }],
    ['aggregated_per_year_minmax.csv', {}],
  ])('%s', (file, over) => {
    for (const year of years) {
      const scores = run([{ step: 'normalise', method: 'min-max', ...over }, aggregate], year);
      const { header, column } = theirs(file, year);
      let compared = 0;
      for (const name of header) {
        const score = scores.nodes.get(name === 'Index' ? scores.definition.root.id : name)?.score;
        if (score === undefined) continue;
        compared++;
        expect(difference(score, column(name)), `${year} ${name}`).toBeLessThan(1e-9);
      }
      expect(compared).toBe(11);
    }
  });
});

describe.runIf(hasFolder(asem))('COINr, a synthetic case of municipal size', () => {
  const at = (name: string): string => inFolder(asem, 'p36_synthetic_223x107', name);
  test('every node, every rank and every treated indicator', () => {
    const coin = coinOf(at('inputs_meta.csv'), [at('inputs_indicators.csv')], ['grp']);
    const definition = definitionOf(coin, [
      { step: 'impute', method: 'group-mean', group: 'grp' },
      { step: 'treat', method: 'winsorise', transform: 'log-shifted' },
      { step: 'normalise', method: 'min-max', lower: 1 },
      { step: 'aggregate', method: 'arithmetic', min_coverage: 0 },
    ]);
    const scores = scored(coin, definition);
    const { header, rows } = tableOf(at('aggregated.csv'));
    const ranks = tableOf(at('ranks.csv')).rows;
    let compared = 0;
    for (const name of header) {
      const score =
        scores.nodes.get(name)?.score ??
        (name === 'IDX' || name === 'Index' ? scores.nodes.get(definition.root.id)!.score : undefined);
      if (score === undefined) continue;
      compared++;
      expect(
        difference(
          score,
          rows.map((row) => numberOf(row[name])),
        ),
      ).toBeLessThan(1e-9);
      const own = rankScores(score, 10);
      if (ranks[0]![name] !== undefined) expect([...own]).toEqual(ranks.map((row) => Number(row[name])));
    }
    expect(compared).toBeGreaterThan(20);
    const points = tableOf(at('treatment_table.csv')).rows.filter(
      (row) => row['winsorise.nwin'] !== '' && Number(row['winsorise.nwin']) > 0,
    );
    for (const row of points) {
      const id = row['iCode']!;
      const step = scores.nodes.get(id)!.trail.find((each) => each.step === 'treat')!;
      expect(step.record.figures['points'], id).toBe(Number(row['winsorise.nwin']));
    }
  });
});
