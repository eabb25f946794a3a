// A problem as a person reads it: where, what, and how to mend it, in the language of the words.
import type { Location, Problem } from '../model/problem.js';
import type { Words } from './words.js';

export interface Sentence {
  /** `file:line:column` or `file:sheet!cell`; '' where the problem has no place. */
  readonly place: string;
  readonly message: string;
  readonly hint: string;
  /** The hint for who made the file and has no program: what to mend in the cell. */
  readonly office: string;
}

/** Arguments that a problem may leave out. */
const unlessTold = {
  nearest_given: 'no',
  instead_given: 'no',
  allowed_given: 'no',
  example_given: 'no',
  fits_given: 'no',
  is: 'value',
  what: 'id',
  more: 0,
  least: 0,
} as const;

/**
 * Arguments that begin with `@` are themselves keys of words; of `left_kk`, `left_ru` and `left_en` the reader's own also stands
 * as `left`. Beside each text stands `<name>_given`, yes or no: a sentence
 * cannot ask by itself whether a text is empty.
 */
export const sentenceOf = ({ code, args, at }: Problem, words: Words): Sentence => {
  const filled: Record<string, string | number> = { ...unlessTold };
  for (const [name, value] of Object.entries(args)) {
    filled[name] =
      typeof value === 'string' && value.startsWith('@') && words.has(value.slice(1))
        ? words.say(value.slice(1))
        : value;
    if (name.endsWith(`_${words.lang}`)) filled[name.slice(0, -3)] = value;
    filled[`${name}_given`] = value === '' ? 'no' : 'yes';
  }
  const hint = words.has(`problem.${code}.hint`) ? words.say(`problem.${code}.hint`, filled) : '';
  return {
    place: at === undefined ? '' : placeOf(at),
    message: words.say(`problem.${code}.text`, filled),
    hint,
    office: words.has(`problem.${code}.office`) ? words.say(`problem.${code}.office`, filled) : hint,
  };
};

export const placeOf = ({ file, line, column, sheet, cell }: Location): string => {
  if (sheet !== undefined) return `${file}:${sheet}!${cell ?? ''}`;
  return [file, line, column].filter((part) => part !== undefined).join(':');
};

/** The place for a reader who knows which file is meant: `3:14`, or `Sheet!B7`. */
export const placeInFile = (at: Location): string => placeOf(at).slice(at.file.length + 1);

/** The sentence with the source line and carets under what is meant. */
export const problemAsText = (found: Problem, words: Words): string => {
  const { place, message, hint } = sentenceOf(found, words);
  const lines = [`${place === '' ? '' : `${place}  `}${found.code}  ${message}`];
  const { sourceLine, column, width = 1 } = found.at ?? {};
  if (sourceLine !== undefined && sourceLine.trim() !== '' && column !== undefined) {
    const shown = window(sourceLine, column, width);
    lines.push(`    ${shown.text}`, `    ${' '.repeat(shown.from)}${'^'.repeat(shown.width)}`);
  }
  if (hint !== '') lines.push(`  ${hint}`);
  return lines.join('\n');
};

/** At most 100 signs of the line, with the place in it. */
const window = (
  line: string,
  column: number,
  width: number,
): { readonly text: string; readonly from: number; readonly width: number } => {
  const most = 100;
  const start = Math.max(0, column - 1);
  const cut = start > most - 20 ? start - 20 : 0;
  const text = line.slice(cut, cut + most).replaceAll('\t', ' ');
  return { text, from: start - cut, width: Math.max(1, Math.min(width, text.length - (start - cut))) };
};
