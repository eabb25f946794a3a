import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as d from '../../../src/core/statistics/distributions.js';

// Made with 32 digits by series of another kind; printed with 18.
interface Row {
  readonly distribution: string;
  readonly x: string;
  readonly a: string;
  readonly b: string;
  readonly lower: string;
  readonly upper: string;
}
const table: ReadonlyArray<Row> = parse(readFileSync(new URL('distributions.csv', import.meta.url), 'utf8'), {
  columns: true,
});
const tails: Record<string, (x: number, a: number, b: number) => d.Tails> = {
  normal: d.normalTails,
  t: d.tTails,
  chiSquare: d.chiSquareTails,
  f: d.fTails,
  beta: d.betaTails,
};
const quantiles: Record<string, (p: number, a: number, b: number) => number> = {
  normal: d.normalQuantile,
  t: d.tQuantile,
  chiSquare: d.chiSquareQuantile,
  f: d.fQuantile,
  beta: d.betaQuantile,
};
const off = (ours: number, theirs: number): number =>
  ours === theirs ? 0 : Math.abs(ours - theirs) / Math.max(1e-300, Math.abs(theirs));

describe('distributions', () => {
  it.each(Object.keys(tails))('%s: both tails to 1e-12 of their own size', (name) => {
    const rows = table.filter(({ distribution }) => distribution === name);
    expect(rows.length).toBeGreaterThan(8);
    const worst = rows
      .map((row) => {
        const made = tails[name]!(Number(row.x), Number(row.a), Number(row.b));
        return {
          row,
          made,
          off: Math.max(off(made.lower, Number(row.lower)), off(made.upper, Number(row.upper))),
        };
      })
      .reduce((a, b) => (a.off >= b.off ? a : b));
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(1e-12);
  });

  it.each(Object.keys(quantiles))('%s: the point of a share leads back to the share', (name) => {
    const shares = [1e-200, 1e-12, 0.001, 0.025, 0.3, 0.5, 0.7, 0.95, 0.975, 1 - 1e-9];
    for (const [a, b] of [
      [1, 1],
      [3, 196],
      [0.5, 40],
      [198, 2],
      [4000, 90000],
    ] as const)
      for (const p of shares) {
        const x = quantiles[name]!(p, a, b);
        const back = tails[name]!(x, a, b);
        // Where x is the nearest double to 1 or has left the doubles, the share cannot come back.
        if (x === 0 || !Number.isFinite(x) || (name === 'beta' && x > 0.999)) continue;
        expect(Math.min(off(back.lower, p), off(back.upper, 1 - p)), `${name} ${p} ${a} ${b} ${x}`).toBeLessThan(2e-11);
      }
  });

  it('gives the points that every table of the trade prints', () => {
    expect(off(d.normalQuantile(0.975), 1.959963984540054)).toBeLessThan(1e-15);
    expect(off(d.normalQuantile(1e-300), -37.0470962993612)).toBeLessThan(1e-14);
    expect(off(d.tQuantile(0.975, 10), 2.2281388519862744)).toBeLessThan(1e-14);
    expect(off(d.tQuantile(0.975, 1), 12.706204736174692)).toBeLessThan(1e-14);
    expect(off(d.tQuantile(0.95, 39), 1.684875121711225)).toBeLessThan(1e-12);
    expect(off(d.chiSquareQuantile(0.95, 1), 3.841458820694124)).toBeLessThan(1e-14);
    expect(off(d.chiSquareQuantile(0.95, 7), 14.067140449340169)).toBeLessThan(1e-14);
    expect(off(d.fQuantile(0.95, 3, 196), 2.6506765101121315)).toBeLessThan(1e-12);
    // Clopper-Pearson of 0 from n has a closed form.
    expect(off(d.betaQuantile(0.975, 1, 20), 1 - 0.025 ** (1 / 20))).toBeLessThan(1e-13);
  });

  it('holds its ends and says nothing outside them', () => {
    expect([d.normalQuantile(0), d.normalQuantile(1), d.tQuantile(0.5, 3), d.chiSquareQuantile(0, 2)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      0,
      0,
    ]);
    expect([d.betaQuantile(0, 2, 3), d.betaQuantile(1, 2, 3), d.fQuantile(1, 2, 3), d.twoSidedT(0, 4)]).toEqual([
      0,
      1,
      Number.POSITIVE_INFINITY,
      1,
    ]);
    for (const nothing of [
      d.normalQuantile(1.1),
      d.tCdf(1, 0),
      d.tQuantile(Number.NaN, 3),
      d.chiSquareCdf(1, -1),
      d.fCdf(Number.NaN, 1, 1),
      d.betaCdf(0.5, 0, 1),
      d.normalCdf(Number.NaN),
    ])
      expect(nothing).toBeNaN();
    expect([
      d.tCdf(Number.POSITIVE_INFINITY, 3),
      d.tCdf(Number.NEGATIVE_INFINITY, 3),
      d.normalCdf(Number.NEGATIVE_INFINITY),
      d.fCdf(Number.POSITIVE_INFINITY, 2, 2),
    ]).toEqual([1, 0, 0, 1]);
  });

  it('grows from 0 to 1, and t with endless degrees of freedom is the normal', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 1e4, noNaN: true }),
        (t, more, df) => {
          expect(d.tCdf(t + more, df)).toBeGreaterThanOrEqual(d.tCdf(t, df) - 1e-14);
          const { lower, upper } = d.tTails(t, df);
          expect(lower + upper).toBeCloseTo(1, 14);
          expect(d.tCdf(t, Number.POSITIVE_INFINITY)).toBe(d.normalCdf(t));
        },
      ),
    );
  });
});
