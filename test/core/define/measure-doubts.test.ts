import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measureDoubtsOf } from '../../../src/core/define/measure-doubts.js';
import { E } from '../../../src/core/fp.js';
import { decodeDatapackage } from '../../../src/core/intake/datapackage.js';
import { sameInAll, type Text } from '../../../src/core/model/text.js';
import { readDefinitions } from '../../../src/shell/programs/definitions.js';
import { diskFiles } from '../../../src/shell/readers/disk-files.js';
import { decoded, exampleText } from '../../example-index.js';

const shippedVariables = (): ReadonlyMap<string, Text | null> => {
  const declared = new Map<string, Text | null>();
  for (const name of readdirSync('data', { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const file = `data/${name.name}/datapackage.json`;
    const dataset = decodeDatapackage(file, readFileSync(file, 'utf8'));
    if (E.isLeft(dataset)) throw new Error(file);
    for (const variable of dataset.right.variables) declared.set(variable.name, variable.measuredIn);
  }
  return declared;
};

test('the shipped indexes raise none', async () => {
  const { definitions } = await readDefinitions(diskFiles, 'indicators');
  const declared = shippedVariables();
  expect(Math.min(definitions.length, declared.size)).toBeGreaterThan(3);
  for (const definition of definitions) expect(measureDoubtsOf(definition, definitions, declared)).toEqual([]);
});

const labelled = (variables: Readonly<Record<string, string>>): ReadonlyMap<string, Text> =>
  new Map(Object.entries(variables).map(([name, label]) => [name, sameInAll(label)]));

test('a doubt stands at the part of the formula that raises it, with both columns and what they are measured in', () => {
  const definition = decoded(exampleText.replace('crimes / people * 1000', '1000 * (crimes - people) / people'));
  const [doubt, ...others] = measureDoubtsOf(
    definition,
    [definition],
    labelled({ crimes: 'thousand tenge', people: 'people' }),
  );
  expect(others).toEqual([]);
  expect(doubt).toMatchObject({
    code: 'MeasuresUnlike',
    args: {
      reason: 'kind',
      in: '-',
      left: 'crimes',
      right: 'people',
      left_in_ru: 'thousand tenge',
      right_in_kk: 'people',
    },
  });
  const { sourceLine = '', column = 0, width = 0 } = doubt?.at ?? {};
  expect(sourceLine.slice(column - 1, column - 1 + width)).toBe('(crimes - people)');
});

test('what a dataset says goes before what an indicator says', () => {
  const definition = decoded(exampleText.replace('crimes / people * 1000', 'crimes + people'));
  const count = (variables: Readonly<Record<string, string>>): number =>
    measureDoubtsOf(definition, [definition], labelled(variables)).length;
  expect(count({ crimes: 'people', people: 'people' })).toBe(0);
  expect(count({ crimes: 'people', people: 'thousand people' })).toBe(1);
  expect(count({ crimes: 'people' })).toBe(0);
});
