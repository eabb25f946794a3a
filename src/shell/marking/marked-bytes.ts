// A marked copy as the bytes of a workbook: the office's own with its formats and other sheets, or one made of plain texts.
import exceljs, { type Cell, type Workbook, type Worksheet } from 'exceljs';
import type { CellMark, MarkedCopy, MarkList, PlainSheet, SheetCell } from '../ports.js';
import { putNote } from './note.js';

/** The colours of what is at fault and of what was mended, dark enough in print and light enough to read on. */
const colours = { refused: 'FFFFC7CE', repaired: 'FFFFEB9C' } as const;
/** Longer texts are not for a cell: a spreadsheet refuses the whole file for one of them. */
const longest = 32_000;

/** Throws where the library cannot read or write the office's workbook: it does not know all that a spreadsheet can hold. */
export const markedBytes = async (copy: MarkedCopy): Promise<Uint8Array> => {
  const workbook = copy.workbook === null ? new exceljs.Workbook() : await opened(copy.workbook);
  if (copy.workbook === null) for (const sheet of copy.sheets) addPlainSheet(workbook, sheet);
  for (const mark of copy.marks) putMark(workbook, mark);
  addList(workbook, copy.list);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};

const opened = async (bytes: Uint8Array): Promise<Workbook> => {
  const workbook = new exceljs.Workbook();
  // exceljs declares its own Buffer; it takes any array of bytes.
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  await workbook.xlsx.load(buffer as Parameters<Workbook['xlsx']['load']>[0]);
  return workbook;
};

const addPlainSheet = (workbook: Workbook, { name, rows, headerRow }: PlainSheet): void => {
  const sheet = workbook.addWorksheet(name);
  const widths: number[] = [];
  for (const { row, cells } of rows) {
    cells.forEach((text, column) => {
      widths[column] = Math.max(widths[column] ?? 8, Math.min(40, text.length + 2));
      if (text !== '') putText(sheet.getCell(row, column + 1), text);
    });
  }
  widths.forEach((width, column) => {
    sheet.getColumn(column + 1).width = width;
  });
  if (headerRow > 0) sheet.getRow(headerRow).font = { bold: true };
  sheet.views = [{ state: 'frozen', xSplit: 0, ySplit: headerRow }];
};

/** A text stays text, whatever sign it begins with, and when it is edited too. */
const putText = (cell: Cell, text: string): void => {
  cell.value = text.slice(0, longest);
  cell.numFmt = '@';
};

const putMark = (workbook: Workbook, { sheet, row, column, kind, comment }: CellMark): void => {
  const found = workbook.getWorksheet(sheet);
  if (found === undefined) return;
  const at = found.getCell(row, column + 1);
  const cell = at.isMerged ? at.master : at;
  // Cells of one look share one object in the library: a new one, or all of them would change colour.
  cell.style = {
    ...cell.style,
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: colours[kind] } },
  };
  if (comment !== '') putNote(found, cell, comment);
};

const listWidths = [16, 26, 70, 70, 20];

const addList = (workbook: Workbook, { name, about, head, rows, after }: MarkList): void => {
  const sheet = workbook.addWorksheet(name);
  let next = 1;
  const line = (text: string, bold: boolean): void => {
    putText(sheet.getCell(next, 1), text);
    sheet.getCell(next, 1).font = { bold };
    next++;
  };
  about.forEach((text, i) => {
    line(text, i === 0);
  });
  next++;
  head.forEach((text, i) => {
    putText(sheet.getCell(next, i + 1), text);
    sheet.getCell(next, i + 1).font = { bold: true };
    sheet.getColumn(i + 1).width = listWidths[i] ?? 20;
  });
  sheet.views = [{ state: 'frozen', xSplit: 0, ySplit: next, showGridLines: true }];
  const header = next++;
  for (const { cells, cell } of rows) {
    cells.forEach((text, i) => {
      const at = sheet.getCell(next, i + 1);
      putText(at, text);
      at.alignment = { vertical: 'top', wrapText: true };
      if (i > 0 || cell === null) return;
      at.value = { text, hyperlink: linkTo(cell) };
      at.font = { color: { argb: 'FF0563C1' }, underline: true };
    });
    next++;
  }
  if (rows.length > 0)
    sheet.autoFilter = { from: { row: header, column: 1 }, to: { row: next - 1, column: head.length } };
  if (after !== '') line(after, false);
  standFirst(workbook, sheet);
};

const linkTo = ({ sheet, row, column }: SheetCell): string =>
  `#'${sheet.replaceAll("'", "''")}'!$${lettersOf(column)}$${row}`;

const lettersOf = (column: number): string => {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
};

/** Before all other sheets, and the one that is open. */
const standFirst = (workbook: Workbook, sheet: Worksheet): void => {
  Object.assign(sheet, { orderNo: -1 });
  workbook.views = [{ x: 0, y: 0, width: 24_000, height: 14_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];
  for (const each of workbook.worksheets) {
    each.views = (each.views ?? []).map((view) => ({ ...view, tabSelected: each === sheet }));
  }
};
