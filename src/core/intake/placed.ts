// Where the parts of a mapping stand in an office's sheet: its window of rows, its headings, its columns, and the rows that are data.
import { nearest } from '../define/nearest.js';
import type { Path } from '../define/source.js';
import { E } from '../fp.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { columnLetters, type Grid, type GridLine, headingsOf } from './grid.js';
import type { TableMapping, ValueColumn } from './mapping.js';
import { shortly } from './place.js';
import { comparable } from './register.js';
import type { RawTable } from './table.js';
import { type Within, withinOf } from './within.js';

/** Positions count from 0. */
export interface Placed {
  readonly mapping: TableMapping;
  readonly grid: Grid;
  readonly headerRows: ReadonlyArray<number>;
  readonly headings: ReadonlyArray<string>;
  readonly key: number;
  /** null: fixed, or given by the call. */
  readonly period: number | null;
  readonly variable: number | null;
  readonly measuredIn: number | null;
  /** The columns that say which rows are wanted. */
  readonly where: ReadonlyArray<number>;
  readonly values: ReadonlyArray<{ readonly column: ValueColumn; readonly position: number }>;
  /** The larger units that rows lie in. */
  readonly within: Within;
  readonly data: ReadonlyArray<GridLine>;
  readonly totals: ReadonlyArray<GridLine>;
}

/** The sheet that a mapping means; without a name the only one. */
export const sheetOf = ({ sheet, locate }: TableMapping, tables: ReadonlyArray<RawTable>): RawTable | Problem => {
  const names = tables.map((table) => table.sheet ?? '');
  const found =
    sheet === null
      ? tables.length === 1
        ? tables[0]
        : undefined
      : (tables.find((table) => table.sheet === String(sheet)) ??
        (typeof sheet === 'number' ? tables[sheet - 1] : undefined));
  return found ?? notFound('sheet', sheet ?? '', names, locate(['sheet']));
};

const notFound = (what: string, value: string | number, known: ReadonlyArray<string>, at: Location): Problem => {
  const near = nearest(String(value), known);
  const named = [...new Set(known.filter((each) => each !== ''))];
  const args = { what, value: shortly(String(value)), near: near === '' ? 'no' : 'yes', nearest: near };
  return problem('MappingNotFound', { ...args, known: listed(named), given: named.length > 0 ? 'yes' : 'no' }, at);
};

/** As many names as a sentence can bear, none of them cut. */
const listed = (names: ReadonlyArray<string>): string => {
  const shown = names.map((name) => `“${shortly(name)}”`).slice(0, 12);
  return `${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`;
};

/** Fails with every column, row and text of the mapping that the sheet does not have. */
export const placeTable = (mapping: TableMapping, grid: Grid): E.Either<Problems, Placed> => {
  const problems: Problem[] = [];
  const lines = windowOf(mapping, grid, problems);
  const headerRows = mapping.header ?? lines.slice(0, 1).map(({ line }) => line);
  for (const row of headerRows) {
    if (!grid.lines.some(({ line }) => line === row))
      problems.push(notFound('row', row, [], mapping.locate(['header'])));
  }
  const headings = headingsOf(grid, headerRows);
  const find = (name: string | number, path: Path): number => {
    const found = positionOf(name, headings, grid);
    if (found.length === 1) return found[0]!;
    problems.push(notFound(found.length === 0 ? 'column' : 'twice', name, headings, mapping.locate(path)));
    return -1;
  };
  const { period, variable, measuredIn } = mapping;
  const key = find(mapping.key.column, ['key']);
  const rule = mapping.key.within;
  const withinAt = rule !== null && 'column' in rule ? find(rule.column, ['key', 'within']) : null;
  const where = [...mapping.where].map(([name, texts]) => ({ position: find(name, ['where', name]), texts }));
  const periodAt = typeof period === 'object' && period !== null ? find(period.column, ['period']) : null;
  const variableAt = variable === null ? null : find(variable.column, ['variable']);
  const measuredAt = measuredIn === null ? null : find(measuredIn.column, ['measured_in']);
  const values = [...mapping.columns].map(([name, column]) => ({ column, position: find(name, column.path) }));
  if (problems.length > 0) return E.left(problems);
  const last = headerRows[headerRows.length - 1] ?? 0;
  const below = lines.filter(({ line }) => line > last);
  const placed = { mapping, grid, headerRows, headings, key };
  const columns = {
    period: periodAt,
    variable: variableAt,
    measuredIn: measuredAt,
    where: where.map(({ position }) => position),
    values,
  };
  const read = untilStop(mapping, grid, key, below);
  const within = withinOf(rule, grid, read, key, withinAt, isTotal);
  return E.right({ ...placed, ...columns, within, ...rowsOf(mapping, grid, key, within, where, read) });
};

/** By the whole heading, else by its last part, else by letter or number. */
const positionOf = (name: string | number, headings: ReadonlyArray<string>, grid: Grid): ReadonlyArray<number> => {
  const wanted = comparable(String(name));
  const where = (fits: (heading: string) => boolean): ReadonlyArray<number> =>
    headings.flatMap((heading, position) => (fits(heading) ? [position] : []));
  const whole = where((heading) => heading === wanted);
  if (whole.length > 0) return whole;
  const last = where((heading) => heading.endsWith(` / ${wanted}`));
  if (last.length > 0) return last;
  const byLetter = headings.flatMap((_, position) => (columnLetters(position) === wanted ? [position] : []));
  if (byLetter.length > 0 && !grid.transposed) return byLetter;
  const number = /^[1-9][0-9]{0,4}$/.test(wanted) ? Number(wanted) : 0;
  return number >= 1 && number <= grid.width ? [number - 1] : [];
};

const firstText = (line: GridLine): string => {
  const [first] = [...line.cells].sort(([a], [b]) => a - b);
  return comparable(first?.[1].text ?? '');
};

/** The lines between `from` and `until`. */
const windowOf = (
  { from, until, header, locate }: TableMapping,
  grid: Grid,
  problems: Problem[],
): ReadonlyArray<GridLine> => {
  const beginning = (text: string, lines: ReadonlyArray<GridLine>, path: Path): number => {
    const wanted = comparable(text);
    const found = lines.findIndex((line) => firstText(line).startsWith(wanted));
    if (found === -1) problems.push(notFound('text', text, lines.map(firstText), locate(path)));
    return found;
  };
  let lines = grid.lines;
  if (typeof from === 'number') lines = lines.filter(({ line }) => line >= from);
  else if (from !== null) lines = lines.slice(beginning(from, lines, ['from']) + 1);
  if (typeof until === 'number') return lines.filter(({ line }) => line <= until);
  if (until === null) return lines;
  // The text may stand in the title above the headings too: there it ends nothing.
  const last = header?.[header.length - 1] ?? lines[0]?.line ?? 0;
  const below = lines.filter(({ line }) => line > last);
  const end = beginning(until, below, ['until']);
  return end === -1 ? lines : lines.filter(({ line }) => line <= last).concat(below.slice(0, end));
};

/** What stands in the key of a line, or first in it. */
const leading = (grid: Grid, line: GridLine, key: number): string => {
  const own = comparable(grid.shown(line.line, key));
  return own === '' ? firstText(line) : own;
};

/** The lines above the stop. */
const untilStop = (
  { stop }: TableMapping,
  grid: Grid,
  key: number,
  lines: ReadonlyArray<GridLine>,
): ReadonlyArray<GridLine> => {
  if (stop === null) return lines;
  const wanted = comparable(stop);
  const end = lines.findIndex((line) => leading(grid, line, key).startsWith(wanted));
  return end === -1 ? lines : lines.slice(0, end);
};

/** Data and totals, without rows that `where` does not want. */
const rowsOf = (
  { skip, key: { within: rule } }: TableMapping,
  grid: Grid,
  key: number,
  { unnamed }: Within,
  where: ReadonlyArray<{ readonly position: number; readonly texts: ReadonlySet<string> }>,
  lines: ReadonlyArray<GridLine>,
): Pick<Placed, 'data' | 'totals'> => {
  const data: GridLine[] = [];
  const totals: GridLine[] = [];
  const leavesOut = rule !== null && 'column' in rule && rule.blankName === 'leave_out';
  for (const line of lines) {
    if (!where.every(({ position, texts }) => texts.has(comparable(grid.shown(line.line, position))))) continue;
    if ((leavesOut && unnamed.has(line.line)) || isTotal(leading(grid, line, key), skip)) totals.push(line);
    else data.push(line);
  }
  return { data, totals };
};

/** Spaces and footnote signs at the end do not hide a total. */
const isTotal = (shown: string, skip: ReadonlyArray<string>): boolean => {
  const text = comparable(shown);
  if (text === '') return false;
  return skip.some((entry) => {
    const wanted = comparable(entry);
    if (wanted.endsWith('*') && text.startsWith(wanted.slice(0, -1))) return true;
    return text === wanted || withoutFootnotes(text) === wanted;
  });
};

/** Off with the signs that point to a footnote: asterisks, raised figures, a figure with a bracket. */
export const withoutFootnotes = (text: string): string => {
  let end = text.length;
  while (end > 0 && /[\s*¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾]/u.test(text[end - 1]!)) end--;
  return text.slice(0, end).replace(/(?<=[\p{L}.)]) ?[0-9]{1,2}\)$/u, '');
};
