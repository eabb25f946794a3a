// Random indexes for properties: trees of any shape with gaps, cells that do not apply, several ways to aggregate, and factors
// of every kind over them.
import fc from 'fast-check';
import type { Definition, Use } from '../../../src/core/define/definition.js';
import type { Factor, Uncertainty } from '../../../src/core/define/uncertainty.js';
import { normaliseMethods } from '../../../src/core/method/normalise/methods.js';
import { settingsOf } from '../../../src/core/method/parameters.js';
import { type Columns, stateCode } from '../../../src/core/score/scores.js';
import { decoded, unit } from '../../example-index.js';

const t = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;
export const at = { file: 'random/index.yaml', line: 1, column: 1 };

export interface RandomCase {
  readonly definition: Definition;
  readonly columns: Columns;
  readonly uncertainty: Uncertainty;
  readonly shares: Float64Array;
}

interface Shape {
  readonly groups: ReadonlyArray<{ readonly leaves: number; readonly weight: number; readonly aggregate: string }>;
  readonly top: string;
  readonly impute: boolean;
  readonly points: boolean;
}

const aggregate = fc.constantFrom('arithmetic', 'arithmetic', 'geometric', 'harmonic', 'median');
const shape: fc.Arbitrary<Shape> = fc.record({
  groups: fc.array(
    fc.record({ leaves: fc.integer({ min: 1, max: 5 }), weight: fc.integer({ min: 1, max: 5 }), aggregate }),
    { minLength: 1, maxLength: 4 },
  ),
  top: aggregate,
  impute: fc.boolean(),
  points: fc.boolean(),
});

const textOf = ({ groups, top, impute, points }: Shape): string => {
  const leaf = (g: number, l: number): string =>
    l === 1 && points
      ? `      - {id: L${g}-${l}, title: ${t('graded')}, kind: graded, points: 2, body: both, grades: [{id: a, fraction: 0, title: ${t('a')}}, {id: b, fraction: 1/2, title: ${t('b')}}, {id: c, fraction: 1, title: ${t('c')}}]}`
      : `      - {id: L${g}-${l}, title: ${t('measure')}, kind: measure, ${points ? `points: ${1 + l}, ` : ''}body: both, variable: v${g}_${l}, direction: ${l % 3 === 2 ? 'down' : 'up'}, measured_in: x}`;
  return `
id: random
version: "1"
title: ${t('Random')}
recipe:
${impute ? '  - {step: impute, method: mean}\n' : ''}  - {step: normalise, method: min-max, lower: 1, upper: 100}
  - {step: aggregate, method: arithmetic, weights: ${points ? 'points' : 'given'}, min_coverage: 0.5}
aggregate: ${top}
children:
${groups
  .map(
    (group, g) => `  - id: G${g}
    title: ${t('Group')}
    weight: ${group.weight}
    aggregate: ${group.aggregate}
    children:
${Array.from({ length: group.leaves }, (_, l) => leaf(g, l)).join('\n')}`,
  )
  .join('\n')}
`;
};

const normaliseUse = (method: string, settings: Use['settings']): Use => ({
  method,
  settings: settingsOf(normaliseMethods.find(({ name }) => name === method)!.parameters, settings),
});

/** Cells from a number, so that a failing case prints small. */
const cellsOf = (definition: Definition, n: number, seed: number): Columns => {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const leaves = definition.leaves.map((leaf) => {
    const raw = new Float64Array(n);
    const states = new Uint8Array(n);
    for (let p = 0; p < n; p++) {
      raw[p] = leaf.kind === 'graded' ? Math.floor(next() * 3) / 2 : next() * 50 + (p === 0 ? 60 : 0);
      const u = next();
      // Two units have everything, so that no column is without spread.
      if (p < 3 || u > 0.2) continue;
      raw[p] = Number.NaN;
      states[p] = u < 0.03 ? stateCode.not_applicable : stateCode.missing;
    }
    return { raw, state: states, imputed: new Uint8Array(n) };
  });
  const units = Array.from({ length: n }, (_, i) => unit(i, { level: i % 3 === 0 ? 'city' : 'district' }));
  return { period: '2025', units, unlisted: 0, leaves };
};

const factorsOf = (definition: Definition, which: ReadonlyArray<number>): ReadonlyArray<Factor> => {
  const leaves = definition.leaves.map(({ id }) => id);
  const measures = definition.leaves.filter(({ kind }) => kind !== 'graded').map(({ id }) => id);
  const graded = definition.leaves.filter(({ kind }) => kind === 'graded').map(({ id }) => id);
  const groups = definition.root.children.map(({ id }) => id);
  const position = definition.recipe.steps.findIndex(({ step }) => step === 'normalise');
  const all: ReadonlyArray<Factor> = [
    { factor: 'weights', name: 'noise', at, nodes: leaves, draw: { kind: 'noise', share: 0.25 } },
    { factor: 'weights', name: 'dirichlet', at, nodes: groups, draw: { kind: 'dirichlet', concentration: 20 } },
    {
      factor: 'method',
      name: 'normalise',
      at,
      step: 'normalise',
      position,
      nodes: measures,
      choices: [normaliseUse('min-max', { lower: 1, upper: 100 }), normaliseUse('z-score', { mean: 100, sd: 10 })],
    },
    {
      factor: 'aggregate',
      name: 'aggregate',
      at,
      nodes: [definition.id, ...groups],
      choices: [
        { method: 'arithmetic', settings: {} },
        { method: 'geometric', settings: {} },
      ],
    },
    { factor: 'drop', name: 'drop', at, nodes: leaves },
    { factor: 'grades', name: 'grades', at, error: 0.3, nodes: graded },
    { factor: 'imputation', name: 'imputation', at },
  ];
  return all.filter((factor, i) => {
    if (factor.factor === 'imputation' && !definition.recipe.steps.some(({ step }) => step === 'impute')) return false;
    return which.includes(i);
  });
};

export const randomCase: fc.Arbitrary<RandomCase> = fc
  .record({
    shape,
    n: fc.integer({ min: 4, max: 12 }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    which: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 }),
    shares: fc.array(fc.double({ min: 0, max: 0.999999, noNaN: true }), { minLength: 7, maxLength: 7 }),
  })
  .map(({ shape: drawn, n, seed, which, shares }) => {
    const definition = decoded(textOf(drawn));
    const factors = factorsOf(definition, which);
    return {
      definition,
      columns: cellsOf(definition, n, seed),
      uncertainty: { draws: 100, seed: 1, factors, at },
      shares: Float64Array.from(factors, (_, f) => shares[f]!),
    };
  });

export const noErrors = { variables: [], leaves: [] };
