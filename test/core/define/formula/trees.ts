// Random formulas for the property tests: well-typed trees, as the parser could have made them.
import fc from 'fast-check';
import type { BinaryOperator, Expression, Formula } from '../../../../src/core/define/formula/ast.js';
import { parseFormula } from '../../../../src/core/define/formula/parse.js';
import { E } from '../../../../src/core/fp.js';

const none = { at: 0, to: 0 };
export const variables = ['a', 'b', 'халық', 'үлес_2', 'and_more'];

const num = (value: number): Expression => ({ kind: 'number', value, ...none });
const name = (text: string): Expression => ({ kind: 'name', name: text, ...none });
const call = (fn: string, args: ReadonlyArray<Expression>): Expression => ({ kind: 'call', fn, args, ...none });
const binary = (op: BinaryOperator, left: Expression, right: Expression): Expression => ({
  kind: 'binary',
  op,
  left,
  right,
  ...none,
});

const literal = fc
  .oneof(
    fc.nat(20),
    fc.constantFrom(0.1, 0.5, 1.005, 2.5, 1e-7, 1e21, 100),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  )
  .map(num);

const { number, truth } = fc.letrec<{ number: Expression; truth: Expression }>((tie) => {
  const several = (most: number): fc.Arbitrary<Expression[]> =>
    fc.array(tie('number'), { minLength: 1, maxLength: most });
  return {
    number: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'formula' },
      literal,
      fc.constantFrom(...variables).map(name),
      fc.constantFrom(...variables).map((text) => call('previous', [name(text)])),
      tie('number').map((of): Expression => ({ kind: 'unary', op: '-', of, ...none })),
      fc
        .tuple(fc.constantFrom<BinaryOperator>('+', '-', '*', '/'), tie('number'), tie('number'))
        .map(([op, left, right]) => binary(op, left, right)),
      fc
        .tuple(fc.constantFrom('abs', 'round', 'floor', 'ceil', 'sqrt', 'square', 'ln', 'exp'), tie('number'))
        .map(([fn, arg]) => call(fn, [arg])),
      fc.tuple(tie('number'), fc.integer({ min: -3, max: 6 })).map(([arg, digits]) => {
        const size = num(Math.abs(digits));
        return call('round', [arg, digits < 0 ? { kind: 'unary', op: '-', of: size, ...none } : size]);
      }),
      fc.tuple(fc.constantFrom('min', 'max', 'sum', 'mean'), several(4)).map(([fn, args]) => call(fn, args)),
      fc
        .tuple(fc.constantFrom('coalesce', 'band', 'share', 'change_pct'), tie('number'), tie('number'))
        .map(([fn, left, right]) => call(fn, [left, right])),
      fc
        .tuple(fc.constantFrom('clamp', 'rate_per'), tie('number'), tie('number'), tie('number'))
        .map(([fn, ...args]) => call(fn, args)),
      fc.tuple(tie('truth'), tie('number'), tie('number')).map((args) => call('if', args)),
    ),
    truth: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'formula' },
      fc
        .tuple(fc.constantFrom<BinaryOperator>('=', '!=', '<', '<=', '>', '>='), tie('number'), tie('number'))
        .map(([op, left, right]) => binary(op, left, right)),
      tie('number').map((arg) => call('is_missing', [arg])),
      tie('truth').map((of): Expression => ({ kind: 'unary', op: 'not', of, ...none })),
      fc
        .tuple(fc.constantFrom<BinaryOperator>('and', 'or'), tie('truth'), tie('truth'))
        .map(([op, left, right]) => binary(op, left, right)),
      fc.tuple(tie('truth'), tie('truth'), tie('truth')).map((args) => call('if', args)),
    ),
  };
});

export const numberTree = number;
export const truthTree = truth;

/** A value of each variable, now and one period earlier; often missing, often small, sometimes huge. */
export const readings = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -20, max: 20 }) },
    { weight: 2, arbitrary: fc.constant(Number.NaN) },
    { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { weight: 2, arbitrary: fc.integer({ min: -10000, max: 10000 }).map((cents) => cents / 100) },
  ),
  { minLength: 2 * variables.length, maxLength: 2 * variables.length },
);

export const readFrom =
  (values: ReadonlyArray<number>) =>
  (text: string, previous: boolean): number =>
    values[variables.indexOf(text) + (previous ? variables.length : 0)] ?? Number.NaN;

/** The formula of a text that is known to be right. */
export const formulaOf = (text: string): Formula => {
  const parsed = parseFormula(text);
  if (E.isLeft(parsed)) throw new Error(`${text}: ${JSON.stringify(parsed.left)}`);
  return parsed.right;
};

/** A tree without its places in the text. */
export const shape = (node: Expression): unknown => {
  const { at: _at, to: _to, ...rest } = node;
  if (rest.kind === 'unary') return { ...rest, of: shape(rest.of) };
  if (rest.kind === 'binary') return { ...rest, left: shape(rest.left), right: shape(rest.right) };
  return rest.kind === 'call' ? { ...rest, args: rest.args.map(shape) } : rest;
};
