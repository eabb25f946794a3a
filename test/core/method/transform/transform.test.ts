import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TransformMethod } from '../../../../src/core/method/families.js';
import { settingsOf } from '../../../../src/core/method/parameters.js';
import { shapeOf } from '../../../../src/core/method/statistics.js';
import { transformMethods } from '../../../../src/core/method/transform/methods.js';
import { compute } from '../aggregate/compute.js';

const gap = Number.NaN;
const methodOf = (name: string): TransformMethod => transformMethods.find((each) => each.name === name)!;
const run = (name: string, values: ArrayLike<number>, settings = {}) => {
  const method = methodOf(name);
  return method.compute(Float64Array.from(values), settingsOf(method.parameters, settings));
};
const orderKeeping = [
  'ln',
  'log10',
  'sqrt',
  'square',
  'log-shifted',
  'log-by-tail',
  'log-from-one',
  'log-gii',
  'box-cox',
];
const positive = fc.array(fc.double({ min: 1.5, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 30 });
const spread = positive.filter((list) => Math.max(...list) - Math.min(...list) > 1e-3);

describe('transforms', () => {
  it('of single values are the functions they are named for', () => {
    const values = [3, 0.25, 1e5];
    const expected = { ln: Math.log, log10: Math.log10, sqrt: Math.sqrt, square: (x: number) => x * x };
    for (const [name, of] of Object.entries(expected)) expect([...run(name, values).values]).toEqual(values.map(of));
    expect([...run('reciprocal', [4, -0.5]).values]).toEqual([0.25, -2]);
  });

  it('agree with figures computed by hand', () => {
    const x = [0, 4, gap, 10];
    expect([...run('log-shifted', x).values]).toEqual([Math.log(0.1), Math.log(4.1), gap, Math.log(10.1)]);
    expect([...run('log-from-one', x).values]).toEqual([0, Math.log(5), gap, Math.log(11)]);
    // Skewed to the right, max 10: ln(9 (x - 0) / 10 + 1).
    expect([...run('log-gii', [0, 1, 10]).values]).toEqual([0, Math.log(1.9), Math.log(10)]);
    // Skewed to the left: -ln(9 (10 - x) / 10 + 1).
    expect(run('log-gii', [0, 9, 10]).values[1]).toBe(-Math.log(1.9));
    expect([...run('box-cox', x, { lambda: 0.5 }).values]).toEqual([
      0,
      (Math.sqrt(5) - 1) / 0.5,
      gap,
      (Math.sqrt(11) - 1) / 0.5,
    ]);
    expect([...run('box-cox', [1, Math.E], { lambda: 0, shift: false }).values]).toEqual([0, 1]);
  });

  it('keep the order of the units', () => {
    fc.assert(
      fc.property(spread, (list) => {
        for (const name of orderKeeping) {
          const { values, fault } = run(name, list, name === 'box-cox' ? { lambda: 0.3 } : {});
          expect(fault).toBeNull();
          const places = list.map((_, p) => p).sort((a, b) => list[a]! - list[b]!);
          for (let i = 1; i < places.length; i++) {
            expect(values[places[i]!]! >= values[places[i - 1]!]!).toBe(true);
          }
        }
      }),
    );
  });

  it('print arithmetic that gives their own numbers to the last bit', () => {
    fc.assert(
      fc.property(spread, (list) => {
        for (const { name } of transformMethods) {
          const { values, record } = run(name, list, name === 'box-cox' ? { lambda: -0.7 } : {});
          for (let p = 0; p < list.length; p++) expect(compute(record.expression(p)!)).toBe(values[p]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('pull in the long tail on whichever side it is', () => {
    const right = [1, 2, 2, 3, 3, 3, 4, 60];
    const left = right.map((value) => -value);
    const amount = (name: string, x: number[]) => Math.abs(shapeOf(run(name, x).values).skewness);
    expect(amount('log-by-tail', right)).toBeCloseTo(amount('log-by-tail', left), 12);
    expect(amount('log-by-tail', left)).toBeLessThan(Math.abs(shapeOf(Float64Array.from(left)).skewness));
    expect(amount('log-shifted', left)).toBeGreaterThan(amount('log-by-tail', left));
  });

  it('find the power that makes a column most nearly normal', () => {
    // scipy 1.17.1, stats.boxcox of 1, 2, 4, 8, 16, 32, 64, 100 and of squares 1, 4, 9, ... 81.
    const lambda = (x: number[]) => run('box-cox', x, { shift: false }).record.figures.lambda;
    expect(lambda([1, 2, 4, 8, 16, 32, 64, 100])).toBeCloseTo(0.03232697, 5);
    expect(lambda([1, 4, 9, 16, 25, 36, 49, 64, 81])).toBeCloseTo(0.36001694, 5);
  });

  it('say which unit has a value they cannot take', () => {
    expect(run('ln', [1, gap, 0, -1]).fault).toEqual({
      code: 'TransformOutOfDomain',
      args: { transform: 'ln', value: 0 },
      unit: 2,
    });
    expect(run('sqrt', [4, -4]).fault).toMatchObject({ unit: 1 });
    expect(run('reciprocal', [4, 0]).fault).toMatchObject({ unit: 1 });
    expect(run('square', [4, 1e200]).fault).toMatchObject({ unit: 1 });
    expect(run('box-cox', [3, -2], { lambda: 1, shift: false }).fault).toMatchObject({ unit: 1, args: { value: -2 } });
    for (const name of ['log-shifted', 'log-by-tail', 'log-gii', 'box-cox']) {
      expect(run(name, [5, 5, gap]).fault).toEqual({ code: 'ConstantIndicator', args: {} });
    }
    expect(run('log-gii', [0.1, 0.5]).fault).toMatchObject({ code: 'ScaleBelowOne', args: { max: 0.5, factor: 1 } });
    expect(run('log-gii', [0.1, 0.5], { factor: 100 }).fault).toBeNull();
  });

  it('leave a gap a gap', () => {
    for (const { name } of transformMethods) {
      const { values, record } = run(name, [2, gap, 3, 9]);
      expect([...values].map(Number.isNaN)).toEqual([false, true, false, false]);
      expect(record.expression(1)).toBeNull();
    }
  });
});
