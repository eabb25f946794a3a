// A formula in words: what is done to what, in the order in which it is done, with the titles that datasets give their variables.
// Kazakh puts a case on what each word acts on, so every operand comes with what it is: a variable's value, a number, a result.
import type { Expression } from '../define/formula/ast.js';
import type { Words } from '../words/words.js';

/** The title of a variable in the language of the words; null where none is known, and its name stands for it. */
export type TitleOf = (variable: string) => string | null;

export const inWords = (tree: Expression, words: Words, titleOf: TitleOf): string =>
  tellerOf(words, titleOf)(tree).text;

/** `phrase`: words that need brackets inside other words. */
interface Said {
  readonly text: string;
  readonly kind: 'name' | 'number' | 'result' | 'phrase';
}

/** What another word does to an operand; the names are those of `formula.words.as`. */
type Role = 'plain' | 'changed' | 'to' | 'from' | 'of';

const chains = { '+': 'sum', '-': 'sum', '*': 'product', '/': 'product', and: 'and', or: 'or' } as const;
const isChain = (op: string): op is keyof typeof chains => op in chains;

const tellerOf = (words: Words, titleOf: TitleOf): ((node: Expression) => Said) => {
  const say = (key: string, args: Readonly<Record<string, string | number>>): string =>
    words.say(`formula.words.${key}`, args);

  const phrase = (text: string): Said => ({ text, kind: 'phrase' });

  /** The operand in the form that the word beside it asks for; whatever is itself put together stands in brackets. */
  const as = (role: Role, node: Expression): string => {
    const said = tell(node);
    const { text, kind } = said.kind === 'phrase' ? { text: `(${said.text})`, kind: 'result' } : said;
    return words.say(`formula.words.as.${role}`, { text, kind });
  };

  const list = (nodes: ReadonlyArray<Expression>): string => nodes.map((node) => tell(node).text).join('; ');

  const named = (name: string): string => {
    const title = titleOf(name);
    return title === null ? name : say('name', { title });
  };

  const tell = (node: Expression): Said => {
    switch (node.kind) {
      case 'number':
        return { text: words.plain(node.value, 20), kind: 'number' };
      case 'name':
        return { text: named(node.name), kind: 'name' };
      case 'unary':
        if (node.op === 'not') return phrase(say('not', { a: inside(node.of, 'not') }));
        return node.of.kind === 'number'
          ? { text: words.plain(-node.of.value, 20), kind: 'number' }
          : phrase(say('negative', { a: as('plain', node.of) }));
      case 'binary':
        return phrase(isChain(node.op) ? chained(node.op, node) : compared(node));
      case 'call':
        return called(node);
    }
  };

  /** Equal operations go on from one another, as in `a / b * c`: a divided by b, times c. */
  const chained = (op: keyof typeof chains, { left, right }: Expression & { readonly kind: 'binary' }): string => {
    if (op === 'and' || op === 'or') return say(op, { a: inside(left, op), b: inside(right, op) });
    const goesOn = left.kind === 'binary' && isChain(left.op) && chains[left.op] === chains[op];
    const key = operations[op];
    const b = as(op === '*' || op === '/' ? 'to' : 'changed', right);
    if (goesOn) return say(`${key}_next`, { so_far: tell(left).text, b });
    if (key === 'times' || key === 'over') return say(key, { a: negated(left) ?? as('changed', left), b });
    return say(key, { a: as(op === '+' ? 'to' : 'from', left), b });
  };

  /** A sign before a product says the same with brackets and without. */
  const negated = (node: Expression): string | null => {
    if (node.kind !== 'unary' || node.op !== '-' || node.of.kind === 'number') return null;
    const text = say('negative', { a: as('plain', node.of) });
    return words.say('formula.words.as.changed', { text, kind: 'result' });
  };

  /** A condition inside another one: brackets only where the two would be misread. */
  const inside = (node: Expression, within: 'and' | 'or' | 'not'): string => {
    const joins = node.kind === 'binary' && (node.op === 'and' || node.op === 'or') ? node.op : null;
    const isBranching = node.kind === 'call' && node.fn === 'if';
    const { text } = tell(node);
    return isBranching || (joins !== null && joins !== within) ? `(${text})` : text;
  };

  const compared = ({ op, left, right }: Expression & { readonly kind: 'binary' }): string =>
    say(comparisons[op] ?? 'equal', { a: as('plain', left), b: as(op === '=' || op === '!=' ? 'to' : 'from', right) });

  const branch = (node: Expression): string => {
    const { text } = tell(node);
    return node.kind === 'call' && node.fn === 'if' ? `(${text})` : text;
  };

  const called = ({ fn, args }: Expression & { readonly kind: 'call' }): Said => {
    const [first, second, third] = args;
    const [a, b, c] = [first!, second!, third!];
    switch (fn) {
      case 'previous':
        return { text: say('previous', { a: tell(a).text }), kind: 'name' };
      case 'if':
        return phrase(say('if', { c: tell(a).text, a: branch(b), b: branch(c) }));
      case 'is_missing':
        return phrase(say('is_missing', { a: as('plain', a) }));
      case 'share':
        return phrase(say('share', { a: as('of', a), b: as('to', b) }));
      case 'rate_per':
        return phrase(say('rate_per', { n: as('plain', a), a: as('plain', b), b: as('of', c) }));
      case 'change_pct':
        return phrase(say('change_pct', { now: as('to', a), before: as('from', b) }));
      case 'clamp':
        return phrase(say('clamp', { a: as('plain', a), low: as('from', b), high: as('from', c) }));
      case 'band':
        return phrase(say('band', { a: as('plain', a), list: list(args.slice(1)) }));
      case 'round':
        return phrase(rounded(a, second));
      case 'min':
      case 'max':
      case 'sum':
      case 'mean':
      case 'coalesce':
        return phrase(say(fn, { list: list(args) }));
      case 'sqrt':
        return phrase(say(fn, { a: as('from', a) }));
      case 'exp':
        return phrase(say(fn, { a: as('plain', a) }));
      default:
        return phrase(say(fn, { a: as('of', a) }));
    }
  };

  const rounded = (of: Expression, digits: Expression | undefined): string => {
    if (digits === undefined) return say('round', { a: as('plain', of), n: 0 });
    if (digits.kind === 'number' && Number.isInteger(digits.value))
      return say('round', { a: as('plain', of), n: digits.value });
    return say('round_by', { a: as('plain', of), n: as('plain', digits) });
  };

  return tell;
};

const operations = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'over' } as const;

const comparisons: Readonly<Record<string, string>> = {
  '<': 'less',
  '<=': 'at_most',
  '>': 'more',
  '>=': 'at_least',
  '=': 'equal',
  '!=': 'unequal',
};
