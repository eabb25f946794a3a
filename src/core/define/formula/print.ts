// A tree written back as text: once as a formula, once as arithmetic with the numbers of one unit filled in.
//
// Both keep the tree: brackets stand wherever leaving them out would change which operation is done first, also where
// ordinary arithmetic would not care, as in `a + (b + c)`. Whoever computes the text with doubles, `* /` before `+ -`
// before comparisons before `not` before `and` before `or`, equal ones from left to right and a call's arguments
// in order, does the same operations in the same order as the engine and gets the same double.
import { decimalOf } from '../../model/decimal.js';
import type { Expression, Formula } from './ast.js';
import { limits } from './error.js';
import { tightness } from './parse.js';

/**
 * The canonical text: two formulas have the same one just when they have the same tree, and it parses to that tree.
 * Definitions are hashed with it, so that spaces, spare brackets and `1.50` for `1.5` do not count as a change.
 */
export const printFormula = (tree: Expression): string => {
  const text = print(tree, {
    number: decimalOf,
    name: (name) => name,
    previous: (name) => `previous(${name})`,
  });
  // A text without a single space may have been at the limit; its canonical form must not be over it.
  return text.length <= limits.signs ? text : text.replace(/(?<![\p{L}\p{N}_]) | (?![\p{L}\p{N}_])/gu, '');
};

/**
 * The formula with the numbers in place of the names, `previous(x)` included: plain decimals without an exponent, the
 * shortest that give the same double; below zero in brackets; `missing` where there is none. Functions keep their names
 * and the meaning that `functions` gives them.
 * @example share(jailed, population) // => share(12, 4800)
 */
export const filledIn = (formula: Formula, read: (name: string, previous: boolean) => number): string => {
  const number = (value: number): string => {
    if (Number.isNaN(value)) return 'missing';
    return value < 0 ? `(${decimalOf(value)})` : decimalOf(value);
  };
  return print(formula.tree, {
    number,
    name: (name) => number(read(name, false)),
    previous: (name) => number(read(name, true)),
  });
};

/** How what a formula reads is written. */
interface Leaves {
  readonly number: (value: number) => string;
  readonly name: (name: string) => string;
  readonly previous: (name: string) => string;
}

const print = (node: Expression, leaves: Leaves): string => {
  const within = (of: Expression, loosest: number): string =>
    tightnessOf(of) < loosest ? `(${print(of, leaves)})` : print(of, leaves);
  switch (node.kind) {
    case 'number':
      return leaves.number(node.value);
    case 'name':
      return leaves.name(node.name);
    case 'unary':
      return node.op === '-' ? `-${within(node.of, tightness.sign)}` : `not ${within(node.of, tightness.not)}`;
    case 'binary': {
      const own = tightness[node.op];
      return `${within(node.left, own)} ${node.op} ${within(node.right, own + 1)}`;
    }
    case 'call': {
      const [only] = node.args;
      if (node.fn === 'previous' && only?.kind === 'name') return leaves.previous(only.name);
      return `${node.fn}(${node.args.map((arg) => print(arg, leaves)).join(', ')})`;
    }
  }
};

const tightnessOf = (node: Expression): number => {
  if (node.kind === 'binary') return tightness[node.op];
  if (node.kind === 'unary') return node.op === '-' ? tightness.sign : tightness.not;
  return Number.POSITIVE_INFINITY;
};
