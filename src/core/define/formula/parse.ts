// Reads a formula: a Pratt parser over a closed grammar. It makes a tree, never code, and what it cannot read it refuses
// with the place and the reason.
//
// Loosest to tightest: `or`, `and`, `not`, comparisons, `+ -`, `* /`, the sign `-`. Equal ones go from left to right.
import { E } from '../../fp.js';
import type { ProblemArgs } from '../../model/problem.js';
import type { BinaryOperator, Expression, Formula } from './ast.js';
import { type FormulaError, limits } from './error.js';
import { functions } from './functions.js';
import { suggestion } from './names.js';
import { type Token, tokensOf } from './tokens.js';
import { type FormulaType, typeErrors, typeOf } from './types.js';

/** How tightly each operator binds; printing uses the same table, so that what is printed reads back as the same tree. */
export const tightness = {
  or: 1,
  and: 2,
  not: 3,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  sign: 7,
} as const;

const binaryOperators: ReadonlyMap<string, BinaryOperator> = new Map(
  (['or', 'and', '=', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/'] as const).map((op) => [op, op]),
);

/**
 * The formula of a text, or everything that is wrong with it, in the order of the text. Names are not looked up here:
 * see `checkNames`. Where `wanted` is given, a result of the other type is refused too.
 */
export const parseFormula = (text: string, wanted?: FormulaType): E.Either<ReadonlyArray<FormulaError>, Formula> => {
  if (text.length > limits.signs) {
    const args = { reason: 'signs', found: text.length, limit: limits.signs };
    return E.left([{ code: 'FormulaTooLong', args, from: limits.signs, to: text.length }]);
  }
  const { tokens, errors: foreign } = tokensOf(text);
  if (foreign.length > 0) return E.left(foreign);
  const { tree, errors } = treeOf(tokens);
  if (tree === null || errors.length > 0) return E.left(errors);
  const mistyped = typeErrors(tree);
  if (mistyped.length > 0) return E.left(mistyped);
  if (wanted !== undefined && typeOf(tree) !== wanted) {
    const reason = wanted === 'number' ? 'number_wanted' : 'truth_wanted';
    return E.left([{ code: 'FormulaTypes', args: { reason, in: '' }, from: tree.at, to: tree.to }]);
  }
  return E.right({ text, tree, ...namesOf(tree) });
};

/** Functions as spreadsheets and other languages call them. */
const habits: ReadonlyMap<string, string> = new Map([
  ['average', 'mean'],
  ['avg', 'mean'],
  ['log', 'ln'],
  ['pow', 'square'],
  ['power', 'square'],
  ['iif', 'if'],
  ['ifs', 'if'],
  ['ifna', 'coalesce'],
  ['iferror', 'coalesce'],
  ['isblank', 'is_missing'],
  ['ceiling', 'ceil'],
  ['percent', 'share'],
  ['total', 'sum'],
  ['not', 'not'],
  ['and', 'and'],
  ['or', 'or'],
  ['если', 'if'],
  ['егер', 'if'],
  ['срзнач', 'mean'],
  ['среднее', 'mean'],
  ['орташа', 'mean'],
  ['сумм', 'sum'],
  ['сумма', 'sum'],
  ['қосынды', 'sum'],
  ['мин', 'min'],
  ['макс', 'max'],
  ['корень', 'sqrt'],
  ['түбір', 'sqrt'],
  ['округл', 'round'],
  ['доля', 'share'],
  ['үлес', 'share'],
]);

/** Words for operators, as they are written elsewhere or in the author's own language. */
const operatorHabits: ReadonlyMap<string, string> = new Map([
  ['and', 'and'],
  ['или', 'or'],
  ['и', 'and'],
  ['or', 'or'],
  ['және', 'and'],
  ['немесе', 'or'],
  ['per', '/'],
  ['div', '/'],
  ['times', '*'],
]);

/** null stops the reading at the first fault of grammar; unknown functions and numbers of arguments are gathered. */
const treeOf = (
  tokens: ReadonlyArray<Token>,
): { readonly tree: Expression | null; readonly errors: ReadonlyArray<FormulaError> } => {
  const errors: FormulaError[] = [];
  let position = 0;
  let depth = 0;
  let nodes = 0;

  const peek = (ahead = 0): Token => tokens[Math.min(position + ahead, tokens.length - 1)]!;
  const take = (): Token => {
    const token = peek();
    position++;
    return token;
  };
  const isSign = (token: Token, text: string): boolean => token.kind === 'sign' && token.text === text;
  const refuse = (reason: string, token: Token, args: ProblemArgs = {}): null => {
    errors.push({
      code: 'FormulaSyntax',
      args: { reason, found: token.text, ...args },
      from: token.from,
      to: token.to,
    });
    return null;
  };

  /** Counts the node; the tree is given up when there are too many. */
  const grown = <N extends Expression>(node: N): N | null => {
    if (++nodes <= limits.nodes) return node;
    const args = { reason: 'nodes', found: nodes, limit: limits.nodes };
    errors.push({ code: 'FormulaTooLong', args, from: node.at, to: node.to });
    return null;
  };
  /** Goes one bracket, sign or call deeper. The bound on depth is also the bound on this program's own stack. */
  const deeper = <A>(token: Token, read: () => A | null): A | null => {
    if (depth === limits.depth) {
      const args = { limit: limits.depth };
      errors.push({ code: 'FormulaTooDeep', args, from: token.from, to: token.to });
      return null;
    }
    depth++;
    const result = read();
    depth--;
    return result;
  };

  const expression = (loosest: number): Expression | null => {
    let left = operand();
    while (left !== null) {
      const op = peek().kind === 'number' ? undefined : binaryOperators.get(peek().text);
      if (op === undefined || tightness[op] < loosest) return left;
      take();
      const right = expression(tightness[op] + 1);
      left = right === null ? null : grown({ kind: 'binary', op, left, right, at: left.at, to: right.to });
    }
    return null;
  };

  const operand = (): Expression | null => {
    const token = take();
    if (token.kind === 'number') {
      return grown({ kind: 'number', value: Number(token.text), at: token.from, to: token.to });
    }
    if (isSign(token, '(')) return deeper(token, () => bracket(token));
    if (isSign(token, '-')) return deeper(token, () => prefixed(token, '-', tightness.sign));
    if (token.kind === 'name' && token.text === 'not') {
      return deeper(token, () => prefixed(token, 'not', tightness.not));
    }
    if (token.kind === 'name' && !binaryOperators.has(token.text)) {
      if (isSign(peek(), '(')) return deeper(token, () => call(token));
      return grown({ kind: 'name', name: token.text, at: token.from, to: token.to });
    }
    if (token.kind === 'end') return refuse(tokens.length === 1 ? 'empty' : 'ended', token);
    return refuse(isSign(token, ')') && depth === 0 ? 'unopened' : 'operand', token);
  };

  const prefixed = (token: Token, op: '-' | 'not', loosest: number): Expression | null => {
    const of = expression(loosest);
    return of === null ? null : grown({ kind: 'unary', op, of, at: token.from, to: of.to });
  };

  const bracket = (open: Token): Expression | null => {
    const inside = expression(0);
    if (inside === null) return null;
    if (!isSign(peek(), ')')) return unexpected(open);
    const to = take().to;
    const isLeaf = inside.kind === 'number' || inside.kind === 'name';
    return isLeaf ? inside : { ...inside, at: open.from, to };
  };

  const call = (fn: Token): Expression | null => {
    const open = take();
    const args: Expression[] = [];
    let comma = false;
    while (comma || !isSign(peek(), ')')) {
      const arg = expression(0);
      if (arg === null) return null;
      args.push(arg);
      comma = isSign(peek(), ',');
      if (comma) take();
      else if (!isSign(peek(), ')')) return unexpected(open);
    }
    const to = take().to;
    checkCall(fn, args, to);
    return grown({ kind: 'call', fn: fn.text, args, at: fn.from, to });
  };

  const checkCall = (fn: Token, args: ReadonlyArray<Expression>, to: number): void => {
    const rule = functions.get(fn.text);
    if (rule === undefined) {
      const habit = habits.get(fn.text.toLowerCase());
      const near = suggestion(fn.text, functions.keys());
      const named = near.suggest === 'no' && habit !== undefined ? { ...near, nearest: habit, suggest: 'yes' } : near;
      errors.push({ code: 'FormulaUnknownFunction', args: named, from: fn.from, to: fn.to });
      return;
    }
    if (args.length < rule.least || args.length > rule.most) {
      if (args.some((arg, i) => i > 0 && decimalComma(args[i - 1]!.to, arg.at))) return;
      const form = rule.least === rule.most ? 'exactly' : rule.most === Number.POSITIVE_INFINITY ? 'least' : 'between';
      const most = Number.isFinite(rule.most) ? rule.most : rule.least;
      const said = { name: fn.text, form, least: rule.least, most, found: args.length };
      errors.push({ code: 'FormulaArity', args: said, from: fn.from, to });
      return;
    }
    const [of] = args;
    if (fn.text === 'previous' && of !== undefined && of.kind !== 'name') {
      const said = { reason: 'previous_name', found: '' };
      errors.push({ code: 'FormulaSyntax', args: said, from: of.at, to: of.to });
    }
  };

  /** Refuses two numbers with nothing but a comma between them, `3,5`; false where there is no such thing. */
  const decimalComma = (commaAt: number, after: number): boolean => {
    const whole = tokens.find((token) => token.kind === 'number' && token.to === commaAt);
    const decimals = tokens.find((token) => token.kind === 'number' && token.from === commaAt + 1);
    if (whole === undefined || decimals === undefined || after !== decimals.from) return false;
    const found = `${whole.text},${decimals.text}`;
    const said = { reason: 'decimal_comma', found, instead: found.replace(',', '.') };
    errors.push({ code: 'FormulaSyntax', args: said, from: whole.from, to: decimals.to });
    return true;
  };

  /** An operator, or the end of the bracket or formula, should stand here. */
  const unexpected = (open: Token | null): null => {
    const token = peek();
    const before = peek(-1);
    if (isSign(token, ',') && decimalComma(token.from, peek(1).from)) return null;
    if (token.kind === 'end') return refuse('unclosed', open ?? token);
    if (isSign(token, ')')) return refuse('unopened', token);
    const meant = token.kind === 'name' ? operatorHabits.get(token.text.toLowerCase()) : undefined;
    if (meant !== undefined) return refuse('instead', token, { instead: meant });
    if (token.kind === 'number' && before.kind === 'number') return refuse('number_spaces', token);
    return refuse(isSign(token, ',') ? 'operator' : 'multiplication', token);
  };

  const tree = expression(0);
  if (tree !== null && peek().kind !== 'end') unexpected(null);
  return { tree, errors };
};

const namesOf = (tree: Expression): Pick<Formula, 'names' | 'previousNames'> => {
  const names = new Set<string>();
  const previousNames = new Set<string>();
  const visit = (node: Expression, into: Set<string>): void => {
    if (node.kind === 'name') into.add(node.name);
    if (node.kind === 'unary') visit(node.of, names);
    if (node.kind === 'call') for (const arg of node.args) visit(arg, node.fn === 'previous' ? previousNames : names);
    if (node.kind === 'binary') {
      visit(node.left, names);
      visit(node.right, names);
    }
  };
  visit(tree, names);
  return { names: [...names], previousNames: [...previousNames] };
};
