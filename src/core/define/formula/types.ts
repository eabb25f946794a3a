// What each part of a formula is, a number or a truth value, found before any data is seen.
import type { Expression, Formula } from './ast.js';
import type { FormulaError } from './error.js';

export type FormulaType = 'number' | 'truth';

/** What the formula gives: an indicator needs a number, a condition such as `applies_to.where` a truth value. */
export const resultType = (formula: Formula): FormulaType => typeOf(formula.tree);

/** The type of a tree that has passed `typeErrors`. */
export const typeOf = (node: Expression): FormulaType => {
  switch (node.kind) {
    case 'number':
    case 'name':
      return 'number';
    case 'unary':
      return node.op === 'not' ? 'truth' : 'number';
    case 'binary':
      return isArithmetic(node.op) ? 'number' : 'truth';
    case 'call': {
      const branch = node.args[1];
      if (node.fn === 'if' && branch !== undefined) return typeOf(branch);
      return node.fn === 'is_missing' ? 'truth' : 'number';
    }
  }
};

/** Every place where a number stands for a truth value or the other way round, in the order of the text. */
export const typeErrors = (tree: Expression): ReadonlyArray<FormulaError> => {
  const errors: FormulaError[] = [];
  const refuse = (node: Expression, reason: string, inside: string): void => {
    errors.push({ code: 'FormulaTypes', args: { reason, in: inside }, from: node.at, to: node.to });
  };
  const need = (node: Expression, type: FormulaType, inside: string): void => {
    visit(node);
    if (typeOf(node) !== type) refuse(node, type === 'number' ? 'number_needed' : 'truth_needed', inside);
  };
  const visit = (node: Expression): void => {
    if (node.kind === 'unary') need(node.of, node.op === 'not' ? 'truth' : 'number', node.op);
    if (node.kind === 'call') visitCall(node.fn, node.args);
    if (node.kind !== 'binary') return;
    const { op, left, right } = node;
    if (isComparison(op) && left.kind === 'binary' && isComparison(left.op) && left.to === left.right.to) {
      visit(left);
      refuse(node, 'chained', op);
      visit(right);
      return;
    }
    const wanted = op === 'and' || op === 'or' ? 'truth' : 'number';
    need(left, wanted, op);
    need(right, wanted, op);
  };
  const visitCall = (fn: string, args: ReadonlyArray<Expression>): void => {
    const [first, second, third] = args;
    if (fn === 'is_missing') args.forEach(visit);
    else if (fn === 'if' && first !== undefined && second !== undefined && third !== undefined) {
      need(first, 'truth', fn);
      visit(second);
      visit(third);
      if (typeOf(second) !== typeOf(third)) refuse(third, 'branches', fn);
    } else for (const arg of args) need(arg, 'number', fn);
  };
  visit(tree);
  return errors.sort((a, b) => a.from - b.from);
};

const isArithmetic = (op: string): boolean => op === '+' || op === '-' || op === '*' || op === '/';
const isComparison = (op: string): boolean =>
  op === '=' || op === '!=' || op === '<' || op === '<=' || op === '>' || op === '>=';
