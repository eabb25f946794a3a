// What an index asks of a questionnaire: names that it has, answers that have scores.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeInstrument } from '../../../src/core/define/build-instrument.js';
import { decodeIndex } from '../../../src/core/define/decode.js';
import { checkEstimates } from '../../../src/core/define/estimate.js';
import { E } from '../../../src/core/fp.js';
import { responsesBeside } from '../../../src/shell/programs/responses-file.js';

const file = 'indicators/surveys/lgpi-kz.yaml';
const decoded = decodeInstrument({ file, text: readFileSync(file, 'utf8') });
const instruments = E.isRight(decoded) ? [decoded.right] : [];

const told = (estimate: string): ReadonlyArray<unknown> => {
  const text = `id: small
version: "1"
title: {kk: а, ru: б, en: c}
children:
  - id: A
    title: {kk: а, ru: б, en: c}
    kind: survey
    estimate: {instrument: ${estimate}}
    direction: up
    measured_in: "%"
    floor: 0
    goal: 100
`;
  const index = decodeIndex([{ file: 'index.yaml', text }], 'index.yaml');
  if (E.isLeft(index)) throw new Error(JSON.stringify(index.left));
  return checkEstimates(index.right.definition, instruments).map(({ code, args, at }) => [
    code,
    args.instrument ?? args.id ?? args.question,
    args.nearest ?? '',
    at?.line,
  ]);
};

test.each([
  ['lgpi-kz, module: education', []],
  ['lgpi-kz, question: com3, estimator: share, codes: [2]', []],
  ['lgpi-k, module: education', [['UnknownInstrument', 'lgpi-k', 'lgpi-kz', 5]]],
  ['lgpi-kz, module: educaton', [['UnknownReference', 'educaton', 'education', 5]]],
  ['lgpi-kz, question: [cit1, cit11]', [['UnknownReference', 'cit11', 'cit1', 5]]],
  ['lgpi-kz, question: cit4, estimator: share, codes: [1, 7]', [['UnknownReference', '7', '', 5]]],
  ['lgpi-kz, question: com3', [['QuestionWithoutScore', 'com3', '', 5]]],
  ['lgpi-kz, question: [cit1, com3]', [['QuestionWithoutScore', 'com3', '', 5]]],
  ['lgpi-kz, question: com3, estimator: top_box', [['QuestionWithoutScore', 'com3', '', 5]]],
])('{instrument: %s}', (estimate, problems) => {
  const found = told(estimate);
  // A code of one figure is near to any other: what matters is which is unknown.
  expect(found.map((each) => (each as unknown[]).slice(0, 2))).toEqual(problems.map((each) => each.slice(0, 2)));
  expect(found.map((each) => (each as unknown[])[3])).toEqual(problems.map((each) => each[3]));
});

test('answers stand beside the database they belong to', () => {
  expect(['data/lsg.sqlite', 'data/demo.sqlite', 'own.db', '/a/b/x'].map(responsesBeside)).toEqual([
    'data/responses.sqlite',
    'data/demo-responses.sqlite',
    'own-responses.sqlite',
    '/a/b/x-responses.sqlite',
  ]);
});
