// CSV for people with spreadsheets: RFC 4180, with text cells that a spreadsheet would run as a formula made harmless.
import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | null;

/** Header and rows as UTF-8 text with CRLF. Numbers are full doubles; null, NaN and infinities are empty cells. */
export const csvText = (rows: ReadonlyArray<ReadonlyArray<CsvCell>>): string =>
  stringify([...rows], {
    record_delimiter: '\r\n',
    // Blanks at the ends and line ends of either kind would not survive every reader without quotes.
    quoted_match: /^\s|\s$|[\r\n]/,
    cast: {
      number: (cell) => (Number.isFinite(cell) ? String(cell) : ''),
      string: (cell) => (startsFormula.test(cell) ? `'${cell}` : cell),
    },
  });

/** The signs that make a spreadsheet take a cell for a formula; the apostrophe in front keeps it text. */
const startsFormula = /^[=+\-@\t\r\n\0\uff0b\uff0d\uff1d\uff20]/;
