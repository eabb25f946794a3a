// The uncertainty analysis and the Sobol analysis of the reference folder, draw for draw: the choices of every draw are given there,
// so each must come out the same. Without the folder these tests are skipped.
import { describe, expect, test } from 'vitest';
import type { MethodStep, Use } from '../../src/core/define/definition.js';
import type { Factor } from '../../src/core/define/uncertainty.js';
import { E } from '../../src/core/fp.js';
import { modelOf } from '../../src/core/uncertainty/model.js';
import { quantileOfSorted } from '../../src/core/uncertainty/quantiles.js';
import { coinOf, columnsOfCoin, definitionOf, hasFolder, inFolder, numberOf, tableOf } from './coinr-folder.js';

const folder = process.env['LSG_REFERENCE'] ?? '../shared/reference';
const asem = inFolder(folder, 'coinr');
const place = { file: 'index.yaml', line: 1, column: 1 };

describe.runIf(hasFolder(asem)).each(['p34_uncertainty', 'p35_sobol'])('%s', (name) => {
  const at = (...parts: ReadonlyArray<string>): string => inFolder(asem, ...parts);
  if (!hasFolder(asem)) return;
  const coin = coinOf(at('inputs', 'asem_meta.csv'), [
    at('inputs', 'asem_units.csv'),
    at('inputs', 'asem_indicators.csv'),
  ]);
  const definition = definitionOf(coin, [
    coin.index.recipe[0]!,
    { step: 'impute', method: 'group-mean', group: 'EurAsia_group' },
    { step: 'screen', by: 'missing', min_available: 0.9 },
    { step: 'treat', method: 'winsorise', transform: 'log-shifted' },
    { step: 'normalise', method: 'min-max', lower: 1 },
    { step: 'aggregate', method: 'arithmetic', min_coverage: 0 },
  ]);
  const parameters = tableOf(at(name, 'parameters.csv')).rows;
  const sets = tableOf(at(name, 'weight_sets.csv'));
  const factors = (): ReadonlyArray<Factor> => {
    const leaves = definition.leaves.map(({ id }) => id);
    const step = (kind: 'treat' | 'normalise'): { position: number; use: Use } => {
      const position = definition.recipe.steps.findIndex((each) => each.step === kind);
      return { position, use: (definition.recipe.steps[position] as MethodStep).uses.get(leaves[0]!)! };
    };
    const treat = step('treat');
    const normalise = step('normalise');
    const names = sets.header.filter((each) => each.startsWith('set_'));
    const weights = names.map((set) => ({
      name: set,
      weights: new Map(
        sets.rows.filter((row) => row['Level'] !== '4').map((row) => [row['iCode']!, numberOf(row[set])]),
      ),
    }));
    const groups = sets.rows.filter((row) => row['Level'] !== '1').map((row) => row['iCode']!);
    return [
      {
        factor: 'method',
        name: 'winmax',
        at: place,
        step: 'treat',
        position: treat.position,
        nodes: leaves,
        choices: [1, 2, 3, 4, 5].map((points) => ({ ...treat.use, settings: { ...treat.use.settings, points } })),
      },
      {
        factor: 'method',
        name: 'normalisation',
        at: place,
        step: 'normalise',
        position: normalise.position,
        nodes: leaves,
        choices: [normalise.use, { method: 'z-score', settings: { mean: 100, sd: 15 } }],
      },
      {
        factor: 'weights',
        name: 'weights',
        at: place,
        nodes: sets.rows.map((row) => row['iCode']!).filter((id) => id !== 'Index'),
        draw: { kind: 'sets', sets: weights },
      },
      {
        factor: 'aggregate',
        name: 'aggregation',
        at: place,
        nodes: [definition.id, ...groups],
        choices: [
          { method: 'arithmetic', settings: {} },
          { method: 'geometric', settings: {} },
        ],
      },
    ];
  };
  const used = factors().filter((factor) => parameters[0]![factor.name] !== undefined);
  const sizeOf = (factor: Factor): number =>
    'choices' in factor
      ? factor.choices.length
      : factor.factor === 'weights' && factor.draw.kind === 'sets'
        ? factor.draw.sets.length
        : 0;
  const positionOf = (factor: Factor, value: string): number =>
    factor.name === 'aggregation' ? ['amean', 'gmean'].indexOf(value) : Number(value) - 1;
  const made = modelOf(
    definition,
    definition.views[0]!,
    columnsOfCoin(coin, definition),
    { variables: [], leaves: [] },
    {
      draws: 40,
      seed: 1,
      factors: used,
      at: place,
    },
  );
  if (E.isLeft(made)) throw new Error(JSON.stringify(made.left));
  const model = made.right;
  const units = model.nominal.columns.units.map(({ code }) => code);
  const scores = tableOf(at(name, 'scores.csv')).rows;
  const ranks = tableOf(at(name, 'ranks.csv')).rows;
  const rowOf = (rows: typeof scores, code: string) => rows.find((row) => row['uCode'] === code)!;
  const places: number[][] = units.map(() => []);

  test('every draw has the scores and ranks that the reference has', () => {
    const totals = new Float64Array(units.length);
    let worst = 0;
    parameters.forEach((row) => {
      const shares = used.map((factor) => (positionOf(factor, row[factor.name]!) + 0.5) / sizeOf(factor));
      expect(model.draw(shares, totals)).toBeNull();
      const own = model.ranks(totals);
      units.forEach((code, p) => {
        const wanted = numberOf(rowOf(scores, code)[`r_${row['rep']}`]);
        worst = Math.max(worst, Math.abs(totals[p]! - wanted) / Math.max(1, Math.abs(wanted)));
        expect(own[p], `${code} in draw ${row['rep']}`).toBe(Number(rowOf(ranks, code)[`r_${row['rep']}`]));
        places[p]!.push(own[p]!);
      });
    });
    expect(worst).toBeLessThan(1e-9);
  });

  test.runIf(name === 'p35_sobol')('and the mean shift of ranks that its Sobol indices are taken from', () => {
    const nominal = model.nominal.units.map(({ rank }) => rank);
    tableOf(at(name, 'outputs.csv')).rows.forEach((row, k) => {
      const shift = nominal.reduce((sum, rank, p) => sum + Math.abs(places[p]![k]! - rank), 0) / nominal.length;
      expect(shift, row['rep']).toBeCloseTo(numberOf(row['mean_abs_rank_change']), 12);
    });
  });

  test('and so the same medians and the same places', () => {
    for (const row of tableOf(at(name, 'rank_stats.csv')).rows) {
      // Of the Sobol runs it counts the two independent samples of 20, not the mixed ones.
      const sorted = Float64Array.from(places[units.indexOf(row['uCode']!)]!.slice(0, 40)).sort();
      const ours = { Median: 0.5, Q5: 0.05, Q95: 0.95 };
      for (const [key, share] of Object.entries(ours))
        expect(quantileOfSorted(sorted, share)).toBeCloseTo(numberOf(row[key]), 9);
    }
  });
});

/**
 * Its Sobol estimates rest on one sample of 20 and an output that is not centred, so ours are other ones; with its formulas over our
 * draws its figures come out, so it is the same shift of ranks that is taken apart.
 */
describe.runIf(hasFolder(asem))('p35_sobol', () => {
  const at = (...parts: ReadonlyArray<string>): string => inFolder(asem, 'p35_sobol', ...parts);
  if (!hasFolder(asem)) return;

  test('its indices follow from its outputs by the formulas that are told of it', () => {
    const y = tableOf(at('outputs.csv')).rows.map((row) => numberOf(row['mean_abs_rank_change']));
    const factors = tableOf(at('sensitivity.csv')).rows;
    const n = y.length / (factors.length + 2);
    const whole = y.slice(0, 2 * n);
    const mean = whole.reduce((sum, each) => sum + each, 0) / (2 * n);
    const variance = whole.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (2 * n - 1);
    expect(variance).toBeCloseTo(numberOf(tableOf(at('variance.csv')).rows[0]!['variance']), 12);
    factors.forEach((row, i) => {
      let [first, total] = [0, 0];
      for (let k = 0; k < n; k++) {
        const difference = y[(i + 2) * n + k]! - y[k]!;
        first += (y[n + k]! * difference) / n / variance;
        total += difference ** 2 / (2 * n) / variance;
      }
      expect(first, row['Variable']).toBeCloseTo(numberOf(row['Si']), 12);
      expect(total, row['Variable']).toBeCloseTo(numberOf(row['STi']), 12);
    });
  });
});
