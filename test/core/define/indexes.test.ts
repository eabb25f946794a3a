import { expect, test } from 'vitest';
import { checkFormulaNames, checkIndexes } from '../../../src/core/define/indexes.js';
import { definitionMeaning } from '../../../src/core/define/meaning.js';
import { decoded, exampleText } from '../../example-index.js';

const resting = (id: string, on: string): ReturnType<typeof decoded> =>
  decoded(
    `id: ${id}\nversion: "1"\ntitle: {kk: a, ru: a, en: a}\nchildren:\n  - {id: leaf-${id}, title: {kk: a, ru: a, en: a}, kind: index, index: ${on}}\n`,
    `indicators/${id}/index.yaml`,
  );

test('indexes that rest on each other are a cycle, told once and with its way', () => {
  const problems = checkIndexes([resting('one', 'two'), resting('two', 'three'), resting('three', 'one')]);
  expect(problems.map(({ code, args, at }) => [code, args.trail, at?.file])).toEqual([
    ['IndexCycle', 'one → two → three → one', 'indicators/three/index.yaml'],
  ]);
});

test('an index that is not there is named with the nearest', () => {
  const problems = checkIndexes([resting('one', 'exampel'), decoded(exampleText)]);
  expect(problems).toMatchObject([{ code: 'UnknownIndex', args: { index: 'exampel', nearest: 'example' } }]);
});

test('an unknown name in a formula is located inside it', () => {
  const definition = decoded(exampleText);
  expect(checkFormulaNames(definition, [definition], ['crimes', 'people'])).toEqual([]);
  const [problem] = checkFormulaNames(definition, [definition], ['crimes', 'peoples']);
  expect(problem).toMatchObject({ code: 'FormulaUnknownName', args: { name: 'people', nearest: 'peoples' } });
  expect(problem!.at!.sourceLine!.slice(problem!.at!.column! - 1).startsWith('people *')).toBe(true);
});

test('the hash is taken over meaning: spacing, comments and key order are no change, a weight is', () => {
  const meaning = definitionMeaning(decoded(exampleText));
  const respelled = exampleText
    .replace('ranks: {decimals: 1}', '# a comment\nranks:\n    decimals: 1')
    .replace('crimes / people * 1000', '(crimes/people) * 1000.0')
    .replace('id: example\nversion: "1"', 'version: "1"\nid: example');
  expect(respelled).not.toBe(exampleText);
  expect(definitionMeaning(decoded(respelled, 'elsewhere/index.yaml'))).toBe(meaning);
  expect(definitionMeaning(decoded(exampleText.replace('weight: 4', 'weight: 5')))).not.toBe(meaning);
});
