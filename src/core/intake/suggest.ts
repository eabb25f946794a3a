// A first mapping for a sheet, from its shape alone: where the headings end, which column names units, which hold figures.
import { columnLetters, type Grid, gridOf, headingsOf } from './grid.js';
import { readNumber } from './number.js';
import { comparable, type Register } from './register.js';
import type { RawTable } from './table.js';
import { bureauSigns, columnNumbers } from './written-numbers.js';

export interface SuggestedColumn {
  /** As a mapping names it: the heading, or letters where it has none of its own. */
  readonly name: string;
  /** The same word as a variable, to be put right by a person. */
  readonly variable: string;
  /** The year in the heading, where there is one. */
  readonly year: string | null;
}

/** What the shape of a sheet says; all of it is to be looked over by a person. */
export interface Suggestion {
  readonly sheet: string | null;
  readonly header: ReadonlyArray<number>;
  readonly key: { readonly column: string; readonly by: 'code' | 'name' };
  /** A column of years beside the key. */
  readonly period: string | null;
  readonly columns: ReadonlyArray<SuggestedColumn>;
  /** Keys that name no unit of the register, or the whole of several. */
  readonly skip: ReadonlyArray<string>;
  /** Text in the key column below the last row of figures. */
  readonly stop: string | null;
  /** Some column can be read with either decimal sign. */
  readonly ambiguous: boolean;
}

/** The sheet with the most figures; null where none has a table. */
export const suggestMapping = (tables: ReadonlyArray<RawTable>, register: Register): Suggestion | null => {
  const found = tables.flatMap((table) => {
    const grid = gridOf(table, false);
    const suggestion = suggestFor(grid, register);
    return suggestion === null ? [] : [{ suggestion, size: suggestion.columns.length * grid.lines.length }];
  });
  found.sort((a, b) => b.size - a.size);
  const best = found[0]?.suggestion ?? null;
  return best === null || tables.length > 1 ? best : { ...best, sheet: null };
};

const isYear = (text: string): boolean => /^(?:19|20)[0-9]{2}$/.test(text);
const isCode = (text: string): boolean => /^[0-9]{9}$/.test(text);
const isFigure = (text: string): boolean =>
  text.length <= 64 &&
  (bureauSigns.has(text) ||
    typeof readNumber(text) === 'number' ||
    /^[-\u2212(]?[0-9][0-9.,\s'’]*\s*[%)*¹²³]*$/u.test(text));

const suggestFor = (grid: Grid, register: Register): Suggestion | null => {
  const figuresIn = (line: Grid['lines'][number]): number =>
    [...line.cells.values()].filter(({ text }) => isFigure(text) && !isYear(text) && !isCode(text)).length;
  const withFigures = grid.lines.filter((line) => line.cells.size > 1 && figuresIn(line) > 0);
  const first = withFigures[0];
  const lastLine = withFigures[withFigures.length - 1];
  if (first === undefined || lastLine === undefined) return null;

  const header = headerLines(grid, first.line);
  if (header.length === 0) return null;
  const headings = headingsOf(grid, header);
  const cellsOf = (position: number): ReadonlyArray<string> =>
    withFigures.flatMap((line) => line.cells.get(position)?.text ?? []);
  const most = (position: number, fits: (text: string) => boolean): boolean => {
    const cells = cellsOf(position);
    return cells.length > 0 && cells.filter(fits).length * 2 > cells.length;
  };
  const positions = Array.from({ length: grid.width }, (_, position) => position);
  const codes = positions.find((position) => most(position, isCode));
  const key = codes ?? positions.find((position) => most(position, (text) => !isFigure(text)));
  if (key === undefined) return null;
  const period = positions.find((position) => position !== key && most(position, isYear)) ?? null;
  const nameOf = (position: number): string => {
    const heading = headings[position] ?? '';
    const own = heading !== '' && headings.indexOf(heading) === headings.lastIndexOf(heading);
    return own ? heading : grid.table.sheet === null ? String(position + 1) : columnLetters(position);
  };
  const values = positions.filter((position) => position !== key && position !== period && most(position, isFigure));
  if (values.length === 0) return null;

  return {
    sheet: grid.table.sheet,
    header,
    key: { column: nameOf(key), by: codes === undefined ? 'name' : 'code' },
    period: period === null ? null : nameOf(period),
    columns: values.map((position) => {
      const heading = headings[position] ?? '';
      return {
        name: nameOf(position),
        variable: variableFrom(heading, position),
        year: /(?:19|20)[0-9]{2}/.exec(heading)?.[0] ?? null,
      };
    }),
    skip: totalsIn(cellsOf(key), register),
    stop: noteBelow(grid, key, lastLine.line),
    ambiguous: values.some((position) => isAmbiguous(grid, position, first.line)),
  };
};

/** The lines right above the figures that fill more than one column, up to three; a cover fills one. */
const headerLines = (grid: Grid, first: number): ReadonlyArray<number> => {
  const found: number[] = [];
  for (const { line, cells } of grid.lines.filter((each) => each.line < first).reverse()) {
    const next = found[0] ?? first;
    if (cells.size < 2 || next - line > 1 || found.length === 3) break;
    found.unshift(line);
  }
  return found;
};

const totalsIn = (keys: ReadonlyArray<string>, register: Register): ReadonlyArray<string> =>
  [...new Set(keys)]
    .filter((text) => !register.byCode.has(text))
    .filter((text) => totalNames.some((name) => comparable(text).toLowerCase().startsWith(name)))
    .slice(0, 20);

/** The country as statistical tables name it, and the words for a sum. */
const totalNames = [
  'қазақстан',
  'казахстан',
  'республика казахстан',
  'kazakhstan',
  'republic of kazakhstan',
  'барлығы',
  'жиыны',
  'всего',
  'итого',
  'total',
];

const noteBelow = (grid: Grid, key: number, last: number): string | null => {
  for (const { line, cells } of grid.lines) {
    const text = cells.get(key)?.text ?? [...cells.values()][0]?.text ?? '';
    if (line > last && text !== '') return text.slice(0, 40);
  }
  return null;
};

const isAmbiguous = (grid: Grid, position: number, first: number): boolean => {
  const cells = grid.lines.flatMap(({ line, cells: own }) => {
    const cell = own.get(position);
    return line < first || cell === undefined || cell.typed ? [] : [cell.text];
  });
  const rules = { column: '', decimal: null, pointUnlessShown: grid.table.separator === ',', oneQuantity: true };
  const numbers = columnNumbers(cells, { ...rules, signs: bureauSigns });
  return cells.some((cell) => {
    const read = numbers.read(cell);
    return typeof read === 'object' && read.code === 'NumberAmbiguous';
  });
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
