// What the key `uncertainty` comes to: defaults, nodes by id and level, methods as a recipe would have them, and what is left of
// it in a period in which some indicators do not count.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeIndex } from '../../../src/core/define/decode.js';
import type { Definition } from '../../../src/core/define/definition.js';
import { inForce } from '../../../src/core/define/in-force.js';
import { definitionMeaning } from '../../../src/core/define/meaning.js';
import { factorWords } from '../../../src/core/define/raw/uncertainty.js';
import type { Factor } from '../../../src/core/define/uncertainty.js';
import { E } from '../../../src/core/fp.js';

const t = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;
const measure = (id: string, more = ''): string =>
  `{id: ${id}, title: ${t(id)}, kind: measure, variable: ${id.toLowerCase()}, direction: up, measured_in: "%"${more}}`;
const grade = `grades: [{id: none, fraction: 0, title: ${t('no')}}, {id: full, fraction: 1, title: ${t('yes')}}]`;
const recipe = `
  - {step: impute, method: mean}
  - {step: normalise, method: min-max, upper: 10}
  - {step: weight, method: given, use: strict, sets: {base: {X: 1, Y: 2}, strict: {X: 3, A: 7}}}
  - {step: aggregate, method: power, p: 0.5}`;

const index = (factors: string): string => `id: unsure
version: "1"
title: ${t('Unsure')}
recipe: ${recipe}
${factors === '' ? '' : `uncertainty: ${factors}`}
children:
  - id: X
    title: ${t('X')}
    weight: 5
    children:
      - ${measure('A', ', weight: 2')}
      - ${measure('B', ', weight: 4, until: "2023"')}
  - id: Y
    title: ${t('Y')}
    weight: 6
    children:
      - id: Z
        title: ${t('Z')}
        weight: 1
        children:
          - {id: G, title: ${t('G')}, weight: 1, kind: graded, ${grade}}
          - ${measure('C', ', weight: 1')}
      - ${measure('D', ', weight: 1, since: "2024"')}
`;

const decoded = (factors: string) => decodeIndex([{ file: 'index.yaml', text: index(factors) }], 'index.yaml');
const definitionOf = (factors: string): Definition => {
  const found = decoded(factors);
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left));
  return found.right.definition;
};
const only = (factor: string): Factor => {
  const [found, ...others] = definitionOf(`{factors: [${factor}]}`).uncertainty?.factors ?? [];
  if (found === undefined || others.length > 0) throw new Error('not one factor');
  return found;
};
const codes = (factors: string): ReadonlyArray<string> => {
  const found = decoded(`{factors: [${factors}]}`);
  return E.isLeft(found) ? found.left.map(({ code }) => code) : [];
};

describe('an index that says what is unsure', () => {
  test('draws a thousand times from seed 1 unless told', () => {
    expect(definitionOf('{factors: [{factor: sampling}]}').uncertainty).toMatchObject({
      draws: 1000,
      seed: 1,
      factors: [{ factor: 'sampling', name: 'sampling', correlation: 0 }],
    });
    expect(definitionOf('{draws: 50, seed: 0, factors: [{factor: drop}]}').uncertainty).toMatchObject({
      draws: 50,
      seed: 0,
    });
  });

  test('is another definition than one that does not, which keeps its meaning', () => {
    expect(definitionOf('').uncertainty).toBeNull();
    expect(definitionMeaning(definitionOf(''))).not.toContain('uncertainty');
    const [one, other] = [0.1, 0.2].map((noise) => definitionOf(`{factors: [{factor: weights, noise: ${noise}}]}`));
    expect(definitionMeaning(one!)).not.toBe(definitionMeaning(other!));
  });

  test.each([
    ['{factor: weights, noise: 0.25}', ['X', 'A', 'B', 'Y', 'Z', 'G', 'C', 'D']],
    ['{factor: weights, noise: 0.25, for: X}', ['X']],
    ['{factor: weights, noise: 0.25, level: 2}', ['X', 'Z']],
    ['{factor: weights, noise: 0.25, level: [3, 1]}', ['A', 'B', 'Y', 'G', 'C', 'D']],
    ['{factor: drop}', ['A', 'B', 'G', 'C', 'D']],
    ['{factor: drop, for: [Y, A]}', ['A', 'Y']],
    ['{factor: drop, level: 2}', ['X', 'Z']],
    ['{factor: grades, error: 0.1}', ['G']],
    ['{factor: grades, error: 0.1, for: Y}', ['G']],
    ['{factor: normalise, choices: [min-max, z-score]}', ['A', 'B', 'C', 'D']],
    ['{factor: normalise, choices: [min-max, z-score], for: Y}', ['C', 'D']],
    ['{factor: impute, choices: [mean, none], for: [Z, A]}', ['A', 'C']],
    ['{factor: aggregate, choices: [arithmetic, median]}', ['unsure', 'X', 'Y', 'Z']],
    ['{factor: aggregate, choices: [arithmetic, median], level: [2, 4]}', ['unsure', 'X', 'Z']],
  ])('%s is about %j', (factor, nodes) => {
    const found = only(factor);
    expect('nodes' in found ? found.nodes : null).toEqual(nodes);
  });

  test('methods take the settings that an override of their step would have', () => {
    const normalise = only('{factor: normalise, choices: [min-max, {method: percentile-rank, upper: 1}, z-score]}');
    expect(normalise).toMatchObject({ factor: 'method', step: 'normalise', position: 1 });
    expect(normalise.factor === 'method' ? normalise.choices : []).toMatchObject([
      { method: 'min-max', settings: { lower: 0, upper: 10 } },
      { method: 'percentile-rank', settings: { lower: 0, upper: 1 } },
      { method: 'z-score', settings: { mean: 0, sd: 1 } },
    ]);
    const impute = only('{factor: impute, choices: [{method: none}, none, median]}'.replace('{method: none}, ', ''));
    expect(impute.factor === 'method' ? impute.choices : []).toEqual([null, { method: 'median', settings: {} }]);
    const aggregate = only('{factor: aggregate, choices: [arithmetic, {method: power, p: 2}]}');
    expect(aggregate.factor === 'aggregate' ? aggregate.choices : []).toMatchObject([
      { method: 'arithmetic', settings: {} },
      { method: 'power', settings: { p: 2 } },
    ]);
  });

  test('a set of weights leaves to a node the weight it gives itself, not that of the set in use', () => {
    const { draw } = only('{factor: weights, sets: [base, strict, equal], for: [X, Y, A]}') as Extract<
      Factor,
      { factor: 'weights' }
    >;
    const sets = draw.kind === 'sets' ? draw.sets.map(({ name, weights }) => [name, Object.fromEntries(weights)]) : [];
    expect(sets).toEqual([
      ['base', { X: 1, Y: 2, A: 2 }],
      ['strict', { X: 3, Y: 6, A: 7 }],
      ['equal', { X: 1, Y: 1, A: 1 }],
    ]);
  });

  test('{method: none} and none are one choice, not two', () =>
    expect(codes('{factor: impute, choices: [none, {method: none}]}')).toEqual(['ChoicesAlike']));

  test('several faults are told together, each where it stands', () => {
    const found = decoded(`
  factors:
    - {factor: weights, for: Q, noise: 0.1}
    - {factor: aggregate, choices: [arithmetic, median], for: A}
    - {factor: treat, choices: [winsorise, none]}`);
    const told = E.isLeft(found) ? found.left.map(({ code, at }) => [code, at?.line]) : [];
    expect(told).toEqual([
      ['UnknownReference', 11],
      ['FactorNotForNode', 12],
      ['FactorNeeds', 13],
    ]);
  });

  test.each([
    ['{factor: weights, dirichlet: 50, for: A}', 'alone'],
    ['{factor: drop, for: [X, Y]}', null],
    ['{factor: weights, noise: 0.25, for: A}', null],
  ])('%s: what can change no score is doubted', (factor, reason) => {
    const found = decoded(`{factors: [${factor}]}`);
    const doubts = E.isRight(found) ? found.right.warnings.filter(({ code }) => code === 'FactorWithoutEffect') : [];
    expect(doubts.map(({ args }) => args['reason'])).toEqual(reason === null ? [] : [reason]);
  });

  test('what is not in force is not drawn, and a factor without nodes is gone', () => {
    const whole = definitionOf(
      '{factors: [{factor: weights, noise: 0.25}, {factor: drop, for: B}, {factor: aggregate, choices: [arithmetic, median], for: X}, {factor: sampling}]}',
    );
    const then = inForce(whole, '2023').uncertainty?.factors ?? [];
    expect(then.map((factor) => ('nodes' in factor ? factor.nodes : factor.name))).toEqual([
      ['X', 'A', 'B', 'Y', 'Z', 'G', 'C'],
      ['B'],
      ['X'],
      'sampling',
    ]);
    const now = inForce(whole, '2025').uncertainty?.factors ?? [];
    expect(now.map(({ name }) => name)).toEqual(['weights', 'aggregate', 'sampling']);
    expect(now.flatMap((factor) => ('nodes' in factor ? factor.nodes : []))).not.toContain('B');
    expect(inForce(definitionOf('{factors: [{factor: drop, for: B}]}'), '2025').uncertainty).toBeNull();
  });

  test('the example of the page can be read as it stands', () => {
    const page = readFileSync('indicators/UNCERTAINTY.md', 'utf8');
    const [, example = ''] = /```yaml\nuncertainty:\n([\s\S]*?)```/.exec(page) ?? [];
    expect(definitionOf(`\n${example}`).uncertainty?.factors).toHaveLength(4);
    const words = [...page.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) =>
      cell.replaceAll('`', '').split(', '),
    );
    expect(words).toEqual(factorWords);
  });

  test('two factors of a kind are allowed where they share no node, and refused where they do', () => {
    const ids = ['X', 'A', 'B', 'Y', 'Z', 'G', 'C', 'D'];
    const some = fc.subarray(ids, { minLength: 1 });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const found = codes(
          `{factor: weights, noise: 0.1, for: [${one.join(', ')}]}, {factor: weights, name: more, dirichlet: 9, for: [${other.join(', ')}]}`,
        );
        expect(found).toEqual(one.some((id) => other.includes(id)) ? ['FactorsOverlap'] : []);
      }),
      { numRuns: 60 },
    );
  });
});
