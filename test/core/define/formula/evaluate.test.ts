import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  evaluate,
  evaluateColumn,
  evaluateCondition,
  type MissingReason,
} from '../../../../src/core/define/formula/evaluate.js';
import { functions } from '../../../../src/core/define/formula/functions.js';
import { formulaOf, numberTree, readFrom, readings, variables } from './trees.js';

const none = Number.NaN;
const values: Readonly<Record<string, number>> = { a: 6, b: 4, zero: 0, low: -2, huge: 1.7e308, none, inf: Infinity };
const read = (name: string, previous: boolean): number =>
  previous ? (name === 'a' ? 5 : none) : (values[name] ?? none);

describe('numbers', () => {
  test.each([
    ['a + b', 10],
    ['a - b', 2],
    ['a * b', 24],
    ['a / b', 1.5],
    ['-a', -6],
    ['--a', 6],
    ['-a * b', -24],
    ['a - b - 1', 1],
    ['a / b / 3', 0.5],
    ['a + b * 2', 14],
    ['(a + b) * 2', 20],
    ['0.1 + 0.2', 0.30000000000000004],
    ['-zero', 0],
    ['low * zero', 0],
    ['min(a, b, low)', -2],
    ['max(a, b, low)', 6],
    ['min(a)', 6],
    ['abs(low)', 2],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(0.5)', 1],
    ['round(-0.4)', 0],
    ['round(1.005, 2)', 1.01],
    ['round(2.675, 2)', 2.68],
    ['round(1234.5, -2)', 1200],
    ['round(1250, -2)', 1300],
    ['round(49, -2)', 0],
    ['round(50, -2)', 100],
    ['round(0.00000025, 7)', 0.0000003],
    ['floor(-1.5)', -2],
    ['floor(1.5)', 1],
    ['ceil(-1.5)', -1],
    ['ceil(-0.5)', 0],
    ['sqrt(2)', Math.SQRT2],
    ['sqrt(zero)', 0],
    ['square(low)', 4],
    ['ln(3)', 1.09861228867],
    ['exp(2)', 7.38905609893],
    ['exp(-1000)', 0],
    ['clamp(a, 0, 5)', 5],
    ['clamp(low, 0, 5)', 0],
    ['clamp(b, 0, 5)', 4],
    ['mean(a, b)', 5],
    ['mean(1, 2, 4)', 7 / 3],
    ['sum(a, b, low)', 8],
    ['coalesce(none, a, b)', 6],
    ['coalesce(a, none)', 6],
    ['share(b, a)', 400 / 6],
    ['rate_per(1000, b, a)', (4 / 6) * 1000],
    ['change_pct(a, b)', 50],
    ['change_pct(a, previous(a))', 20],
    ['band(a, 5, 6, 7)', 2],
    ['band(low, 0, 10)', 0],
    ['band(10, 0, 10)', 2],
    ['previous(a)', 5],
    ['if(a > b, 1, 2)', 1],
    ['if(a < b, 1, 2)', 2],
    ['if(a > b, 1, none)', 1],
    ['if(is_missing(none), 1, none)', 1],
    ['if(a > b and (b > a or not a = b), 1, 2)', 1],
  ])('%s is %d', (text, expected) => {
    expect(evaluate(formulaOf(text), read)).toEqual({ value: expected, reason: null });
  });

  test('every function of the table can be computed', () => {
    for (const [fn, { least }] of functions) {
      const args = [fn === 'if' ? 'a > b' : 'a', 'b', 'a'].slice(0, least).join(', ');
      expect(evaluate(formulaOf(`${fn}(${args})`), read).value, fn).toBeTypeOf('number');
    }
  });
});

describe('missing values and their reasons', () => {
  const reason = (text: string): Partial<MissingReason> | null => evaluate(formulaOf(text), read).reason;

  test.each([
    ['a / zero', 'division_by_zero'],
    ['zero / zero', 'division_by_zero'],
    ['a / -zero', 'division_by_zero'],
    ['share(a, zero)', 'division_by_zero'],
    ['rate_per(1000, a, zero)', 'division_by_zero'],
    ['change_pct(a, zero)', 'division_by_zero'],
    ['change_pct(a, low)', 'out_of_domain'],
    ['ln(zero)', 'out_of_domain'],
    ['ln(low)', 'out_of_domain'],
    ['sqrt(low)', 'out_of_domain'],
    ['clamp(a, 5, 0)', 'out_of_domain'],
    ['round(a, 0.5)', 'out_of_domain'],
    ['round(a, 16)', 'out_of_domain'],
    ['huge + huge', 'overflow'],
    ['huge * 2', 'overflow'],
    ['-huge - huge', 'overflow'],
    ['huge / 0.1', 'overflow'],
    ['square(huge)', 'overflow'],
    ['exp(1000)', 'overflow'],
    ['sum(huge, huge, -huge, -huge)', 'overflow'],
    ['mean(huge, huge)', 'overflow'],
    ['share(huge, 1)', 'overflow'],
    ['rate_per(zero, huge, 0.1)', 'overflow'],
    ['change_pct(huge, 1)', 'overflow'],
    ['inf', 'overflow'],
    ['none', 'missing_value'],
    ['previous(b)', 'missing_value'],
    ['nobody', 'missing_value'],
  ])('%s: %s', (text, code) => {
    const { value, reason: why } = evaluate(formulaOf(text), read);
    expect(value).toBeNaN();
    expect(why?.code).toBe(code);
  });

  test.each([
    '-#',
    '# + a',
    'a - #',
    '# * a',
    'a / #',
    'abs(#)',
    'min(a, #)',
    'max(#, a)',
    'round(#)',
    'round(a, #)',
    'floor(#)',
    'ceil(#)',
    'sqrt(#)',
    'square(#)',
    'ln(#)',
    'exp(#)',
    'clamp(#, 0, 1)',
    'clamp(a, #, 1)',
    'clamp(a, 0, #)',
    'mean(a, #)',
    'sum(#)',
    'share(#, a)',
    'share(a, #)',
    'rate_per(#, a, b)',
    'rate_per(1, #, b)',
    'rate_per(1, a, #)',
    'change_pct(#, a)',
    'change_pct(a, #)',
    'band(#, 1)',
    'band(a, 1, #)',
    'if(# > 1, a, b)',
    'if(a > 1, #, b)',
    'coalesce(#, #)',
    '# = #',
    '# != a',
    '# < a',
    'a <= #',
    '# > a',
    'a >= #',
    'not # > 1',
  ])('%s is missing where # is', (pattern) => {
    const text = pattern.replaceAll('#', 'none');
    expect(reason(text)).toMatchObject({ code: 'missing_value', name: 'none', previous: false });
  });

  test('the first cause from the left is told, with its place', () => {
    expect(reason('a / zero + none')).toMatchObject({ code: 'division_by_zero', from: 0, to: 8 });
    expect(reason('none + a / zero')).toMatchObject({ code: 'missing_value', name: 'none', from: 0, to: 4 });
    expect(reason('previous(b) - none')).toMatchObject({ name: 'b', previous: true, from: 0, to: 11 });
    expect(reason('coalesce(sqrt(low), none)')).toMatchObject({ code: 'out_of_domain' });
    expect(reason('coalesce(none, 1) + sqrt(low)')).toMatchObject({ code: 'out_of_domain' });
    expect(reason('if(none > 1 or sqrt(low) > 1, 1, 0)')).toMatchObject({ code: 'missing_value' });
    expect(reason('if(none > 1 or a > 1, sqrt(low), 0)')).toMatchObject({ code: 'out_of_domain' });
  });
});

describe('conditions', () => {
  const text = { true: '1 = 1', false: '1 = 0', null: 'none = 1' } as const;
  const spell = (value: boolean | null): string => `(${text[`${value}`]})`;

  test.each([
    [true, true, true, true],
    [true, false, false, true],
    [true, null, null, true],
    [false, true, false, true],
    [false, false, false, false],
    [false, null, false, null],
    [null, true, null, true],
    [null, false, false, null],
    [null, null, null, null],
  ])('%s with %s: and gives %s, or gives %s', (left, right, and, or) => {
    expect(evaluateCondition(formulaOf(`${spell(left)} and ${spell(right)}`), read)).toBe(and);
    expect(evaluateCondition(formulaOf(`${spell(left)} or ${spell(right)}`), read)).toBe(or);
  });

  test.each([
    ['not 1 = 1', false],
    ['not 1 = 0', true],
    ['not none = 1', null],
    ['is_missing(none)', true],
    ['is_missing(a)', false],
    ['is_missing(a / zero)', true],
    ['is_missing(none > 1)', true],
    ['is_missing(none > 1 and 1 = 0)', false],
    ['if(none > 1, 1 = 1, 1 = 1)', null],
    ['a > b', true],
    ['a < b', false],
    ['a >= 6', true],
    ['a <= 6', true],
    ['a > 6', false],
    ['a < 6', false],
    ['a = 6', true],
    ['a == 6', true],
    ['a != 6', false],
    ['zero = -zero', true],
    ['not a = b and a > b', true],
    ['1 = 0 and 1 = 0 or 1 = 1', true],
  ])('%s is %s', (condition, expected) => {
    expect(evaluateCondition(formulaOf(condition), read)).toBe(expected);
  });
});

test('a column gives each unit what it would get alone', () => {
  fc.assert(
    fc.property(numberTree, fc.array(readings, { minLength: 1, maxLength: 6 }), (tree, units) => {
      const formula = { text: '', tree, names: [], previousNames: [] };
      const columnAt = (i: number): Float64Array => Float64Array.from(units, (unit) => unit[i] ?? none);
      const now = new Map(variables.map((name, i) => [name, columnAt(i)]));
      const before = new Map(variables.map((name, i) => [name, columnAt(i + variables.length)]));
      const { values: column, reasons } = evaluateColumn(formula, now, before, units.length);
      units.forEach((unit, i) => {
        expect({ value: column[i], reason: reasons[i] }).toEqual(evaluate(formula, readFrom(unit)));
      });
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('a variable without a column is missing everywhere', () => {
  const { values: column, reasons } = evaluateColumn(formulaOf('a + 1'), new Map(), new Map(), 2);
  expect([...column]).toEqual([none, none]);
  expect(reasons.map((reason) => reason?.name)).toEqual(['a', 'a']);
});
