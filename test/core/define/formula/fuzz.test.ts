// Nothing anyone types may do more than give a formula or a list of formula errors that point into the text.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { missingCodes, reasonArgs } from '../../../../src/core/define/formula/evaluate.js';
import { functions } from '../../../../src/core/define/formula/functions.js';
import { parseFormula } from '../../../../src/core/define/formula/parse.js';
import { printFormula } from '../../../../src/core/define/formula/print.js';
import { E } from '../../../../src/core/fp.js';
import { langs } from '../../../../src/core/model/text.js';
import { wordsOf } from '../../../../src/core/words/words.js';
import { numberTree, truthTree } from './trees.js';

const words = langs.map((lang) => {
  const catalogue = new Map<string, string>();
  const gather = (key: string, value: unknown): void => {
    if (typeof value === 'string') catalogue.set(key, value);
    else for (const [name, inner] of Object.entries(value ?? {})) gather(key === '' ? name : `${key}.${name}`, inner);
  };
  gather('', parse(readFileSync(`templates/i18n/${lang}.yaml`, 'utf8')));
  return wordsOf(lang, catalogue);
});

const told = new Set<string>();

/** A formula, or errors that a person can be shown in each language. */
const holds = (text: string): void => {
  const parsed = parseFormula(text);
  if (E.isRight(parsed)) return void printFormula(parsed.right.tree);
  expect(parsed.left.length).toBeGreaterThan(0);
  for (const { code, args, from, to } of parsed.left) {
    expect(0 <= from && from <= to && to <= text.length).toBe(true);
    const kind = `${code} ${args.reason ?? args.form ?? args.suggest ?? ''}`;
    if (told.has(kind)) continue;
    told.add(kind);
    for (const { say } of words) {
      for (const part of ['text', 'hint']) expect(say(`problem.${code}.${part}`, args)).toMatch(/^[^⟦]+[.?]$/u);
    }
  }
};

const tokens = [
  ...functions.keys(),
  ...[
    '+',
    '-',
    '*',
    '/',
    '(',
    ')',
    ',',
    '<',
    '<=',
    '>',
    '>=',
    '=',
    '==',
    '!=',
    'and',
    'or',
    'not',
    ' ',
    '\n',
    '1',
    '0.5',
  ],
  ...[
    '3,5',
    '1e9',
    '0x1',
    '.',
    '^',
    '−',
    '×',
    ';',
    '"',
    '&&',
    'a',
    'халық',
    'сoр',
    '\u200b',
    '\ud800',
    '😀',
    'constructor',
  ],
  ...[
    '__proto__',
    '[',
    ']',
    '{',
    '}',
    'х'.repeat(70),
    '9'.repeat(320),
    'previous(a)',
    'if(a > 1, 2, 3)',
    '((((((((',
    '--------',
  ],
];

test('token soup', () => {
  const soup = fc.array(fc.constantFrom(...tokens), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(fc.property(soup, holds), { numRuns: 7000, seed: 4 });
});

test('sensible formulas with a few signs changed', () => {
  const change = fc.tuple(fc.nat(), fc.nat(3), fc.oneof(fc.constantFrom(...tokens), fc.string({ unit: 'binary' })));
  const mutated = fc
    .tuple(fc.oneof(numberTree, truthTree), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([tree, changes]) =>
      changes.reduce((text, [at, length, put]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + put + text.slice(from + length);
      }, printFormula(tree)),
    );
  fc.assert(fc.property(mutated, holds), { numRuns: 2000, seed: 5 });
});

test('any text at all', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), holds), { numRuns: 1000, seed: 6 });
});

test.each([
  ['1 +'],
  ['()'],
  [')'],
  ['(1'],
  ['(1, 2)'],
  ['2a'],
  ['1 2'],
  ['1e9'],
  ['3,5'],
  ['a ^ b'],
  ['a × b'],
  ['x'.repeat(65)],
  ['сoр'],
  ['αρb'],
  ['previous(1)'],
  ['$'],
  ['shares(1, 2)'],
  ['zzzzzzzz(1)'],
  ['abs()'],
  ['share(1)'],
  ['clamp(1)'],
  ['round()'],
  ['coalesce(1)'],
  ['1'.repeat(2001)],
  ['('.repeat(99)],
  [`1${'+1'.repeat(251)}`],
  ['1 + (a > b)'],
  ['not a'],
  ['1 < 2 < 3'],
  ['if(a > 1, 1, b > 1)'],
  [''],
  ['9'.repeat(310)],
  ['10% * a'],
  ['"a"'],
  ['a.b'],
  ['a AND b'],
])('can be told in three languages: %s', (text) => {
  expect(E.isLeft(parseFormula(text))).toBe(true);
  told.clear();
  holds(text);
});

test('each reason for a missing result can be told in three languages', () => {
  const at = { from: 0, to: 1 };
  for (const code of missingCodes) {
    for (const previous of [true, false]) {
      const args = reasonArgs({ code, name: 'births', previous, ...at });
      for (const { say } of words) expect(say(`formula.reason.${code}`, args)).toMatch(/^[^⟦{}]+$/u);
    }
  }
});
