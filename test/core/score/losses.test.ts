// What went missing on the way is told with every scoring: one line for each kind, at its place.
import { describe, expect, test } from 'vitest';
import { doubtsOf } from '../../../src/core/define/doubts.js';
import { lossesOf } from '../../../src/core/score/losses.js';
import { type Small, scoreSmall, smallDefinition } from './small-index.js';

const none = [null, null, null, null];
const told = (small: Small) => {
  const { result } = scoreSmall(small);
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left));
  return lossesOf(result.right).map(({ code, args, at }) => ({ code, args, line: at?.line }));
};

describe('losses', () => {
  test('complete data lose nothing', () => {
    expect(told({ blocks: { A: { I1: [1, 2, 3, 4], I2: [2, 1, 4, 3] } } })).toEqual([]);
  });

  test('columns that nobody has, in one line', () => {
    const blocks = { A: { I1: [1, 2, 3, 4], I2: [2, 1, 4, 3], I3: none }, B: { I4: [1, 2, 3, 4], I5: none } };
    const recipe = [{ step: 'aggregate', method: 'arithmetic', min_coverage: 0 }];
    expect(told({ blocks, recipe })).toEqual([
      { code: 'ColumnsEmpty', args: { index: 'small', n: 2, ids: 'I3, I5', period: '2025' }, line: expect.any(Number) },
    ]);
  });

  test('values without a denominator, and gaps that a step leaves, at the line of the step', () => {
    const blocks = { A: { I1: [1, 2, 3, 4], I2: [2, null, 4, null] } };
    const recipe = [
      { step: 'denominate', by: 'people', only: ['I1'] },
      { step: 'impute', method: 'last', only: ['I2'] },
      { step: 'aggregate', method: 'arithmetic', min_coverage: 0 },
    ];
    const found = told({ blocks, recipe, beside: { people: [1, 1, 2, null] } });
    expect(found).toMatchObject([
      { code: 'DenominatorMissing', args: { step: 'denominated', n: 1, ids: 'I1' } },
      { code: 'GapsLeft', args: { step: 'imputed', n: 2, ids: 'I2' } },
    ]);
    const lines = found.map(({ line }) => line ?? 0);
    expect(lines[1]).toBeGreaterThan(lines[0]!);
  });

  test('units that screening took out, by name', () => {
    const blocks = { A: { I1: [1, 2, 3, 4], I2: [2, null, 4, 1], I3: [5, null, 2, 1] } };
    expect(told({ blocks, recipe: [{ step: 'screen', by: 'missing' }] })).toMatchObject([
      { code: 'UnitsScreenedOut', args: { n: 1, units: '100000001' } },
    ]);
  });

  test('filling that cannot give a score, and the same with a limit that lets it', () => {
    const blocks = { A: { I1: [1, 2, 3, 4], I2: [2, null, 4, 1] }, B: { I3: [5, 1, 2, 1] } };
    const impute = { step: 'impute', method: 'median' };
    const least = (min_coverage: number) =>
      told({ blocks, recipe: [impute, { step: 'aggregate', method: 'arithmetic', min_coverage }] });
    expect(least(2 / 3)).toMatchObject([
      { code: 'ImputedNotCovered', args: { id: 'A', n: 1, units: '100000001', others: 0, least: 66.7 } },
    ]);
    expect(least(0.5)).toEqual([]);
  });

  test('a zero that sinks a geometric mean is told where it comes in, not above it', () => {
    const blocks = { A: { I1: [1, 2, 3, 4], I2: [2, 1, 4, 3] }, B: { I3: [5, 6, 2, 1] } };
    const mean = (method: string) => told({ blocks, recipe: [{ step: 'aggregate', method }] });
    expect(mean('geometric')).toMatchObject([
      { code: 'ZeroInMean', args: { id: 'small', n: 1, units: '100000003', others: 1, method: 'geometric' } },
    ]);
    expect(mean('harmonic')).toMatchObject([{ code: 'ZeroInMean' }]);
    expect(mean('arithmetic')).toEqual([]);
  });
});

describe('weights from principal components', () => {
  const recipe = [{ step: 'weight', method: 'pca-handbook', components: 1 }];
  const a = [1, 2, 3, 4, 5, 6];
  const b = [2, 1, 4, 3, 6, 5];
  test('a part that runs against the rest is told, though its loading is squared', () => {
    expect(told({ recipe, blocks: { A: { I1: a, I2: b, I3: [6, 5, 3, 4, 2, 1] } } })).toMatchObject([
      { code: 'LoadingAgainst', args: { id: 'A', child: 'I3' } },
    ]);
  });

  test('parts that follow from others are told: the correlations are singular', () => {
    expect(told({ recipe, blocks: { A: { I1: a, I2: b, I3: a.map((x) => 2 * x + 1) } } })).toMatchObject([
      { code: 'CorrelationSingular', args: { id: 'A', children: 3, rank: 2 } },
    ]);
  });
});

describe('a sum that is not divided by its weights', () => {
  const of = (more: ReadonlyArray<Readonly<Record<string, unknown>>>) =>
    doubtsOf(smallDefinition({ blocks: { A: { I1: [], I2: [] } }, recipe: more })).map(({ code, args }) => [
      code,
      args.sum,
    ]);
  test('leaves the scale with ordinary weights, not with those made for it', () => {
    expect(of([{ step: 'aggregate', method: 'sum', overrides: [{ for: 'small', method: 'arithmetic' }] }])).toEqual([
      ['SumOfShares', 2],
    ]);
    expect(of([{ step: 'aggregate', method: 'arithmetic' }])).toEqual([]);
    const shares = { method: 'benefit-of-the-doubt', low: 0, high: 1 };
    expect(of([{ step: 'aggregate', method: 'sum', weights: shares }])).toEqual([]);
  });
});
