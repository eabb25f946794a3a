// A small, fixed share of what `npm run fuzz -- formula` does a million times; the second evaluator itself is held to results
// worked out by hand, so that both cannot be wrong together.
import { expect, test } from 'vitest';
import { chanceFrom } from '../../../../fuzz/formula/chance.js';
import { type Exact, exactly, Undecided } from '../../../../fuzz/formula/exact.js';
import { compareTrees, type Fault, printAgain, tryInputs } from '../../../../fuzz/formula/fuzz.js';
import { hostileNames } from '../../../../fuzz/formula/inputs.js';
import { toDouble } from '../../../../fuzz/formula/rational.js';
import { checkNames, nameFault } from '../../../../src/core/define/formula/names.js';
import { parseFormula } from '../../../../src/core/define/formula/parse.js';
import { E } from '../../../../src/core/fp.js';
import { formulaOf } from './trees.js';

test('10,000 inputs give formulas and formula errors only', () => {
  const faults: Fault[] = [];
  const { tried, formulas, refused, by_code } = tryInputs(chanceFrom(2026), 10_000, faults);
  expect(faults).toEqual([]);
  expect([tried, formulas + refused]).toEqual([10_000, 10_000]);
  expect(formulas).toBeGreaterThan(1000);
  expect(Object.keys(by_code)).toEqual([
    'FormulaArity',
    'FormulaSyntax',
    'FormulaTooDeep',
    'FormulaTooLong',
    'FormulaTypes',
    'FormulaUnknownFunction',
  ]);
});

test('2,000 random formulas have the values that exact fractions give', () => {
  const faults: Fault[] = [];
  const counts = compareTrees(chanceFrom(2027), 2000, faults);
  expect(faults).toEqual([]);
  expect(counts.agreeing).toBeGreaterThan(800);
  expect(counts.missing).toBeGreaterThan(100);
  expect(counts.truths).toBeGreaterThan(100);
  expect(counts.undecided).toBeLessThan(200);
});

test('2,000 random formulas come back as they were printed, however they are spaced', () => {
  const faults: Fault[] = [];
  expect(printAgain(chanceFrom(2028), 2000, faults)).toBe(2000);
  expect(faults).toEqual([]);
});

const readings = new Map([
  ['births', 12.5],
  ['халық', 4800],
  ["халық'", 4600],
  ['x', -3],
]);
const shown = (exact: Exact): unknown => {
  if (exact.is === 'number') return toDouble(exact.exact);
  return exact.is === 'truth' ? exact.holds : [exact.why, exact.name, exact.previous];
};

test.each([
  ['births + 2 * x', 6.5],
  ['1 / 3 * 3', 1],
  ['0.1 + 0.2 - 0.3', 0],
  ['share(births, 50)', 25],
  ['rate_per(1000, births, 5000)', 2.5],
  ['change_pct(халық, previous(халық))', 100 / 23],
  ['change_pct(1, x)', ['out_of_domain', null, false]],
  ['round(1.005, 2)', 1.01],
  ['round(x * 0.5)', -2],
  ['round(1250, -2)', 1300],
  ['floor(x / 2) + ceil(x / 2)', -3],
  ['sqrt(2)', Math.SQRT2],
  ['sqrt(x)', ['out_of_domain', null, false]],
  ['ln(20)', 2.99573227355],
  ['exp(2)', 7.38905609893],
  ['exp(-x - 1)', 7.38905609893],
  ['exp(1000)', ['overflow', null, false]],
  ['clamp(x, -1, 1)', -1],
  ['clamp(x, 1, -1)', ['out_of_domain', null, false]],
  ['mean(1, 2, x)', 0],
  ['min(births, x) + max(births, x)', 9.5],
  ['band(births, 10, 12.5, 13)', 2],
  ['births / (x + 3)', ['division_by_zero', null, false]],
  ['coalesce(үлес_2, births / 0, 7)', 7],
  ['coalesce(births / 0, үлес_2)', ['division_by_zero', null, false]],
  ['previous(births)', ['missing_value', 'births', true]],
  ['if(x < 0, 1, үлес_2)', 1],
  ['if(үлес_2 < 0, 1, 2)', ['missing_value', 'үлес_2', false]],
  ['is_missing(үлес_2) and not (x > 0)', true],
  ['x > 0 and үлес_2 > 0', false],
  ['үлес_2 > 0 or x < 0', true],
  ['үлес_2 > 0 or x > 0', ['missing_value', 'үлес_2', false]],
])('exactly, %s is %j', (text, expected) => {
  expect(shown(exactly(formulaOf(text).tree, readings))).toEqual(expected);
});

test.each(['0.1 + 0.2 = 0.3', 'floor((0.1 + 0.2) * 10)', 'round((1.1 - 0.095) * 100)'])(
  'what rounding alone could tip is left open: %s',
  (text) => expect(() => exactly(formulaOf(text).tree, readings)).toThrow(Undecided),
);

test.each(hostileNames)('%s is a name like any other, and unknown', (name) => {
  const known = new Set(['births', 'population']);
  if (nameFault(name) === null)
    expect(checkNames(formulaOf(`1 + ${name}`), known)).toMatchObject([{ code: 'FormulaUnknownName', from: 4 }]);
  else expect([name, E.isLeft(parseFormula(`1 + ${name}`))]).toEqual(['__proto__', true]);
  const called = parseFormula(`${name}(1)`);
  expect(E.isLeft(called) && called.left[0]!.code).toMatch(/^Formula(UnknownFunction|Syntax)$/);
});
