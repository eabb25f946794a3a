// The small reference set through definitions and the engine, every stage of it: what the kernels promise, the recipe keeps.
import { describe, expect, test } from 'vitest';
import { rankScores } from '../../../src/core/score/rank.js';
import type { Scores } from '../../../src/core/score/scores.js';
import { coinFrom, definitionOf, scored, tableOfText } from '../../reference/coinr-folder.js';
import { coinTables, largestError, referenceTable } from '../method/coinr-small.js';

const { meta, units, values } = coinTables();
const coin = coinFrom(tableOfText('meta.csv', meta), [
  tableOfText('units.csv', units),
  tableOfText('values.csv', values),
]);

type Step = Readonly<Record<string, unknown>>;
const denominate: Step = {
  step: 'denominate',
  by: 'Pop',
  only: ['I03', 'I08', 'I09'],
  overrides: [
    { for: 'I08', by: 'Pop', scale: 100 },
    { for: 'I09', by: 'Pop', scale: 10 },
  ],
};
const normalise = (method: string, settings: Step = {}): Step => ({ step: 'normalise', method, ...settings });
const aggregate = (method = 'arithmetic', settings: Step = {}): Step => ({
  step: 'aggregate',
  method,
  min_coverage: 0,
  ...settings,
});
const treat: Step = { step: 'treat', method: 'winsorise', transform: 'log-shifted' };
const complete: ReadonlyArray<Step> = [denominate, { step: 'impute', method: 'median' }, treat];
const run = (steps: ReadonlyArray<Step>, leaf?: (id: string) => Step): Scores =>
  scored(coin, definitionOf(coin, steps, leaf));

const params = referenceTable('inputs/norm_params.csv');
const settings = (id: string, name: string): number => params.column(name)[params.units.indexOf(id)]!;
const flag = (id: string, name: string): boolean => params.text(name)[params.units.indexOf(id)] === 'true';
const down = ['I02', 'I06', 'I08'];

const expectStage = (scores: Scores, stage: string, file: string): void => {
  const expected = referenceTable(file);
  const { columns } = scores.stages.find(({ name }) => name === stage)!;
  expect(expected.names).toHaveLength(10);
  for (const name of expected.names) {
    const at = scores.definition.leaves.findIndex(({ id }) => id === name);
    expect(largestError(columns[at]!, expected.column(name)), `${file} ${name}`).toBeLessThan(1e-9);
  }
};
const nodeScore = (scores: Scores, name: string): Float64Array =>
  scores.nodes.get(name === 'IDX' ? scores.definition.root.id : name)!.score;
const expectNodes = (scores: Scores, file: string): void => {
  const [expected, ranks] = [referenceTable(`aggregated/${file}.csv`), referenceTable(`ranks/${file}.csv`)];
  expect(expected.names).toEqual(['S1', 'S2', 'S3', 'GA', 'GB', 'IDX']);
  for (const name of expected.names) {
    const score = nodeScore(scores, name);
    expect(largestError(score, expected.column(name)), `${file} ${name}`).toBeLessThan(1e-9);
    const ours = Float64Array.from(rankScores(score, 10), (rank) => rank || Number.NaN);
    expect(largestError(ours, ranks.column(name)), `rank ${file} ${name}`).toBe(0);
  }
};

test('denominated', () =>
  expectStage(run([denominate, normalise('min-max'), aggregate()]), 'denominated', 'denominated.csv'));

describe('imputed, each gap', () => {
  test.each([
    ['mean', { method: 'mean' }],
    ['median', { method: 'median' }],
    ['group_mean', { method: 'group-mean', group: 'group' }],
    ['group_median', { method: 'group-median', group: 'group' }],
  ])('%s', (column, method) => {
    const scores = run([denominate, { step: 'impute', ...method }, normalise('min-max'), aggregate()]);
    const { columns } = scores.stages.find(({ name }) => name === 'imputed')!;
    const imputed = scores.definition.leaves.map(({ id }) => scores.nodes.get(id)!.imputed);
    const fills = referenceTable('imputation.csv');
    const [codes, expected] = [fills.text('code'), fills.column(column)];
    expect(codes).toHaveLength(18);
    codes.forEach((code, row) => {
      const leaf = scores.definition.leaves.findIndex(({ id }) => id === code);
      const p = coin.units.findIndex((unit) => unit.code === fills.units[row]);
      expect(largestError([columns[leaf]![p]!], [expected[row]!]), `${fills.units[row]} ${code}`).toBeLessThan(1e-9);
      expect(imputed[leaf]![p]! > 0, `${fills.units[row]} ${code}`).toBe(!Number.isNaN(expected[row]!));
    });
    expect(imputed.reduce((sum, marks) => sum + marks.filter((mark) => mark > 0).length, 0)).toBe(
      expected.filter((value) => !Number.isNaN(value)).length,
    );
  });
});

describe('treated, each cell', () => {
  test.each([
    ['default', {}],
    ['winmax1', { points: 1 }],
    ['winmax1_combine', { points: 1, combine: true }],
  ])('%s', (name, how) => {
    const scores = run([denominate, { ...treat, ...how }, normalise('min-max'), aggregate()]);
    const { columns } = scores.stages.find(({ name: stage }) => stage === 'treated')!;
    const [cells, before] = [referenceTable(`treatment/cells_${name}.csv`), referenceTable('denominated.csv')];
    const after = new Map(
      cells.units.map((code, i) => [`${code} ${cells.text('unit')[i]}`, cells.column('after')[i]!]),
    );
    for (const code of before.names) {
      const expected = before.column(code).map((value, p) => after.get(`${code} ${before.units[p]}`) ?? value);
      const at = scores.definition.leaves.findIndex(({ id }) => id === code);
      expect(largestError(columns[at]!, expected), code).toBeLessThan(1e-9);
    }
  });
});

describe('normalised', () => {
  const each = (of: (id: string) => Step): Step => ({ overrides: params.units.map((id) => ({ for: id, ...of(id) })) });
  const posts =
    (kind: string) =>
    (id: string): Step => {
      const [lower, upper] = [settings(id, `${kind}_lower`), settings(id, `${kind}_upper`)];
      return down.includes(id) ? { floor: upper, goal: lower } : { floor: lower, goal: upper };
    };
  const share = { lower: 0, upper: 1 };
  test.each<[string, Step, ((id: string) => Step)?]>([
    ['minmax', normalise('min-max')],
    ['zscore', normalise('z-score')],
    ['zscore_10_1', normalise('z-score', { mean: 10 })],
    ['rank', normalise('rank')],
    ['rank_average', normalise('rank', { ties: 'average' })],
    ['percentile_rank', normalise('percentile-rank', share)],
    ['borda', normalise('borda')],
    ['dist_max', normalise('distance-to-max', share)],
    ['dist_ref', normalise('distance-to-reference', { reference: 'U05', ...share })],
    [
      'dist_target',
      normalise('distance-to-target', { ...share, ...each((id) => ({ cap: flag(id, 'target_cap') })) }),
      (id) => ({ goal: settings(id, 'target') }),
    ],
    [
      'goalposts',
      normalise(
        'goalposts',
        each((id) => ({ clip: flag(id, 'goal_clip') })),
      ),
      posts('goal'),
    ],
    ['scaled', normalise('goalposts', { clip: false }), posts('scaled')],
    ['fracmax_all_positive', normalise('share-of-max', share), () => ({ direction: 'up' })],
  ])('%s', (file, step, leaf) =>
    expectStage(run([denominate, step, aggregate()], leaf), 'normalised', `normalised/${file}.csv`),
  );
});

describe('aggregated and ranked, with gaps', () => {
  test.each<[string, Step, Step]>([
    ['gaps_arithmetic', normalise('min-max'), aggregate()],
    ['gaps_arithmetic_threshold066', normalise('min-max'), aggregate('arithmetic', { min_children: 0.66 })],
    ['gaps_geometric', normalise('min-max', { lower: 1 }), aggregate('geometric')],
    ['gaps_harmonic', normalise('min-max', { lower: 1 }), aggregate('harmonic')],
    ['gaps_borda_arithmetic', normalise('borda'), aggregate()],
  ])('%s', (file, step, how) => expectNodes(run([denominate, step, how]), file));

  test('a tie stays a tie, where ranks of raw doubles split it', () => {
    const scores = run([denominate, normalise('borda'), aggregate()]);
    const ties = referenceTable('rank_ties.csv');
    expect(ties.units.length).toBeGreaterThan(0);
    ties.text('unit').forEach((unit, i) => {
      const node = ties.text('column')[i]!;
      const ranks = rankScores(nodeScore(scores, node), 10);
      const p = coin.units.findIndex(({ code }) => code === unit);
      expect(ranks[p], node).toBe(ties.column('tolerant')[i]);
      expect(ranks[p], node).not.toBe(ties.column('peer')[i]);
    });
  });
});

describe('aggregated and ranked, without gaps', () => {
  test('treated and normalised', () => {
    const scores = run([...complete, normalise('min-max'), aggregate()]);
    expectStage(scores, 'treated', 'complete/treated.csv');
    expectStage(scores, 'normalised', 'complete/normalised.csv');
  });
  const levels = [
    { level: 3, method: 'geometric' },
    { level: 4, method: 'harmonic' },
  ];
  test.each<[string, Step, Step]>([
    ['complete_arithmetic', normalise('min-max'), aggregate()],
    ['complete_geometric', normalise('min-max', { lower: 1 }), aggregate('geometric')],
    ['complete_harmonic', normalise('min-max', { lower: 1 }), aggregate('harmonic')],
    ['complete_power05', normalise('min-max', { lower: 1 }), aggregate('power', { p: 0.5 })],
    ['complete_mixed', normalise('min-max', { lower: 1 }), aggregate('arithmetic', { overrides: levels })],
  ])('%s', (file, step, how) => expectNodes(run([...complete, step, how]), file));

  test.each<[string, string, Step]>([
    ['top_weighted', 'IDX', { level: 4, method: 'copeland' }],
    ['top_equal', 'IDX', { level: 4, method: 'copeland', weights: 'equal' }],
    ['bottom_S1', 'S1', { level: 2, method: 'copeland' }],
    ['bottom_S2', 'S2', { level: 2, method: 'copeland' }],
    ['bottom_S3', 'S3', { level: 2, method: 'copeland' }],
  ])('complete_copeland %s', (column, node, override) => {
    const scores = run([...complete, normalise('min-max'), aggregate('arithmetic', { overrides: [override] })]);
    const score = nodeScore(scores, node);
    expect(largestError(score, referenceTable('aggregated/complete_copeland.csv').column(column))).toBe(0);
    expect(
      largestError(
        Float64Array.from(rankScores(score, 10)),
        referenceTable('ranks/complete_copeland.csv').column(column),
      ),
    ).toBe(0);
  });
});

describe('what the peer gets wrong', () => {
  test('a missing reference is said, where the peer loses the column', () => {
    expect(() => run([denominate, normalise('distance-to-reference', { reference: 'U19' }), aggregate()])).toThrow(
      /ReferenceMissing/,
    );
  });
  test('the power mean leaves a missing child out as all means do, where the peer loses the unit', () => {
    const scores = run([denominate, normalise('min-max', { lower: 1 }), aggregate('power', { p: 0.5 })]);
    const peer = referenceTable('defects/power05_with_gaps.csv');
    const ours = nodeScore(scores, 'S1');
    const lost = peer.units.map((_, p) => p).filter((p) => Number.isNaN(peer.column('S1')[p]!));
    expect(lost.length).toBeGreaterThan(0);
    peer.units.forEach((_, p) => {
      if (lost.includes(p)) expect(ours[p], peer.units[p]).toBeGreaterThan(0);
      else expect(largestError([ours[p]!], [peer.column('S1')[p]!])).toBeLessThan(1e-9);
    });
  });
  test('a share of the largest is refused where values turn negative, where the peer rewards the worse', () => {
    expect(() => run([denominate, normalise('share-of-max'), aggregate()])).toThrow(/ShareNotPositive/);
  });
});

test.each([
  ['a denominator', { ...denominate, by: 'Popp', overrides: [] }, 'Popp'],
  ['a group', { step: 'impute', method: 'group-mean', group: 'grup' }, 'grup'],
  ['a unit', { step: 'screen', by: 'missing', drop: ['U99'] }, 'U99'],
])('%s that nobody has is told, not passed over', (_what, { overrides: _none, ...step }: Step, name) => {
  expect(() => run([step, normalise('min-max'), aggregate()])).toThrow(new RegExp(`NobodyHas[^]*${name}`));
});
