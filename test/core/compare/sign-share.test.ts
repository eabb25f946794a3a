// How often a change keeps its sign: what is the same has none, what is far apart keeps it, what lies within the errors does not.
import { expect, test } from 'vitest';
import { signShares } from '../../../src/core/compare/sign-share.js';
import { E } from '../../../src/core/fp.js';
import { type Columns, stateCode } from '../../../src/core/score/scores.js';
import { samplingErrors } from '../../../src/core/uncertainty/cells.js';
import { type Model, modelOf } from '../../../src/core/uncertainty/model.js';
import { decoded, unit } from '../../example-index.js';

const t = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;
const leaf = (id: string): string =>
  `  - {id: ${id}, title: ${t(id)}, kind: graded, body: both, weight: 1, grades: [{id: a, fraction: 0, title: ${t('a')}}, {id: b, fraction: 1/2, title: ${t('b')}}, {id: c, fraction: 1, title: ${t('c')}}]}`;
const definitionWith = (factors: string) =>
  decoded(`
id: signs
version: "1"
title: ${t('Signs')}
uncertainty:
  seed: 3
  factors:
${factors}
children:
${['A', 'B', 'C', 'D'].map(leaf).join('\n')}
`);

const weights = '    - {factor: weights, noise: 0.5, level: 1}';
const grades = '    - {factor: grades, error: 0.3}';
const drop = '    - {factor: drop, level: 1}';

const units = [unit(1), unit(2), unit(3)];
const columnsOf = (period: string, rows: ReadonlyArray<ReadonlyArray<number>>): Columns => ({
  period,
  units,
  unlisted: 0,
  leaves: [0, 1, 2, 3].map((i) => ({
    raw: Float64Array.from(rows, (row) => row[i]!),
    state: new Uint8Array(rows.length).fill(stateCode.scored),
    imputed: new Uint8Array(rows.length),
  })),
});
const noCells = { assessment: () => undefined, title: () => undefined, observation: () => undefined };
const model = (factors: string, period: string, rows: ReadonlyArray<ReadonlyArray<number>>): Model => {
  const definition = definitionWith(factors);
  const columns = columnsOf(period, rows);
  const errors = samplingErrors(definition, columns, noCells);
  const made = modelOf(definition, definition.views[0]!, columns, errors, definition.uncertainty!);
  if (E.isLeft(made)) throw new Error(JSON.stringify(made.left));
  return made.right;
};

const low = [0, 0, 0, 0];
const middle = [0.5, 0.5, 0.5, 0.5];
const high = [1, 1, 1, 1];
const mixed = [1, 0, 0.5, 0.5];

test('two sides that are the same have no change and so no share', () => {
  const all = [weights, grades].join('\n');
  const [a, b] = [model(all, '2025', [low, mixed, high]), model(all, '2025', [low, mixed, high])];
  expect([...signShares(a, b, 3, 200).values()]).toEqual(units.map(() => ({ score: null, rank: null })));
});

test('a change from the lowest to the highest keeps its sign in every draw, and so does the place it brings', () => {
  const [a, b] = [model(weights, '2024', [low, middle, high]), model(weights, '2025', [high, middle, low])];
  const shares = signShares(a, b, 3, 200);
  expect(units.map(({ code }) => shares.get(code))).toEqual([
    { score: 1, rank: 1 },
    { score: null, rank: null },
    { score: 1, rank: 1 },
  ]);
});

test('one grade of many keeps its sign in some of the draws only where grades slip', () => {
  const [before, now] = [mixed, [1, 0.5, 0.5, 0.5]];
  const shareOf = (factors: string, periods: readonly [string, string]): number =>
    signShares(
      model(factors, periods[0], [before, low, high]),
      model(factors, periods[1], [now, low, high]),
      3,
      400,
    ).get(units[0]!.code)!.score!;
  expect(shareOf(weights, ['2024', '2025'])).toBe(1);
  const slipping = shareOf(grades, ['2024', '2025']);
  expect(slipping).toBeGreaterThan(0.5);
  expect(slipping).toBeLessThan(0.95);
  // Within one period both sides have the same slips, so that fewer of them tell.
  expect(shareOf(grades, ['2025', '2025'])).toBeGreaterThan(slipping);
});

test('a factor of one side alone is drawn there alone, and shared ones fall the same way on both', () => {
  const rows = [mixed, low, high];
  const better = [[1, 0.5, 0.5, 0.5], low, high];
  const one = signShares(model(weights, '2025', rows), model(`${weights}\n${drop}`, '2025', better), 3, 400);
  // In one draw of five A is left out of B, and then the unit's other weights decide which way it goes.
  expect(one.get(units[0]!.code)!.score).toBeGreaterThan(0.83);
  expect(one.get(units[0]!.code)!.score).toBeLessThan(0.97);
  const both = signShares(
    model(`${weights}\n${drop}`, '2025', rows),
    model(`${weights}\n${drop}`, '2025', better),
    3,
    400,
  );
  // In one of five the indicator that differs is left out of both.
  expect(both.get(units[0]!.code)!.score).toBeGreaterThan(0.73);
  expect(both.get(units[0]!.code)!.score).toBeLessThan(0.87);
});

test('the two directions say the same', () => {
  const all = [weights, grades].join('\n');
  const [a, b] = [model(all, '2024', [low, mixed, high]), model(all, '2025', [mixed, middle, mixed])];
  expect(signShares(a, b, 3, 200)).toEqual(signShares(b, a, 3, 200));
});
