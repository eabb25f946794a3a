// Which variable words of a table seem to mean: the declared one that they name exactly, else a name made of them.
import { nearest } from '../define/nearest.js';
import { withoutFootnotes } from './placed.js';
import { comparable } from './register.js';
import type { Vocabulary } from './vocabulary.js';

type Declared = Pick<Vocabulary, 'variables' | 'titles'>;

/** Words for a variable: the declared one they name exactly, or a name made of them and the declared one that comes near. */
export interface SuggestedVariable {
  readonly variable: string;
  readonly declared: boolean;
  /** '' where none is near, or `declared`. */
  readonly near: string;
}

/** Words that the declared variables do not explain by themselves. */
export const wordsFor = (words: ReadonlyArray<string>, vocabulary: Declared): ReadonlyMap<string, SuggestedVariable> =>
  new Map(
    words
      .filter((word) => !vocabulary.variables.has(word) && typeof vocabulary.titles.get(word) !== 'string')
      .map((word, i) => [word, variableFor(word, i, vocabulary)]),
  );

export const variableFor = (heading: string, position: number, { variables, titles }: Declared): SuggestedVariable => {
  const plain = comparable(withoutFootnotes(heading.replace(/^[\s/]+|[\s/,]+$/gu, '')));
  const parts = [plain, plain.split(' / ').pop() ?? plain];
  for (const part of parts) {
    const titled = titles.get(part);
    if (typeof titled === 'string') return { variable: titled, declared: true, near: '' };
    const made = variableFrom(part, position);
    if (variables.has(made)) return { variable: made, declared: true, near: '' };
  }
  const variable = variableFrom(plain, position);
  const bySound = nearest(variable, variables.keys());
  const byTitle = bySound === '' ? (titles.get(nearest(plain, titles.keys())) ?? '') : bySound;
  return { variable, declared: false, near: byTitle };
};

/** Letters, digits and underscores of the heading, in the form that names of variables have. */
const variableFrom = (heading: string, position: number): string => {
  const name = heading
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^[^\p{L}]+|_+$/gu, '');
  return name === '' ? `column_${position + 1}` : name.slice(0, 64).replace(/_+$/, '');
};
