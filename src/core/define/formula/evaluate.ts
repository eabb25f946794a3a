// Computes a formula for one unit, or for a whole column of units. NaN is the missing value, and truth values travel as
// 1, 0 and NaN; no result is ever infinite. One walk over the tree, so the work grows with its size and no faster.
import { toSignificant } from '../../model/decimal.js';
import { roundHalfAway } from '../../model/round.js';
import type { Expression, Formula } from './ast.js';

export const missingCodes = ['missing_value', 'division_by_zero', 'out_of_domain', 'overflow'] as const;
export type MissingCode = (typeof missingCodes)[number];

/** Why there is no result: the first cause met, going from left to right. The sentence is `formula.reason.<code>`. */
export interface MissingReason {
  readonly code: MissingCode;
  /** The variable that has no value; null for the other codes. */
  readonly name: string | null;
  /** Whether it is the value of the period before that is lacking. */
  readonly previous: boolean;
  /** The part of the text that could not be computed, in signs from 0. */
  readonly from: number;
  readonly to: number;
}

/** The value of a variable in the period, or (`previous`) one period earlier; NaN where there is none. */
export type Read = (name: string, previous: boolean) => number;

export interface Evaluated {
  /** NaN where missing; never infinite, never −0. A truth value is 1 or 0. */
  readonly value: number;
  /** null just when there is a value. */
  readonly reason: MissingReason | null;
}

export const evaluate = (formula: Formula, read: Read): Evaluated => {
  const run: Run = { read, reason: null };
  const value = compute(formula.tree, run);
  if (Number.isNaN(value)) return { value, reason: run.reason };
  return { value: value === 0 ? 0 : value, reason: null };
};

/** A condition, in three-valued logic: null where missing values leave it open. */
export const evaluateCondition = (formula: Formula, read: Read): boolean | null => {
  const { value } = evaluate(formula, read);
  return Number.isNaN(value) ? null : value !== 0;
};

/**
 * The formula for `n` units. `columns` and `previous` hold one array for each variable, in the order of the units; a
 * variable without an array is missing everywhere. `reasons` has null where there is a value.
 */
export const evaluateColumn = (
  formula: Formula,
  columns: ReadonlyMap<string, Float64Array>,
  previous: ReadonlyMap<string, Float64Array>,
  n: number,
): { readonly values: Float64Array; readonly reasons: ReadonlyArray<MissingReason | null> } => {
  let unit = 0;
  const run: Run = {
    read: (name, earlier) => (earlier ? previous : columns).get(name)?.[unit] ?? Number.NaN,
    reason: null,
  };
  const values = new Float64Array(n);
  const reasons: Array<MissingReason | null> = [];
  for (; unit < n; unit++) {
    const value = compute(formula.tree, run);
    values[unit] = value === 0 ? 0 : value;
    reasons.push(Number.isNaN(value) ? run.reason : null);
  }
  return { values, reasons };
};

/** The arguments of the sentence `formula.reason.<code>`. */
export const reasonArgs = (reason: MissingReason): { readonly name: string; readonly previous: 'yes' | 'no' } => ({
  name: reason.name ?? '',
  previous: reason.previous ? 'yes' : 'no',
});

/** `reason` speaks of the last NaN that was given back, and of nothing when the last result was a number. */
interface Run {
  readonly read: Read;
  reason: MissingReason | null;
}

const compute = (node: Expression, run: Run): number => {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'name':
      return readValue(node, node.name, false, run);
    case 'unary': {
      const of = compute(node.of, run);
      if (node.op === '-') return -of;
      return Number.isNaN(of) ? of : 1 - of;
    }
    case 'binary':
      return node.op === 'and' || node.op === 'or' ? logic(node, run) : operation(node, run);
    case 'call':
      return callOf(node, run);
  }
};

type Call = Extract<Expression, { readonly kind: 'call' }>;
type Binary = Extract<Expression, { readonly kind: 'binary' }>;

const missing = (
  run: Run,
  code: MissingCode,
  node: Expression,
  name: string | null = null,
  previous = false,
): number => {
  run.reason = { code, name, previous, from: node.at, to: node.to };
  return Number.NaN;
};

const finite = (value: number, node: Expression, run: Run): number =>
  Number.isFinite(value) ? value : missing(run, 'overflow', node);

const readValue = (node: Expression, name: string, previous: boolean, run: Run): number => {
  const value = run.read(name, previous);
  return Number.isNaN(value) ? missing(run, 'missing_value', node, name, previous) : finite(value, node, run);
};

/** False `and` anything is false, true `or` anything is true, whatever is missing; otherwise missing passes on. */
const logic = (node: Binary, run: Run): number => {
  const decisive = node.op === 'and' ? 0 : 1;
  const left = compute(node.left, run);
  if (left === decisive) return decisive;
  const reason = run.reason;
  const right = compute(node.right, run);
  if (right === decisive) return decisive;
  if (!Number.isNaN(left)) return right;
  run.reason = reason;
  return left;
};

const operation = (node: Binary, run: Run): number => {
  const left = compute(node.left, run);
  if (Number.isNaN(left)) return left;
  const right = compute(node.right, run);
  if (Number.isNaN(right)) return right;
  switch (node.op) {
    case '+':
      return finite(left + right, node, run);
    case '-':
      return finite(left - right, node, run);
    case '*':
      return finite(left * right, node, run);
    case '/':
      return right === 0 ? missing(run, 'division_by_zero', node) : finite(left / right, node, run);
    case '<':
      return left < right ? 1 : 0;
    case '<=':
      return left <= right ? 1 : 0;
    case '>':
      return left > right ? 1 : 0;
    case '>=':
      return left >= right ? 1 : 0;
    case '=':
      return left === right ? 1 : 0;
    default:
      return left !== right ? 1 : 0;
  }
};

/** The functions that look at their arguments one at a time; the others need all of them. */
const callOf = (node: Call, run: Run): number => {
  const [first, second, third] = node.args;
  switch (node.fn) {
    case 'if': {
      const condition = compute(first!, run);
      if (Number.isNaN(condition)) return condition;
      return compute(condition !== 0 ? second! : third!, run);
    }
    case 'coalesce': {
      let reason: MissingReason | null = null;
      for (const arg of node.args) {
        const value = compute(arg, run);
        if (!Number.isNaN(value)) return value;
        reason ??= run.reason;
      }
      run.reason = reason;
      return Number.NaN;
    }
    case 'is_missing':
      return Number.isNaN(compute(first!, run)) ? 1 : 0;
    case 'previous':
      return first?.kind === 'name' ? readValue(node, first.name, true, run) : Number.NaN;
    case 'min':
    case 'max':
    case 'sum':
    case 'mean':
    case 'band':
      return fold(node, run);
    default:
      return strict(node, run);
  }
};

/** Functions of any number of arguments, from left to right. */
const fold = (node: Call, run: Run): number => {
  const first = compute(node.args[0]!, run);
  if (Number.isNaN(first)) return first;
  let result = node.fn === 'band' ? 0 : first;
  for (let i = 1; i < node.args.length; i++) {
    const value = compute(node.args[i]!, run);
    if (Number.isNaN(value)) return value;
    if (node.fn === 'min') result = Math.min(result, value);
    else if (node.fn === 'max') result = Math.max(result, value);
    else if (node.fn === 'band') result += first >= value ? 1 : 0;
    else result += value;
  }
  return finite(node.fn === 'mean' ? result / node.args.length : result, node, run);
};

const significantDigits = 12;
const mostDigits = 15;

/** Functions of one to three arguments, none of which may be missing. */
const strict = (node: Call, run: Run): number => {
  const x = compute(node.args[0]!, run);
  if (Number.isNaN(x)) return x;
  const y = node.args.length > 1 ? compute(node.args[1]!, run) : 0;
  if (Number.isNaN(y)) return y;
  const z = node.args.length > 2 ? compute(node.args[2]!, run) : 0;
  if (Number.isNaN(z)) return z;
  const outOfDomain = (): number => missing(run, 'out_of_domain', node);
  const result = (value: number): number => finite(value, node, run);
  const over = (dividend: number, divisor: number): number =>
    divisor === 0 ? missing(run, 'division_by_zero', node) : result(dividend / divisor);
  switch (node.fn) {
    case 'abs':
      return Math.abs(x);
    case 'round':
      return Number.isInteger(y) && Math.abs(y) <= mostDigits ? result(roundHalfAway(x, y)) : outOfDomain();
    case 'floor':
      return Math.floor(x);
    case 'ceil':
      return Math.ceil(x);
    case 'sqrt':
      return x < 0 ? outOfDomain() : Math.sqrt(x);
    case 'square':
      return result(x * x);
    case 'ln':
      return x <= 0 ? outOfDomain() : toSignificant(Math.log(x), significantDigits);
    case 'exp':
      return result(toSignificant(Math.exp(x), significantDigits));
    case 'clamp':
      return y > z ? outOfDomain() : Math.max(y, Math.min(x, z));
    case 'share':
      return over(100 * x, y);
    case 'rate_per': {
      const ratio = over(y, z);
      return Number.isNaN(ratio) ? ratio : result(ratio * x);
    }
    case 'change_pct':
      return y < 0 ? outOfDomain() : over(100 * (x - y), y);
    default:
      throw new Error(`the parser let through a function that is not computed: ${node.fn}`);
  }
};
