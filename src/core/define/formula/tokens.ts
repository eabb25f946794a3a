// A formula's text cut into numbers, names and signs. What the language does not have is refused here, with the way to
// write it where there is one.
import type { ProblemArgs } from '../../model/problem.js';
import type { FormulaError } from './error.js';
import { nameFault } from './names.js';

/** `text` is the name in NFC, the sign, or the number as written; `end` closes every list. */
export interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const space = /\s+/uy;
const number = /[0-9]+(?:\.[0-9]+)?/uy;
const name = /\p{L}[\p{L}\p{N}\p{M}_]*/uy;
const sign = /<=|>=|!=|==|[-+*/<>=(),]/uy;
/** Hexadecimal, exponents, a point without a digit on both sides. */
const foreignNumber = /0[xX][0-9a-fA-F]+|[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+|[0-9]+\.(?![0-9])|\.[0-9]+/uy;
const foreignSign = /&&|\|\||<>|=>|=<|\*\*|./suy;

/** Signs people write by habit from other programs or from books, and what they are called here. */
const instead = new Map([
  ['−', '-'],
  ['–', '-'],
  ['—', '-'],
  ['×', '*'],
  ['·', '*'],
  ['⋅', '*'],
  ['÷', '/'],
  ['∕', '/'],
  ['⁄', '/'],
  ['≤', '<='],
  ['=<', '<='],
  ['≥', '>='],
  ['=>', '>='],
  ['≠', '!='],
  ['<>', '!='],
  [';', ','],
  ['[', '('],
  [']', ')'],
  ['{', '('],
  ['}', ')'],
  ['&&', 'and'],
  ['||', 'or'],
  ['!', 'not'],
]);
/** Signs that have a meaning elsewhere, with advice of their own. */
const reasons = new Map([
  ['%', 'percent'],
  ['.', 'point'],
  ...Array.from('"\'`“”„«»‘’', (quote) => [quote, 'quote'] as const),
]);
const mostErrors = 10;

/** All tokens, or the first few things that are none. */
export const tokensOf = (
  text: string,
): { readonly tokens: ReadonlyArray<Token>; readonly errors: ReadonlyArray<FormulaError> } => {
  const tokens: Token[] = [];
  const errors: FormulaError[] = [];
  let at = 0;
  const next = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const refuse = (found: string, args: ProblemArgs): void => {
    errors.push({ code: 'FormulaSyntax', args: { found: visible(found), ...args }, from: at, to: at + found.length });
    at += found.length;
  };
  const accept = (kind: Token['kind'], written: string, meant = written): void => {
    tokens.push({ kind, text: meant, from: at, to: at + written.length });
    at += written.length;
  };

  while (at < text.length && errors.length < mostErrors) {
    const gap = next(space);
    const foreign = next(foreignNumber);
    const digits = next(number);
    const word = next(name);
    const known = next(sign);
    const mark = next(foreignSign) ?? '';
    if (gap !== null) at += gap.length;
    else if (foreign !== null) refuse(foreign, { reason: 'number_form' });
    else if (digits !== null) {
      if (!Number.isFinite(Number(digits))) refuse(digits, { reason: 'number_large' });
      else accept('number', digits);
    } else if (word !== null) {
      const meant = word.normalize('NFC');
      const fault = word === meant && isOperatorWord(meant) ? null : nameFault(meant);
      if (tokens.at(-1)?.kind === 'number' && tokens.at(-1)?.to === at) refuse(word, { reason: 'multiplication' });
      else if (fault === null) accept('name', word, meant);
      else if (fault.reason === 'form') refuse(word, { reason: 'name_form' });
      else refuse(word, { reason: 'name_mixed', letters: fault.letters, script: fault.script });
    } else if (known !== null && mark.length === 1) accept('sign', known, known === '==' ? '=' : known);
    else if (mark === '^' || mark === '**') refuse(mark, { reason: 'power' });
    else if (reasons.has(mark)) refuse(mark, { reason: reasons.get(mark) ?? 'sign' });
    else if (instead.has(mark)) refuse(mark, { reason: 'instead', instead: instead.get(mark) ?? '' });
    else refuse(mark, { reason: 'sign' });
  }
  accept('end', '');
  return { tokens, errors };
};

const isOperatorWord = (word: string): boolean => word === 'and' || word === 'or' || word === 'not';

/** Invisible signs by their number, so that the reader of a message can find them; long stretches cut. */
const visible = (found: string): string => {
  const shown = found.replace(
    /[\p{C}\p{Z}]/gu,
    (hidden) => `U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return shown.length > 80 ? `${shown.slice(0, 79)}…` : shown;
};
