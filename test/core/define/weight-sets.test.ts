import { expect, test } from 'vitest';
import { decodeIndex } from '../../../src/core/define/decode.js';
import { E } from '../../../src/core/fp.js';
import { nominalWeights } from '../../../src/core/score/weights.js';

const t = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;
const index = (step: string): string => `id: sets
version: "1"
title: ${t('Sets')}
recipe:
  - {step: normalise, method: min-max}
  - ${step}
children:
  - {id: A, title: ${t('A')}, weight: 1, kind: measure, variable: a, direction: up, measured_in: "%"}
  - {id: B, title: ${t('B')}, weight: 5, kind: measure, variable: b, direction: up, measured_in: "%"}
`;
const decode = (step: string) => decodeIndex([{ file: 'index.yaml', text: index(step) }], 'index.yaml');
const sets = 'sets: {base: {A: 1, B: 2}, strict: {A: 3}}';

test.each([
  ['base', [1, 2]],
  ['strict', [3, 5]],
])('the set in use weighs, and what it leaves out keeps its own: %s', (use, expected) => {
  const decoded = decode(`{step: weight, method: given, use: ${use}, ${sets}}`);
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left));
  expect(nominalWeights(decoded.right.definition.root)).toEqual(expected);
});

test.each([
  [`{step: weight, method: given, use: strickt, ${sets}}`, 'UnknownReference', 'strict'],
  ['{step: weight, method: given, use: base, sets: {base: {A: 1, C: 2}}}', 'UnknownReference', ''],
  [`{step: weight, method: given, ${sets}}`, 'MissingKey', ''],
  ['{step: weight, method: given, use: base}', 'MissingKey', ''],
  [`{step: weight, method: equal, use: base, ${sets}}`, 'KeyNotForKind', ''],
])('%s is told with its line', (step, code, near) => {
  const decoded = decode(step);
  const [first] = E.isLeft(decoded) ? decoded.left : [];
  expect(first?.code).toBe(code);
  expect(first?.at?.line).toBe(6);
  if (near !== '') expect(first?.args['nearest']).toBe(near);
});
