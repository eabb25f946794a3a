// An office's sheet by its mapping: a long table of observations, every value with the cell it came from, and every other cell counted.
import { nearest } from '../define/nearest.js';
import { E } from '../fp.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { columnLetters, type Grid, type GridCell, type GridLine, gridOf, headingsOf } from './grid.js';
import type { Mapping, ValueColumn } from './mapping.js';
import { readNumber } from './number.js';
import { shortly } from './place.js';
import { comparable } from './register.js';
import type { CellFault, RawRow, RawTable } from './table.js';
import { type ColumnNumbers, columnNumbers } from './written-numbers.js';

/** Of the table that a mapping makes: one row for each value. */
export const mappedHeader = ['unit', 'period', 'variable', 'value', 'status'] as const;

interface Placed {
  readonly mapping: Mapping;
  readonly grid: Grid;
  readonly headerRows: ReadonlyArray<number>;
  readonly headings: ReadonlyArray<string>;
  readonly key: number;
  /** null: fixed, or given by the call. */
  readonly period: number | null;
  readonly values: ReadonlyArray<ValueColumn & { readonly position: number }>;
}

/** `tables`: all sheets of one file, unread. Fails where the mapping names a sheet or column that the file does not have. */
export const mapTable = (mapping: Mapping, tables: ReadonlyArray<RawTable>): E.Either<Problems, RawTable> => {
  const table = sheetOf(mapping, tables);
  if ('code' in table) return E.left([table]);
  const placed = placeColumns(mapping, gridOf(table, mapping.transposed));
  return E.isLeft(placed) ? placed : E.right(longTable(placed.right));
};

const notFound = (what: string, value: string | number, known: ReadonlyArray<string>, at: Location): Problem => {
  const near = nearest(String(value), known);
  const args = { what, value: shortly(String(value)), near: near === '' ? 'no' : 'yes', nearest: near };
  return problem('MappingNotFound', { ...args, known: shortly(known.filter((each) => each !== '').join(', ')) }, at);
};

const sheetOf = ({ sheet, locate }: Mapping, tables: ReadonlyArray<RawTable>): RawTable | Problem => {
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

const placeColumns = (mapping: Mapping, grid: Grid): E.Either<Problems, Placed> => {
  const problems: Problem[] = [];
  const headerRows = mapping.header ?? grid.lines.slice(0, 1).map(({ line }) => line);
  headerRows.forEach((row) => {
    if (grid.lines.some(({ line }) => line === row)) return;
    problems.push(notFound('row', row, [], mapping.locate(['header'])));
  });
  const headings = headingsOf(grid, headerRows);
  const find = (name: string | number, path: ReadonlyArray<string>): number => {
    const found = positionOf(name, headings, grid);
    if (found.length === 1) return found[0]!;
    const at = mapping.locate(path);
    problems.push(notFound(found.length === 0 ? 'column' : 'twice', name, headings, at));
    return -1;
  };
  const key = find(mapping.key.column, ['key']);
  const period =
    typeof mapping.period === 'object' && mapping.period !== null ? find(mapping.period.column, ['period']) : null;
  const values = [...mapping.columns].map(([name, to]) => ({ ...to, position: find(name, ['columns', name]) }));
  if (problems.length > 0) return E.left(problems);
  return E.right({ mapping, grid, headerRows, headings, key, period, values });
};

/** By the whole heading, else by its last part, else by letter or number. */
const positionOf = (name: string | number, headings: ReadonlyArray<string>, grid: Grid): ReadonlyArray<number> => {
  const wanted = String(name).normalize('NFC').replace(/\s+/gu, ' ').trim();
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

const longTable = (placed: Placed): RawTable => {
  const { mapping, grid, headerRows, headings, key, period, values } = placed;
  const states = new Map<string, number>();
  const count = (state: string, n: number): void => {
    if (n > 0) states.set(state, (states.get(state) ?? 0) + n);
  };
  const data = dataLines(placed, count);
  const columns = values.map(({ position }) => numbersOf(placed, data, position));
  const used = new Set([key, ...(period === null ? [] : [period]), ...values.map(({ position }) => position)]);

  const rows: RawRow[] = [];
  const faults: CellFault[] = [];
  const origins: { readonly line: GridLine; readonly position: number }[] = [];
  const place = (row: number, column: number): Location => {
    const { line, position } = origins[row - 1] ?? { line: grid.lines[0]!, position: key };
    const last = headerRows[headerRows.length - 1] ?? line.line;
    if (column === 2) return placeIn(grid, last, position);
    return placeIn(grid, line.line, column === 3 || column === 4 ? position : column === 1 ? (period ?? key) : key);
  };
  for (const line of data) {
    for (const [position] of line.cells) if (!used.has(position)) count('not_mapped', 1);
    const unit = grid.shown(line.line, key);
    const filled = values.some(({ position }) => line.cells.has(position));
    if (unit === '' && !filled) continue;
    count('key', [key, ...(period === null ? [] : [period])].filter((at) => line.cells.has(at)).length);
    const rowPeriod =
      period !== null ? grid.shown(line.line, period) : typeof mapping.period === 'string' ? mapping.period : '';
    values.forEach((value, i) => {
      const cell = line.cells.get(value.position);
      origins.push({ line, position: value.position });
      const row = rows.length + 1;
      const read = readCell(cell, columns[i]!);
      rows.push({ row, cells: [unit, value.period ?? rowPeriod, value.variable, read.value, read.status] });
      if (read.fault === null) return;
      const found = read.fault.problem ?? problem(read.fault.code, read.fault.args, place(row, 3));
      faults.push({ row, column: 3, value: shortly(cell?.text ?? ''), problem: found });
    });
  }
  return {
    file: grid.table.file,
    sheet: grid.table.sheet,
    header: mappedHeader,
    headerRow: 0,
    rows,
    faults,
    // Values are written again as programs do: with a point.
    separator: ',',
    place,
    mapped: {
      rows: data.length,
      states,
      aliases: mapping.aliases,
      by: mapping.key.by,
      separator: grid.table.separator,
      origin: (row) => {
        const { line, position } = origins[row - 1]!;
        const [atRow, atColumn] = grid.transposed ? [position + 1, line.line - 1] : [line.line, position];
        const heading = headings[position] ?? '';
        return { row: atRow, column: grid.table.sheet === null && heading !== '' ? heading : columnLetters(atColumn) };
      },
    },
  };
};

const placeIn = ({ table, transposed }: Grid, line: number, position: number): Location =>
  transposed ? table.place(position + 1, line - 1) : table.place(line, position);

/** The lines below the headings, without totals and what follows the stop; the cells of all others are counted here. */
const dataLines = (
  { mapping, grid, headerRows, key }: Placed,
  count: (state: string, n: number) => void,
): ReadonlyArray<GridLine> => {
  const last = headerRows[headerRows.length - 1] ?? 0;
  const stop = mapping.stop === null ? null : comparable(mapping.stop);
  let stopped = false;
  return grid.lines.filter((line) => {
    if (line.line <= last) {
      count(headerRows.includes(line.line) ? 'heading' : 'not_mapped', line.cells.size);
      return false;
    }
    const text = comparable(grid.shown(line.line, key));
    if (stop !== null && text.startsWith(stop)) stopped = true;
    if (stopped) count('not_mapped', line.cells.size);
    else if (isTotal(text, mapping.skip)) count('total', line.cells.size);
    else return true;
    return false;
  });
};

const isTotal = (text: string, skip: ReadonlyArray<string>): boolean =>
  text !== '' &&
  skip.some((entry) => {
    const wanted = comparable(entry);
    return wanted.endsWith('*') ? text.startsWith(wanted.slice(0, -1)) : text === wanted;
  });

const numbersOf = (
  { mapping, grid, headings }: Placed,
  data: ReadonlyArray<GridLine>,
  position: number,
): ColumnNumbers => {
  const written = data.flatMap((line) => {
    const cell = line.cells.get(position);
    return cell === undefined || cell.typed ? [] : [cell.text];
  });
  return columnNumbers(written, {
    column: headings[position] || columnLetters(position),
    decimal: mapping.decimal,
    pointUnlessShown: grid.table.separator === ',',
    oneQuantity: true,
    signs: mapping.empty,
  });
};

interface ReadValue {
  readonly value: string;
  readonly status: string;
  readonly fault: { readonly code: Problem['code']; readonly args: Problem['args']; readonly problem?: Problem } | null;
}

const readCell = (cell: GridCell | undefined, numbers: ColumnNumbers): ReadValue => {
  if (cell === undefined) return { value: '', status: 'missing', fault: null };
  if (cell.fault !== null) {
    const { problem: found } = cell.fault;
    return { value: '', status: '', fault: { code: found.code, args: found.args, problem: found } };
  }
  const typed = cell.typed ? readNumber(cell.text) : null;
  const read = typeof typed === 'number' ? typed : numbers.read(cell.text);
  if (typeof read === 'number') return { value: String(read), status: '', fault: null };
  if (typeof read === 'string') return { value: '', status: read, fault: null };
  return { value: cell.text, status: '', fault: read };
};
