import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compute } from '../aggregate/compute.js';
import { gap, impute, imputeMethodOf } from './input.js';

/** One unit's series over the years from 2019 on; the value that the method gives for the year `now`. */
const at = (name: string, series: ReadonlyArray<number>, now: number, settings = {}, years?: ReadonlyArray<number>) => {
  const periods = series.map((value, i) => ({ at: years?.[i] ?? 2019 + i, columns: [Float64Array.of(value)] }));
  const { columns, records } = impute(name, periods[now]!.columns, { periods, now }, settings);
  const text = records[0]!.expression(0);
  if (text !== null) expect(compute(text)).toBe(columns[0]![0]);
  return columns[0]![0]!;
};

describe('imputation from other periods', () => {
  it('last: the last earlier value within the limit, never a later one', () => {
    expect(at('last', [1, 2, gap, gap, 9], 3)).toBe(2);
    expect(at('last', [1, 2, gap, gap, 9], 3, { limit: 2 })).toBe(2);
    expect(at('last', [1, 2, gap, gap, 9], 3, { limit: 1 })).toBeNaN();
    expect(at('last', [gap, 2], 0)).toBeNaN();
  });

  it('step: as last, and before the first known value that one', () => {
    expect(at('step', [gap, gap, 3, gap, 5], 0)).toBe(3);
    expect(at('step', [gap, gap, 3, gap, 5], 3)).toBe(3);
    expect(at('step', [gap, gap], 0)).toBeNaN();
  });

  it('linear: on the line between the neighbours by their distance in time, level beyond the ends', () => {
    expect(at('linear', [1, gap, gap, 7], 1)).toBe(3);
    expect(at('linear', [1, gap, 7], 1, {}, [2010, 2011, 2014])).toBe(2.5);
    expect(at('linear', [gap, 4, 6], 0)).toBe(4);
    expect(at('linear', [4, 6, gap, gap], 3)).toBe(6);
    expect(at('linear', [4, gap, gap], 2)).toBeNaN();
  });

  it('linear-constant: one known value holds for all periods', () => {
    expect(at('linear-constant', [gap, 4, gap], 0)).toBe(4);
    expect(at('linear-constant', [1, gap, 3], 1)).toBe(2);
    expect(at('linear-constant', [gap, gap], 1)).toBeNaN();
  });

  it('tells how far back it went', () => {
    const periods = [
      [1, 1],
      [2, gap],
      [gap, gap],
    ].map((values, i) => ({
      at: 2019 + i,
      columns: [Float64Array.from(values)],
    }));
    const { records } = impute('last', periods[2]!.columns, { periods, now: 2 });
    expect(records[0]!.figures).toEqual({ furthest: 2, filled: 2, left: 0 });
  });

  it('says how many periods it reads', () => {
    expect(imputeMethodOf('last').reach({ limit: 2 })).toEqual({ back: 2, ahead: 0 });
    expect(imputeMethodOf('linear').reach({}).ahead).toBe(Number.POSITIVE_INFINITY);
    expect(imputeMethodOf('mean').reach({})).toEqual({ back: 0, ahead: 0 });
  });

  it('finds a straight series again, wherever one value is missing', () => {
    const whole = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: 1, max: 3 }), (start, slope, now) => {
        const series = [0, 1, 2, 3, 4].map((i) => (i === now ? gap : start + slope * i));
        expect(at('linear', series, now)).toBe(start + slope * now);
      }),
    );
  });
});
