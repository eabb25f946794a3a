// Workbooks with the canonical columns. Only cells whose meaning is certain are taken; every other kind is a fault at its cell.
import type { Cell, Workbook, Worksheet } from 'exceljs';
import { E } from '../../core/fp.js';
import { columnLetters } from '../../core/intake/grid.js';
import { lostLetters } from '../../core/intake/letters.js';
import { type CellFault, cellKey, type RawRow, type RawTable } from '../../core/intake/table.js';
import { type Location, type Problem, type ProblemArgs, type Problems, problem } from '../../core/model/problem.js';
import { readZipDirectory, unpackEntry, type ZipEntry } from './zip-directory.js';

export const sheetLimits = { sheets: 50, rows: 100_000, columns: 1_000 };

/** Columns in which Excel's own dates are dates; in any other a date is a number or a code that Excel has misread. */
const dateColumns: ReadonlySet<string> = new Set(['date', 'valid_from', 'valid_to']);

/** One table for each sheet that holds anything. `asGrid`: for a mapping, all rows alike and no header. */
export const readXlsx = async (
  file: string,
  bytes: Uint8Array,
  asGrid = false,
): Promise<E.Either<Problems, ReadonlyArray<RawTable>>> => {
  const directory = readZipDirectory(file, bytes);
  if (E.isLeft(directory)) return directory;
  const unsafe = judge(file, bytes, directory.right);
  if (unsafe !== null) return E.left([unsafe]);

  const workbook = await load(bytes);
  if (workbook === null) return E.left([problem('FormatNotRead', { reason: 'broken_workbook' }, { file })]);
  const filled = workbook.worksheets.filter((sheet) => sheet.actualRowCount > 0);
  if (filled.length === 0) return E.left([problem('FileEmpty', { file }, { file })]);
  const problems = filled.flatMap((sheet) => oversize(file, sheet));
  if (problems.length > 0) return E.left(problems);

  const tables = filled.map((sheet) => readSheet(file, sheet, asGrid));
  const faulty = tables.flatMap((table) => (E.isLeft(table) ? table.left : []));
  if (faulty.length > 0) return E.left(faulty);
  return E.right(tables.flatMap((table) => (E.isRight(table) ? [table.right] : [])));
};

/** Looks at the parts themselves before a parser builds a tree from them: true sizes, entities, and how much there is to build. */
const judge = (file: string, bytes: Uint8Array, entries: ReadonlyArray<ZipEntry>): Problem | null => {
  if (!entries.some(({ name }) => name === 'xl/workbook.xml')) {
    return problem('FormatNotRead', { reason: 'no_workbook' }, { file });
  }
  const sheets = entries.filter(({ name }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  if (sheets.length > sheetLimits.sheets) {
    return problem('LimitExceeded', { what: 'sheets', found: sheets.length, limit: sheetLimits.sheets }, { file });
  }
  for (const entry of entries) {
    const part = unpackEntry(bytes, entry);
    if (part === null) return problem('FormatNotRead', { reason: 'broken_workbook' }, { file });
    if (!entry.name.endsWith('.xml') && !entry.name.endsWith('.rels')) continue;
    if (part.includes('<!DOCTYPE') || part.includes('<!ENTITY')) {
      return problem('FormatNotRead', { reason: 'entities' }, { file });
    }
    for (const [mark, what] of [
      ['<row ', 'rows'],
      ['<mergeCell ', 'merged'],
    ] as const) {
      const found = count(part, mark);
      if (found > sheetLimits.rows) {
        return problem('LimitExceeded', { what, found, limit: sheetLimits.rows }, { file });
      }
    }
  }
  return null;
};

const count = (part: Buffer, mark: string): number => {
  let found = 0;
  for (let at = part.indexOf(mark); at !== -1; at = part.indexOf(mark, at + mark.length)) found++;
  return found;
};

const load = async (bytes: Uint8Array): Promise<Workbook | null> => {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  try {
    // exceljs declares its own Buffer; it takes any array of bytes.
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    await workbook.xlsx.load(buffer as Parameters<Workbook['xlsx']['load']>[0]);
    return workbook;
  } catch {
    return null;
  }
};

const oversize = (file: string, sheet: Worksheet): ReadonlyArray<Problem> => {
  const at: Location = { file, sheet: sheet.name, cell: 'A1' };
  const over = (what: string, found: number, limit: number): ReadonlyArray<Problem> =>
    found > limit ? [problem('LimitExceeded', { what, found, limit }, at)] : [];
  return [
    ...over('rows', sheet.rowCount, sheetLimits.rows),
    ...over('columns', sheet.columnCount, sheetLimits.columns),
  ];
};

const readSheet = (file: string, sheet: Worksheet, asGrid: boolean): E.Either<Problems, RawTable> => {
  const place = (row: number, column: number): Location => ({
    file,
    sheet: sheet.name,
    cell: `${columnLetters(column)}${row}`,
  });
  const faults: CellFault[] = [];
  const written = new Set<number>();
  const covered = new Map<number, number>();
  const rows: { readonly row: number; readonly cells: string[] }[] = [];
  // Row 0: no header seen yet.
  let headerRow = 0;
  let names: ReadonlyArray<string> = [];
  const headerProblems: Problem[] = [];

  sheet.eachRow({ includeEmpty: false }, (line, row) => {
    const cells: string[] = [];
    const found: CellFault[] = [];
    line.eachCell({ includeEmpty: false }, (cell, position) => {
      const column = position - 1;
      while (cells.length < column) cells.push('');
      if (asGrid && cell.isMerged && cell.master !== cell) {
        covered.set(cellKey(row, column), cellKey(Number(cell.master.row), Number(cell.master.col) - 1));
        return;
      }
      const read = asGrid ? readValue(cell.value, cell.numFmt ?? '', '') : readCell(cell, names[column] ?? '');
      if (typeof read === 'string') {
        cells[column] = read;
        if (/[0-9]/.test(read) && !holdsNumber(cell.value)) written.add(cellKey(row, column));
      } else {
        cells[column] = '';
        found.push({ row, column, value: read.value, problem: problem(read.code, read.args, place(row, column)) });
      }
    });
    while (
      cells.length > 0 &&
      cells[cells.length - 1] === '' &&
      !found.some(({ column }) => column === cells.length - 1)
    ) {
      cells.pop();
    }
    if (cells.length === 0) return;
    if (headerRow === 0 && !asGrid) {
      headerRow = row;
      names = cells.map((cell) => cell.trim());
      headerProblems.push(...found.map((fault) => fault.problem));
      return;
    }
    faults.push(...found);
    rows.push({ row, cells });
  });

  if (headerRow === 0 && rows.length === 0) return E.left([problem('FileEmpty', { file }, place(1, 0))]);
  if (headerProblems.length > 0) return E.left(headerProblems);
  // A file that has lost letters is spoilt as a whole: leaving out the rows where it shows would keep those where it does not.
  const lost = faults.filter((fault) => fault.problem.code === 'LettersLost').map((fault) => fault.problem);
  if (lost.length > 0) return E.left(lost.slice(0, 20));
  const padded: RawRow[] = rows.map(({ row, cells }) => {
    while (cells.length < names.length) cells.push('');
    return { row, cells };
  });
  return E.right({
    file,
    sheet: sheet.name,
    header: names,
    headerRow,
    rows: padded,
    faults,
    separator: null,
    written,
    place,
  });
};

interface Unread {
  readonly code: 'CellUnreadable' | 'NumberAmbiguous' | 'LettersLost';
  readonly args: ProblemArgs;
  readonly value: string;
}

const unread = (reason: string, value: string): Unread => ({ code: 'CellUnreadable', args: { reason, value }, value });

/** A number itself, or a formula whose kept result is one. */
const holdsNumber = (value: Cell['value'] | undefined): boolean =>
  typeof value === 'number' ||
  (typeof value === 'object' && value !== null && 'result' in value && typeof value.result === 'number');

const soundText = (text: string): string | Unread => {
  const lost = lostLetters(text)[0];
  return lost === undefined ? text : { code: 'LettersLost', args: { value: lost.word }, value: text };
};

/** The text of a cell, or why it has none. Numbers keep their full double. */
const readCell = (cell: Cell, column: string): string | Unread => {
  // Merged and blank: nothing is hidden, and the library has no text for it.
  if (cell.isMerged && cell.value === null) return '';
  if (cell.isMerged) return unread('merged', cell.text);
  return readValue(cell.value, cell.numFmt ?? '', column);
};

const readValue = (value: Cell['value'] | undefined, format: string, column: string): string | Unread => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return soundText(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return unread('error', String(value));
    // 0.25 shown as 25 %: the tables count per cent from 0 to 100, so both readings are near at hand.
    if (format.includes('%'))
      return {
        code: 'NumberAmbiguous',
        args: { column, value: `${value * 100}%`, one: String(value * 100), other: String(value) },
        value: String(value),
      };
    return String(value);
  }
  if (typeof value === 'boolean') return unread('boolean', String(value));
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return unread('date', '');
    const iso = value.toISOString();
    if (dateColumns.has(column) && iso.endsWith('T00:00:00.000Z')) return iso.slice(0, 10);
    return unread('date', iso.slice(0, 10));
  }
  if ('richText' in value) return soundText(value.richText.map(({ text }) => text).join(''));
  if ('error' in value) return unread('error', value.error);
  if ('formula' in value || 'sharedFormula' in value) {
    const formula = 'formula' in value ? value.formula : value.sharedFormula;
    if (value.result === undefined || value.result === null) return unread('formula', formula);
    return readValue(value.result, format, column);
  }
  if ('hyperlink' in value)
    return typeof value.text === 'string' ? soundText(value.text) : readValue(value.text, format, column);
  return unread('unknown_kind', '');
};
