// What people, programs and enemies may type where a formula is expected.
import { functions } from '../../src/core/define/formula/functions.js';
import { printFormula } from '../../src/core/define/formula/print.js';
import type { Chance } from './chance.js';
import { numberTree, truthTree } from './trees.js';

export const hostileNames = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  'process',
  'this',
  'globalThis',
  'window',
  'import',
  'require',
  'eval',
  'Function',
  'arguments',
  'undefined',
  'null',
  'NaN',
  'Infinity',
  'true',
  'false',
  'new',
  'delete',
  'await',
  'Math',
] as const;

/** The language's own tokens: what is made of them gets far into the parser. */
const tokens = [
  ...functions.keys(),
  ...['+', '-', '*', '/', '(', ')', '(', ')', ',', ',', '<', '<=', '>', '>=', '=', '!=', 'and', 'or', 'not'],
  ...['1', '0.5', '100', 'births', 'халық', 'x', 'x', 'abs(', 'min(', 'if(', 'previous(x)', 'share(x, 2)', 'x > 1'],
];

const soup = [
  ...functions.keys(),
  ...hostileNames,
  ...['+', '-', '*', '/', '(', ')', '(', ')', ',', '<', '<=', '>', '>=', '=', '==', '!=', 'and', 'or', 'not'],
  ...[' ', '\n', '\t', '\u00a0', '1', '0.5', '100', '1000', 'births', 'халық', 'ә', 'ИИН', 'a', 'b', 'x_1'],
  ...['3,5', '1e9', '0x1', '.', '1.', '.5', '^', '**', '−', '–', '×', '÷', '≤', '≥', '≠', ';', ':', '"', "'", '`'],
  ...['&&', '||', '!', '?', '@', '#', '$', '%', '~', '\\', '[', ']', '{', '}', '${', '=>', '<>', '=<', '//', '/*'],
  ...['сoр', 'αb', '\u200b', '\u202e', '\u0301', '\ufeff', '\ud800', '\udc00', '😀', '𝒳', 'ﬁ', '١', '①', 'İ', 'ß'],
  ...['х'.repeat(65), '9'.repeat(320), 'previous(a)', 'if(a > 1, 2, 3)', '((((((((', '--------', 'not not '],
];

/** How an input was made; the report counts by it. */
export const ways = ['grammar', 'soup', 'changed', 'text', 'bytes', 'long'] as const;
export type Way = (typeof ways)[number];

export const inputFrom = (chance: Chance): { readonly way: Way; readonly text: string } => {
  const draw = chance.below(100);
  const way: Way =
    draw < 20
      ? 'grammar'
      : draw < 45
        ? 'soup'
        : draw < 75
          ? 'changed'
          : draw < 87
            ? 'text'
            : draw < 97
              ? 'bytes'
              : 'long';
  return { way, text: makers[way](chance) };
};

const repeated = (n: number, part: () => string): string => Array.from({ length: n }, part).join('');

const makers: Readonly<Record<Way, (chance: Chance) => string>> = {
  grammar: (chance) => repeated(1 + chance.below(12), () => ` ${chance.one(tokens)}`),
  soup: (chance) => repeated(1 + chance.below(40), () => chance.one(soup)),
  changed: (chance) => {
    const tree = chance.once(4) ? truthTree(chance, chance.below(4)) : numberTree(chance, chance.below(5));
    let text = printFormula(tree);
    for (let changes = chance.below(4); changes > 0; changes--) {
      const from = chance.below(text.length + 1);
      const put = chance.once(2) ? chance.one(soup) : chance.once(2) ? '' : sign(chance);
      text = text.slice(0, from) + put + text.slice(from + chance.below(4));
    }
    return text;
  },
  text: (chance) => repeated(chance.below(120), () => sign(chance)),
  bytes: (chance) => repeated(chance.below(300), () => String.fromCharCode(chance.below(256))),
  long: (chance) => {
    const part = chance.one([
      ...soup,
      'a+',
      '-a',
      '(a',
      'abs(',
      'a,',
      'not ',
      'min(a,',
      'e\u0301',
      '\ud800',
      '1.',
      '<',
    ]);
    const end = chance.once(2) ? '' : chance.one(soup);
    return repeated(1 + chance.below(Math.ceil(2600 / part.length)), () => part) + end;
  },
};

/** Any sign of Unicode, halves of surrogate pairs too; letters of the alphabets in use come oftener. */
const sign = (chance: Chance): string => {
  switch (chance.below(4)) {
    case 0:
      return String.fromCharCode(32 + chance.below(95));
    case 1:
      return String.fromCharCode(0x400 + chance.below(0x130));
    case 2:
      return String.fromCharCode(chance.below(0x10000));
    default:
      return String.fromCodePoint(chance.below(0x110000));
  }
};
