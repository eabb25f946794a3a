import fc from 'fast-check';
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { score } from '../../../src/core/score/score.js';
import { type Scores, stateCode } from '../../../src/core/score/scores.js';
import { type Influence, influenceOf } from '../../../src/core/uncertainty/influence.js';
import { decoded, unit } from '../../example-index.js';

const t = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;

/** An index of measures that pass as they are: scores are the values, so that every variance is known. */
const scored = (weights: ReadonlyArray<number>, columns: ReadonlyArray<ReadonlyArray<number>>): Scores => {
  const text = `
id: known
version: "1"
title: ${t('Known')}
recipe:
  - {step: normalise, method: goalposts}
  - {step: aggregate, method: arithmetic}
children:
${weights
  .map(
    (weight, i) =>
      `  - {id: L${i}, title: ${t('leaf')}, kind: measure, weight: ${weight}, variable: v${i}, direction: up, measured_in: x, floor: 0, goal: 1}`,
  )
  .join('\n')}`;
  const definition = decoded(text);
  const n = columns[0]!.length;
  const made = score(definition, definition.views[0]!, {
    period: '2025',
    units: Array.from({ length: n }, (_, i) => unit(i)),
    unlisted: 0,
    leaves: columns.map((values) => ({
      raw: Float64Array.from(values),
      state: new Uint8Array(n).fill(stateCode.scored),
      imputed: new Uint8Array(n),
    })),
  });
  if (E.isLeft(made)) throw new Error(JSON.stringify(made.left));
  return made.right;
};

/** Evenly spread and unlike one another: the fractional parts of multiples of square roots. */
const column = (n: number, root: number): ReadonlyArray<number> =>
  Array.from({ length: n }, (_, i) => (i * Math.sqrt(root)) % 1);
const by = (rows: ReadonlyArray<Influence>, id: string): Influence => rows.find(({ node }) => node === id)!;

test('of independent columns each has the influence of its squared weight times its variance', () => {
  const rows = influenceOf(scored([4, 2, 1], [column(300, 2), column(300, 3), column(300, 5)]));
  for (const [i, part] of [16 / 21, 4 / 21, 1 / 21].entries()) {
    const { ratio, linear, share } = by(rows, `L${i}`);
    expect(Math.abs(ratio - part)).toBeLessThan(0.04);
    expect(Math.abs(linear - part)).toBeLessThan(0.04);
    expect(Math.abs(share - part)).toBeLessThan(0.04);
  }
  expect(rows.map(({ weightShare }) => weightShare)).toEqual([4 / 7, 2 / 7, 1 / 7]);
  // A seventh of the weight and a twenty-first of the influence.
  expect(rows.map(({ flag }) => flag)).toEqual([null, null, 'weak']);
});

test('a column that works against the total is told, and one that never differs is called constant', () => {
  const wide = column(60, 2);
  const rows = influenceOf(scored([1, 1, 1, 1], [wide, wide, wide.map((value) => 1 - value), wide.map(() => 0.5)]));
  expect(by(rows, 'L2').flag).toBe('negative');
  expect(by(rows, 'L2').r).toBeCloseTo(-1, 9);
  const still = by(rows, 'L3');
  expect(still.flag).toBe('constant');
  expect([still.r, still.ratio, still.share].every(Number.isNaN)).toBe(true);
  expect(still.weightShare).toBe(0.25);
});

test('a bent relation counts where a straight line sees nothing', () => {
  // The total goes down and up again with the first column.
  const x = column(300, 2);
  const rows = influenceOf(scored([1, 20], [x, x.map((value) => 4 * (value - 0.5) ** 2)]));
  expect(by(rows, 'L0').linear).toBeLessThan(0.05);
  expect(by(rows, 'L0').ratio).toBeGreaterThan(0.9);
});

test('shares of those that are compared add up to one, whatever the scores are', () => {
  const cells = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(cells, { minLength: 2, maxLength: 5 }), (columns) => {
      const rows = influenceOf(
        scored(
          columns.map((_, i) => i + 1),
          columns,
        ),
      );
      const shares = rows.map(({ share }) => share).filter((share) => !Number.isNaN(share));
      if (shares.length > 0) expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
      expect(rows.reduce((sum, each) => sum + each.weightShare, 0)).toBeCloseTo(1, 9);
    }),
    { numRuns: 30 },
  );
});
