// Answers to estimates: who counts, what is withheld, what may rank, and how errors of one unit move together.
import { expect, test } from 'vitest';
import { respondentValues } from '../../../src/core/responses/scores.js';
import { ask, columnsOf, found, lgpi, type Person } from './fixture.js';

const valuesOf = (
  asked: ReturnType<typeof ask>,
  ...answers: ReadonlyArray<Person['answers']>
): ReadonlyArray<number> => [
  ...respondentValues(asked, lgpi, columnsOf(answers.map((each) => ({ unit: 'A', answers: each })))),
];
const people = (n: number, unit: string, answers: (i: number) => Person['answers'], clusters = 6): Person[] =>
  Array.from({ length: n }, (_, i) => ({
    unit,
    cluster: `${unit}${i % clusters}`,
    stratum: unit,
    answers: answers(i),
  }));

test('a respondent has the mean of the answers given, if half of what was asked is answered', () => {
  const education = ask({ module: 'education' });
  // edu1 4 of 5 = 75, edu3 no lesson missed = 100; do not know is asked and not answered.
  expect(valuesOf(education, { edu1: 4, edu3: 0 }, { edu1: 4, edu3: 98 }, { edu1: 4, edu3: 98, edu5: 99 }, {})).toEqual(
    [87.5, 75, Number.NaN, Number.NaN],
  );
});

test('an answer to a question that was not put to the person is no answer', () => {
  expect(valuesOf(ask({ questions: ['cit3'] }), { cit2: 1, cit3: 5 }, { cit2: 0, cit3: 5 }, { cit2: 1 })).toEqual([
    100,
    Number.NaN,
    Number.NaN,
  ]);
});

test('shares count answers, and codes for no answer are none', () => {
  const answers = [{ edu1: 5 }, { edu1: 4 }, { edu1: 3 }, { edu1: 98 }];
  const none = Number.NaN;
  expect(valuesOf(ask({ questions: ['edu1'], estimator: 'top_box', boxes: 2 }), ...answers)).toEqual([
    100,
    100,
    0,
    none,
  ]);
  expect(valuesOf(ask({ questions: ['edu1'], estimator: 'share', codes: [3] }), ...answers)).toEqual([0, 0, 100, none]);
  // Worded the other way round: the best answer to an unofficial payment is no.
  expect(valuesOf(ask({ questions: ['hea4'], estimator: 'top_box' }), { hea4: 0 }, { hea4: 1 })).toEqual([100, 0]);
});

test('a mean, its error and its degrees of freedom are those of the design', () => {
  // Three clusters of two: means 25, 50, 75.
  const three = [0, 0, 1, 1, 2, 2].map(
    (c, i): Person => ({
      unit: 'A',
      cluster: `c${c}`,
      answers: { edu1: c + 2, edu7: 1 + (i % 2) },
    }),
  );
  const [estimate] = found([ask({ questions: ['edu1'] })], three).estimates;
  expect(estimate).toMatchObject({
    value: 50,
    n: 6,
    df: 2,
    flags: ['unreliable', 'variable'].slice(0, 1),
    ranks: false,
  });
  // sqrt(3/2 * sum of squares of cluster totals of z): z = (y - 50) / 6, totals -25/3, 0, 25/3.
  expect(estimate?.se).toBeCloseTo(Math.sqrt((3 / 2) * 2 * (25 / 3) ** 2), 10);
});

test('fewer than five are withheld, and nothing of them is left', () => {
  const { estimates } = found(
    [ask({ questions: ['edu1'] })],
    [...people(4, 'A', () => ({ edu1: 5 })), ...people(5, 'B', (i) => ({ edu1: 1 + i }))],
  );
  expect(estimates[0]).toMatchObject({ unit: 'A', flags: ['few'], ranks: false });
  const { value, n, nEffective, deff, df, se, low, high } = estimates[0]!;
  expect([value, n, nEffective, deff, df, se, low, high]).toEqual(new Array(8).fill(null));
  expect(estimates[1]).toMatchObject({ unit: 'B', n: 5, ranks: false });
});

test('staff are withheld under ten', () => {
  const staff = { ...lgpi, disclosure: { ...lgpi.disclosure, least: 10 } };
  const nine = people(9, 'A', (i) => ({ edu1: 1 + (i % 5) }));
  expect(found([ask({ questions: ['edu1'] })], nine, staff).estimates[0]?.flags).toEqual(['few']);
});

test('everybody or nobody in a small group is a range where the question is sensitive', () => {
  const none = people(20, 'A', () => ({ hea4: 0, edu3: 0 }));
  const share = (id: string) => ask({ questions: [id], estimator: 'share', codes: [1] });
  const [sensitive, plain] = found([share('hea4'), share('edu3')], none).estimates;
  expect(sensitive).toMatchObject({ value: null, n: null, flags: ['range'], low: 0, high: 20, ranks: false });
  expect(plain).toMatchObject({ value: 0, n: 20 });
  const enough = people(30, 'A', () => ({ hea4: 0 }));
  expect(found([share('hea4')], enough).estimates[0]).toMatchObject({ value: 0, n: 30 });
  // The mean of its scores is the same share turned round.
  expect(found([ask({ questions: ['hea4'] })], none).estimates[0]).toMatchObject({ value: null, flags: ['range'] });
});

test('what would give a range away is withheld with it', () => {
  // Nobody asked an akim: the shares of the other two answers add up to everybody.
  const scale = {
    ...lgpi.questions[0]!.scale,
    choices: [1, 2, 3].map((code) => ({ code, score: null, title: lgpi.title })),
  };
  const whom = { ...lgpi.questions[0]!, id: 'whom', scale, direction: 'none' as const, sensitive: true };
  const instrument = { ...lgpi, questions: [...lgpi.questions, whom] };
  const share = (code: number) => ask({ questions: ['whom'], estimator: 'share', codes: [code] });
  const answers = people(20, 'A', (i) => ({ whom: 2 + (i % 2) }));
  expect(
    found([share(1), share(2), share(3)], answers, instrument).estimates.map(({ value, flags }) => [value, flags]),
  ).toEqual([
    [null, ['range']],
    [null, ['complement']],
    [null, ['complement']],
  ]);
});

test('thirty rank, twenty-nine do not, and weights may make thirty too few', () => {
  const mixed = (i: number) => ({ edu1: 1 + ((i * 7 + 3 * Math.floor(i / 20)) % 5) });
  const asked = [ask({ questions: ['edu1'] })];
  expect(found(asked, people(60, 'A', mixed, 20)).estimates[0]).toMatchObject({ ranks: true, flags: [] });
  expect(found(asked, people(29, 'A', mixed, 20)).estimates[0]).toMatchObject({ ranks: false, flags: ['unreliable'] });
  const heavy = people(60, 'A', mixed, 20).map((each, i) => ({ ...each, weight: i < 3 ? 50 : 1 }));
  expect(found(asked, heavy).estimates[0]?.flags).toContain('unreliable');
});

test('one cluster has no error, and an error of zero is never said', () => {
  const one = people(60, 'A', (i) => ({ edu1: 1 + (i % 5) }), 1);
  expect(found([ask({ questions: ['edu1'] })], one).estimates[0]).toMatchObject({
    se: null,
    df: 0,
    low: null,
    flags: ['no_error'],
    ranks: false,
  });
});

test('a convenience sample has no sampling error', () => {
  const open = { ...lgpi, sampling: { ...lgpi.sampling, kind: 'convenience' as const } };
  const [estimate] = found(
    [ask({ questions: ['edu1'] })],
    people(60, 'A', (i) => ({ edu1: 1 + (i % 5) })),
    open,
  ).estimates;
  expect(estimate).toMatchObject({ value: 50, n: 60, se: null, low: null, high: null, flags: ['convenience'] });
});

test('estimates of the same people move together, those of a question and its opposite against one another', () => {
  const share = (codes: ReadonlyArray<number>) => ask({ questions: ['edu3'], estimator: 'share', codes });
  const { correlation } = found(
    [share([1]), share([0]), ask({ questions: ['edu1'] })],
    people(90, 'A', (i) => ({ edu3: i % 3 === 0 ? 1 : 0, edu1: 1 + ((i * 3) % 5) }), 15),
  );
  expect(correlation('A', 'lgpi-kz/edu3/share(1)', 'lgpi-kz/edu3/share(0)')).toBeCloseTo(-1, 10);
  expect(correlation('A', 'lgpi-kz/edu3/share(1)', 'lgpi-kz/edu1/mean')).toBeGreaterThan(-1);
  expect(correlation('A', 'roads', 'lgpi-kz/edu1/mean')).toBeNull();
  expect(correlation('B', 'lgpi-kz/edu3/share(1)', 'lgpi-kz/edu1/mean')).toBeNull();
});

test('a unit whose strata are its own correlates as in the whole sample', () => {
  const answers = (i: number): Person['answers'] => ({ edu3: i % 3 === 0 ? 1 : 0, edu1: 1 + ((i * 3 + (i >> 2)) % 5) });
  const [own, other] = [people(60, 'A', answers, 12), people(45, 'B', (i) => answers(i + 1), 9)];
  const asked = [ask({ questions: ['edu3'] }), ask({ questions: ['edu1'] })];
  const apart = found(asked, [...own, ...other]).correlation('A', 'lgpi-kz/edu3/mean', 'lgpi-kz/edu1/mean');
  // One more respondent of B in a stratum of A, in a cluster of A: the whole design is gone through, and hardly differs.
  const shared = [...own, ...other, { ...other[0]!, stratum: 'A', cluster: 'A0' }];
  const whole = found(asked, shared).correlation('A', 'lgpi-kz/edu3/mean', 'lgpi-kz/edu1/mean');
  expect(apart).not.toBeNull();
  expect(whole).toBeCloseTo(apart!, 10);
});
