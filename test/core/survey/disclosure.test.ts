// Counts that are published together: an attacker with all of them, sums and linear programming cannot pin a withheld one down.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf, type CountTable, judged, type ToJudge, withheldCells } from '../../../src/core/survey/disclosure.js';

const least = 5;

/** Rows by columns with both margins and the grand total. */
const crossed = (rows: ReadonlyArray<ReadonlyArray<number>>): CountTable => {
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const sum = (list: ReadonlyArray<number>): number => list.reduce((all, each) => all + each, 0);
  const columnTotals = Array.from({ length: width }, (_, c) => sum(rows.map((row) => row[c]!)));
  const counts = [...rows.flat(), ...rows.map(sum), ...columnTotals, sum(columnTotals)];
  const cell = (r: number, c: number): number => r * width + c;
  const [rowTotal, columnTotal, all] = [height * width, height * width + height, height * width + height + width];
  return {
    counts,
    sums: [
      ...rows.map((_, r) => ({ total: rowTotal + r, parts: rows[r]!.map((_value, c) => cell(r, c)) })),
      ...columnTotals.map((_, c) => ({ total: columnTotal + c, parts: rows.map((_row, r) => cell(r, c)) })),
      { total: all, parts: rows.map((_, r) => rowTotal + r) },
      { total: all, parts: columnTotals.map((_, c) => columnTotal + c) },
    ],
  };
};

test('one small cell takes a second one along, and no more', () => {
  const table: CountTable = { counts: [3, 40, 12, 55], sums: [{ total: 3, parts: [0, 1, 2] }] };
  expect([...withheldCells(table, least)]).toEqual([1, 0, 1, 0]);
  expect(boundsOf(table, Uint8Array.of(1, 0, 0, 0), 0)).toEqual({ low: 3, high: 3 });
  expect(boundsOf(table, withheldCells(table, least), 0)).toEqual({ low: 0, high: 15 });
});

test('in a crossed table no row, column or both together give a cell away', () => {
  const table = crossed([
    [2, 30, 41],
    [25, 33, 20],
    [18, 27, 4],
  ]);
  const withheld = withheldCells(table, least);
  for (const cell of [0, 8]) {
    const { low, high } = boundsOf(table, withheld, cell);
    expect(high - low).toBeGreaterThanOrEqual(least);
  }
  expect(withheld.reduce((sum, each) => sum + each, 0)).toBeLessThan(9);
});

test('a table without small cells is published whole, nobody is no secret', () => {
  expect(
    [
      ...withheldCells(
        crossed([
          [0, 9],
          [12, 30],
        ]),
        least,
      ),
    ].every((each) => each === 0),
  ).toBe(true);
});

test('the attacker finds nothing in any table', () => {
  const count = fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 6 }), weight: 1 },
    { arbitrary: fc.integer({ min: 0, max: 80 }), weight: 3 },
  );
  const rows = fc
    .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
    .chain(([height, width]) =>
      fc.array(fc.array(count, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
    );
  fc.assert(
    fc.property(rows, (cells) => {
      const table = crossed(cells);
      const withheld = withheldCells(table, least);
      const everything = withheld.every((each) => each === 1);
      table.counts.forEach((value, cell) => {
        if (value === 0 || value >= least) return;
        expect(withheld[cell]).toBe(1);
        if (everything) return;
        const { low, high } = boundsOf(table, withheld, cell);
        expect(high - low).toBeGreaterThanOrEqual(least - 1e-6);
        // What can be worked out is true, or the attack itself is wrong.
        expect(low).toBeLessThanOrEqual(value + 1e-6);
        expect(high).toBeGreaterThanOrEqual(value - 1e-6);
      });
    }),
    { numRuns: 120, seed: 6 },
  );
});

const rules = { least: 5, reliable: 30, range: 30, width: 30, relativeWidth: 1.3, narrow: 5, variation: 1 / 3 };
const share = (more: Partial<ToJudge>): ToJudge => ({
  kind: 'share',
  value: 50,
  n: 200,
  nEffective: 150,
  df: 18,
  se: 4,
  low: 42,
  high: 58,
  isDrawn: true,
  ...more,
});

test('widths are marked and stop no rank', () => {
  expect(judged(share({}), rules, false)).toEqual({ isPublished: true, ranks: true, flags: [], range: null });
  expect(judged(share({ low: 30, high: 61 }), rules, false)).toMatchObject({ ranks: true, flags: ['wide'] });
  // 4 %, from 1 to 9: eight points are twice the estimate.
  expect(judged(share({ value: 4, low: 1, high: 9 }), rules, false).flags).toEqual(['wide']);
  expect(judged(share({ value: 4, low: 2, high: 6.9 }), rules, false).flags).toEqual([]);
  expect(judged(share({ kind: 'mean', value: 10, se: 4 }), rules, false).flags).toEqual(['variable']);
});
