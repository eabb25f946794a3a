import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gap, impute } from './input.js';

const n = 24;
/** Two columns that go together and one that does not, the same in every run. */
const a = Array.from({ length: n }, (_, p) => Math.sin(p * 1.7) * 10 + p);
const b = a.map((value, p) => 3 * value + 5 * Math.cos(p * 2.3));
const c = a.map((_, p) => Math.sin(p * 5.1));
const without = (values: ReadonlyArray<number>, ...units: number[]) =>
  values.map((value, p) => (units.includes(p) ? gap : value));

describe('em', () => {
  it('with one column incomplete is the regression on the others', () => {
    const gaps = [2, 9, 17];
    const columns = [without(b, ...gaps), a, c];
    const em = impute('em', columns, {}, { tolerance: 1e-12 });
    const regression = impute('regression', columns, {}, { on: ['i1', 'i2'] });
    for (const unit of gaps) expect(em.columns[0]![unit]).toBeCloseTo(regression.columns[0]![unit]!, 8);
    expect(em.records[0]!.marks!.reduce((sum, mark) => sum + mark, 0)).toBe(3);
  });

  it('does not read units of measurement, nor the order of units and columns', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(1e-6, -3, 1e7),
        (gaps, scale) => {
          const other = gaps.map((unit) => (unit + 5) % n);
          const there = impute('em', [without(a, ...gaps), without(b, ...other), c]).columns;
          const turned = impute('em', [
            c.map((value) => value * scale).reverse(),
            without(b, ...other).reverse(),
            without(a, ...gaps)
              .map((value) => value * scale + 9)
              .reverse(),
          ]).columns;
          for (const unit of gaps) {
            const again = (turned[2]![n - 1 - unit]! - 9) / scale;
            expect(Math.abs(again - there[0]![unit]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(again)));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('fills a constant column with its constant, leaves an empty one, gives a unit without values the means', () => {
    const columns = [
      without(a, 0, 3),
      without(b, 3),
      without(c, 3),
      without(
        a.map(() => 7),
        3,
      ),
      a.map(() => gap),
    ];
    const { columns: filled, records, faults } = impute('em', columns);
    expect(faults).toEqual([]);
    expect(filled[3]![3]).toBe(7);
    expect(filled[4]!.every(Number.isNaN)).toBe(true);
    expect(records[4]!.figures).toEqual({ n: 0, filled: 0, left: n });
    expect(filled[0]![3]).toBe(records[0]!.figures.mean);
    expect(records[0]!.figures.n).toBe(n - 1);
  });

  it('refuses too few units, columns that say the same, and what does not settle, and fills nothing then', () => {
    const faultsOf = (columns: ReadonlyArray<ArrayLike<number>>, settings = {}) => {
      const { columns: filled, faults } = impute('em', columns, {}, settings);
      filled.forEach((values, column) => {
        expect([...values]).toEqual([...Float64Array.from(columns[column]!)]);
      });
      return faults;
    };
    const few = [without(a, 1), b, c].map((values) => values.slice(0, 6));
    expect(faultsOf(few)).toEqual([{ code: 'EmTooFewUnits', args: { units: 6, indicators: 3 } }]);
    expect(faultsOf([without(a, 1), b, b.map((value) => 100 - value)])).toEqual([
      { code: 'ImputeCollinear', args: {}, column: 2 },
    ]);
    expect(faultsOf([without(a, 1, 2), without(b, 4), c], { iterations: 2 })).toMatchObject([
      { code: 'EmNotConverged', args: { iterations: 2, tolerance: 1e-8 } },
    ]);
  });

  it('has nothing to do where nothing is missing', () => {
    const { columns, faults } = impute(
      'em',
      [a, b].map((values) => values.slice(0, 3)),
    );
    expect([...columns[0]!]).toEqual(a.slice(0, 3));
    expect(faults).toEqual([]);
  });
});
