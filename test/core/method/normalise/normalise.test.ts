import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NormaliseMethod } from '../../../../src/core/method/families.js';
import { normaliseMethods } from '../../../../src/core/method/normalise/methods.js';
import { settingsOf } from '../../../../src/core/method/parameters.js';

const methodNamed = (name: string): NormaliseMethod => normaliseMethods.find((each) => each.name === name)!;

const run = (
  name: string,
  values: ReadonlyArray<number>,
  settings: Readonly<Record<string, unknown>> = {},
  column: { direction?: 1 | -1; floor?: number | 'observed'; goal?: number | 'observed' } = {},
) => {
  const method = methodNamed(name);
  const { direction = 1, floor = null, goal = null } = column;
  return method.compute(
    { values: Float64Array.from(values), direction, floor, goal, positionOf: (code) => Number(code) },
    settingsOf(method.parameters, settings),
  );
};
const scores = (...call: Parameters<typeof run>): ReadonlyArray<number> => [...run(...call).score];

describe('one column', () => {
  test('min-max onto the ends asked for, either way round', () => {
    expect(scores('min-max', [1, 2, 5])).toEqual([0, 25, 100]);
    expect(scores('min-max', [1, 2, 5], { lower: 1 })).toEqual([1, 25.75, 100]);
    expect(scores('min-max', [1, 2, 5], {}, { direction: -1 })).toEqual([100, 75, 0]);
  });

  test('goalposts hold what lies beyond, or let it pass', () => {
    const posts = { floor: 0, goal: 10 } as const;
    expect(scores('goalposts', [-5, 5, 20], {}, posts)).toEqual([0, 50, 100]);
    expect(scores('goalposts', [-5, 5, 20], { clip: false }, posts)).toEqual([-50, 50, 200]);
    expect(scores('goalposts', [2, 4, 6], {}, { floor: 'observed', goal: 10 })).toEqual([0, 25, 50]);
  });

  test('ranks share the smallest place or the mean of places, gaps are not counted', () => {
    expect(scores('rank', [3, 1, 3, Number.NaN, 9])).toEqual([2, 1, 2, Number.NaN, 4]);
    expect(scores('rank', [3, 1, 3, Number.NaN, 9], { ties: 'average' })).toEqual([2.5, 1, 2.5, Number.NaN, 4]);
    expect(scores('rank', [3, 1, 3, Number.NaN, 9], {}, { direction: -1 })).toEqual([2, 4, 2, Number.NaN, 1]);
    expect(scores('borda', [3, 1, 3, Number.NaN, 9])).toEqual([1, 0, 1, Number.NaN, 3]);
    expect(scores('percentile-rank', [3, 1, 3, Number.NaN, 9], { upper: 1 })).toEqual([1 / 3, 0, 1 / 3, Number.NaN, 1]);
  });

  test('a reference unit gets the upper end; one without a value is told', () => {
    expect(scores('distance-to-reference', [1, 3, 5], { reference: '1' })).toEqual([0, 100, 200]);
    expect(scores('distance-to-reference', [1, 3, 5], { reference: '1', cap: true })).toEqual([0, 100, 100]);
    expect(run('distance-to-reference', [1, Number.NaN, 5], { reference: '1' }).fault?.code).toBe('ReferenceMissing');
    expect(run('distance-to-reference', [1, 2, 5], { reference: '-1' }).fault?.code).toBe('ReferenceMissing');
  });

  test('a target stands at the upper end; one that even the worst has passed is told', () => {
    expect(scores('distance-to-target', [0, 5, 20], {}, { goal: 10 })).toEqual([0, 50, 100]);
    expect(scores('distance-to-target', [0, 5, 20], { cap: false }, { goal: 10 })).toEqual([0, 50, 200]);
    expect(run('distance-to-target', [4, 5], {}, { goal: 3 }).fault?.code).toBe('TargetBelowWorst');
    expect(run('distance-to-target', [4, 5], {}, { goal: 6, direction: -1 }).fault?.code).toBe('TargetBelowWorst');
  });

  test('the share of the best falls as things get worse, in both directions', () => {
    expect(scores('share-of-max', [2, 4, 8])).toEqual([25, 50, 100]);
    expect(scores('share-of-max', [2, 4, 8], {}, { direction: -1 })).toEqual([100, 50, 25]);
    expect(run('share-of-max', [0, 4], {}, { direction: -1 }).fault?.code).toBe('ShareNotPositive');
    expect(run('share-of-max', [-1, 4]).fault?.code).toBe('ShareNotPositive');
  });

  test('thresholds step, piecewise lines slope, both level beyond their points', () => {
    const points = [
      [10, 0],
      [20, 60],
      [40, 100],
    ];
    expect(scores('thresholds', [5, 10, 19, 20, 99], { points })).toEqual([0, 0, 0, 60, 100]);
    expect(scores('piecewise', [5, 15, 30, 99], { points })).toEqual([0, 30, 80, 100]);
    expect(run('piecewise', [5], { points }, { direction: -1 }).fault?.code).toBe('PointsAgainstDirection');
    expect(run('piecewise', [5], { points: [...points].reverse() }).fault?.code).toBe('PointsNotRising');
  });

  test.each(['min-max', 'z-score', 'percentile-rank', 'distance-to-max'])(
    'equal values have no spread, whatever the last bit of their mean: %s',
    (name) => {
      // Three times 0.1 is 0.30000000000000004, so the mean is not 0.1.
      expect(run(name, [0.1, Number.NaN, 0.1, 0.1]).fault?.code).toBe('ConstantIndicator');
      expect(run(name, [0.1, 0.1, 0.2]).fault).toBeNull();
      expect(run(name, [Number.NaN]).fault).toBeNull();
    },
  );
});

const columns = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    ),
    {
      minLength: 3,
      maxLength: 30,
    },
  )
  .filter((values) => new Set(values.filter((value) => !Number.isNaN(value))).size > 1);
const settingsFor = (name: string): Readonly<Record<string, unknown>> => {
  if (name === 'distance-to-reference') return { reference: '0' };
  const points = [
    [5, 0],
    [20, 70],
    [35, 100],
  ];
  return name === 'thresholds' || name === 'piecewise' ? { points } : {};
};

describe.each(normaliseMethods.map(({ name }) => name))('%s', (name) => {
  const turned = name === 'thresholds' || name === 'piecewise' || name === 'none';
  test('keeps the order of the values, and gaps as gaps', () => {
    fc.assert(
      fc.property(columns, fc.constantFrom(1 as const, -1 as const), (values, way) => {
        const direction = turned ? 1 : way;
        const made = run(name, [7, ...values], settingsFor(name), {
          direction,
          floor: direction === 1 ? 0 : 50,
          goal: direction === 1 ? 50 : 0,
        });
        if (made.fault !== null) return;
        const all = [7, ...values];
        all.forEach((x, i) => {
          expect(Number.isNaN(made.score[i]!)).toBe(Number.isNaN(x));
          all.forEach((y, j) => {
            if ((x - y) * direction > 0) expect(made.score[i]!).toBeGreaterThanOrEqual(made.score[j]! - 1e-9);
            if (x === y) expect(made.score[i]).toBe(made.score[j]);
          });
        });
      }),
      { numRuns: 100 },
    );
  });

  test('the printed arithmetic gives the score, and a scale holds every score', () => {
    fc.assert(
      fc.property(columns, (values) => {
        const settings = settingsFor(name);
        const made = run(name, [7, ...values], settings, { floor: 0, goal: 50 });
        if (made.fault !== null) return;
        const method = methodNamed(name);
        const scale = method.scale(settingsOf(method.parameters, settings));
        made.score.forEach((score, p) => {
          if (Number.isNaN(score)) return;
          expect(computed(made.record.expression(p)!)).toBeCloseTo(score, 9);
          if (scale === null || name === 'none') return;
          expect(score).toBeGreaterThanOrEqual(scale[0] - 1e-9);
          expect(score).toBeLessThanOrEqual(scale[1] + 1e-9);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('does not depend on the order of the units', () => {
    fc.assert(
      fc.property(columns, (values) => {
        const all = [7, ...values];
        const settings = settingsFor(name);
        const forward = run(name, all, settings, { floor: 0, goal: 50 }).score;
        const turnedRound = {
          ...settings,
          ...(name === 'distance-to-reference' ? { reference: String(all.length - 1) } : {}),
        };
        const backward = run(name, [...all].reverse(), turnedRound, { floor: 0, goal: 50 }).score;
        const back = [...backward].reverse();
        for (const [p, score] of forward.entries()) {
          if (Number.isNaN(score)) expect(back[p]).toBeNaN();
          else expect(back[p]).toBeCloseTo(score, 10);
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** A second evaluator of the printed lines: four operations, brackets, and the functions that the lines use. */
const computed = (expression: string): number => {
  let rest = expression.replace(/\s+/g, '');
  const take = (sign: string): boolean => {
    if (!rest.startsWith(sign)) return false;
    rest = rest.slice(sign.length);
    return true;
  };
  const sum = (): number => {
    let value = product();
    for (;;) {
      if (take('+')) value += product();
      else if (take('-')) value -= product();
      else return value;
    }
  };
  const product = (): number => {
    let value = factor();
    for (;;) {
      if (take('*')) value *= factor();
      else if (take('/')) value /= factor();
      else return value;
    }
  };
  const list = (): ReadonlyArray<number> => {
    const found = [sum()];
    while (take(',')) found.push(sum());
    take(')');
    return found;
  };
  const factor = (): number => {
    if (take('-')) return -factor();
    if (take('clamp(')) {
      const [x, low, high] = list();
      return Math.min(Math.max(x!, low!), high!);
    }
    if (take('min(')) return Math.min(...list());
    if (take('(')) {
      const value = sum();
      take(')');
      return value;
    }
    const digits = /^[0-9.]+(e[+-]?[0-9]+)?/.exec(rest)?.[0] ?? '';
    rest = rest.slice(digits.length);
    return Number(digits);
  };
  return sum();
};
