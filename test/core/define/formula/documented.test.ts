// indicators/FORMULAS.md is what a researcher reads: its tables are the functions that there are, and do what they say.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../../src/core/define/formula/evaluate.js';
import { functions } from '../../../../src/core/define/formula/functions.js';
import { parseFormula, tightness } from '../../../../src/core/define/formula/parse.js';
import { resultType } from '../../../../src/core/define/formula/types.js';
import { E } from '../../../../src/core/fp.js';
import { formulaOf } from './trees.js';

const text = readFileSync('indicators/FORMULAS.md', 'utf8');
const rows = (heading: string): ReadonlyArray<ReadonlyArray<string>> => {
  const from = text.indexOf(`\n## ${heading}`);
  expect(from, heading).toBeGreaterThan(0);
  return text
    .slice(from, text.indexOf('\n## ', from + 1) === -1 ? undefined : text.indexOf('\n## ', from + 1))
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '));
};
const coded = (cell: string): ReadonlyArray<string> => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

const read = (name: string, previous: boolean): number => (name === 'births' && previous ? 40 : Number.NaN);
/** A number, `true`, `false` or `missing`. */
const given = (formula: string): string => {
  const parsed = formulaOf(formula);
  const { value } = evaluate(parsed, read);
  if (Number.isNaN(value)) return 'missing';
  return resultType(parsed) === 'truth' ? String(value === 1) : String(value);
};

const [functionRows, operatorRows, logicRows] = [rows('Functions'), rows('Operators'), rows('Missing values')];

describe('the table of functions', () => {
  test('names each function once, with the arguments it takes', () => {
    const calls = functionRows.flatMap(([call]) => coded(call!));
    expect([...new Set(calls.map((call) => call.split('(')[0]))].sort()).toEqual([...functions.keys()].sort());
    for (const [fn, { least, most }] of functions) {
      const counts = calls
        .filter((call) => call.startsWith(`${fn}(`))
        .map((call) => call.slice(fn.length + 1, -1).split(', '));
      expect(counts.length, fn).toBe(fn === 'round' ? 2 : 1);
      expect(Math.min(...counts.map((args) => args.filter((arg) => arg !== '...').length)), fn).toBe(least);
      expect(
        counts.some((args) => args.at(-1) === '...')
          ? Number.POSITIVE_INFINITY
          : Math.max(...counts.map((args) => args.length)),
        fn,
      ).toBe(most);
    }
  });

  test.each([
    ...functionRows.map(([call, , , example]) => [call!, example!]),
    ...operatorRows.map(([call, , , example]) => [call!, example!]),
  ])('%s: %s', (_, example) => {
    const [formula, result] = coded(example);
    expect(given(formula!)).toBe(result);
  });

  test.each(functionRows.map(([call, , rule]) => [coded(call!)[0]!, rule!]))('%s: %s', (call, rule) => {
    const fn = call.split('(')[0]!;
    if (rule !== 'missing') {
      expect(['coalesce', 'if', 'is_missing']).toContain(fn);
      return;
    }
    const { least, most } = functions.get(fn)!;
    const count = Number.isFinite(most) ? most : Math.max(2, least);
    for (let lacking = 0; lacking < count; lacking++) {
      const args = Array.from({ length: count }, (_, i) => (i === lacking ? 'none' : '1'));
      expect(given(`${fn}(${args.join(', ')})`), args.join(', ')).toBe('missing');
    }
  });
});

test('the operators stand in the order in which they bind', () => {
  const order = operatorRows.map(([operators]) => coded(operators!).map((each) => (each === '-x' ? 'sign' : each)));
  const bound = new Map<number, string[]>();
  for (const [operator, level] of Object.entries(tightness)) bound.set(level, [...(bound.get(level) ?? []), operator]);
  expect(order.map((level) => [...level].sort())).toEqual(
    [...bound].sort(([a], [b]) => b - a).map(([, level]) => level.sort()),
  );
});

describe('the table of three answers', () => {
  const spelt: Readonly<Record<string, string>> = { true: '1 = 1', false: '1 = 0', missing: 'none = 1' };
  test('is complete', () => expect(new Set(logicRows.map(([a, b]) => `${a} ${b}`)).size).toBe(9));
  test.each(logicRows.map((row) => [...row]))('%s, %s: and %s, or %s, not %s', (a, b, and, or, not) => {
    const [left, right] = [`(${spelt[a!]})`, `(${spelt[b!]})`];
    expect([given(`${left} and ${right}`), given(`${left} or ${right}`), given(`not ${left}`)]).toEqual([and, or, not]);
    // A condition and its branches: only what is taken has to be known.
    const chosen = a === 'missing' ? 'missing' : a === 'true' ? '1' : '2';
    expect(given(`if(${left}, 1, 2)`)).toBe(chosen);
    expect(given(`if(${left}, none, 2)`)).toBe(chosen === '2' ? '2' : 'missing');
    expect(given(`if(${left}, 1, none)`)).toBe(chosen === '1' ? '1' : 'missing');
    expect(given(`is_missing(${left})`)).toBe(String(a === 'missing'));
  });

  test.each(['<', '<=', '>', '>=', '=', '!='])('%s compares known numbers only', (op) => {
    for (const [left, right] of [
      ['none', '1'],
      ['1', 'none'],
      ['none', 'none'],
    ])
      expect(given(`${left} ${op} ${right}`)).toBe('missing');
    for (const [left, right] of [
      ['1', '2'],
      ['2', '2'],
      ['2', '1'],
    ] as const)
      expect(given(`${left} ${op} ${right}`)).toBe(
        String(
          {
            '<': left < right,
            '<=': left <= right,
            '>': left > right,
            '>=': left >= right,
            '=': left === right,
            '!=': left !== right,
          }[op],
        ),
      );
  });
});

test('what the document says is not there is refused', () => {
  for (const formula of ['"text"', '[1, 2]', '1e3', '0,5', '2 ^ 3', 'x = 1 + y = 2', 'births.x', 'a; b'])
    expect(E.isLeft(parseFormula(formula)), formula).toBe(true);
});
