import { expect, test } from 'vitest';
import type { Factor } from '../../../src/core/define/uncertainty.js';
import { E } from '../../../src/core/fp.js';
import type { Model } from '../../../src/core/uncertainty/model.js';
import { mostFactors, sensitivityOf } from '../../../src/core/uncertainty/sensitivity.js';
import { sensitivityFor, usualPlan } from '../../../src/shell/programs/sensitivity.js';

const at = { file: 'x' };
const factor = (name: string): Factor => ({ factor: 'imputation', name, at });

/** A model of one unit whose rank is 10 and three times the first share. */
const modelWith = (n: number): Model =>
  ({
    factors: Array.from({ length: n }, (_, i) => factor(`f${i}`)),
    nominal: { units: [{ rank: 11 }], definition: { id: 'x', at } },
    idle: [],
    draw: (shares: ArrayLike<number>, totals: Float64Array) => {
      totals[0] = 10 + 3 * shares[0]!;
      return null;
    },
    ranks: (totals: Float64Array) => totals,
  }) as unknown as Model;

const ports = { now: () => 0, pause: () => Promise.resolve() };
const plan = { points: 32, sequences: 16, seed: 5 };

test('sequence by sequence it gives what it gives at once, and tells how far it is', async () => {
  const told: number[] = [];
  const made = await sensitivityFor(ports, modelWith(2), { plan, tell: (done) => told.push(done) })();
  if (E.isLeft(made)) throw new Error('left');
  // Student's t for 97.5 %, 15 degrees of freedom.
  const whole = sensitivityOf(modelWith(2), plan, 2.131449545559323);
  expect(made.right.units[0]!.indices[0]!.total.value).toBe(whole.units[0]!.indices[0]!.total.value);
  expect(made.right.units[0]!.indices[0]!.total.high).toBeCloseTo(whole.units[0]!.indices[0]!.total.high, 12);
  expect(told).toEqual(Array.from({ length: 16 }, (_, i) => (i + 1) * 32 * 4));
});

test('a signal ends it between two sequences', async () => {
  const stop = new AbortController();
  const made = await sensitivityFor(ports, modelWith(2), { plan, tell: () => stop.abort(), signal: stop.signal })();
  expect(E.isLeft(made) && made.left[0]!.code).toBe('Interrupted');
});

test('more factors than there are dimensions are told, not cut off', async () => {
  expect(E.isRight(await sensitivityFor(ports, modelWith(mostFactors), { plan: { ...plan, points: 2 } })())).toBe(true);
  const made = await sensitivityFor(ports, modelWith(mostFactors + 1), { plan })();
  expect(E.isLeft(made) && made.left[0]).toMatchObject({
    code: 'SensitivityFactors',
    args: { factors: mostFactors + 1, most: mostFactors },
  });
});

test('fewer points are usual where every run draws cells anew', () => {
  const drop: Factor = { factor: 'drop', name: 'drop', nodes: [], at };
  expect(usualPlan([drop]).points).toBeGreaterThan(usualPlan([drop, factor('gaps')]).points);
});
