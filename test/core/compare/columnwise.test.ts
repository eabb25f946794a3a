// The quick way against scoring the whole list again, over recipes that take each indicator by itself.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { quickList, takesEachColumnAlone } from '../../../src/core/compare/columnwise.js';
import { mixedRow, rowOf, substituteFor } from '../../../src/core/compare/rows.js';
import type { Definition } from '../../../src/core/define/definition.js';
import { E } from '../../../src/core/fp.js';
import { score } from '../../../src/core/score/score.js';
import { observation, snapshot, unit } from '../../example-index.js';
import { smallDefinition } from '../score/small-index.js';
import { scoresOf } from './two-sides.js';

const recipes = [
  { normalise: 'min-max', aggregate: 'arithmetic' },
  { normalise: 'z-score', aggregate: 'arithmetic' },
  { normalise: 'percentile-rank', aggregate: 'harmonic', lower: 1 },
  { normalise: 'min-max', aggregate: 'geometric', lower: 1 },
  { normalise: 'borda', aggregate: 'median' },
] as const;

const definitionOf = (
  { normalise, aggregate, ...ends }: (typeof recipes)[number],
  within: 'all' | 'level',
  minChildren: number,
): Definition => {
  const made = smallDefinition({
    recipe: [
      { step: 'treat', method: 'winsorise', points: 1 },
      { step: 'normalise', method: normalise, ...('lower' in ends ? { lower: ends.lower } : {}) },
      { step: 'aggregate', method: aggregate, min_coverage: 0.5, min_children: minChildren },
    ],
    blocks: { A: { X: [], Y: [] }, B: { Z: [], W: [], V: [] } },
    ...(aggregate === 'median' ? {} : { leaf: (id: string) => ({ weight: id.charCodeAt(0) - 80 }) }),
  });
  return { ...made, ranks: { ...made.ranks, decimals: 1, within } };
};

const cell = fc.option(fc.integer({ min: 0, max: 12 }), { freq: 6 });
const row = fc.tuple(cell, cell, cell, cell, cell);
const names = ['x', 'y', 'z', 'w', 'v'];

test('gives score and rank to the last bit, whatever the recipe', () => {
  let placedRows = 0;
  const recipe = fc.constantFrom(...recipes);
  const rows = fc.array(row, { minLength: 4, maxLength: 8 });
  const within = fc.constantFrom('all' as const, 'level' as const);
  fc.assert(
    fc.property(
      recipe,
      within,
      fc.constantFrom(0, 0.9),
      rows,
      row,
      fc.nat(3),
      (which, list, least, table, there, at) => {
        const definition = definitionOf(which, list, least);
        expect(takesEachColumnAlone(definition)).toBe(true);
        const values = [[0, 0, 0, 0, 0], [12, 12, 12, 12, 12], [3, 9, 4, 8, 5], ...table];
        const units = values.map((_, u) => unit(u, { level: u % 2 === 0 ? 'district' : 'city' }));
        const observed = (of: ReadonlyArray<ReadonlyArray<number | null>>) =>
          snapshot(
            units,
            of.flatMap((cells, u) => cells.map((value, i) => observation(units[u]!.code, names[i]!, value))),
            [],
          );
        const position = 3 + at;
        const base = scoresOf({ definition, snapshot: observed(values), period: '2025' });
        const { columns } = scoresOf({
          definition,
          snapshot: observed(values.map((cells, u) => (u === position ? there : cells))),
          period: '2025',
        });
        const code = units[position]!.code;
        const own = base.columns.units.findIndex((each) => each.code === code);
        if (own === -1) return;
        const here = rowOf(base.columns, own);
        const other = rowOf(
          columns,
          columns.units.findIndex((each) => each.code === code),
        );
        const mixtures = [other, mixedRow(here, other), mixedRow(other, here)];
        const placed = quickList(base).place(own, here, other, mixtures);
        mixtures.forEach((mixture, k) => {
          const substitute = substituteFor(base.columns, units[position]!);
          substitute.put(mixture);
          const whole = score(definition, base.view, substitute.columns);
          if (placed === null || E.isLeft(whole)) return;
          const { score: value, rank } = whole.right.units[substitute.position]!;
          expect(placed[k]).toEqual({ score: value, rank: rank === 0 ? Number.NaN : rank });
          placedRows++;
        });
      },
    ),
    { numRuns: 150 },
  );
  expect(placedRows).toBeGreaterThan(300);
});

test('is not taken where a step fills gaps or looks at more than one indicator', () => {
  const definition = smallDefinition({
    recipe: [
      { step: 'impute', method: 'mean' },
      { step: 'normalise', method: 'min-max' },
    ],
    blocks: { A: { X: [] } },
  });
  expect(takesEachColumnAlone(definition)).toBe(false);
});
