// One column of a canonical table: which of its cells are numbers already, and how the others write theirs.
import { cellKey, type RawRow, type RawTable } from './table.js';
import { bureauSigns, type ColumnNumbers, columnNumbers } from './written-numbers.js';

/** A cell of a workbook that holds a number rather than the text of one. */
export const isTyped = ({ separator, written }: RawTable, { row }: RawRow, column: number): boolean =>
  separator === null && written?.has(cellKey(row, column)) !== true;

/** `oneQuantity`: all of the column is in per cent or none of it. */
export const numbersOfColumn = (table: RawTable, column: number, oneQuantity: boolean): ColumnNumbers =>
  columnNumbers(writtenCells(table, column), {
    column: table.header[column] ?? '',
    decimal: null,
    pointUnlessShown: table.separator === ',',
    oneQuantity,
    signs: bureauSigns,
  });

function* writtenCells(table: RawTable, column: number): Generator<string> {
  for (const row of table.rows) if (!isTyped(table, row, column)) yield row.cells[column] ?? '';
}
