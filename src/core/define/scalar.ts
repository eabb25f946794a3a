// Where the signs of a text stand in its YAML file: a text may be bare, in quotes with escapes, or folded over several lines,
// and a caret must point at what the author typed.
import type { Location } from '../model/problem.js';

/** The place of a whole text, with what it takes to find each of its signs. */
export interface TextPlace extends Location {
  /** In order; empty where the signs could not be found again. */
  readonly stretches?: ReadonlyArray<Stretch>;
}

/** From sign `from` of the text on, signs stand side by side in one line of the file, the first at `column`. */
export interface Stretch {
  readonly from: number;
  readonly line: number;
  readonly column: number;
  readonly sourceLine: string;
}

/** How YAML writes a text: the names are those of the parser. */
export type ScalarStyle = 'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE' | 'BLOCK_FOLDED' | 'BLOCK_LITERAL';

/**
 * For each sign of `value` its offset in `written`, the scalar as it stands in the file. White space may differ: lines are
 * folded, indented and trimmed. null where `value` cannot be found in it.
 */
export const offsetsIn = (written: string, value: string, style: ScalarStyle): ReadonlyArray<number> | null => {
  const isBlock = style === 'BLOCK_FOLDED' || style === 'BLOCK_LITERAL';
  const isQuoted = style === 'QUOTE_DOUBLE' || style === 'QUOTE_SINGLE';
  let at = isBlock ? written.indexOf('\n') + 1 : isQuoted ? 1 : 0;
  const offsets: number[] = [];
  let k = 0;
  while (k < value.length) {
    const isSpace = /\s/.test(value[k]!);
    const here = written[at];
    if (here === undefined) {
      // Blank ends: a block's last line break stands behind everything that can be seen.
      if (!isSpace) return null;
      offsets.push(written.length);
      k++;
    } else if (style === 'QUOTE_DOUBLE' && here === '\\') {
      const { meant, length } = escapeAt(written, at);
      if (value.slice(k, k + meant.length) !== meant) return null;
      for (let i = 0; i < meant.length; i++) offsets.push(at);
      k += meant.length;
      at += length;
    } else if (here === value[k]) {
      offsets.push(at);
      k++;
      at += style === 'QUOTE_SINGLE' && here === "'" ? 2 : 1;
    } else if (isSpace) {
      // A folded line break, whose indent is passed over with the next visible sign.
      offsets.push(at);
      k++;
    } else if (/\s/.test(here)) at++;
    else return null;
  }
  return offsets;
};

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);
const digitsAfter: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** What a backslash in double quotes stands for, and over how many signs; before a line break it joins two lines. */
const escapeAt = (written: string, at: number): { readonly meant: string; readonly length: number } => {
  const mark = written.charAt(at + 1);
  const digits = digitsAfter.get(mark);
  if (digits !== undefined) {
    const code = Number.parseInt(written.slice(at + 2, at + 2 + digits), 16);
    return { meant: code <= 0x10ffff ? String.fromCodePoint(code) : '', length: 2 + digits };
  }
  const joined = /^\\\r?\n[ \t]*/.exec(written.slice(at))?.[0];
  return joined !== undefined ? { meant: '', length: joined.length } : { meant: escapes.get(mark) ?? mark, length: 2 };
};

/** Offsets in the file, cut into stretches; `placeOf` gives line and column of an offset, from 1. */
export const stretchesOf = (
  offsets: ReadonlyArray<number>,
  placeOf: (offset: number) => Omit<Stretch, 'from'>,
): ReadonlyArray<Stretch> =>
  offsets.flatMap((offset, from) => {
    const before = offsets[from - 1];
    if (before !== undefined && offset === before + 1 && placeOf(offset).line === placeOf(before).line) return [];
    return [{ from, ...placeOf(offset) }];
  });

/** The signs `from` to `to` (without) of the text, as far as they stand in one line; else the place of the whole. */
export const insideText = (place: TextPlace, from: number, to: number): Location => {
  const { stretches = [], ...whole } = place;
  // The end of the text is the sign after its last one.
  const at = stretchOf(stretches, from);
  if (at === undefined) return whole;
  const column = at.column + from - at.from;
  const last = stretchOf(stretches, Math.max(from, to - 1)) ?? at;
  const end =
    last.line === at.line ? last.column + Math.max(from + 1, to) - last.from : at.sourceLine.trimEnd().length + 1;
  const width = Math.max(1, end - column);
  return { file: place.file, line: at.line, column, sourceLine: at.sourceLine, width };
};

const stretchOf = (stretches: ReadonlyArray<Stretch>, sign: number): Stretch | undefined =>
  stretches.findLast(({ from }) => from <= sign);
