// Where in a sheet tables seem to stand: runs of rows with figures, each below rows of headings. Used for a first mapping only.
import type { Grid, GridCell, GridLine } from './grid.js';
import { readNumber } from './number.js';
import { bureauSigns } from './written-numbers.js';

/** One table as its shape shows it; rows of the grid. */
export interface Block {
  readonly header: ReadonlyArray<number>;
  /** The row below the numbers of the columns, where such a row stands under the headings. */
  readonly from: number | null;
  /** The lines with figures. */
  readonly lines: ReadonlyArray<GridLine>;
  /** What stands right above the headings, where it is a text alone. */
  readonly title: string;
}

export const isYear = (text: string): boolean => /^(?:19|20)[0-9]{2}$/.test(text);
export const isCode = (text: string): boolean => /^[0-9]{9}$/.test(text);

const written = /^[-\u2212(]?[0-9][0-9.,\s'’]*\s*(?:[%)*¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾]|\s[0-9]\))*$/u;

export const isFigure = (cell: GridCell): boolean => {
  if (cell.percent !== null) return true;
  if (cell.date !== null) return false;
  const { text } = cell;
  return text.length <= 64 && (bureauSigns.has(text) || typeof readNumber(text) === 'number' || written.test(text));
};

const isValue = (cell: GridCell): boolean => isFigure(cell) && !isYear(cell.text) && !isCode(cell.text);

/** `А 1 2 3` below the headings: numbers of the columns, no figures. */
const isNumbering = ({ cells }: GridLine): boolean => {
  const texts = [...cells].sort(([a], [b]) => a - b).map(([, { text }]) => text);
  const digits = texts.filter((text) => /^[0-9]{1,3}$/.test(text));
  if (digits.length < 2 || texts.length - digits.length > 2) return false;
  if (texts.some((text) => !/^(?:[0-9]{1,3}|\p{L})$/u.test(text))) return false;
  return digits.every((text, i) => Number(text) === Number(digits[0]) + i) && Number(digits[0]) <= 2;
};

const hasFigures = (line: GridLine): boolean =>
  line.cells.size > 1 && !isNumbering(line) && [...line.cells.values()].some(isValue);

/** Mostly words, in more than one column: what a heading looks like. */
const isHeading = (line: GridLine): boolean => line.cells.size > 1 && !hasFigures(line);

/** In the order of the sheet; those without headings are no tables. */
export const blocksOf = (grid: Grid): ReadonlyArray<Block> => {
  const runs: GridLine[][] = [];
  let heads: ReadonlySet<string> = new Set();
  let last = -1;
  grid.lines.forEach((line, i) => {
    if (!hasFigures(line)) return;
    // A heading between two rows of figures begins another table; a row of one text, or with keys alone, is part of this one.
    const between = grid.lines.slice(last + 1, i);
    const parted = last === -1 || between.some((each) => isHeading(each) && isNewHead(grid, each, i, heads));
    if (parted) {
      runs.push([line]);
      const header = new Set(headerLines(grid, line.line));
      const above = grid.lines.filter((each) => header.has(each.line));
      heads = new Set(above.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text)));
    } else runs[runs.length - 1]!.push(line);
    last = i;
  });
  return runs.flatMap((lines): ReadonlyArray<Block> => {
    const first = lines[0]!.line;
    const header = headerLines(grid, first);
    if (header.length === 0) return [];
    const above = grid.lines.filter(({ line }) => line < header[0]!).pop();
    const title = above?.cells.size === 1 ? [...above.cells.values()][0]!.text : '';
    const below = grid.lines.find(({ line }) => line > header[header.length - 1]!);
    const from = below !== undefined && isNumbering(below) ? below.line + 1 : null;
    return [{ header, from, lines, title }];
  });
};

/** Words where the row of figures below has its figures; and it stands apart, or says again what the first headings say. */
const isNewHead = (grid: Grid, between: GridLine, next: number, heads: ReadonlySet<string>): boolean => {
  const below = grid.lines.slice(next).find(hasFigures);
  const before = grid.lines[grid.lines.indexOf(between) - 1];
  if (below === undefined || before === undefined) return false;
  const apart = before.cells.size === 1 || between.line - before.line > 1;
  if (!apart && ![...between.cells.values()].some(({ text }) => heads.has(text))) return false;
  return [...below.cells].some(([position, cell]) => {
    const over = between.cells.get(position);
    return isValue(cell) && over !== undefined && (!isFigure(over) || isYear(over.text));
  });
};

/** Names of larger units may stand between the headings and the first figures, one below the other. */
const namesBetween = 3;

/** The lines right above the figures that fill more than one column, up to four; a cover fills one. */
const headerLines = (grid: Grid, first: number): ReadonlyArray<number> => {
  const found: number[] = [];
  let below = first;
  let names = 0;
  for (const line of grid.lines.filter((each) => each.line < first).reverse()) {
    const next = found[0] ?? below;
    const isName = found.length === 0 && line.cells.size === 1 && next - line.line === 1 && names < namesBetween;
    if (isName) {
      names++;
      below = line.line;
      continue;
    }
    if (line.cells.size < 2 || next - line.line > 1 || found.length === 4 || hasFigures(line)) break;
    found.unshift(line.line);
  }
  // A row of column numbers is no name.
  const named = found.filter((row) => !isNumbering(grid.lines.find(({ line }) => line === row)!));
  return named.length === 0 ? found : named;
};
