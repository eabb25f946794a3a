import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../../src/core/method/parameters.js';
import { shapeOf } from '../../../../src/core/method/statistics.js';
import { treatMethods } from '../../../../src/core/method/treat/methods.js';
import { compute } from '../aggregate/compute.js';
import { largestError, referenceTable } from '../coinr-small.js';

const method = treatMethods.find((each) => each.name === 'winsorise')!;
const treat = (values: ArrayLike<number>, settings = {}) =>
  method.compute(Float64Array.from(values), settingsOf(method.parameters, settings));
const gap = Number.NaN;

const denominated = referenceTable('denominated.csv');
/** The same two steps as the peer: a log that pulls in the upper tail only. */
const asPeer = { transform: 'log-shifted' };

describe('the reference treatments', () => {
  it.each([
    ['default', asPeer],
    ['winmax1', { ...asPeer, points: 1 }],
    ['winmax1_combine', { ...asPeer, points: 1, combine: true }],
  ])('%s: figures of every column and every cell', (name, settings) => {
    const table = referenceTable(`treatment/table_${name}.csv`);
    const columns = [
      ['check_SkewKurt0.Skew', 'skewness_before'],
      ['check_SkewKurt0.Kurt', 'kurtosis_before'],
      ['check_SkewKurt1.Skew', 'skewness_winsorised'],
      ['check_SkewKurt1.Kurt', 'kurtosis_winsorised'],
      ['check_SkewKurt2.Skew', 'skewness_transformed'],
      ['check_SkewKurt2.Kurt', 'kurtosis_transformed'],
    ] as const;
    const cells = referenceTable(`treatment/cells_${name}.csv`);
    const after = new Map(
      cells.units.map((code, row) => [`${code} ${cells.text('unit')[row]}`, cells.column('after')[row]!]),
    );
    table.units.forEach((code, row) => {
      const { values, record } = treat(denominated.column(code), settings);
      for (const [theirs, ours] of columns.filter(([theirs]) => table.names.includes(theirs))) {
        expect(largestError([record.figures[ours] ?? gap], [table.column(theirs)[row]!])).toBeLessThan(1e-9);
      }
      expect(record.figures.points).toBe(table.column('winsorise.nwin')[row]! || 0);
      const expected = denominated.units.map((unit, p) => after.get(`${code} ${unit}`) ?? denominated.column(code)[p]!);
      expect(largestError(values, expected)).toBeLessThan(1e-9);
    });
  });

  it('complete: the chain after the medians', () => {
    const imputed = referenceTable('denominated.csv');
    const median = (x: Float64Array) => {
      const sorted = [...x].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
      return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
    };
    for (const code of imputed.names) {
      const x = imputed.column(code);
      const filled = x.map((value) => (Number.isNaN(value) ? median(x) : value));
      expect(
        largestError(treat(filled, asPeer).values, referenceTable('complete/treated.csv').column(code)),
      ).toBeLessThan(1e-9);
    }
  });
});

describe('where the peer goes wrong', () => {
  const leftSkewed = denominated.column('I05');

  it('its log makes a left-skewed column worse, ours pulls the long tail in', () => {
    const settings = { points: 1 };
    const theirs = treat(leftSkewed, { ...settings, ...asPeer }).record.figures;
    const ours = treat(leftSkewed, settings).record.figures;
    expect(theirs.skewness_transformed).toBeLessThan(theirs.skewness_before!);
    expect(Math.abs(ours.skewness_transformed!)).toBeLessThan(Math.abs(ours.skewness_before!));
    expect(ours).toMatchObject({ passes: 1 });
    expect(theirs).toMatchObject({ passes: 0 });
  });

  it('its label of a winsorised cell stays when the value is thrown away; our mark does not', () => {
    const thrown = treat(denominated.column('I04'), { ...asPeer, points: 1 }).record.marks!;
    const kept = treat(denominated.column('I04'), { ...asPeer, points: 1, combine: true }).record.marks!;
    const at = denominated.units.indexOf('U02');
    expect(thrown[at]).toBe(4);
    expect(kept[at]).toBe(5);
    expect(thrown[denominated.units.indexOf('U03')]).toBe(0);
  });
});

describe('treatment of outliers', () => {
  const tail = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 90, 100];

  it('lowers equal cells together and says what they were set to, by whom', () => {
    const { values, record } = treat([...tail, 100, gap], {
      skewness: 0.5,
      kurtosis: -5,
      points: 2,
      transform: 'none',
    });
    expect([...values.slice(-5)]).toEqual([12, 90, 90, 90, gap]);
    expect([...record.marks!.slice(-5)]).toEqual([0, 0, 1, 1, 0]);
    expect(record.expression(13)).toBe('min(100, 90)');
    expect(record.expression(0)).toBeNull();
    expect(record.owners).toEqual([{ name: 'upper', value: 90, unit: 12 }]);
    expect(record.figures).toMatchObject({ points: 2, upper: 90 });
  });

  it('passes a column within the limits, a constant and a short one', () => {
    for (const x of [
      [1, 2, 3, 4, 5],
      [7, 7, 7, 7],
      [1, 1000],
      [gap, gap],
    ]) {
      const { values, record, fault } = treat(x);
      expect([...values]).toEqual(x);
      expect(record.figures).toMatchObject({ points: 0, passes: 1 });
      expect(fault).toBeNull();
    }
  });

  it('can be forced, either step', () => {
    const even = [1, 2, 3, 4, 5, 6];
    const winsorised = treat(even, { force: 'winsorise', points: 1, transform: 'none' });
    expect([...winsorised.values]).toEqual([1, 2, 3, 4, 5, 5]);
    expect(winsorised.record.figures).toMatchObject({ points: 1 });
    const transformed = treat(even, { force: 'transform', transform: 'log-from-one' });
    expect(transformed.values[5]).toBe(Math.log(6));
    expect([...transformed.record.marks!]).toEqual([4, 4, 4, 4, 4, 4]);
    expect([...treat([5, 5, 5], { force: 'winsorise', transform: 'none' }).values]).toEqual([5, 5, 5]);
  });

  it('leaves what winsorising does not mend as it was, where nothing else is asked for', () => {
    const { values, record } = treat(tail, { skewness: 0.5, kurtosis: -5, points: 1, transform: 'none' });
    expect(values[13]).toBe(90);
    expect(record.figures).toMatchObject({ points: 1, passes: 0 });
  });

  it('reports why the transform has no answer and leaves the column as it was', () => {
    const x = tail.map((value) => value / 1000);
    const { values, fault } = treat(x, { force: 'transform', transform: 'log-gii' });
    expect(fault).toMatchObject({ code: 'ScaleBelowOne' });
    expect([...values]).toEqual(x);
  });

  const columns = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 5, maxLength: 40 });
  const heavy = columns.map((list) => [...list, 1e6]);

  it('keeps the order of the units, touches the tail only and counts what it touched', () => {
    fc.assert(
      fc.property(heavy, fc.integer({ min: 1, max: 6 }), (list, points) => {
        const { values, record } = treat(list, { points, transform: 'none' });
        const moved = list.filter((value, p) => value !== values[p]);
        expect(record.figures.points).toBe(moved.length);
        for (let p = 0; p < list.length; p++) {
          const text = record.expression(p);
          expect(text === null ? list[p] : compute(text)).toBe(values[p]);
          for (let q = 0; q < list.length; q++) if (list[p]! < list[q]!) expect(values[p]! <= values[q]!).toBe(true);
        }
      }),
    );
  });

  it('mirrors: a column with its sign turned is treated alike on the other side', () => {
    fc.assert(
      fc.property(heavy, (list) => {
        const there = treat(list).values;
        const turned = treat(list.map((value) => -value)).values;
        const { skewness } = shapeOf(Float64Array.from(list));
        fc.pre(Math.abs(skewness) > 1e-6);
        for (let p = 0; p < list.length; p++) expect(turned[p]).toBeCloseTo(-there[p]!, 9);
      }),
      { numRuns: 50 },
    );
  });
});
