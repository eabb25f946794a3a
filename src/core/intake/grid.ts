// A sheet as a grid of cells that know where they came from: turned round where it lies on its side, headings joined over their rows.
import type { CellFault, RawTable } from './table.js';
import { cellKey } from './table.js';

export interface GridCell {
  /** Of a date its ISO text, of a number shown as per cent what is shown. */
  readonly text: string;
  /** Row of the file and column from 0, as `RawTable.place` wants them. */
  readonly row: number;
  readonly column: number;
  readonly key: number;
  /** The file holds a number here, not the text of one. */
  readonly typed: boolean;
  readonly fault: CellFault | null;
  /** ISO; null: no date. */
  readonly date: string | null;
  /** The number that the file holds where per cent are shown: 0.45 for 45 %; null: no such cell. */
  readonly percent: number | null;
}

export interface GridLine {
  /** Row of the file, or column from 1 where the grid is turned. */
  readonly line: number;
  /** By position from 0; blank cells are absent. */
  readonly cells: ReadonlyMap<number, GridCell>;
}

export interface Grid {
  readonly table: RawTable;
  readonly transposed: boolean;
  readonly lines: ReadonlyArray<GridLine>;
  /** Positions from 0 to the last that any line fills. */
  readonly width: number;
  /** The cell whose text is seen here: its own, or that of the merge it lies under; null: blank. */
  readonly seen: (line: number, position: number) => GridCell | null;
  /** Its text, or ''. */
  readonly shown: (line: number, position: number) => string;
  /** Whether the cell here lies under another, and whether a merge that begins here reaches another line, or one of these positions. */
  readonly merged: (line: number, position: number, positions: ReadonlySet<number>) => boolean;
}

export const gridOf = (table: RawTable, transposed: boolean): Grid => {
  const faults = new Map(table.faults.map((fault) => [cellKey(fault.row, fault.column), fault]));
  const lines = new Map<number, Map<number, GridCell>>();
  const all = new Map<number, GridCell>();
  let width = 0;
  const put = (row: number, column: number, written: string): void => {
    const key = cellKey(row, column);
    const fault = faults.get(key) ?? null;
    const text = written.trim();
    if (text === '' && fault === null) return;
    const line = transposed ? column + 1 : row;
    const position = transposed ? row - 1 : column;
    let cells = lines.get(line);
    if (cells === undefined) lines.set(line, (cells = new Map()));
    const typed = table.separator === null && table.written?.has(key) !== true;
    const date = table.dates?.get(key) ?? dateOf(fault);
    const percent =
      percentOf(fault) ?? (typed && table.formats?.get(key)?.includes('%') === true ? Number(text) : null);
    const seen = date ?? (percent === null ? text : `${scaled(percent, 100)}%`);
    const cell = { text: seen, row, column, key, typed, fault, date, percent };
    cells.set(position, cell);
    all.set(key, cell);
    width = Math.max(width, position + 1);
  };
  table.header.forEach((text, column) => {
    put(table.headerRow, column, text);
  });
  for (const { row, cells } of table.rows) {
    cells.forEach((text, column) => {
      put(row, column, text);
    });
  }
  const keyAt = (line: number, position: number): number =>
    transposed ? cellKey(position + 1, line - 1) : cellKey(line, position);
  const under = new Map<number, number[]>();
  for (const [key, master] of table.covered ?? []) {
    const known = under.get(master);
    if (known === undefined) under.set(master, [key]);
    else known.push(key);
  }
  const lineOf = (key: number): number => (transposed ? (key % cellKey(1, 0)) + 1 : Math.floor(key / cellKey(1, 0)));
  const positionOf = (key: number): number => (transposed ? Math.floor(key / cellKey(1, 0)) - 1 : key % cellKey(1, 0));
  const seen: Grid['seen'] = (line, position) => {
    const key = keyAt(line, position);
    return all.get(table.covered?.get(key) ?? key) ?? null;
  };
  return {
    table,
    transposed,
    lines: [...lines].sort(([a], [b]) => a - b).map(([line, cells]) => ({ line, cells })),
    width,
    seen,
    shown: (line, position) => seen(line, position)?.text ?? '',
    merged: (line, position, positions) => {
      const key = keyAt(line, position);
      if (table.covered?.has(key) === true) return seen(line, position) !== null;
      return (under.get(key) ?? []).some((each) => lineOf(each) !== line || positions.has(positionOf(each)));
    },
  };
};

const dateOf = (fault: CellFault | null): string | null => {
  const { reason, value } = fault?.problem.args ?? {};
  return reason === 'date' && typeof value === 'string' && value !== '' ? value : null;
};

const percentOf = (fault: CellFault | null): number | null => {
  if (fault?.problem.code !== 'NumberAmbiguous') return null;
  const { value, other } = fault.problem.args;
  return typeof value === 'string' && value.endsWith('%') ? Number(other) : null;
};

/** `value` times `by`; by a power of ten without the small errors of binary multiplication: 0.07 by 100 is 7. */
export const scaled = (value: number, by: number): number => {
  const power = Math.round(Math.log10(by));
  if (Number(`1e${power}`) !== by) return value * by;
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + power}`);
};

/**
 * The heading of each position: the texts of the heading rows from above, each once, joined with ` / `. Text files have lost their
 * merges: there a blank in an upper row belongs to the heading on its left.
 */
export const headingsOf = (grid: Grid, rows: ReadonlyArray<number>): ReadonlyArray<string> => {
  const parts: string[][] = Array.from({ length: grid.width }, () => []);
  rows.forEach((row, i) => {
    let before = '';
    for (let position = 0; position < grid.width; position++) {
      const own = grid.shown(row, position).replace(/\s+/gu, ' ');
      const text = own === '' && i < rows.length - 1 && grid.table.separator !== null ? before : own;
      before = text;
      const above = parts[position]!;
      if (text !== '' && above[above.length - 1] !== text) above.push(text);
    }
  });
  return parts.map((each) => each.join(' / ').normalize('NFC'));
};

/** 0 to A, 25 to Z, 26 to AA. */
export const columnLetters = (column: number): string => {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
};
