// Made-up truths with made-up errors, many times over: what 90 % of the draws say has to hold about nine times in ten.
import { expect, test } from 'vitest';
import { placesOf } from '../../../src/core/report/uncertainty-words.js';
import { shareOf, streamOf } from '../../../src/core/uncertainty/chance.js';
import { drawRange } from '../../../src/core/uncertainty/draws.js';
import { modelOf } from '../../../src/core/uncertainty/model.js';
import { summaryOf } from '../../../src/core/uncertainty/summary.js';
import { decoded, unit } from '../../example-index.js';

const t = '{kk: x, ru: x, en: x}';
const definition = decoded(`
id: known
version: "1"
title: ${t}
recipe:
  - {step: normalise, method: goalposts}
  - {step: aggregate, method: arithmetic}
uncertainty:
  draws: 300
  factors:
    - {factor: sampling}
children:
  - {id: A, title: ${t}, weight: 1, kind: measure, variable: a, direction: up, measured_in: x, floor: 0, goal: 100}
  - {id: B, title: ${t}, weight: 1, kind: measure, variable: b, direction: up, measured_in: x, floor: 0, goal: 100}
`);

const n = 24;
const se = 4;
/** True values two to three standard errors of a score apart at the ends, closer in the middle. */
const truth = Array.from({ length: n }, (_, p) => 42 + 26 * ((p - (n - 1) / 2) / n) ** 3 * 8 + p * 0.8);

const studyOf = (study: number) => {
  const stream = streamOf(shareOf(11, study, 'study'));
  const seen = ['a', 'b'].map((name) => ({
    name,
    value: Float64Array.from(truth, (value) => value + se * stream.normal()),
    se: new Float64Array(n).fill(se),
  }));
  const columns = {
    period: '2025',
    units: Array.from({ length: n }, (_, p) => unit(p)),
    unlisted: 0,
    leaves: seen.map(({ value }) => ({ raw: value, state: new Uint8Array(n), imputed: new Uint8Array(n) })),
  };
  const { uncertainty } = definition;
  const made = modelOf(definition, definition.views[0]!, columns, { variables: seen, leaves: [0, 1] }, uncertainty!);
  if (made._tag === 'Left') throw new Error(made.left[0]!.code);
  return summaryOf(made.right, study, drawRange(made.right, { seed: study, from: 0, to: 300 }));
};

test('the scores of 90 % of the draws hold the true score, and the places the true place, about nine times in ten', () => {
  const studies = 80;
  let [scores, places, width, apart, wrong] = [0, 0, 0, 0, 0];
  for (let study = 0; study < studies; study++) {
    const { units, groups } = studyOf(study);
    units.forEach(({ score, rank }, p) => {
      const { best, worst } = placesOf(rank!);
      const trueRank = n - p;
      if (score!.p05 <= truth[p]! && truth[p]! <= score!.p95) scores++;
      if (best <= trueRank && trueRank <= worst) places++;
      width += worst - best;
    });
    // Firsts of neighbouring groups: said to be apart.
    groups.slice(1).forEach(({ units: own }, g) => {
      apart++;
      if (Number(own[0]) > Number(groups[g]!.units[0])) wrong++;
    });
  }
  const all = studies * n;
  // Of 1,920 intervals: three standard errors are 0.02, and quantiles of 300 draws are a little short.
  expect(scores / all).toBeGreaterThan(0.87);
  expect(scores / all).toBeLessThan(0.93);
  // Places are whole and ends are taken outwards, so they hold the truth rather too often than too seldom.
  expect(places / all).toBeGreaterThan(0.88);
  // And they are not so wide that they say nothing.
  expect(width / all).toBeLessThan(n / 2);
  expect(apart).toBeGreaterThan(studies);
  // Said to be apart and in truth the other way round: seldom.
  expect(wrong / apart).toBeLessThan(0.1);
});
