import { describe, expect, test } from 'vitest';
import type { FormulaError } from '../../../../src/core/define/formula/error.js';
import { functions } from '../../../../src/core/define/formula/functions.js';
import { checkNames, nameFault } from '../../../../src/core/define/formula/names.js';
import { parseFormula } from '../../../../src/core/define/formula/parse.js';
import { type FormulaType, resultType } from '../../../../src/core/define/formula/types.js';
import { E } from '../../../../src/core/fp.js';
import { formulaOf } from './trees.js';

const errorsOf = (text: string, wanted?: FormulaType): ReadonlyArray<FormulaError> => {
  const parsed = parseFormula(text, wanted);
  return E.isLeft(parsed) ? parsed.left : [];
};

/** `code reason` and the underlined part of the text. */
const told = (text: string): ReadonlyArray<string> =>
  errorsOf(text).map(({ code, args, from, to }) => `${code} ${args.reason ?? ''} [${text.slice(from, to)}]`);

describe('what the grammar refuses, and where', () => {
  test.each([
    ['', 'FormulaSyntax empty []'],
    ['  ', 'FormulaSyntax empty []'],
    ['a +', 'FormulaSyntax ended []'],
    ['= a', 'FormulaSyntax operand [=]'],
    ['+ a', 'FormulaSyntax operand [+]'],
    ['a * / b', 'FormulaSyntax operand [/]'],
    ['()', 'FormulaSyntax operand [)]'],
    ['and', 'FormulaSyntax operand [and]'],
    ['sum(1,)', 'FormulaSyntax operand [)]'],
    [')', 'FormulaSyntax unopened [)]'],
    ['a)', 'FormulaSyntax unopened [)]'],
    ['(a', 'FormulaSyntax unclosed [(]'],
    ['sum(a, b', 'FormulaSyntax unclosed [(]'],
    ['(a, b)', 'FormulaSyntax operator [,]'],
    ['2x', 'FormulaSyntax multiplication [x]'],
    ['2 x', 'FormulaSyntax multiplication [x]'],
    ['a b', 'FormulaSyntax multiplication [b]'],
    ['2(a)', 'FormulaSyntax multiplication [(]'],
    ['(a)(b)', 'FormulaSyntax multiplication [(]'],
    ['a not b', 'FormulaSyntax multiplication [not]'],
    ['1 000 * a', 'FormulaSyntax number_spaces [000]'],
    ['0x1F', 'FormulaSyntax number_form [0x1F]'],
    ['1e5', 'FormulaSyntax number_form [1e5]'],
    ['1.5E-3 + a', 'FormulaSyntax number_form [1.5E-3]'],
    ['.5', 'FormulaSyntax number_form [.5]'],
    ['5.', 'FormulaSyntax number_form [5.]'],
    ['1.2.3', 'FormulaSyntax number_form [.3]'],
    ['9'.repeat(310), `FormulaSyntax number_large [${'9'.repeat(310)}]`],
    ['3,5 * a', 'FormulaSyntax decimal_comma [3,5]'],
    ['a * (3,5)', 'FormulaSyntax decimal_comma [3,5]'],
    ['if(a > 3,5, 1, 0)', 'FormulaSyntax decimal_comma [3,5]'],
    ['if(a > 1, 1,5 * b, 0, c)', 'FormulaSyntax decimal_comma [1,5]'],
    ['share(clamp(a,0,5))', 'FormulaArity  [share(clamp(a,0,5))]'],
    ['square(3,5)', 'FormulaSyntax decimal_comma [3,5]'],
    ['a ^ 2', 'FormulaSyntax power [^]'],
    ['a ** 2', 'FormulaSyntax power [**]'],
    ['a − b', 'FormulaSyntax instead [−]'],
    ['a × b', 'FormulaSyntax instead [×]'],
    ['a ≥ b', 'FormulaSyntax instead [≥]'],
    ['a <> b', 'FormulaSyntax instead [<>]'],
    ['a > 1 && b > 1', 'FormulaSyntax instead [&&]'],
    ['sum(a; b)', 'FormulaSyntax instead [;]'],
    ['a.b', 'FormulaSyntax point [.]'],
    ['10% * a', 'FormulaSyntax percent [%]'],
    ['a = «b»', 'FormulaSyntax quote [«]', 'FormulaSyntax quote [»]'],
    ['a > 1 AND b > 1', 'FormulaSyntax instead [AND]'],
    ['a > 1 и b > 1', 'FormulaSyntax instead [и]'],
    ['a > 1 немесе b > 1', 'FormulaSyntax instead [немесе]'],
    ['a per b', 'FormulaSyntax instead [per]'],
    [
      'a["b"]',
      'FormulaSyntax instead [[]',
      'FormulaSyntax quote ["]',
      'FormulaSyntax quote ["]',
      'FormulaSyntax instead []]',
    ],
    ['a := 1', 'FormulaSyntax sign [:]'],
    ['a\u200bb', 'FormulaSyntax sign [\u200b]'],
    ['\ud800', 'FormulaSyntax sign [\ud800]'],
    ['_a', 'FormulaSyntax sign [_]'],
    ['x'.repeat(65), `FormulaSyntax name_form [${'x'.repeat(65)}]`],
    ['сoр', 'FormulaSyntax name_mixed [сoр]'],
    ['previous(a + 1)', 'FormulaSyntax previous_name [a + 1]'],
    ['previous(previous(a))', 'FormulaSyntax previous_name [previous(a)]'],
    ['maxx(a, b)', 'FormulaUnknownFunction  [maxx]'],
    ['share(a)', 'FormulaArity  [share(a)]'],
    ['sum()', 'FormulaArity  [sum()]'],
    ['maxx(a) + share(b)', 'FormulaUnknownFunction  [maxx]', 'FormulaArity  [share(b)]'],
  ])('%s', (text, ...expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('a mixed name tells the odd letters, an unknown function the nearest one', () => {
    expect(errorsOf('халыk')[0]?.args).toMatchObject({ letters: 'k', script: 'latin' });
    expect(errorsOf('pоpulation')[0]?.args).toMatchObject({ letters: 'о', script: 'cyrillic' });
    expect(errorsOf('ifelse(a, b, c)')[0]?.args).toMatchObject({ name: 'ifelse' });
    expect(errorsOf('Share(a, b)')[0]?.args).toMatchObject({ nearest: 'share', suggest: 'yes' });
    expect(errorsOf('ЕСЛИ(a > 1, 1, 2)')[0]?.args).toMatchObject({ nearest: 'if', suggest: 'yes' });
    expect(errorsOf('орташа(a, b)')[0]?.args).toMatchObject({ nearest: 'mean', suggest: 'yes' });
    expect(errorsOf('NOT(a > 1)')[0]?.args).toMatchObject({ nearest: 'not', suggest: 'yes' });
    expect(errorsOf('vlookup(a, b)')[0]?.args).toMatchObject({ nearest: '', suggest: 'no' });
  });
});

describe('limits', () => {
  test.each([
    ['20,000 brackets', '('.repeat(20_000), 'FormulaTooLong'],
    ['20,000 minus signs', '-'.repeat(20_000), 'FormulaTooLong'],
    ['20,000 spaces', ' '.repeat(20_000), 'FormulaTooLong'],
    ['2,000 brackets', '('.repeat(2000), 'FormulaTooDeep'],
    ['2,000 minus signs', '-'.repeat(2000), 'FormulaTooDeep'],
    ['500 times not', 'not '.repeat(500), 'FormulaTooDeep'],
    ['400 calls', 'abs('.repeat(400), 'FormulaTooDeep'],
    ['65 brackets', `${'('.repeat(65)}a${')'.repeat(65)}`, 'FormulaTooDeep'],
    ['501 parts', `1${'+1'.repeat(250)}+1`, 'FormulaTooLong'],
  ])('%s', (_, text, code) => {
    const errors = errorsOf(text);
    expect(errors.map((error) => error.code)).toEqual([code]);
  });

  test.each([
    ['64 brackets', `${'('.repeat(64)}a${')'.repeat(64)}`],
    ['499 parts', `1${'+1'.repeat(249)}`],
    ['2,000 signs', `1${' '.repeat(1999)}`],
    ['64 letters', 'ә'.repeat(64)],
  ])('%s are allowed', (_, text) => {
    expect(errorsOf(text)).toEqual([]);
  });
});

describe('types', () => {
  test.each([
    ['1 + (a > b)', 'FormulaTypes number_needed [(a > b)]'],
    ['-(a > b)', 'FormulaTypes number_needed [(a > b)]'],
    ['not a', 'FormulaTypes truth_needed [a]'],
    ['a and b > 1', 'FormulaTypes truth_needed [a]'],
    ['if(a, 1, 0)', 'FormulaTypes truth_needed [a]'],
    ['if(a > 1, 1, b > 1)', 'FormulaTypes branches [b > 1]'],
    ['a < b < c', 'FormulaTypes chained [a < b < c]'],
    ['(a < b) = (b < c)', 'FormulaTypes number_needed [(a < b)]', 'FormulaTypes number_needed [(b < c)]'],
    ['max(a > 1, 2)', 'FormulaTypes number_needed [a > 1]'],
    ['1 + is_missing(a)', 'FormulaTypes number_needed [is_missing(a)]'],
    [
      'sqrt(not a) + (b or 1 > 0)',
      'FormulaTypes number_needed [not a]',
      'FormulaTypes truth_needed [a]',
      'FormulaTypes number_needed [(b or 1 > 0)]',
      'FormulaTypes truth_needed [b]',
    ],
  ])('%s', (text, ...expected) => {
    expect([...told(text)].sort()).toEqual([...expected].sort());
  });

  test.each([
    ['a + 1', 'number'],
    ['if(a > 1, 2, 3)', 'number'],
    ['a > 1', 'truth'],
    ['not is_missing(a)', 'truth'],
    ['if(a > 1, b > 1, c > 1)', 'truth'],
  ] as const)('%s gives a %s', (text, type) => {
    expect(resultType(formulaOf(text))).toBe(type);
    expect(errorsOf(text, type)).toEqual([]);
    const other = type === 'number' ? 'truth' : 'number';
    expect(errorsOf(text, other)).toEqual([
      { code: 'FormulaTypes', args: { reason: `${other}_wanted`, in: '' }, from: 0, to: text.length },
    ]);
  });
});

describe('names', () => {
  const hostile = [
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'process',
    'this',
    'globalThis',
    'window',
    'import',
    'require',
    'eval',
    'Function',
    'undefined',
    'null',
    'NaN',
    'Infinity',
    'true',
    'arguments',
    'length',
  ];

  test.each(hostile)('%s is no name and no function', (name) => {
    const parsed = parseFormula(`${name} + 1`);
    if (E.isRight(parsed))
      expect(checkNames(parsed.right, new Set(['a'])).map(({ code }) => code)).toEqual(['FormulaUnknownName']);
    else expect(parsed.left[0]?.code).toBe('FormulaSyntax');
    const codes = errorsOf(`${name}(1)`).map(({ code }) => code);
    expect(codes[0]).toMatch(/^Formula(UnknownFunction|Syntax)$/);
    expect(functions.has(name)).toBe(false);
  });

  test('every unknown name is told at each of its places, with the nearest known one', () => {
    const known = new Set(['population', 'births', 'халық_саны']);
    const formula = formulaOf('rate_per(1000, birth, populaton) + previous(birth) + халык_саны');
    expect(checkNames(formula, known).map(({ args, from, to }) => [from, to, args.name, args.nearest])).toEqual([
      [15, 20, 'birth', 'births'],
      [22, 31, 'populaton', 'population'],
      [44, 49, 'birth', 'births'],
      [53, 63, 'халык_саны', 'халық_саны'],
    ]);
    expect(checkNames(formulaOf('zzzzzz'), known)[0]?.args).toEqual({ name: 'zzzzzz', nearest: '', suggest: 'no' });
    expect(checkNames(formulaOf('сор'), new Set(['cop', 'соз']))[0]?.args).toMatchObject({ nearest: 'cop' });
    expect(checkNames(formulaOf('births'), known)).toEqual([]);
  });

  test('are collected once, in the order of the text, those of the period before apart', () => {
    const formula = formulaOf('b + a * b - previous(c) / previous(a)');
    expect(formula.names).toEqual(['b', 'a']);
    expect(formula.previousNames).toEqual(['c', 'a']);
  });

  test('are the same composed and decomposed', () => {
    expect(formulaOf('и\u0306од + 1').names).toEqual(['йод']);
  });

  test.each([
    ['population', null],
    ['халық_2024', null],
    ['名前', null],
    ['a'.repeat(65), 'form'],
    ['2a', 'form'],
    ['_a', 'form'],
    ['a-b', 'form'],
    ['', 'form'],
    ['not', 'form'],
    ['и\u0306', 'form'],
    ['аb', 'mixed'],
    ['αb', 'mixed'],
  ])('may a variable be called %j', (name, reason) => {
    expect(nameFault(name)?.reason ?? null).toBe(reason);
  });
});

test('places reach from bracket to bracket', () => {
  const { tree } = formulaOf('(a + b) * -(c)');
  expect(tree).toMatchObject({ at: 0, to: 13, left: { at: 0, to: 7, left: { at: 1, to: 2 } }, right: { at: 10 } });
});
