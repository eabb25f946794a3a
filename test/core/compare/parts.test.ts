import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoresEachUnitAlone } from '../../../src/core/compare/locality.js';
import { type Cause, causes, type Parts, shapleyParts } from '../../../src/core/compare/shapley.js';
import type { Definition } from '../../../src/core/define/definition.js';
import { observation, snapshot, unit } from '../../example-index.js';
import { smallDefinition } from '../score/small-index.js';
import { compareSides, type SideOf } from './two-sides.js';

/** Each run scores some tables hundreds of times. */
const runs = { numRuns: 40 };
const sum = (parts: Parts): number => causes.reduce((total, cause) => total + parts[cause], 0);

describe('Shapley', () => {
  test('is the mean over the 24 orders, taken one by one', () => {
    const orders = (rest: ReadonlyArray<Cause>): ReadonlyArray<ReadonlyArray<Cause>> =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((first) => orders(rest.filter((each) => each !== first)).map((then) => [first, ...then]));
    expect(orders(causes)).toHaveLength(24);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 16, maxLength: 16 }), (v) => {
        const means = Object.fromEntries(causes.map((cause) => [cause, 0]));
        for (const order of orders(causes)) {
          let state = 0;
          for (const cause of order) {
            const next = state | (1 << causes.indexOf(cause));
            means[cause]! += (v[next]! - v[state]!) / 24;
            state = next;
          }
        }
        const parts = shapleyParts(v)!;
        for (const cause of causes) expect(parts[cause]).toBeCloseTo(means[cause]!, 9);
        expect(sum(parts)).toBeCloseTo(v[15]! - v[0]!, 9);
      }),
      runs,
    );
  });
  test('has no answer where a state has none', () => {
    expect(shapleyParts(Array.from({ length: 16 }, (_, i) => (i === 5 ? Number.NaN : i)))).toBeNull();
  });
});

/** Three indicators; a value that is null is missing, one that is undefined has no row. */
type Table = ReadonlyArray<ReadonlyArray<number | null>>;
const names = ['x', 'y', 'z'];

const sideOf = (definition: Definition, period: string, table: Table): SideOf => {
  const units = table.map((_, u) => unit(u));
  const rows = table.flatMap((values, u) =>
    values.map((value, i) => observation(units[u]!.code, names[i]!, value, { period })),
  );
  return { definition, period, snapshot: snapshot(units, rows, []) };
};

const recipes = {
  'min-max over the list': [
    { step: 'normalise', method: 'min-max' },
    { step: 'aggregate', method: 'arithmetic' },
  ],
  'gaps filled with medians, z-scores': [
    { step: 'impute', method: 'median' },
    { step: 'normalise', method: 'z-score' },
    { step: 'aggregate', method: 'arithmetic', min_coverage: 0 },
  ],
  'fixed goalposts': [
    { step: 'normalise', method: 'goalposts' },
    { step: 'aggregate', method: 'arithmetic', min_coverage: 0.3 },
  ],
};

const definitionOf = (recipe: keyof typeof recipes, weights: ReadonlyArray<number>, leaves = names): Definition =>
  smallDefinition({
    recipe: recipes[recipe],
    blocks: { A: Object.fromEntries(leaves.map((name) => [name.toUpperCase(), []])) },
    leaf: (id) => ({
      weight: weights[names.indexOf(id.toLowerCase())],
      ...(recipe === 'fixed goalposts' ? { floor: 0, goal: 10 } : {}),
    }),
  });

const whole = fc.integer({ min: 0, max: 10 });
const gappy = fc.option(whole, { freq: 8 });
const tableOf = (cell: fc.Arbitrary<number | null>): fc.Arbitrary<Table> =>
  fc
    .array(fc.tuple(cell, cell, cell), { minLength: 4, maxLength: 7 })
    // Columns without spread have no score at all: two units that stay hold them apart.
    .map((rows) => [[0, 0, 0], [10, 10, 10], ...rows]);
const weightsOf = fc.tuple(
  fc.integer({ min: 1, max: 5 }),
  fc.integer({ min: 1, max: 5 }),
  fc.integer({ min: 1, max: 5 }),
);
const recipeOf = fc.constantFrom<keyof typeof recipes>(
  'min-max over the list',
  'gaps filled with medians, z-scores',
  'fixed goalposts',
);

const onlyCause = (parts: Parts | null, cause: Cause | null): void => {
  for (const each of causes) if (each !== cause) expect(parts?.[each] ?? 0, each).toBe(0);
};

describe('the parts of a change', () => {
  test('add up to the change of score and of rank, for every unit that has them', () => {
    let split = 0;
    fc.assert(
      fc.property(recipeOf, weightsOf, weightsOf, tableOf(gappy), tableOf(gappy), (recipe, wA, wB, tA, tB) => {
        const { units } = compareSides(
          sideOf(definitionOf(recipe, wA), '2024', tA),
          sideOf(definitionOf(recipe, wB), '2025', tB),
        );
        for (const { scoreParts, scoreShift, rankParts, rankShift } of units) {
          if (scoreParts !== null) expect(Math.abs(sum(scoreParts) - scoreShift)).toBeLessThan(1e-9);
          if (rankParts !== null) expect(Math.abs(sum(rankParts) - rankShift)).toBeLessThan(1e-9);
          if (rankParts !== null) split++;
        }
      }),
      runs,
    );
    expect(split).toBeGreaterThan(100);
  });

  test('are nothing where A and B are the same', () => {
    fc.assert(
      fc.property(recipeOf, weightsOf, tableOf(gappy), (recipe, weights, table) => {
        const side = sideOf(definitionOf(recipe, weights), '2024', table);
        const { units, entered, left, agreement } = compareSides(side, side);
        expect([entered, left, agreement.moved]).toEqual([[], [], 0]);
        for (const { scoreParts, rankParts, scoreShift } of units) {
          onlyCause(scoreParts, null);
          onlyCause(rankParts, null);
          expect(scoreShift || 0).toBe(0);
        }
      }),
      runs,
    );
  });

  test('change their signs when A and B change places', () => {
    fc.assert(
      fc.property(recipeOf, weightsOf, weightsOf, tableOf(gappy), tableOf(gappy), (recipe, wA, wB, tA, tB) => {
        const a = sideOf(definitionOf(recipe, wA), '2024', tA);
        const b = sideOf(definitionOf(recipe, wB), '2025', tB);
        const forth = new Map(compareSides(a, b).units.map((each) => [each.unit.code, each]));
        for (const back of compareSides(b, a).units) {
          const there = forth.get(back.unit.code)!;
          for (const which of ['scoreParts', 'rankParts'] as const) {
            expect(back[which] === null).toBe(there[which] === null);
            for (const cause of causes) expect(back[which]?.[cause] ?? 0).toBeCloseTo(-(there[which]?.[cause] ?? 0), 9);
          }
        }
      }),
      runs,
    );
  });

  test('are the definition alone where only the definition differs, be it weights, indicators, recipe or who is listed', () => {
    fc.assert(
      fc.property(recipeOf, recipeOf, weightsOf, weightsOf, tableOf(gappy), (rA, rB, wA, wB, table) => {
        const listed = table.map((row, u) => (u === 3 ? [5, 5, 5] : row));
        const a = sideOf(definitionOf(rA, wA), '2024', listed);
        const narrower = definitionOf(rB, wB, ['x', 'z']);
        const b = { ...a, definition: { ...narrower, units: { ...narrower.units, exclude: ['100000003'] } } };
        const { units, left } = compareSides(a, b);
        expect(left.map(({ unit: { code } }) => code)).toContain('100000003');
        for (const { scoreParts, rankParts } of units) {
          onlyCause(scoreParts, 'definition');
          onlyCause(rankParts, 'definition');
        }
      }),
      runs,
    );
  });

  test('are the unit’s own data alone where only its values have changed, and for others the peers', () => {
    fc.assert(
      fc.property(recipeOf, weightsOf, tableOf(whole), whole, (recipe, weights, table, value) => {
        const definition = definitionOf(recipe, weights);
        const changed = table.map((row, u) => (u === 2 ? [value, ...row.slice(1)] : row));
        const { units } = compareSides(sideOf(definition, '2024', table), sideOf(definition, '2025', changed));
        for (const {
          unit: { code },
          scoreParts,
          rankParts,
        } of units) {
          const cause = code === '100000002' ? 'data' : 'peers';
          onlyCause(scoreParts, cause);
          onlyCause(rankParts, cause);
        }
      }),
      runs,
    );
  });

  test('are missing data alone where one cell of the unit has gone', () => {
    fc.assert(
      fc.property(recipeOf, weightsOf, tableOf(whole), (recipe, weights, table) => {
        const definition = definitionOf(recipe, weights);
        const gone = table.map((row, u) => (u === 2 ? [null, ...row.slice(1)] : row));
        const { units } = compareSides(sideOf(definition, '2024', table), sideOf(definition, '2025', gone));
        const own = units.find(({ unit: { code } }) => code === '100000002')!;
        onlyCause(own.scoreParts, 'missing');
        onlyCause(own.rankParts, 'missing');
      }),
      runs,
    );
  });
});

describe('scoring a unit alone', () => {
  test('gives what scoring it among the others gives', () => {
    fc.assert(
      fc.property(weightsOf, weightsOf, tableOf(gappy), tableOf(gappy), (wA, wB, tA, tB) => {
        const a = sideOf(definitionOf('fixed goalposts', wA), '2024', tA);
        const b = sideOf(definitionOf('fixed goalposts', wB), '2025', tB);
        expect(scoresEachUnitAlone(a.definition)).toBe(true);
        // A screening that drops a unit nobody knows would be a problem; one that keeps a listed unit changes nothing but the way.
        const slow = (side: SideOf): SideOf => {
          const screen = {
            step: 'screen',
            name: 'screened',
            at: side.definition.at,
            settings: { by: 'missing', minAvailable: 0, minNonZero: 0, keep: ['100000000'], drop: [] },
          } as const;
          const { recipe } = side.definition;
          return {
            ...side,
            definition: { ...side.definition, recipe: { ...recipe, steps: [screen, ...recipe.steps] } },
          };
        };
        expect(scoresEachUnitAlone(slow(a).definition)).toBe(false);
        const parts = (from: SideOf, to: SideOf) =>
          compareSides(from, to).units.map(({ scoreParts, rankParts }) => ({ scoreParts, rankParts }));
        expect(parts(a, b)).toEqual(parts(slow(a), slow(b)));
      }),
      runs,
    );
  });
});
