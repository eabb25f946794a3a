// What a column of figures seems to hold: its variable, the period in its heading, and a cell that can be read in two ways. For a first mapping only.
import type { Block } from './blocks.js';
import { columnName, type Roles } from './column-roles.js';
import { type Grid, scaled } from './grid.js';
import { periodInWords } from './periods-in-words.js';
import { type SuggestedVariable, variableFor } from './suggested-variable.js';
import type { Vocabulary } from './vocabulary.js';
import { bureauSigns, columnNumbers } from './written-numbers.js';

export interface SuggestedColumn extends SuggestedVariable {
  /** As a mapping names it. */
  readonly name: string;
  /** The period in the heading, where there is one. */
  readonly period: string | null;
  /** A cell that stands for either of two numbers. */
  readonly open: OpenFigure | null;
}

export interface OpenFigure {
  readonly kind: 'decimal' | 'percent';
  readonly cell: string;
  readonly one: string;
  readonly other: string;
}

export const columnOf = (
  grid: Grid,
  block: Block,
  { headings, variable }: Roles,
  position: number,
  { vocabulary }: { readonly vocabulary: Pick<Vocabulary, 'variables' | 'titles'> },
): SuggestedColumn => {
  const { period, words } = periodAndWords(headings[position] ?? '');
  // Where the heading is a period alone, a text on its left or the title of the table says what the figures are.
  const meant = [words, leftAbove(grid, block, position), block.title].find((text) => /\p{L}/u.test(text)) ?? '';
  return {
    ...variableFor(meant, position, vocabulary),
    name: columnName(grid, headings, position),
    period,
    open: openFigure(grid, block, position, variable === null),
  };
};

/** The parts of a heading that say a period together, and the others; without such parts the year in it. */
const periodAndWords = (heading: string): { readonly period: string | null; readonly words: string } => {
  const parts = heading.split(' / ');
  for (let size = parts.length; size > 0; size--) {
    for (let from = 0; from + size <= parts.length; from++) {
      const period = periodInWords(parts.slice(from, from + size).join(' '));
      if (period !== null) return { period, words: parts.toSpliced(from, size).join(' / ') };
    }
  }
  const period = /(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])/.exec(heading)?.[0] ?? null;
  const year = /(?:19|20)[0-9]{2}(?:\s*(?:год(?:а|у)?|г\.?|жылғы|жылы|жыл|ж\.?)(?!\p{L}))?/u;
  return { period, words: period === null ? heading : heading.replace(year, ' ') };
};

/** The text in the upper rows of the headings that is nearest on the left. */
const leftAbove = (grid: Grid, { header }: Block, position: number): string => {
  for (const row of header.slice(0, -1).reverse()) {
    for (let left = position; left >= 0; left--) {
      const text = grid.shown(row, left);
      if (text !== '') return periodInWords(text) === null ? text : '';
    }
  }
  return '';
};

const openFigure = (grid: Grid, { lines }: Block, position: number, oneQuantity: boolean): OpenFigure | null => {
  const cells = lines.flatMap((line) => line.cells.get(position) ?? []);
  const shown = cells.find(({ percent }) => percent !== null && percent !== 0);
  if (shown?.percent) {
    const one = String(scaled(shown.percent, 100));
    return { kind: 'percent', cell: shown.text, one, other: String(shown.percent) };
  }
  const texts = cells.filter(({ typed, fault }) => !typed && fault === null).map(({ text }) => text);
  const rules = { column: '', decimal: null, pointUnlessShown: grid.table.separator === ',', oneQuantity };
  const numbers = columnNumbers(texts, { ...rules, signs: bureauSigns });
  for (const cell of texts) {
    const read = numbers.read(cell);
    if (typeof read === 'object' && read.code === 'NumberAmbiguous') {
      return { kind: 'decimal', cell, one: String(read.args.one), other: String(read.args.other) };
    }
  }
  return null;
};
