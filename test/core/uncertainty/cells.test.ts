import { expect, test } from 'vitest';
import type { Leaf } from '../../../src/core/define/definition.js';
import type { CellFinder } from '../../../src/core/score/columns.js';
import { type Columns, stateCode } from '../../../src/core/score/scores.js';
import { samplingErrors, samplingOf, slipsOf } from '../../../src/core/uncertainty/cells.js';
import { shareOf } from '../../../src/core/uncertainty/chance.js';
import { decoded, observation, unit } from '../../example-index.js';

const t = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;
const at = { file: 'x' };
const definition = decoded(`
id: cells
version: "1"
title: ${t('Cells')}
children:
  - {id: G, title: ${t('graded')}, kind: graded, body: both, grades: [{id: a, fraction: 0, title: ${t('a')}}, {id: b, fraction: 1/2, title: ${t('b')}}, {id: c, fraction: 1, title: ${t('c')}}]}
  - {id: V, title: ${t('measure')}, kind: measure, body: both, variable: v, direction: up, measured_in: x}
  - {id: W, title: ${t('measure')}, kind: measure, body: both, variable: w, direction: up, measured_in: x}
  - {id: F, title: ${t('formula')}, kind: formula, body: both, formula: "v / w", direction: up, measured_in: x}
`);
const units = [unit(1), unit(2), unit(3), unit(4)];
const column = (...raw: ReadonlyArray<number>) => ({
  raw: Float64Array.from(raw),
  state: Uint8Array.from(raw, (value) => (Number.isNaN(value) ? stateCode.missing : stateCode.scored)),
  imputed: new Uint8Array(raw.length),
});
const columns: Columns = {
  period: '2025',
  units,
  unlisted: 0,
  leaves: [
    column(0, 0.5, 1, Number.NaN),
    column(10, 20, 30, Number.NaN),
    column(100, 200, 300, 400),
    column(0.1, 0.1, 0.1, Number.NaN),
  ],
};
/** Unit 1 has a standard error of v and w, unit 2 of v alone, the others none. */
const cells: CellFinder = {
  assessment: () => undefined,
  title: () => undefined,
  observation: (code, name) => {
    const p = units.findIndex((each) => each.code === code);
    const value = columns.leaves[name === 'v' ? 1 : 2]!.raw[p]!;
    const se = name === 'v' ? [2, 3, null, null][p]! : [5, null, null, null][p]!;
    return Number.isNaN(value) ? undefined : observation(code, name, value, { se });
  },
};
const draws = 4000;
const drawn = <A>(name: string, of: (share: number) => A): ReadonlyArray<A> =>
  Array.from({ length: draws }, (_, k) => of(shareOf(1, k, name)));
const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const covariance = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number =>
  mean(a.map((value, i) => (value - mean(a)) * (b[i]! - mean(b))));

test('a grade slips one step as often as declared, up and down alike in the middle, inwards at the ends', () => {
  const factor = slipsOf(definition, { factor: 'grades', name: 'grades', at, error: 0.2, nodes: ['G'] });
  const graded = drawn('grades', (share) => factor.change(columns.leaves, share)[0]!.raw);
  const share = (p: number, value: number): number => mean(graded.map((raw) => (raw[p] === value ? 1 : 0)));
  // Four standard errors of a share over the draws.
  const near = (found: number, wanted: number): void =>
    expect(Math.abs(found - wanted)).toBeLessThan(4 * Math.sqrt((wanted * (1 - wanted)) / draws));
  near(share(0, 0.5), 0.2);
  near(share(1, 0), 0.1);
  near(share(1, 1), 0.1);
  near(share(2, 0.5), 0.2);
  expect(graded.every((raw) => Number.isNaN(raw[3]!))).toBe(true);
  expect(factor.touches).toEqual([0]);
});

test('estimates are drawn with their standard errors, and correlate inside a unit as declared', () => {
  const errors = samplingErrors(definition, columns, cells);
  const factor = samplingOf(definition, errors, { factor: 'sampling', name: 'sampling', at, correlation: 0.6 });
  expect(factor.touches).toEqual([1, 2, 3]);
  const made = drawn('sampling', (share) => factor.change(columns.leaves, share));
  const values = (place: number, p: number): ReadonlyArray<number> => made.map((leaves) => leaves[place]!.raw[p]!);
  const [v, w] = [values(1, 0), values(2, 0)];
  expect(mean(v)).toBeCloseTo(10, 0);
  expect(Math.sqrt(covariance(v, v))).toBeCloseTo(2, 0);
  expect(Math.sqrt(covariance(w, w))).toBeCloseTo(5, 0);
  expect(covariance(v, w) / Math.sqrt(covariance(v, v) * covariance(w, w))).toBeCloseTo(0.6, 1);
  expect(covariance(v, values(1, 1)) / (2 * 3)).toBeCloseTo(0, 1);
  // No error, no draw; and no value where there was none.
  expect(new Set(values(1, 2))).toEqual(new Set([30]));
  expect(values(1, 3).every(Number.isNaN)).toBe(true);
  // A formula is computed from the drawn values of its variables.
  made.forEach((leaves) => {
    expect(leaves[3]!.raw[0]).toBe(leaves[1]!.raw[0]! / leaves[2]!.raw[0]!);
  });
});

test('without a standard error there is nothing to draw', () => {
  const none: CellFinder = { ...cells, observation: (code, name) => observation(code, name, 1) };
  expect(samplingErrors(definition, columns, none)).toEqual({ variables: [], leaves: [] });
  const leaf: Leaf = definition.leaves[1]!;
  expect(leaf.variable).toBe('v');
});

test('estimates of the same respondents move as their answers do, whatever the factor declares', () => {
  const asked: CellFinder = {
    ...cells,
    correlation: (code, a, b) => (a === 'roads' || b === 'roads' ? null : code === units[0]!.code ? -0.8 : 0.3),
  };
  const errors = samplingErrors(definition, columns, asked);
  expect(errors.together?.variables).toEqual([0, 1]);
  const factor = samplingOf(definition, errors, { factor: 'sampling', name: 'sampling', at, correlation: 0.6 });
  const made = drawn('sampling', (share) => factor.change(columns.leaves, share));
  const [v, w] = [1, 2].map((place) => made.map((leaves) => leaves[place]!.raw[0]!)) as [number[], number[]];
  expect(Math.sqrt(covariance(v, v))).toBeCloseTo(2, 0);
  expect(Math.sqrt(covariance(w, w))).toBeCloseTo(5, 0);
  expect(covariance(v, w) / Math.sqrt(covariance(v, v) * covariance(w, w))).toBeCloseTo(-0.8, 1);
});
