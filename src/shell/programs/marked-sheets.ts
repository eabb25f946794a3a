// The sheets of a marked copy, and which of their cells a place in the file is.
import type { RawRow, RawTable } from '../../core/intake/table.js';
import type { Location } from '../../core/model/problem.js';
import type { PlainSheet, SheetCell } from '../ports.js';
import type { SourceFile } from './import-sources.js';

/** Of a longer text table the copy holds the rows with marks alone, each behind its line number. */
const wholeTableRows = 50_000;

export interface MarkedSheets {
  readonly sheets: ReadonlyArray<PlainSheet>;
  /** null: a place that is no cell, such as a whole file. */
  readonly find: (at: Location) => SheetCell | null;
}

/** `places`: what will be looked for. `taken`: names that no sheet may bear, in small letters. */
export const markedSheets = (
  { file, encoding, raw }: SourceFile,
  places: ReadonlyArray<Location>,
  taken: ReadonlySet<string>,
): MarkedSheets => {
  const table = raw[0];
  if (encoding === null || table === undefined) {
    return { sheets: raw.map((each) => wholeSheet(each, each.sheet ?? '')), find: cellOfWorkbook };
  }
  const name = freeName(sheetName(file), taken);
  if (table.rows.length <= wholeTableRows) {
    return {
      sheets: [wholeSheet(table, name)],
      find: (at) => {
        const found = cellOfText(table, at);
        return found === null ? null : { sheet: name, ...found };
      },
    };
  }
  const wanted = new Set(places.flatMap((at) => cellOfText(table, at)?.row ?? []));
  const shown = table.rows.filter(({ row }) => wanted.has(row));
  const placed = new Map([table.headerRow, ...shown.map(({ row }) => row)].map((row, i) => [row, i + 1]));
  return {
    sheets: [
      {
        name,
        headerRow: 1,
        rows: [
          { row: 1, cells: ['', ...table.header] },
          ...shown.map(({ row, cells }, i) => ({ row: i + 2, cells: [String(row), ...cells] })),
        ],
      },
    ],
    find: (at) => {
      const found = cellOfText(table, at);
      const row = found === null ? undefined : placed.get(found.row);
      return found === null || row === undefined ? null : { sheet: name, row, column: found.column + 1 };
    },
  };
};

/** Line for line as in the file, so that a place in it is the same place here. */
const wholeSheet = ({ header, headerRow, rows }: RawTable, name: string): PlainSheet => ({
  name,
  headerRow,
  rows: headerRow === 0 ? rows : [{ row: headerRow, cells: header }, ...rows],
});

const cellOfWorkbook = ({ sheet, cell }: Location): SheetCell | null => {
  const parts = /^([A-Z]{1,3})([1-9][0-9]{0,6})$/.exec(cell ?? '');
  if (sheet === undefined || parts === null) return null;
  let column = 0;
  for (const letter of parts[1]!) column = column * 26 + letter.charCodeAt(0) - 64;
  return { sheet, row: Number(parts[2]), column: column - 1 };
};

/** The cell that stands at a line and column of a text, or the last one before it. */
const cellOfText = (table: RawTable, at: Location): { readonly row: number; readonly column: number } | null => {
  const { line, column } = at;
  if (line === undefined) return null;
  const row = line === table.headerRow ? headerOf(table) : rowAt(table, line);
  if (column === undefined) return { row: row.row, column: 0 };
  const last = lastWhere(Math.max(1, row.cells.length, table.header.length), (i) => {
    const place = table.place(row.row, i);
    const [onLine, from] = [place.line ?? 0, place.column ?? 0];
    return onLine < line || (onLine === line && from <= column);
  });
  return { row: row.row, column: Math.max(0, last) };
};

const headerOf = ({ header, headerRow }: RawTable): RawRow => ({ row: headerRow, cells: header });

/** The row in which a line lies: one with line ends inside its cells goes over several. */
const rowAt = (table: RawTable, line: number): RawRow =>
  table.rows[lastWhere(table.rows.length, (i) => table.rows[i]!.row <= line)] ?? headerOf(table);

/** The last of the positions for which it holds, where it holds for none after the first for which it does not; -1 for none. */
const lastWhere = (size: number, holds: (position: number) => boolean): number => {
  let low = -1;
  let high = size - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The name of the file as a spreadsheet allows it: at most 31 signs, and none that its references use. */
const sheetName = (file: string): string => {
  const base = (file.split(/[/\\]/).pop() ?? '').replace(/\.[^.]*$/, '');
  const name = base
    .replace(/[\p{Cc}[\]:*?/\\']/gu, ' ')
    .trim()
    .slice(0, 28)
    .trim();
  return name === '' ? '1' : name;
};

/** `taken` in small letters. */
export const freeName = (name: string, taken: ReadonlySet<string>): string => {
  let free = name;
  for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${name} ${i}`;
  return free;
};
