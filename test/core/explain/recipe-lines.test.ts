// What explain tells of the steps of a recipe: where each is written, the cell of a divisor, and what a method of weights found.
import { expect, test } from 'vitest';
import { explain } from '../../../src/core/explain/explain.js';
import { wordsOf } from '../../../src/core/words/words.js';
import { readWords } from '../../house/words.js';
import { type Small, scoreSmall } from '../score/small-index.js';

const words = wordsOf('en', readWords('en'));
const linesOf = (small: Small, unit: number, node: string) => {
  const { result, cells } = scoreSmall(small);
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left));
  return explain(result.right, cells, unit, node, words).lines;
};
const value = (lines: ReturnType<typeof linesOf>, label: string): number =>
  Number(lines.find((line) => line.label === label)?.value);

const steps: Small = {
  blocks: { A: { I1: [1, 2, 3, 4], I2: [2, 1, null, 3] } },
  beside: { people: [10, 20, 10, 20] },
  recipe: [
    { step: 'denominate', by: 'people', only: ['I1'] },
    { step: 'impute', method: 'constant', value: 2.5, overrides: [{ for: 'I1', method: 'mean' }] },
    { step: 'aggregate', method: 'arithmetic', min_coverage: 0 },
  ],
};

test('a step is told at its own line, with the cell it divided by', () => {
  const lines = linesOf(steps, 2, 'small');
  const step = lines.find(({ label }) => label.startsWith('Per unit of size'));
  expect(step).toMatchObject({
    expression: '3 / 10',
    value: '0.3',
    where: expect.stringMatching(/^small\/index\.yaml:\d+$/),
  });
  expect(lines[lines.indexOf(step!) + 1]).toMatchObject({
    label: 'people, 2025 (observed)',
    value: '10',
    where: expect.stringContaining('data.csv:'),
  });
  const own = lines.find(({ label }) => label.startsWith('I1 I1'))!.where;
  expect(step!.where).not.toBe(own);
});

test('a value that was filled in is told as a value, not as equal to itself', () => {
  const filled = linesOf(steps, 2, 'I2').find(({ label }) => label.startsWith('Filled in'));
  expect(filled).toMatchObject({ expression: null, value: '2.5' });
});

test('budget allocation: the mean of the experts, how far they differ, and who differs most', () => {
  const recipe = [
    {
      step: 'aggregate',
      method: 'arithmetic',
      overrides: [
        {
          for: 'A',
          method: 'arithmetic',
          weights: { method: 'budget-allocation', shares: { anna: [80, 20], bolat: [40, 60] } },
        },
      ],
    },
  ];
  const lines = linesOf({ ...steps, recipe, blocks: { A: { I1: [1, 2, 3, 4], I2: [2, 1, 4, 3] } } }, 0, 'A');
  expect(value(lines, 'Mean of the experts for I1')).toBeCloseTo(0.6, 12);
  expect(value(lines, 'Standard deviation of the experts for I1')).toBeCloseTo(Math.sqrt(0.08), 12);
  expect(value(lines, 'Least that an expert gave to I2')).toBeCloseTo(0.2, 12);
  expect(value(lines, 'Share of the budget in which anna differs from the mean')).toBeCloseTo(0.2, 12);
  expect(value(lines, 'Experts')).toBe(2);
});

test.each([
  ['pca-handbook', {}, ['Eigenvalue 1', 'Loading of I1', 'Share of the variance they explain']],
  ['pca-first', {}, ['Eigenvalue 1', 'Loading of I2']],
  [
    'optimise',
    { within: 1 },
    ['Importance that I1 reached', 'Target importance of I2', 'Largest distance from a target importance'],
  ],
])('%s: what was found stands beside the weights', (method, settings, labels) => {
  const blocks = { A: { I1: [1, 2, 3, 4, 6, 7], I2: [2, 1, 4, 3, 5, 8] } };
  const lines = linesOf({ blocks, recipe: [{ step: 'weight', method, ...settings }] }, 0, 'A');
  for (const label of labels) expect(value(lines, label), label).not.toBeNaN();
});
