import { expect, test } from 'vitest';
import type { Definition } from '../../../src/core/define/definition.js';
import type { Columns } from '../../../src/core/score/scores.js';
import { blockOfDraws, drawRange, gathering } from '../../../src/core/uncertainty/draws.js';
import { modelOf } from '../../../src/core/uncertainty/model.js';
import type { DrawJob } from '../../../src/shell/ports.js';
import { drawOnThreads } from '../../../src/shell/workers/draw-on-threads.js';
import { decoded, unit } from '../../example-index.js';

const t = '{kk: x, ru: x, en: x}';
const definition: Definition = decoded(`
id: threads
version: "1"
title: ${t}
recipe:
  - {step: impute, method: mean}
  - {step: normalise, method: min-max, lower: 1, upper: 100}
  - {step: aggregate, method: arithmetic}
uncertainty:
  factors:
    - {factor: weights, noise: 0.5}
    - {factor: normalise, choices: [{method: min-max, lower: 1, upper: 100}, {method: z-score, mean: 100, sd: 15}]}
    - {factor: imputation}
    - {factor: sampling, correlation: 0.3}
    - {factor: drop}
children:
  - {id: A, title: ${t}, weight: 1, kind: measure, variable: a, direction: up, measured_in: x}
  - {id: B, title: ${t}, weight: 2, kind: formula, formula: "b / c * 100", direction: down, measured_in: x}
  - {id: C, title: ${t}, weight: 3, kind: measure, variable: d, direction: up, measured_in: x}
`);

const n = 20;
const values = (k: number): Float64Array =>
  Float64Array.from({ length: n }, (_, p) => 20 + ((p * 7919 + k * 104729) % 97));
const [b, c] = [values(2), values(3)];
const gap = Uint8Array.from({ length: n }, (_, p) => (p === 4 || p === 9 ? 3 : 0));
const columns: Columns = {
  period: '2025',
  units: Array.from({ length: n }, (_, p) => unit(p)),
  unlisted: 0,
  leaves: [
    { raw: values(1), state: new Uint8Array(n), imputed: new Uint8Array(n) },
    { raw: b.map((value, p) => (value / c[p]!) * 100), state: new Uint8Array(n), imputed: new Uint8Array(n) },
    { raw: values(4).map((value, p) => (gap[p] === 0 ? value : Number.NaN)), state: gap, imputed: new Uint8Array(n) },
  ],
};
const variables = [
  { name: 'b', value: b, se: new Float64Array(n).fill(2) },
  { name: 'c', value: c, se: new Float64Array(n).fill(1) },
];
const range = { seed: 6, from: blockOfDraws, to: 11 * blockOfDraws + 13 };
const job: DrawJob = {
  definition,
  view: definition.views[0]!.id,
  columns,
  errors: { variables, leaves: [1] },
  uncertainty: definition.uncertainty!,
  range,
};

test.each([1, 2, 4])('%i threads give the very bits that this thread gives', async (threads) => {
  const made = modelOf(definition, definition.views[0]!, columns, job.errors, job.uncertainty);
  if (made._tag === 'Left') throw new Error(made.left[0]!.code);
  expect(made.right.idle).toEqual([]);
  const here = drawRange(made.right, range);
  expect(new Set(here.totals).size).toBeGreaterThan(n * 500);

  const all = gathering(n, range.from, range.to);
  let parts = 0;
  const done = await drawOnThreads(threads)(job, (part) => {
    parts++;
    all.take(part);
  })();
  expect(done._tag).toBe('Right');
  expect(parts).toBeGreaterThanOrEqual(Math.min(threads * 3, 11));
  expect(all.whole()).toEqual(here);
});

test('a signal ends the threads, and the run says that it was stopped', async () => {
  const stop = new AbortController();
  const long = { ...job, range: { seed: 6, from: 0, to: 1_000_000 * blockOfDraws } };
  setTimeout(() => stop.abort(), 50);
  const done = await drawOnThreads(2)(long, () => undefined, stop.signal)();
  expect(done).toMatchObject({ _tag: 'Left', left: [{ code: 'Interrupted' }] });
  const before = await drawOnThreads(2)(long, () => undefined, AbortSignal.abort())();
  expect(before).toMatchObject({ _tag: 'Left', left: [{ code: 'Interrupted' }] });
});
