import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../src/core/define/definition.js';
import { inForce } from '../../../src/core/define/in-force.js';
import type { Snapshot } from '../../../src/core/model/snapshot.js';
import { columnsOf } from '../../../src/core/score/columns.js';
import { totalWith } from '../../../src/core/score/gain.js';
import { score } from '../../../src/core/score/score.js';
import { type Scores, states } from '../../../src/core/score/scores.js';
import { assessment, decoded, exampleText, observation, snapshot, unit } from '../../example-index.js';

const run = (definition: Definition, data: Snapshot, view = 0, period = '2025'): Scores => {
  const now = inForce(definition, period);
  const made = columnsOf(now, data, period);
  if (made._tag === 'Left') throw new Error(JSON.stringify(made.left));
  const result = score(now, now.views[view]!, made.right.columns);
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left));
  return result.right;
};

const problemsOf = (definition: Definition, data: Snapshot): ReadonlyArray<string> => {
  const made = columnsOf(definition, data, '2025');
  if (made._tag === 'Left') return made.left.map(({ code }) => code);
  const result = score(definition, definition.views[0]!, made.right.columns);
  return result._tag === 'Left' ? result.left.map(({ code }) => code) : [];
};

const codes = [unit(1), unit(2), unit(3)].map(({ code }) => code);
const [a, b, c] = codes as [string, string, string];
const example = decoded(exampleText);
const full = (): Snapshot =>
  snapshot(
    [unit(1), unit(2), unit(3), unit(4)],
    [
      ...(
        [
          [a, 100, 10, 1],
          [b, 200, 20, 2],
          [c, 400, 40, 3],
        ] as const
      ).flatMap(([code, pay, crimes, air]) => [
        observation(code, 'pay', pay),
        observation(code, 'crimes', crimes),
        observation(code, 'people', 1000),
        observation(code, 'air', air),
      ]),
    ],
    [
      assessment(a, 'A-1', 'full'),
      assessment(b, 'A-1', 'part'),
      assessment(c, 'A-1', 'no_evidence'),
      assessment(a, 'A-2', 5),
      assessment(b, 'A-2', 11),
      assessment(c, 'A-2', 40),
    ],
  );

/** The score of a node for a unit, by code. */
const at = (scores: Scores, id: string, code: string): number =>
  scores.nodes.get(id)!.score[scores.columns.units.findIndex((each) => each.code === code)]!;
const stateAt = (scores: Scores, id: string, code: string): string =>
  states[scores.nodes.get(id)!.state[scores.columns.units.findIndex((each) => each.code === code)]!]!;
const resultOf = (scores: Scores, code: string) =>
  scores.units[scores.columns.units.findIndex((each) => each.code === code)]!;

describe('by hand', () => {
  test('grades, goalposts, logs, formulas and points come to the total', () => {
    const scores = run(example, full());
    // A: 1 point of grade, 3 points of days between 20 (worst) and 5 (best).
    expect(at(scores, 'A-1', b)).toBe(50);
    expect(at(scores, 'A-2', b)).toBe(60);
    expect(at(scores, 'A', b)).toBe((1 * 50 + 3 * 60) / 4);
    // Beyond the goalposts counts as the end.
    expect(at(scores, 'A-2', c)).toBe(0);
    // ln(200) lies half way between ln(100) and ln(400).
    expect(at(scores, 'B-1', b)).toBeCloseTo(50, 12);
    // 20 crimes a thousand between 10 (best) and 40 (worst).
    expect(at(scores, 'B-2', b)).toBeCloseTo((2 / 3) * 100, 12);
    expect(at(scores, 'B', b)).toBeCloseTo((50 + 200 / 3 + 50) / 3, 12);
    expect(at(scores, 'example', b)).toBeCloseTo((4 * 57.5 + 6 * ((50 + 200 / 3 + 50) / 3)) / 10, 12);
    expect(resultOf(scores, a)).toMatchObject({ rank: 1, rankOf: 3, coverage: 1, reason: null });
  });

  test('a unit without any data is counted and not listed', () => {
    const scores = run(example, full());
    expect(scores.columns.units.map(({ code }) => code)).toEqual([a, b, c]);
    expect(scores.columns.unlisted).toBe(1);
  });

  test('no evidence counts 0 and is covered; the state shows it', () => {
    const scores = run(example, full());
    expect(at(scores, 'A-1', c)).toBe(0);
    expect(stateAt(scores, 'A-1', c)).toBe('no_evidence');
    expect(scores.nodes.get('A')!.coverage[2]).toBe(1);
  });

  test('missing leaves the node, whose weights are renormalised; the sub-block keeps its weight', () => {
    const data = full();
    const scores = run(example, {
      ...data,
      observations: data.observations.filter(({ unit: u, variable }) => !(u === b && variable === 'air')),
    });
    expect(stateAt(scores, 'B-3', b)).toBe('missing');
    expect(at(scores, 'B', b)).toBeCloseTo((50 + 200 / 3) / 2, 12);
    expect(scores.nodes.get('B')!.coverage[1]).toBeCloseTo(2 / 3, 12);
    expect(at(scores, 'example', b)).toBeCloseTo((4 * 57.5 + 6 * ((50 + 200 / 3) / 2)) / 10, 12);
  });

  test('under two thirds of its weight a node has no score', () => {
    const data = full();
    const scores = run(example, {
      ...data,
      observations: data.observations.filter(
        ({ unit: u, variable }) => !(u === b && (variable === 'air' || variable === 'pay')),
      ),
    });
    expect(at(scores, 'B', b)).toBeNaN();
    expect(stateAt(scores, 'B', b)).toBe('missing');
    // 4 + 6 / 3 of 10 points are there: 60 %, so the total has none either, and says why.
    expect(resultOf(scores, b)).toMatchObject({ rank: 0, reason: 'low_coverage' });
  });

  test('not applicable leaves numerator and denominator all the way up', () => {
    const data = full();
    const scores = run(example, {
      ...data,
      assessments: data.assessments.map((each) =>
        each.unit === b && each.indicator === 'A-1'
          ? assessment(b, 'A-1', 'not_applicable', { reason: 'none_needed' })
          : each,
      ),
    });
    expect(at(scores, 'A', b)).toBe(60);
    expect(scores.nodes.get('A')!.weight[1]).toBe(3);
    expect(at(scores, 'example', b)).toBeCloseTo((3 * 60 + 6 * ((50 + 200 / 3 + 50) / 3)) / 9, 12);
    expect(scores.nodes.get('example')!.coverage[1]).toBe(1);
  });

  test('with more than a fifth of the points not applicable a unit is not ranked', () => {
    const text = exampleText.replace(
      'direction: down\n        measured_in: days',
      'direction: down\n        applies_to: {levels: [city]}\n        measured_in: days',
    );
    const scores = run(decoded(text), full());
    // A-2 has 3 of 10 points.
    expect(resultOf(scores, b)).toMatchObject({ rank: 0, rankOf: 0, reason: 'too_much_not_applicable' });
    expect(resultOf(scores, b).score).not.toBeNaN();
  });

  test('suppressed is told apart from missing', () => {
    const data = full();
    const scores = run(example, {
      ...data,
      observations: data.observations.map((each) =>
        each.unit === b && each.variable === 'air' ? { ...each, value: null, status: 'confidential' } : each,
      ),
    });
    expect(stateAt(scores, 'B-3', b)).toBe('suppressed');
    expect(scores.nodes.get('B')!.coverage[1]).toBeCloseTo(2 / 3, 12);
  });

  test('imputed values score, but are not coverage', () => {
    const data = full();
    const scores = run(example, {
      ...data,
      observations: data.observations.map((each) =>
        each.unit === b && each.variable === 'air' ? { ...each, status: 'imputed' } : each,
      ),
    });
    expect(at(scores, 'B-3', b)).toBe(50);
    expect(scores.nodes.get('B')!.coverage[1]).toBeCloseTo(2 / 3, 12);
    expect(scores.nodes.get('B')!.imputed[1]).toBeCloseTo(1 / 3, 12);
  });

  test('a view counts the criteria of its bodies, and a sub-block weighs what it has of them', () => {
    const text = exampleText.replace(
      'children:\n  - id: A',
      'views:\n  - {id: m, title: {kk: m, ru: m, en: m}, bodies: [maslikhat, both], ranks: true}\n  - {id: j, title: {kk: j, ru: j, en: j}}\nchildren:\n  - id: A',
    );
    const scores = run(decoded(text), full());
    expect([...scores.nodes.keys()]).toEqual(['example', 'A', 'A-1', 'B', 'B-1', 'B-2', 'B-3']);
    expect(scores.nodes.get('A')!.weight[0]).toBe(1);
    expect(at(scores, 'example', b)).toBeCloseTo((1 * 50 + 6 * ((50 + 200 / 3 + 50) / 3)) / 7, 12);
    expect(at(run(decoded(text), full(), 1), 'example', b)).toBe(at(run(example, full()), 'example', b));
  });

  test('ranks within a level beside the list of all; equal scores share', () => {
    const text = exampleText.replace('ranks: {decimals: 1}', 'ranks: {decimals: 0, within: level}');
    const data = full();
    const twin = unit(3, { level: 'city' });
    const scores = run(decoded(text), { ...data, units: [unit(1), unit(2), twin] });
    expect(resultOf(scores, twin.code)).toMatchObject({ rank: 1, rankOf: 1, rankAll: 3, rankAllOf: 3 });
    expect(resultOf(scores, b)).toMatchObject({ rank: 2, rankOf: 2, rankAll: 2 });
  });

  test('geometric and harmonic means, and zero as their limit', () => {
    const g = run(
      decoded(exampleText.replace('method: arithmetic, weights: points', 'method: geometric, weights: equal')),
      full(),
    );
    expect(at(g, 'A', b)).toBeCloseTo(Math.sqrt(50 * 60), 10);
    expect(at(g, 'A', c)).toBe(0);
    const h = run(
      decoded(exampleText.replace('method: arithmetic, weights: points', 'method: harmonic, weights: equal')),
      full(),
    );
    expect(at(h, 'A', b)).toBeCloseTo(2 / (1 / 50 + 1 / 60), 10);
    expect(at(h, 'A', c)).toBe(0);
  });

  test('z-scores, percentile ranks and other normalisations', () => {
    const z = run(decoded(exampleText.replace('method: min-max', 'method: z-score, mean: 100, sd: 10')), full());
    expect(at(z, 'B-3', a)).toBeCloseTo(90, 12);
    expect(at(z, 'B-2', a)).toBeGreaterThan(100);
    const p = run(decoded(exampleText.replace('method: min-max', 'method: percentile-rank')), full());
    expect([a, b, c].map((code) => at(p, 'B-2', code))).toEqual([100, 50, 0]);
  });

  test('without evidence a z-score is the worst one, not the average', () => {
    const text = exampleText.replace('floor: 20\n        goal: 5', 'normalise: {method: z-score}');
    expect(text).not.toBe(exampleText);
    const data = full();
    const unproved = data.assessments.map((each) =>
      each.unit === c && each.indicator === 'A-2' ? assessment(c, 'A-2', 'no_evidence') : each,
    );
    const scores = run(decoded(text), { ...data, assessments: unproved });
    expect(at(scores, 'A-2', c)).toBe(Math.min(at(scores, 'A-2', a), at(scores, 'A-2', b)));
  });

  test('data of an earlier period only where the definition says so', () => {
    const data = full();
    const old = {
      ...data,
      observations: data.observations.map((each) =>
        each.unit === b && each.variable === 'air' ? { ...each, period: '2024' } : each,
      ),
    };
    expect(stateAt(run(example, old), 'B-3', b)).toBe('missing');
    const carried = decoded(exampleText.replace('variable: air,', 'variable: air, carry: 1,'));
    expect(at(run(carried, old), 'B-3', b)).toBe(50);
  });

  test('indicators out of their time are not in the tree', () => {
    const until = decoded(exampleText.replace('variable: air,', 'variable: air, until: "2024",'));
    expect(run(until, full()).nodes.has('B-3')).toBe(false);
    expect(
      run(
        until,
        {
          ...full(),
          observations: full().observations.map((each) => ({ ...each, period: '2024' })),
          assessments: full().assessments.map((each) => ({ ...each, period: '2024' })),
        },
        0,
        '2024',
      ).nodes.has('B-3'),
    ).toBe(true);
  });

  test('made-up units never stand beside real ones', () => {
    const made = unit(9, { code: '990000009', madeUp: true });
    const data = full();
    const both = {
      ...data,
      units: [...data.units, made],
      observations: [...data.observations, observation(made.code, 'air', 5)],
    };
    const result = columnsOf(example, both, '2025');
    if (result._tag === 'Left') throw new Error('unexpected');
    expect(result.right.columns.units.map(({ code }) => code)).toEqual([a, b, c]);
    expect(result.right.warnings.map(({ code }) => code)).toEqual(['MadeUpLeftOut']);
    const alone = columnsOf(
      example,
      { ...both, observations: [observation(made.code, 'air', 5)], assessments: [] },
      '2025',
    );
    if (alone._tag === 'Left') throw new Error('unexpected');
    expect(alone.right.columns.units.map(({ code }) => code)).toEqual([made.code]);
  });

  test('what has no answer is a located problem, never a silent gap', () => {
    const data = full();
    const constant = {
      ...data,
      observations: data.observations.map((each) => (each.variable === 'air' ? { ...each, value: 7 } : each)),
    };
    expect(problemsOf(example, constant)).toEqual(['ConstantIndicator']);
    const zero = {
      ...data,
      observations: data.observations.map((each) =>
        each.variable === 'pay' && each.unit === a ? { ...each, value: 0 } : each,
      ),
    };
    expect(problemsOf(example, zero)).toEqual(['TransformOutOfDomain']);
    const unknown = {
      ...data,
      assessments: data.assessments.map((each) => (each.grade === 'part' ? { ...each, grade: 'half' } : each)),
    };
    expect(problemsOf(example, unknown)).toEqual(['UnknownStoredGrade']);
  });

  test('what a step would bring to the total', () => {
    const scores = run(example, full());
    const p = scores.columns.units.findIndex(({ code }) => code === b);
    const gained = totalWith(scores, p, new Map([['A-1', 100]])) - scores.units[p]!.score;
    // 1 of 4 points of A, which weighs 4 of 10: half a point of ten is 5 of a hundred.
    expect(gained).toBeCloseTo(5, 10);
    expect(totalWith(scores, p, new Map())).toBe(scores.units[p]!.score);
  });
});

describe('laws', () => {
  const value = fc.double({ min: 1, max: 1e6, noNaN: true });
  const data = fc
    .array(
      fc.record({
        pay: fc.option(value),
        crimes: fc.option(value),
        air: fc.option(value),
        days: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
        grade: fc.constantFrom('none', 'part', 'full', 'no_evidence', 'not_applicable', null),
      }),
      { minLength: 3, maxLength: 12 },
    )
    .map((rows) => {
      const units = rows.map((_row, i) => unit(i));
      const observations = rows.flatMap((row, i) => [
        observation(units[i]!.code, 'pay', row.pay),
        observation(units[i]!.code, 'crimes', row.crimes),
        observation(units[i]!.code, 'people', 1000),
        observation(units[i]!.code, 'air', row.air),
      ]);
      const assessments = rows.flatMap((row, i) => [
        ...(row.days === null ? [] : [assessment(units[i]!.code, 'A-2', row.days)]),
        ...(row.grade === null ? [] : [assessment(units[i]!.code, 'A-1', row.grade)]),
      ]);
      return snapshot(units, observations, assessments);
    })
    .filter((each) => problemsOf(example, each).length === 0);

  test('the order of rows and units changes nothing, to the last bit', () => {
    fc.assert(
      fc.property(data, fc.infiniteStream(fc.nat()), (each, stream) => {
        const shuffled = <A>(items: ReadonlyArray<A>): A[] =>
          items
            .map((item) => [stream.next().value ?? 0, item] as const)
            .sort(([x], [y]) => x - y)
            .map(([, item]) => item);
        const one = run(example, each);
        const two = run(
          example,
          snapshot(shuffled(each.units), shuffled(each.observations), shuffled(each.assessments)),
        );
        expect(two.order).toEqual(one.order);
        for (const [id, node] of one.nodes) expect(two.nodes.get(id)!.score).toEqual(node.score);
      }),
      { numRuns: 60 },
    );
  });

  test('scores lie within the scale, and a parent between its children', () => {
    fc.assert(
      fc.property(data, (each) => {
        const scores = run(example, each);
        for (const { node, score: column } of scores.nodes.values()) {
          column.forEach((value, p) => {
            if (Number.isNaN(value)) return;
            expect(value).toBeGreaterThanOrEqual(-1e-9);
            expect(value).toBeLessThanOrEqual(100 + 1e-9);
            if (node.kind !== 'group') return;
            const parts = node.children
              .map((child) => scores.nodes.get(child.id)!.score[p]!)
              .filter((x) => !Number.isNaN(x));
            expect(value).toBeGreaterThanOrEqual(Math.min(...parts) - 1e-9);
            expect(value).toBeLessThanOrEqual(Math.max(...parts) + 1e-9);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a better grade never lowers the total or worsens the rank', () => {
    fc.assert(
      fc.property(data, fc.nat(), (each, pick) => {
        const graded = each.assessments.filter(
          ({ grade }) => grade === 'none' || grade === 'part' || grade === 'no_evidence',
        );
        if (graded.length === 0) return;
        const chosen = graded[pick % graded.length]!;
        const before = run(example, each);
        const after = run(example, {
          ...each,
          assessments: each.assessments.map((row) => (row === chosen ? { ...row, grade: 'full' } : row)),
        });
        const p = before.columns.units.findIndex(({ code }) => code === chosen.unit);
        const [old, now] = [before.units[p]!, after.units[p]!];
        if (old.rank === 0) return;
        expect(now.score).toBeGreaterThanOrEqual(old.score - 1e-9);
        expect(now.rank).toBeLessThanOrEqual(old.rank);
        expect(now.score).toBeCloseTo(totalWith(before, p, new Map([['A-1', 100]])), 9);
      }),
      { numRuns: 60 },
    );
  });

  test('ranks count who is above, on rounded scores', () => {
    fc.assert(
      fc.property(data, (each) => {
        const scores = run(example, each);
        const rounded = scores.units.map(({ score: value, rank }) =>
          rank === 0 ? Number.NaN : Math.round(value * 10) / 10,
        );
        scores.units.forEach(({ rank }, p) => {
          if (rank > 0) expect(rank).toBe(1 + rounded.filter((other) => other > rounded[p]! + 1e-9).length);
        });
      }),
      { numRuns: 60 },
    );
  });
});
