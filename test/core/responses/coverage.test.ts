// Intervals of 95 % around estimates of made-up samples hold the truth of the made-up population about that often.
import { expect, test } from 'vitest';
import { residentsOf } from '../../../src/core/demo/residents.js';
import { sampleOf } from '../../../src/core/demo/sample.js';
import { E } from '../../../src/core/fp.js';
import { surveyFindings } from '../../../src/core/responses/estimates.js';
import { respondentValues } from '../../../src/core/responses/scores.js';
import { ask, lgpi } from './fixture.js';

const repetitions = Number(process.env['COVERAGE'] ?? 300);
const asks = [
  ask({ module: 'education' }),
  ask({ module: 'citizen_state' }),
  ask({ questions: ['cit1', 'cit2', 'cit3', 'cit4', 'cit5', 'cit8', 'com8'] }),
  ask({ questions: ['cit4'], estimator: 'share', codes: [1] }),
];

test(`of ${repetitions} samples`, () => {
  const residents = residentsOf(lgpi, '990110000', '2025', 2026);
  const truth = asks.map((each) => {
    const known = respondentValues(each, lgpi, residents).filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
  const covered = asks.map(() => 0);
  const bias = asks.map(() => 0);
  for (let i = 0; i < repetitions; i++) {
    const made = surveyFindings(asks, lgpi, sampleOf(residents, 1, String(i)));
    if (E.isLeft(made)) throw new Error(JSON.stringify(made.left));
    made.right.estimates.forEach(({ value, low, high }, a) => {
      if (low! <= truth[a]! && truth[a]! <= high!) covered[a] = covered[a]! + 1;
      bias[a] = bias[a]! + (value! - truth[a]!) / repetitions;
    });
  }
  const share = covered.reduce((sum, each) => sum + each, 0) / (repetitions * asks.length);
  // 93 to 97 of a hundred, over all figures together; each alone within what so many repetitions let vary.
  expect(share).toBeGreaterThan(0.93);
  expect(share).toBeLessThan(0.97);
  const reach = 3.5 * Math.sqrt((0.95 * 0.05) / repetitions);
  for (const each of covered) expect(Math.abs(each / repetitions - 0.95)).toBeLessThan(reach + 0.02);
  for (const each of bias) expect(Math.abs(each)).toBeLessThan(0.6);
});
