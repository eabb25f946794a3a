import { expect, test } from 'vitest';
import { type Columns, stateCode } from '../../../src/core/score/scores.js';
import { runSteps } from '../../../src/core/score/steps.js';
import { shareOf } from '../../../src/core/uncertainty/chance.js';
import { filledAnew, filledStage } from '../../../src/core/uncertainty/imputation.js';
import { modelOf } from '../../../src/core/uncertainty/model.js';
import { decoded, unit } from '../../example-index.js';
import { noErrors } from './random-index.js';

const t = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;
const index = (recipe: string): string => `
id: gaps
version: "1"
title: ${t('Gaps')}
recipe:
${recipe}
  - {step: aggregate, method: arithmetic, min_coverage: 0}
children:
  - {id: V, title: ${t('v')}, kind: measure, body: both, variable: v, direction: down, measured_in: x}
  - {id: W, title: ${t('w')}, kind: measure, body: both, variable: w, direction: up, measured_in: x}
`;
const n = 60;
const columns: Columns = {
  period: '2025',
  units: Array.from({ length: n }, (_, i) => unit(i)),
  unlisted: 0,
  leaves: [0, 1].map((c) => {
    // One in six cells of the first column is a gap; values 0, 1, ... 49 repeat in no order.
    const raw = Float64Array.from({ length: n }, (_, p) => (c === 0 && p % 6 === 5 ? Number.NaN : (p * 17) % 50));
    return {
      raw,
      state: Uint8Array.from(raw, (value) => (Number.isNaN(value) ? stateCode.missing : stateCode.scored)),
      imputed: new Uint8Array(n),
    };
  }),
};
const at = { file: 'x' };

test('filled cells are drawn with the errors that filling makes on known ones, the others stay', () => {
  const definition = decoded(index('  - {step: impute, method: mean}\n  - {step: normalise, method: min-max}'));
  const prepared = runSteps(definition, columns);
  if (prepared._tag === 'Left') throw new Error(JSON.stringify(prepared.left));
  const stage = filledStage(definition, columns, prepared.right);
  if (stage._tag === 'Left') throw new Error(JSON.stringify(stage.left));
  const { filled, errors } = stage.right;
  expect([...filled[0]!]).toEqual([5, 11, 17, 23, 29, 35, 41, 47, 53, 59]);
  expect(filled[1]).toHaveLength(0);
  // Every known cell is hidden once; the mean of the rest is far off by about what the cell is far from the mean.
  const known = [...columns.leaves[0]!.raw].filter((value) => !Number.isNaN(value));
  expect(errors[0]).toHaveLength(known.length);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const spread = (values: ArrayLike<number>, centre: number): number =>
    Math.sqrt(Array.from(values).reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
  expect(spread(errors[0]!, 0) / spread(known, mean)).toBeGreaterThan(1);
  expect(spread(errors[0]!, 0) / spread(known, mean)).toBeLessThan(1.15);

  const draws = Array.from({ length: 500 }, (_, k) =>
    filledAnew(stage.right, columns, null, shareOf(3, k, 'imputation')),
  );
  const cells = draws.flatMap((each) => (each._tag === 'Right' ? [each.right[0]!.raw] : []));
  expect(cells).toHaveLength(500);
  for (const raw of cells) for (let p = 0; p < n; p++) if (p % 6 !== 5) expect(raw[p]).toBe(columns.leaves[0]!.raw[p]);
  const drawn = cells.flatMap((raw) => [raw[5]!, raw[11]!]);
  expect(spread(drawn, mean)).toBeCloseTo(spread(errors[0]!, 0), 0);
});

test('a direction that a step before the filling has turned is not turned again', () => {
  const early =
    '  - {step: normalise, method: min-max, name: first}\n  - {step: impute, method: mean}\n  - {step: normalise, method: min-max}';
  const definition = decoded(index(early));
  const uncertainty = { draws: 10, seed: 1, at, factors: [{ factor: 'imputation' as const, name: 'imputation', at }] };
  const made = modelOf(definition, definition.views[0]!, columns, noErrors, uncertainty);
  if (made._tag === 'Left') throw new Error(JSON.stringify(made.left));
  const totals = new Float64Array(n);
  expect(made.right.draw([0.3], totals)).toBeNull();
  // A unit with both values known moves only with the worst and the best of the list.
  expect(Math.abs(totals[0]! - made.right.nominal.units[0]!.score)).toBeLessThan(30);
  const run = made.right.asRun([0.3]);
  expect(run._tag === 'Right' && run.right.definition.leaves[0]!.direction).toBe('up');
});
