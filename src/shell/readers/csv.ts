// Text tables: the separator is that of the header line for the whole file, and what cannot be read is refused with its place.
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { E } from '../../core/fp.js';
import { lostLetters } from '../../core/intake/letters.js';
import type { PlainText, RawRow, RawTable, Separator } from '../../core/intake/table.js';
import { type Problems, problem } from '../../core/model/problem.js';
import { type LineFinder, lineFinder } from './csv-lines.js';
import { decodeText, type Encoding } from './encoding.js';
import { declaredSeparator, separatorOf } from './separator.js';

export const csvRowsLimit = 5_000_000;
export const csvColumnsLimit = 1_000;

export interface TextTable {
  readonly table: RawTable;
  readonly encoding: Encoding;
}

/** `separator`: what a mapping says; null: the header line decides. */
export const readCsv = (
  file: string,
  bytes: Uint8Array,
  separator: Separator | null = null,
): E.Either<Problems, TextTable> => {
  const decoded = decodeText(file, bytes);
  if (E.isLeft(decoded)) return decoded;
  const { text, encoding } = decoded.right;
  const declared = declaredSeparator(text);
  const sign = separator ?? declared ?? separatorOf(text);
  const lines = lineFinder(text, sign);
  const lost = lostLetters(text);
  if (lost.length > 0) {
    return E.left(lost.map(({ offset, word }) => problem('LettersLost', { value: word }, lines.placeOf(file, offset))));
  }

  // The first line is no record where it declares the separator.
  const skipped = declared === null ? 0 : 1;
  const records = text.includes('"')
    ? parseQuoted(file, text, sign, lines, skipped)
    : E.right(plainRecords(text, sign, skipped));
  if (E.isLeft(records)) return records;
  const { header, plain } = records.right;
  const found = hasLines(text, csvRowsLimit) ? records.right.rows().length + 1 : 0;
  if (found > csvRowsLimit) {
    return E.left([problem('LimitExceeded', { what: 'rows', found, limit: csvRowsLimit }, { file })]);
  }
  if (header === undefined) return E.left([problem('FileEmpty', { file }, { file })]);
  if (header.cells.length > csvColumnsLimit) {
    const args = { what: 'columns', found: header.cells.length, limit: csvColumnsLimit };
    return E.left([problem('LimitExceeded', args, { file, line: header.row })]);
  }
  if (header.cells.length === 1 && header.cells[0]!.includes('|')) {
    return E.left([problem('SeparatorNotComma', { separator: '|' }, { file, line: header.row, column: 1 })]);
  }
  const names = header.cells.map((cell) => cell.trim());
  while (names.length > 1 && names[names.length - 1] === '') names.pop();
  const isWhole = names.length === header.cells.length;
  let rows: ReadonlyArray<RawRow> | null = null;
  return E.right({
    encoding,
    table: {
      file,
      sheet: null,
      header: names,
      headerRow: header.row,
      get rows() {
        rows ??= isWhole ? records.right.rows() : records.right.rows().map((row) => withoutBlankEnd(row, names.length));
        return rows;
      },
      ...(plain !== undefined && isWhole ? { plain } : {}),
      faults: [],
      separator: sign,
      place: (row, column) => lines.placeOfCell(file, row, column),
    },
  });
};

/** Whether a text has more lines than this, blank ones counted. */
const hasLines = (text: string, most: number): boolean => {
  if (text.length <= most) return false;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1 && lines <= most; at = text.indexOf('\n', at + 1)) lines++;
  return lines >= most;
};

interface Records {
  readonly header: RawRow | undefined;
  /** Those below the header, made when they are asked for. */
  readonly rows: () => ReadonlyArray<RawRow>;
  readonly plain?: PlainText;
}

/** Excel ends every line with the blank columns it once held: those beyond the header are left off, filled ones stay and are refused. */
const withoutBlankEnd = ({ row, cells }: RawRow, width: number): RawRow => {
  let size = cells.length;
  while (size > width && cells[size - 1]!.trim() === '') size--;
  return size === cells.length ? { row, cells } : { row, cells: cells.slice(0, size) };
};

/**
 * Without a quote sign in the whole text a line is a record and a separator ends a cell: ten times the speed of the full parser.
 * A clean table needs no rows at all, so that only the header is made at once.
 */
const plainRecords = (text: string, separator: Separator, skipped: number): Records => {
  const head = plainRows(text, separator, { offset: 0, row: 1 }, skipped + 1);
  const header = head.rows[skipped];
  const { offset, row } = head;
  return {
    header,
    rows: () => plainRows(text, separator, head, Number.POSITIVE_INFINITY).rows,
    ...(header === undefined ? {} : { plain: { text, offset, row } }),
  };
};

/** So many records from a place on, empty lines left out, and the place behind them. */
const plainRows = (text: string, separator: Separator, from: Pick<PlainText, 'offset' | 'row'>, most: number) => {
  const rows: RawRow[] = [];
  let { offset, row } = from;
  for (; offset < text.length && rows.length < most; row++) {
    const found = text.indexOf('\n', offset);
    const next = found === -1 ? text.length : found;
    const end = next > offset && text.charCodeAt(next - 1) === 13 ? next - 1 : next;
    if (end > offset) rows.push({ row, cells: text.slice(offset, end).split(separator) });
    offset = next + 1;
  }
  return { rows, offset, row };
};

const parseQuoted = (
  file: string,
  text: string,
  separator: Separator,
  lines: LineFinder,
  skipped: number,
): E.Either<Problems, Records> => {
  let records: string[][];
  try {
    records = parse(text, { delimiter: separator, relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return E.left([problem('CellUnreadable', { reason: 'quote', value: '"' }, lines.lineStart(file, line))]);
  }
  const rows: RawRow[] = [];
  let row = 1;
  for (const cells of records) {
    if (cells.length > 1 || cells[0] !== '') rows.push({ row, cells });
    row++;
    for (const cell of cells) {
      for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) row++;
    }
  }
  return E.right({ header: rows[skipped], rows: () => rows.slice(skipped + 1) });
};
