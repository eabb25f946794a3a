// The page of a comparison: what it draws and says with and without draws of what is uncertain.
import { expect, test } from 'vitest';
import { compareScores } from '../../../src/core/compare/compare.js';
import { E } from '../../../src/core/fp.js';
import { problem } from '../../../src/core/model/problem.js';
import { comparisonPage } from '../../../src/core/report/comparison.js';
import { observation, snapshot, unit } from '../../example-index.js';
import { comparedOf, type SideOf } from '../compare/two-sides.js';
import { smallDefinition } from '../score/small-index.js';
import { wordsIn } from './small-report.js';

const nUnits = 16;
const definition = smallDefinition({ blocks: { A: { X: [] } } });
const sideOf = (period: string, given: (u: number) => number): SideOf => {
  const units = Array.from({ length: nUnits }, (_, u) => unit(u));
  const rows = units.map(({ code }, u) => observation(code, 'x', given(u), { period }));
  return { definition, period, snapshot: snapshot(units, rows, []) };
};
// The order is turned: the first becomes the last, and those in the middle move least.
const compared = comparedOf(
  sideOf('2024', (u) => u),
  sideOf('2025', (u) => nUnits - u),
);
const labels = { weightsA: null, weightsB: 'mine' };
const words = wordsIn('en');

test('twelve units that moved most are drawn, all stand in the tables, and nothing is called clear', () => {
  const page = comparisonPage(compareScores(compared), labels, words);
  expect(page.slopes?.lines).toHaveLength(12);
  expect(page.slopes?.lines.every(({ from, to }) => Math.abs(from - to) >= 5)).toBe(true);
  expect(page.slopes?.lines.some(({ clear }) => clear)).toBe(false);
  expect(page.tables.map(({ rows }) => rows.length)).toEqual([16, 16]);
  expect(page.withShare).toBe(false);
  expect(page.rules.join(' ')).toContain('nothing is said about which changes are clear');
  expect(page.sides[1]?.text).toContain('weights “mine”');
});

test('with shares of draws, a change is clear from 95 % on, and the share stands beside it', () => {
  const signShare = new Map(
    compared.b.columns.units.map(({ code }, u) => [code, { score: 1, rank: u % 2 === 0 ? 0.95 : 0.9499 }]),
  );
  const page = comparisonPage(compareScores({ ...compared, signShare }), labels, words);
  for (const { name, clear } of page.slopes!.lines) expect(clear, name).toBe(Number(name.slice(1)) % 2 === 0);
  expect(page.withShare).toBe(true);
  expect(page.tables[0]?.rows.find(({ name }) => name === 'U0')?.share).toBe('95%');
  expect(page.rules.join(' ')).not.toContain('nothing is said');
});

test('where one definition cannot read the other side, shifts are told and not split', () => {
  const made = compareScores({ ...compared, crossed: E.left([problem('NoIndicators', {})]) });
  const page = comparisonPage(made, labels, words);
  expect(made.units.every(({ scoreParts, rankParts }) => scoreParts === null && rankParts === null)).toBe(true);
  expect(made.units.every(({ scoreShift }) => !Number.isNaN(scoreShift))).toBe(true);
  expect(page.rules.join(' ')).toContain('No change could be split');
});
