import fc from 'fast-check';
import { expect, test } from 'vitest';
import { score } from '../../../src/core/score/score.js';
import { modelOf } from '../../../src/core/uncertainty/model.js';
import { noErrors, randomCase } from './random-index.js';

test('a draw is what the engine makes of the definition and the columns it stands for', () => {
  let compared = 0;
  let failed = 0;
  fc.assert(
    fc.property(randomCase, ({ definition, columns, uncertainty, shares }) => {
      const made = modelOf(definition, definition.views[0]!, columns, noErrors, uncertainty);
      if (made._tag === 'Left') return;
      const model = made.right;
      const totals = new Float64Array(columns.units.length);
      const fault = model.draw(shares, totals);
      const run = model.asRun(shares);
      const scored =
        run._tag === 'Left' ? run : score(run.right.definition, run.right.view, run.right.columns, run.right.held);
      if (scored._tag === 'Left') {
        failed++;
        expect(fault).toEqual(scored.left[0]);
        return;
      }
      expect(fault).toBeNull();
      compared++;
      scored.right.units.forEach((unit, p) => {
        const wanted = unit.reason === null ? unit.score : Number.NaN;
        if (Number.isNaN(wanted)) expect(totals[p]).toBeNaN();
        else expect(Math.abs(totals[p]! - wanted)).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted)));
      });
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(150);
  expect(failed).toBeLessThan(compared);
});

test('without anything drawn a model gives the scores of the run as it stands', () => {
  fc.assert(
    fc.property(randomCase, ({ definition, columns }) => {
      const made = modelOf(definition, definition.views[0]!, columns, noErrors, {
        draws: 1,
        seed: 1,
        factors: [],
        at: { file: 'x' },
      });
      if (made._tag === 'Left') return;
      const totals = new Float64Array(columns.units.length);
      expect(made.right.draw([], totals)).toBeNull();
      made.right.nominal.units.forEach((unit, p) => {
        if (unit.reason === null) expect(totals[p]).toBeCloseTo(unit.score, 9);
        else expect(totals[p]).toBeNaN();
      });
    }),
    { numRuns: 100 },
  );
});
