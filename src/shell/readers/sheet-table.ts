// The cells of a sheet as a raw table. Only those whose meaning is certain are taken; every other is a fault at its place.
import { E } from '../../core/fp.js';
import { columnLetters } from '../../core/intake/grid.js';
import { type CellFault, cellKey, type HiddenParts, type RawTable } from '../../core/intake/table.js';
import { type Location, type Problem, type Problems, problem } from '../../core/model/problem.js';
import { cellFault } from './cell-fault.js';
import { coveredLimit, mergedCells } from './merged-cells.js';
import { type CellBatch, type CellKind, cellKinds, type SheetEnd } from './workbook-messages.js';

export interface GatheredSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly batches: CellBatch[];
  end: SheetEnd;
}

/** `asGrid`: for a mapping, all rows alike and no header; else the first row is the header. */
export const tableOf = (file: string, sheet: GatheredSheet, asGrid: boolean): E.Either<Problems, RawTable> => {
  const { name, batches, end } = sheet;
  const place = (row: number, column: number): Location => ({
    file,
    sheet: name,
    cell: `${columnLetters(column)}${row}`,
  });
  const exceeds = (what: string, limit: number) =>
    E.left([problem('LimitExceeded', { what, found: limit + 1, limit }, place(1, 0))]);
  const { lastRow, lastColumn } = extentOf(batches);
  const covered = mergedCells(end.merges, lastRow, lastColumn);
  if (covered === null) return exceeds('merged', coveredLimit);
  // In a canonical table every cell stands for itself: one that a filled merge covers is at fault as its corner is.
  const repeated = asGrid ? new Map<number, Repeated[]>() : repeatedIn(batches, covered);
  const corners = asGrid ? new Set<number>() : new Set(covered.values());

  const faults: CellFault[] = [];
  const written = new Set<number>();
  const dates = new Map<number, string>();
  const rows: { readonly row: number; readonly cells: string[] }[] = [];
  // Row 0: no header seen yet.
  let headerRow = 0;
  let names: ReadonlyArray<string> = [];
  let cells: string[] = [];
  let ofRow: CellFault[] = [];
  let current = 0;

  const refuse = (row: number, column: number, value: string, found: Problem): void => {
    ofRow.push({ row, column, value, problem: found });
  };
  const merged = (row: number, column: number, value: string): Problem =>
    problem('CellUnreadable', { reason: 'merged', value }, place(row, column));
  const takeCell = (key: number, row: number, column: number, kind: CellKind, text: string): void => {
    while (cells.length <= column) cells.push('');
    if (kind === 'date') dates.set(key, text);
    const found =
      covered.has(key) || corners.has(key)
        ? merged(row, column, text)
        : cellFault(kind, text, names[column] ?? '', () => place(row, column));
    if (found !== null) refuse(row, column, text, found);
    else {
      cells[column] = text;
      if (kind === 'text' && /[0-9]/.test(text)) written.add(key);
    }
  };
  const closeRow = (): void => {
    for (const { column, text } of repeated.get(current) ?? []) {
      while (cells.length <= column) cells.push('');
      refuse(current, column, text, merged(current, column, text));
    }
    if (headerRow === 0 && !asGrid) {
      headerRow = current;
      names = cells.map((cell) => cell.trim());
    } else rows.push({ row: current, cells });
    faults.push(...ofRow);
  };

  for (const { keys, kinds, texts } of batches) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      const column = key % columnsInKey;
      const row = (key - column) / columnsInKey;
      if (row !== current) {
        if (current > 0) closeRow();
        [current, cells, ofRow] = [row, [], []];
      }
      takeCell(key, row, column, cellKinds[kinds[i]!] ?? 'unreadable', texts[i]!);
    }
  }
  if (current > 0) closeRow();
  const spoilt = faults.filter((fault) => fault.row === headerRow || fault.problem.code === 'LettersLost');
  // A file that has lost letters is spoilt as a whole: leaving out the rows where it shows would keep those where it does not.
  if (spoilt.length > 0) return E.left(spoilt.slice(0, 20).map((fault) => fault.problem));
  for (const row of rows) while (row.cells.length < names.length) row.cells.push('');
  return E.right({
    file,
    sheet: name,
    header: names,
    headerRow,
    rows,
    faults,
    separator: null,
    written,
    covered,
    formulas: new Set(batches.flatMap((batch) => batch.formulas)),
    formats: new Map(batches.flatMap((batch) => batch.formats)),
    dates,
    hidden: hiddenIn(sheet),
    place,
  });
};

/** What `cellKey` counts a row as. */
const columnsInKey = cellKey(1, 0);

const extentOf = (batches: ReadonlyArray<CellBatch>): { readonly lastRow: number; readonly lastColumn: number } => {
  let lastRow = 0;
  let lastColumn = 0;
  for (const { keys } of batches) {
    for (const key of keys) lastColumn = Math.max(lastColumn, key % columnsInKey);
    lastRow = Math.floor((keys[keys.length - 1] ?? 0) / columnsInKey);
  }
  return { lastRow, lastColumn };
};

interface Repeated {
  readonly column: number;
  readonly text: string;
}

/** By row: the blank cells under a merge whose corner is filled, with what they show. */
const repeatedIn = (
  batches: ReadonlyArray<CellBatch>,
  covered: ReadonlyMap<number, number>,
): ReadonlyMap<number, Repeated[]> => {
  const found = new Map<number, Repeated[]>();
  if (covered.size === 0) return found;
  const corners = new Set(covered.values());
  const shown = new Map<number, string>();
  const filled = new Set<number>();
  for (const { keys, texts } of batches) {
    keys.forEach((key, i) => {
      if (corners.has(key)) shown.set(key, texts[i]!);
      if (covered.has(key)) filled.add(key);
    });
  }
  for (const [key, corner] of covered) {
    const text = shown.get(corner);
    if (text === undefined || filled.has(key)) continue;
    const column = key % columnsInKey;
    const row = (key - column) / columnsInKey;
    const own = found.get(row) ?? [];
    own.push({ column, text });
    found.set(row, own);
  }
  return found;
};

/** Hidden rows and columns that hold anything. */
const hiddenIn = ({ hidden, batches, end }: GatheredSheet): HiddenParts => {
  if (end.hiddenRows.length === 0 && end.hiddenColumns.length === 0) return { sheet: hidden, rows: 0, columns: 0 };
  const rows = new Set<number>();
  const columns = new Set<number>();
  const [hiddenRows, hiddenColumns] = [new Set(end.hiddenRows), new Set(end.hiddenColumns)];
  for (const { keys } of batches) {
    for (const key of keys) {
      const column = key % columnsInKey;
      const row = (key - column) / columnsInKey;
      if (hiddenRows.has(row)) rows.add(row);
      if (hiddenColumns.has(column)) columns.add(column);
    }
  }
  return { sheet: hidden, rows: rows.size, columns: columns.size };
};
