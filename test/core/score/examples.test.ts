import { expect, test } from 'vitest';
import { wrongExamples } from '../../../src/core/score/examples.js';
import { decoded, exampleText } from '../../example-index.js';

const withExample = (leaf: string, example: string): ReadonlyArray<string> => {
  const text =
    leaf === 'A-2'
      ? exampleText.replace('floor: 20\n        goal: 5', `floor: 20\n        goal: 5\n        examples: [${example}]`)
      : exampleText.replace(new RegExp(`(\\{id: ${leaf},.*)\\}`), `$1, examples: [${example}]}`);
  expect(text).not.toBe(exampleText);
  return wrongExamples(decoded(text)).map(({ code, args }) => `${code} ${args.found ?? args.needs}`);
};

test('a right example is silent, a wrong one says what comes out', () => {
  expect(withExample('A-2', '{input: {value: 11}, score: 60}')).toEqual([]);
  expect(withExample('A-2', '{input: {value: 11}, score: 61}')).toEqual(['ExampleDiffers 60']);
  expect(withExample('A-2', '{input: {value: 50}, score: 0}')).toEqual([]);
});

test('what needs the data of others, or an input that is not there, cannot be computed', () => {
  expect(withExample('B-3', '{input: {air: 3}, score: 50}')).toEqual(['ExampleNotComputable air']);
  expect(withExample('A-2', '{input: {days: 3}, score: 50}')).toEqual(['ExampleNotComputable value']);
});

test('formulas over their variables, with bounds given', () => {
  const bounded = exampleText.replace(
    'direction: down, measured_in: per 1000}',
    'direction: down, measured_in: per 1000, floor: 40, goal: 0, examples: [{input: {crimes: 20, people: 1000}, score: 50}, {input: {crimes: 20, people: 1000}, score: 40}]}',
  );
  expect(bounded).not.toBe(exampleText);
  expect(wrongExamples(decoded(bounded)).map(({ args }) => args.found)).toEqual([50]);
});
