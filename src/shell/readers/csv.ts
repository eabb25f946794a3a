// CSV as the canonical tables write it: UTF-8, commas, double quotes. Anything else is refused with its place.
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { E } from '../../core/fp.js';
import type { RawRow, RawTable } from '../../core/intake/table.js';
import { type Location, type Problems, problem } from '../../core/model/problem.js';

export const csvRowsLimit = 5_000_000;

export const readCsv = (file: string, bytes: Uint8Array): E.Either<Problems, RawTable> => {
  const decoded = decodeUtf8(file, bytes);
  if (E.isLeft(decoded)) return decoded;
  const text = decoded.right;
  const lines = lineFinder(text);
  const damaged = damagedSign.exec(text);
  if (damaged !== null) {
    const at = lines.placeOf(file, damaged.index);
    if (damaged[0] === '\0') return E.left([problem('FormatNotRead', { reason: 'binary' }, at)]);
    const sign = `U+${damaged[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    return E.left([problem('CellUnreadable', { reason: 'damaged_sign', value: sign }, at)]);
  }

  const parsed = text.includes('"') ? parseQuoted(file, text, lines) : E.right(parsePlain(text));
  if (E.isLeft(parsed)) return parsed;
  const records = parsed.right;
  if (records.length > csvRowsLimit) {
    const args = { what: 'rows', found: records.length, limit: csvRowsLimit };
    return E.left([problem('LimitExceeded', args, { file })]);
  }
  const header = records[0];
  if (header === undefined) return E.left([problem('FileEmpty', { file }, { file })]);
  const separator = otherSeparator(header.cells);
  if (separator !== null) {
    return E.left([problem('SeparatorNotComma', { separator }, { file, line: header.row, column: 1 })]);
  }
  return E.right({
    file,
    sheet: null,
    header: header.cells.map((cell) => cell.trim()),
    headerRow: header.row,
    rows: records.slice(1),
    faults: [],
    place: (row, column) => lines.placeOfCell(file, row, column),
  });
};

/** Signs that no table holds in earnest: control signs, a carriage return alone, and the mark of a letter lost on the way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const damagedSign = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]|\r(?!\n)/;

const decodeUtf8 = (file: string, bytes: Uint8Array): E.Either<Problems, string> => {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) return E.left([problem('EncodingNotUtf8', { encoding: 'UTF-16' }, { file, line: 1, column: 1 })]);
  try {
    return E.right(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    const sound = soundLength(bytes);
    if (bytes.subarray(0, 4096).includes(0)) return E.left([problem('FormatNotRead', { reason: 'binary' }, { file })]);
    const before = new TextDecoder('utf-8').decode(bytes.subarray(0, sound));
    return E.left([problem('EncodingNotUtf8', { encoding: '' }, lineFinder(before).placeOf(file, before.length))]);
  }
};

/** How many bytes from the start are sound UTF-8, to the last whole sign. */
const soundLength = (bytes: Uint8Array): number => {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at]!;
    const size =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0;
    if (size === 0 || at + size > bytes.length) return at;
    for (let i = 1; i < size; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return at;
    const second = bytes[at + 1] ?? 0;
    const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
    const outside = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
    if (overlong || outside) return at;
    at += size;
  }
  return at;
};

/** Without a quote sign in the whole text a line is a record and a comma ends a cell: ten times the speed of the full parser. */
const parsePlain = (text: string): RawRow[] => {
  const rows: RawRow[] = [];
  let start = 0;
  for (let row = 1; start < text.length; row++) {
    const found = text.indexOf('\n', start);
    const next = found === -1 ? text.length : found;
    const end = next > start && text.charCodeAt(next - 1) === 13 ? next - 1 : next;
    if (end > start) rows.push({ row, cells: text.slice(start, end).split(',') });
    start = next + 1;
  }
  return rows;
};

const parseQuoted = (file: string, text: string, lines: LineFinder): E.Either<Problems, RawRow[]> => {
  let records: string[][];
  try {
    records = parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
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
  return E.right(rows);
};

/** The sign that parts the header where it is not the comma. */
const otherSeparator = (header: ReadonlyArray<string>): string | null => {
  const text = header.join(',');
  for (const [sign, name] of [
    [';', ';'],
    ['\t', 'TAB'],
    ['|', '|'],
  ] as const) {
    if (text.split(sign).length > header.length) return name;
  }
  return null;
};

interface LineFinder {
  readonly placeOf: (file: string, offset: number) => Location;
  readonly lineStart: (file: string, line: number) => Location;
  readonly placeOfCell: (file: string, line: number, column: number) => Location;
}

/** Offsets and cells to lines and columns; the lines are looked for only when the first place is asked for. */
const lineFinder = (text: string): LineFinder => {
  let starts: number[] | null = null;
  const startOf = (line: number): number => {
    if (starts === null) {
      starts = [0];
      for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    }
    return starts[Math.min(line, starts.length) - 1] ?? 0;
  };
  const lineOf = (offset: number): number => {
    startOf(1);
    let low = 0;
    let high = starts!.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts![middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const at = (file: string, offset: number, width: number): Location => {
    const line = lineOf(offset);
    const start = startOf(line);
    const end = text.indexOf('\n', start);
    const sourceLine = text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '');
    const column = offset - start + 1;
    return { file, line, column, sourceLine, width: Math.max(1, Math.min(width, sourceLine.length - column + 1)) };
  };
  return {
    placeOf: (file, offset) => at(file, offset, 1),
    lineStart: (file, line) => at(file, startOf(line), 1),
    placeOfCell: (file, line, column) => {
      let offset = startOf(line);
      for (let i = 0; i < column; i++) {
        const end = cellEnd(text, offset);
        if (text[end] !== ',') return at(file, end, 1);
        offset = end + 1;
      }
      return at(file, offset, cellEnd(text, offset) - offset);
    },
  };
};

/** Where the cell that begins at `offset` ends: at the comma, the end of the line or the end of the text. */
const cellEnd = (text: string, offset: number): number => {
  let quoted = false;
  for (let i = offset; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === ',' || sign === '\n' || (sign === '\r' && text[i + 1] === '\n'))) return i;
  }
  return text.length;
};
