// Names of variables: how one may be spelt, and which of the known ones was probably meant.
import { nearest } from '../nearest.js';
import type { Expression, Formula } from './ast.js';
import type { FormulaError } from './error.js';

/** What is wrong with the spelling of a name; `letters` are those of the script that the name has fewer of. */
export type NameFault =
  | { readonly reason: 'form' }
  | { readonly reason: 'mixed'; readonly letters: string; readonly script: 'latin' | 'cyrillic' | 'other' };

const namePattern = /^\p{L}[\p{L}\p{N}_]{0,63}$/u;
const words = new Set(['and', 'or', 'not']);

/**
 * null where the name may stand for a variable: a letter, then up to 63 letters, digits and underscores, all letters
 * of one script, in NFC, and not one of the words `and`, `or`, `not`.
 */
export const nameFault = (name: string): NameFault | null => {
  if (!namePattern.test(name) || name !== name.normalize('NFC') || words.has(name)) return { reason: 'form' };
  const letters = { latin: '', cyrillic: '', other: '' };
  for (const letter of name.match(/\p{L}/gu) ?? []) letters[scriptOf(letter)] += letter;
  const [most, odd] = (['latin', 'cyrillic', 'other'] as const)
    .filter((script) => letters[script] !== '')
    .sort((a, b) => letters[b].length - letters[a].length);
  if (most === undefined || odd === undefined) return null;
  return { reason: 'mixed', letters: [...new Set(letters[odd])].join(' '), script: odd };
};

const scriptOf = (letter: string): 'latin' | 'cyrillic' | 'other' =>
  /\p{Script=Latin}/u.test(letter) ? 'latin' : /\p{Script=Cyrillic}/u.test(letter) ? 'cyrillic' : 'other';

/** Every name the formula reads that is not known, at each place it stands; `nearest` is empty where nothing is near. */
export const checkNames = (formula: Formula, known: ReadonlySet<string>): ReadonlyArray<FormulaError> => {
  const errors: FormulaError[] = [];
  const visit = (node: Expression): void => {
    if (node.kind === 'name' && !known.has(node.name)) {
      errors.push({ code: 'FormulaUnknownName', args: suggestion(node.name, known), from: node.at, to: node.to });
    }
    if (node.kind === 'unary') visit(node.of);
    if (node.kind === 'call') node.args.forEach(visit);
    if (node.kind === 'binary') {
      visit(node.left);
      visit(node.right);
    }
  };
  visit(formula.tree);
  return errors;
};

/** The arguments of "unknown": the sentence offers `nearest` only where `suggest` says yes. */
export const suggestion = (
  name: string,
  known: Iterable<string>,
): { readonly name: string; readonly nearest: string; readonly suggest: 'yes' | 'no' } => {
  const candidates = [...known].sort();
  const wanted = inLatin(name);
  const meant = candidates.find((candidate) => inLatin(candidate) === wanted) ?? nearest(name, candidates);
  return { name, nearest: meant, suggest: meant === '' ? 'no' : 'yes' };
};

/** A name that differs only by capitals or by letters of the other alphabet that look the same was surely meant. */
const lookAlikes = new Map(Array.from('аеорсхуікһѕј', (letter, i) => [letter, 'aeopcxyikhsj'.charAt(i)]));
const inLatin = (name: string): string =>
  Array.from(name.toLowerCase(), (letter) => lookAlikes.get(letter) ?? letter).join('');
