// indicators/METHODS.md is what a researcher reads: its reference is made from the methods that there are, and its examples are recipes.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { decodeValue } from '../../../src/core/define/codec.js';
import { decodeIndex } from '../../../src/core/define/decode.js';
import { methodsPage, shownSteps } from '../../../src/core/define/methods-page.js';
import { step } from '../../../src/core/define/raw/recipe.js';
import { sectionedCatalogue } from '../../../src/core/define/words-file.js';
import { E } from '../../../src/core/fp.js';
import { methodFamilies } from '../../../src/core/method/methods.js';
import { wordsOf } from '../../../src/core/words/words.js';

const page = readFileSync('indicators/METHODS.md', 'utf8');
const file = 'templates/i18n/en.yaml';
const words = wordsOf('en', sectionedCatalogue({ file, text: readFileSync(file, 'utf8') }));
const made = methodsPage((key, args) => words.say(key, args));

/** As a file holds it: what has no form in YAML is no example. */
const asWritten = (value: unknown): unknown => parse(stringify(value));
const faultsOf = (value: unknown): ReadonlyArray<string> => {
  const decoded = decodeValue(step, asWritten(value));
  return E.isLeft(decoded) ? decoded.left.map(({ code, args }) => `${code} ${JSON.stringify(args)}`) : [];
};

test('the page is the one that the program makes: npm run build, then node scripts/make-methods.mjs', () => {
  const [, between] = /<!-- made: .*? -->\n\n([\s\S]*)\n<!-- end of what is made -->\n/.exec(page) ?? [];
  expect(between).toBe(made);
  expect(made).not.toMatch(/⟦|undefined|\[object/);
});

test('every method of every family stands there once', () => {
  const shown = shownSteps().map(({ step: kind, method }) => `${kind} ${method}`);
  expect(new Set(shown).size).toBe(shown.length);
  expect(shown).toHaveLength(Object.values(methodFamilies).reduce((sum, methods) => sum + methods.length, 0));
  for (const { method } of shownSteps()) expect(made).toContain(`\n### ${method}\n`);
});

describe('what is shown can be written', () => {
  test.each(shownSteps().map((each) => [`${each.step} ${each.method}`, each] as const))('%s', (_, shown) => {
    const { step: kind, method, settings } = shown;
    expect(faultsOf({ step: kind, method, ...settings })).toEqual([]);
    const family = kind === 'weight' ? 'weigh' : kind;
    const { parameters } = methodFamilies[family]!.find(({ name }) => name === method)!;
    for (const [key, { examples, about }] of Object.entries(parameters)) {
      expect(about).toMatch(/\.$/);
      for (const example of examples) expect(faultsOf({ step: kind, method, ...settings, [key]: example })).toEqual([]);
    }
  });
});

test('the worked example is a recipe, and each of its steps does something', () => {
  const [, text = ''] = /```yaml\n(recipe:[\s\S]*?)```/.exec(page) ?? [];
  const inAll = (name: string) => ({ kk: name, ru: name, en: name });
  const measure = (id: string, further: object = {}) => ({
    id,
    title: inAll(id),
    kind: 'measure',
    variable: id.replace('-', '_'),
    direction: 'down',
    measured_in: 'x',
    ...further,
  });
  const index = {
    id: 'example',
    version: '1',
    title: inAll('Example'),
    ...(parse(text) as object),
    children: [
      { id: 'Roads', title: inAll('Roads'), children: [measure('crashes'), measure('potholes')] },
      { id: 'Services', title: inAll('Services'), children: [measure('waiting-days', { floor: 60, goal: 5 })] },
    ],
  };
  const decoded = decodeIndex([{ file: 'index.yaml', text: stringify(index) }], 'index.yaml');
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left, null, 1));
  const { steps, root } = { steps: decoded.right.definition.recipe.steps, root: decoded.right.definition.root };
  expect(steps.map(({ name }) => name)).toEqual(['denominated', 'screened', 'imputed', 'treated', 'normalised']);
  expect(root.aggregate).toMatchObject({ method: 'geometric', weights: { kind: 'equal' } });
});
