import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundHalfAway } from '../../../src/core/model/round.js';
import { numberLists, rankScores } from '../../../src/core/score/rank.js';

test('equal scores share the better rank, and the next skips', () => {
  expect([...rankScores(Float64Array.of(3, 9, 5, 5, Number.NaN, 1), 0)]).toEqual([4, 1, 2, 2, 0, 5]);
});

test('scores are rounded first, half away from zero', () => {
  expect([...rankScores(Float64Array.of(57.04, 56.95, 57.05), 1)]).toEqual([2, 2, 1]);
  expect([...rankScores(Float64Array.of(0.1 + 0.2, 0.3), 10)]).toEqual([1, 1]);
});

test('each list has ranks of its own', () => {
  const lists = numberLists(['city', 'district', 'city', 'district', 'city']);
  expect([...lists]).toEqual([0, 1, 0, 1, 0]);
  expect([...rankScores(Float64Array.of(10, 90, 30, 95, 30), 1, lists)]).toEqual([3, 2, 1, 1, 1]);
});

test('no units, one unit, nobody with a score', () => {
  expect([...rankScores(new Float64Array(0), 1)]).toEqual([]);
  expect([...rankScores(Float64Array.of(7), 1)]).toEqual([1]);
  expect([...rankScores(Float64Array.of(Number.NaN, Number.NaN), 1)]).toEqual([0, 0]);
});

test('the rank is one more than the number of those above', () => {
  const score = fc.oneof(
    fc.double({ min: -100, max: 100, noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constant(Number.NaN),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(score, fc.constantFrom('a', 'b', 'c')), { maxLength: 40 }),
      fc.integer({ min: 0, max: 10 }),
      (rows, decimals) => {
        const scores = Float64Array.from(rows, ([value]) => value);
        const names = rows.map(([, name]) => name);
        const ranks = rankScores(scores, decimals, numberLists(names));
        rows.forEach(([value, name], p) => {
          const above = rows.filter(
            ([other, list]) => list === name && roundHalfAway(other, decimals) > roundHalfAway(value, decimals),
          );
          expect(ranks[p]).toBe(Number.isNaN(value) ? 0 : 1 + above.length);
        });
      },
    ),
  );
});
