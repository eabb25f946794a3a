// A formula one operation at a time, in the order in which it is computed, with the values of one unit.
import type { Expression, Formula } from '../define/formula/ast.js';
import { evaluate, type MissingReason, type Read } from '../define/formula/evaluate.js';
import { filledIn, printFormula } from '../define/formula/print.js';
import { typeOf } from '../define/formula/types.js';

export interface FormulaStep {
  /** The operation as it stands in the formula; of `if` the condition alone. */
  readonly text: string;
  /** The same with the values of what it works on; null where those are no numbers. */
  readonly expression: string | null;
  /** NaN where missing; a truth value is 1 or 0. */
  readonly value: number;
  readonly isTruth: boolean;
  readonly reason: MissingReason | null;
  /** For `if`: whether its condition holds; null for everything else, and where that is not known. */
  readonly condition: boolean | null;
}

/**
 * Every operation that is carried out, each once; a branch that is not taken, and what follows the first known argument of
 * `coalesce`, is not. Empty for a formula of fewer than two operations: it shows itself.
 */
export const formulaSteps = (formula: Formula, read: Read): ReadonlyArray<FormulaStep> => {
  const steps = new Map<string, FormulaStep>();
  const computed = (tree: Expression): number => evaluate({ ...formula, tree }, read).value;

  const visit = (node: Expression): void => {
    if (isRead(node)) return;
    for (const part of carriedOut(node, computed)) visit(part);
    if (node.kind === 'unary' && node.op === '-') return;
    const whole = printFormula(node);
    if (steps.has(whole)) return;
    const text = node.kind === 'call' && node.fn === 'if' ? `if(${printFormula(node.args[0]!)}, …)` : whole;
    const { value, reason } = evaluate({ ...formula, tree: node }, read);
    steps.set(whole, {
      text,
      expression: expressionOf(node, formula, read, computed),
      value,
      isTruth: typeOf(node) === 'truth',
      reason,
      condition: conditionOf(node, computed),
    });
  };
  visit(formula.tree);
  return steps.size < 2 ? [] : [...steps.values()];
};

/** What is not computed but read: a number, also below zero, or a variable. */
const isRead = (node: Expression): boolean =>
  node.kind === 'number' ||
  node.kind === 'name' ||
  (node.kind === 'unary' && node.op === '-' && isRead(node.of)) ||
  (node.kind === 'call' && node.fn === 'previous');

const partsOf = (node: Expression): ReadonlyArray<Expression> => {
  if (node.kind === 'unary') return [node.of];
  if (node.kind === 'binary') return [node.left, node.right];
  return node.kind === 'call' ? node.args : [];
};

const carriedOut = (node: Expression, computed: (node: Expression) => number): ReadonlyArray<Expression> => {
  const parts = partsOf(node);
  if (node.kind === 'binary' && (node.op === 'and' || node.op === 'or')) {
    const decisive = node.op === 'and' ? 0 : 1;
    return computed(node.left) === decisive ? parts.slice(0, 1) : parts;
  }
  if (node.kind !== 'call') return parts;
  if (node.fn === 'coalesce') {
    const known = parts.findIndex((part) => !Number.isNaN(computed(part)));
    return known === -1 ? parts : parts.slice(0, known + 1);
  }
  if (node.fn !== 'if') return parts;
  const condition = computed(parts[0]!);
  return Number.isNaN(condition) ? parts.slice(0, 1) : [parts[0]!, parts[condition === 1 ? 1 : 2]!];
};

const conditionOf = (node: Expression, computed: (node: Expression) => number): boolean | null => {
  if (node.kind !== 'call' || node.fn !== 'if') return null;
  const condition = computed(node.args[0]!);
  return Number.isNaN(condition) ? null : condition === 1;
};

/** The operation with its parts computed: `(0.0096 + 1) * 100` is shown as `1.0096 * 100`. */
const expressionOf = (
  node: Expression,
  formula: Formula,
  read: Read,
  computed: (node: Expression) => number,
): string | null => {
  const parts = partsOf(node);
  if ((node.kind === 'call' && node.fn === 'if') || parts.some((part) => typeOf(part) === 'truth')) return null;
  const asNumber = (part: Expression): Expression =>
    isRead(part) ? part : { kind: 'number', value: computed(part), at: part.at, to: part.to };
  return filledIn({ ...formula, tree: withParts(node, parts.map(asNumber)) }, read);
};

const withParts = (node: Expression, parts: ReadonlyArray<Expression>): Expression => {
  if (node.kind === 'unary') return { ...node, of: parts[0]! };
  if (node.kind === 'binary') return { ...node, left: parts[0]!, right: parts[1]! };
  return node.kind === 'call' ? { ...node, args: parts } : node;
};
