// A sheet as a grid of cells that know where they came from: turned round where it lies on its side, headings joined over their rows.
import type { CellFault, RawTable } from './table.js';
import { cellKey } from './table.js';

export interface GridCell {
  readonly text: string;
  /** Row of the file and column from 0, as `RawTable.place` wants them. */
  readonly row: number;
  readonly column: number;
  /** The file holds a number here, not the text of one. */
  readonly typed: boolean;
  readonly fault: CellFault | null;
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
  /** What a cell under a merge shows: the text of the merge; else its own. */
  readonly shown: (line: number, position: number) => string;
}

export const gridOf = (table: RawTable, transposed: boolean): Grid => {
  const faults = new Map(table.faults.map((fault) => [cellKey(fault.row, fault.column), fault]));
  const lines = new Map<number, Map<number, GridCell>>();
  const texts = new Map<number, string>();
  let width = 0;
  const put = (row: number, column: number, text: string): void => {
    const key = cellKey(row, column);
    const fault = faults.get(key) ?? null;
    if (text.trim() === '' && fault === null) return;
    const line = transposed ? column + 1 : row;
    const position = transposed ? row - 1 : column;
    let cells = lines.get(line);
    if (cells === undefined) lines.set(line, (cells = new Map()));
    const typed = table.separator === null && table.written?.has(key) !== true;
    cells.set(position, { text: text.trim(), row, column, typed, fault });
    texts.set(key, text.trim());
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
  return {
    table,
    transposed,
    lines: [...lines].sort(([a], [b]) => a - b).map(([line, cells]) => ({ line, cells })),
    width,
    shown: (line, position) => {
      const key = transposed ? cellKey(position + 1, line - 1) : cellKey(line, position);
      return texts.get(table.covered?.get(key) ?? key) ?? '';
    },
  };
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
