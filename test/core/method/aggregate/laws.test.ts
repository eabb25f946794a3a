// Laws of every aggregation: bounds, order of the means, scale, order of units and children, gaps, and arithmetic that recomputes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copeland } from '../../../../src/core/method/aggregate/copeland.js';
import { aggregateMethods } from '../../../../src/core/method/aggregate/methods.js';
import { outranking } from '../../../../src/core/method/aggregate/outranking.js';
import { outrankingMatrix } from '../../../../src/core/method/aggregate/pairs.js';
import { power } from '../../../../src/core/method/aggregate/power.js';
import { sum } from '../../../../src/core/method/aggregate/sum.js';
import type { AggregateMethod, ToAggregate } from '../../../../src/core/method/families.js';
import { compute } from './compute.js';

const settings = { p: 0.5 };
const named = (name: string): AggregateMethod => aggregateMethods.find((method) => method.name === name)!;
const means = ['harmonic', 'geometric', 'power', 'arithmetic', 'median', 'minimum'];

const score = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 0.01, max: 100, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const weight = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(0));
const table = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 8 })).chain(([m, n]) =>
  fc.record({
    children: fc.array(
      fc.array(score, { minLength: n, maxLength: n }).map((x) => Float64Array.from(x)),
      { minLength: m, maxLength: m },
    ),
    weights: fc.array(
      fc.array(weight, { minLength: n, maxLength: n }).map((w) => Float64Array.from(w)),
      { minLength: m, maxLength: m },
    ),
    nUnits: fc.constant(n),
  }),
);

const rows = (input: ToAggregate, order: ReadonlyArray<number>): ToAggregate => ({
  children: input.children.map((column) => Float64Array.from(order, (p) => column[p]!)),
  weights: input.weights.map((column) => Float64Array.from(order, (p) => column[p]!)),
  nUnits: order.length,
});
const counted = ({ children, weights }: ToAggregate, p: number): ReadonlyArray<number> =>
  children.flatMap((column, c) => (Number.isNaN(column[p]!) || weights[c]![p] === 0 ? [] : [column[p]!]));
/** The same score computed in another order. */
const equal = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * Math.max(a, b);
const close = (a: number, b: number): boolean =>
  (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

describe.each(aggregateMethods.map((method) => [method.name, method] as const))('%s', (_name, method) => {
  test('each score comes out of its printed arithmetic, to the last digit', () => {
    fc.assert(
      fc.property(table, (input) => {
        const { score: scores, record } = method.compute(input, settings);
        scores.forEach((value, p) => {
          const expression = record.expression(p);
          if (Number.isNaN(value)) expect(expression).toBeNull();
          else expect(compute(expression!), expression!).toBe(value);
        });
      }),
    );
  });

  test('the order of the units does not matter', () => {
    fc.assert(
      fc.property(table, fc.infiniteStream(fc.nat()), (input, keys) => {
        const order = [...Array(input.nUnits).keys()]
          .map((p) => ({ p, key: Number(keys.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ p }) => p);
        const straight = method.compute(input, settings).score;
        const mixed = method.compute(rows(input, order), settings).score;
        order.forEach((p, q) => {
          expect(close(mixed[q]!, straight[p]!), `${mixed[q]} ${straight[p]}`).toBe(true);
        });
      }),
    );
  });

  test('the order of the children and the scale of the weights do not matter', () => {
    fc.assert(
      fc.property(table, (input) => {
        const turned = {
          ...input,
          children: [...input.children].reverse(),
          weights: [...input.weights].reverse().map((column) => column.map((w) => w * (method === sum ? 1 : 3))),
        };
        const [a, b] = [method.compute(input, settings).score, method.compute(turned, settings).score];
        a.forEach((value, p) => {
          expect(close(value, b[p]!)).toBe(true);
        });
      }),
    );
  });

  test('where one unit is enough, it alone gives the same bits', () => {
    fc.assert(
      fc.property(table, (input) => {
        const { score: scores } = method.compute(input, settings);
        for (let p = 0; p < input.nUnits && method.ofUnit !== undefined; p++) {
          const own = input.children.map((column) => column[p]!);
          const by = input.weights.map((column) => column[p]!);
          expect(method.ofUnit(own, by, settings)).toBe(scores[p]);
        }
      }),
    );
  });
});

describe('means', () => {
  test('stand between the weakest and the strongest part, and exist where a part does', () => {
    fc.assert(
      fc.property(table, (input) => {
        for (const name of means) {
          const { score: scores, fault } = named(name).compute(input, settings);
          expect(fault).toBeNull();
          scores.forEach((value, p) => {
            const parts = counted(input, p);
            if (parts.length === 0) {
              expect(value).toBeNaN();
              return;
            }
            expect(value).toBeGreaterThanOrEqual(Math.min(...parts) * (1 - 1e-12));
            expect(value).toBeLessThanOrEqual(Math.max(...parts) * (1 + 1e-12));
          });
        }
      }),
    );
  });

  test('minimum <= harmonic <= geometric <= power 0.5 <= arithmetic, and the power mean meets each at its exponent', () => {
    fc.assert(
      fc.property(table, (input) => {
        const order = ['minimum', 'harmonic', 'geometric', 'power', 'arithmetic'];
        const scores = order.map((name) => named(name).compute(input, settings).score);
        for (let p = 0; p < input.nUnits; p++) {
          for (let k = 1; k < order.length; k++) {
            if (Number.isNaN(scores[k]![p]!)) continue;
            expect(scores[k]![p]!).toBeGreaterThanOrEqual(scores[k - 1]![p]! * (1 - 1e-12));
          }
        }
        for (const [p, name] of [
          [-1, 'harmonic'],
          [0, 'geometric'],
          [1, 'arithmetic'],
        ] as const) {
          const [a, b] = [power.compute(input, { p }).score, named(name).compute(input, {}).score];
          a.forEach((value, unit) => {
            expect(close(value, b[unit]!)).toBe(true);
          });
        }
      }),
    );
  });

  test('grow with the scale of the scores', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 2, max: 50 }), (input, k) => {
        const larger = { ...input, children: input.children.map((column) => column.map((x) => x * k)) };
        for (const name of means) {
          const [a, b] = [named(name).compute(input, settings).score, named(name).compute(larger, settings).score];
          a.forEach((value, p) => {
            expect(close(value * k, b[p]!)).toBe(true);
          });
        }
      }),
    );
  });

  test('a zero makes geometric and harmonic zero; below zero they have no answer and say for whom', () => {
    const one = (values: ReadonlyArray<number>): ToAggregate => ({
      children: values.map((x) => Float64Array.of(50, x)),
      weights: values.map(() => Float64Array.of(1, 1)),
      nUnits: 2,
    });
    for (const name of ['geometric', 'harmonic']) {
      expect(named(name).compute(one([0, 80]), {}).score[1]).toBe(0);
      expect(named(name).compute(one([80, -1]), {}).fault).toEqual({
        code: 'NegativeInGeometric',
        args: { method: name },
        column: 1,
        unit: 1,
      });
    }
    expect(power.compute(one([0, 80]), { p: -2 }).score[1]).toBe(0);
    expect(power.compute(one([0, 80]), { p: 2 }).score[1]).toBeCloseTo(80 / Math.SQRT2, 12);
    expect(power.compute(one([-4, 80]), { p: 2 }).fault?.code).toBe('NegativeInGeometric');
    expect(power.compute(one([-4, 80]), { p: 1 }).fault).toBeNull();
  });

  test('the median is the middle part, by weight', () => {
    const of = (values: ReadonlyArray<number>, by: ReadonlyArray<number>): number =>
      named('median').compute(
        {
          children: values.map((x) => Float64Array.of(x)),
          weights: by.map((w) => Float64Array.of(w)),
          nUnits: 1,
        },
        {},
      ).score[0]!;
    expect(of([9, 1, 5], [1, 1, 1])).toBe(5);
    expect(of([9, 1, 5, 7], [1, 1, 1, 1])).toBe(6);
    expect(of([9, 1, 5], [3, 1, 1])).toBe(9);
    expect(of([9, 1, 5], [0.5, 0.2, 0.3])).toBe(7);
    expect(of([9, 1, 5], [0, 1, 0])).toBe(1);
    expect(of([0.3, 0.1, 0.2], [0.3, 0.1, 0.2])).toBeCloseTo(0.25, 15);
    expect(of([Number.NaN], [1])).toBeNaN();
  });
});

describe('comparing pair by pair', () => {
  test('shares of a pair add up to one, scores of Copeland to zero, of outranking to fifty each', () => {
    fc.assert(
      fc.property(table, (input) => {
        const n = input.nUnits;
        const matrix = outrankingMatrix(input);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const both = matrix[i * n + j]! + matrix[j * n + i]!;
            if (i !== j && !Number.isNaN(both)) expect(both).toBeCloseTo(1, 12);
            // Against the definition, slowly.
            let [ahead, all] = [0, 0];
            input.children.forEach((column, c) => {
              const by =
                input.weights[c]![i]! * input.weights[c]![j]! === 0 ? 0 : input.weights[c]![i]! + input.weights[c]![j]!;
              if (Number.isNaN(column[i]! + column[j]!)) return;
              all += by;
              ahead += by * (equal(column[i]!, column[j]!) ? 0.5 : column[i]! > column[j]! ? 1 : 0);
            });
            if (i !== j) expect(close(matrix[i * n + j]!, all === 0 ? Number.NaN : ahead / all)).toBe(true);
          }
        }
        const total = (scores: Float64Array): number => scores.reduce((a, b) => a + (Number.isNaN(b) ? 0 : b), 0);
        expect(total(copeland.compute(input, {}).score)).toBe(0);
        if (!matrix.some(Number.isNaN) && n > 1)
          expect(total(outranking.compute(input, {}).score)).toBeCloseTo(50 * n, 7);
      }),
    );
  });

  test('who cannot be compared with anyone is named, not put in the middle', () => {
    const fault = { code: 'NotComparable', args: {}, unit: 0 };
    const single = { children: [Float64Array.of(3)], weights: [Float64Array.of(1)], nUnits: 1 };
    const apart = {
      children: [Float64Array.of(3, Number.NaN, Number.NaN), Float64Array.of(Number.NaN, 1, 2)],
      weights: [Float64Array.of(1, 1, 1), Float64Array.of(1, 1, 1)],
      nUnits: 3,
    };
    for (const method of [copeland, outranking]) {
      expect(method.compute(single, {}).fault).toEqual(fault);
      expect(method.compute(apart, {}).fault).toEqual(fault);
      expect(method.compute(apart, {}).score[0]).toBeNaN();
    }
    expect(copeland.compute(apart, {}).score.slice(1)).toEqual(Float64Array.of(-1, 1));
  });

  test('a tie of half the weight stays one although the weights do not add up in doubles', () => {
    const by = [0.1, 0.2, 0.3];
    const input = {
      children: [Float64Array.of(2, 1), Float64Array.of(2, 1), Float64Array.of(1, 2)],
      weights: by.map((w) => Float64Array.of(w, w)),
      nUnits: 2,
    };
    expect(copeland.compute(input, {}).score).toEqual(Float64Array.of(0, 0));
  });
});

test('the sum stops where a part with a weight has no score', () => {
  const input = {
    children: [Float64Array.of(50, 50), Float64Array.of(80, Number.NaN)],
    weights: [Float64Array.of(0.2, 0.2), Float64Array.of(0.5, 0.5)],
    nUnits: 2,
  };
  expect([...sum.compute(input, {}).score]).toEqual([0.2 * 50 + 0.5 * 80, Number.NaN]);
});

test('a score that is not finite is a fault of its unit', () => {
  const input = {
    children: [Float64Array.of(1, 1e308), Float64Array.of(1, 1e308)],
    weights: [Float64Array.of(1, 1), Float64Array.of(1, 1)],
    nUnits: 2,
  };
  expect(named('arithmetic').compute(input, {}).fault).toEqual({ code: 'ScoreNotFinite', args: {}, unit: 1 });
});
