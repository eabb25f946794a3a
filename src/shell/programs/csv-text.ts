// CSV for people with spreadsheets: RFC 4180, with text cells that a spreadsheet would run as a formula made harmless.

export type CsvCell = string | number | null;

/** Header and rows as UTF-8 text with CRLF. Numbers are full doubles; null, NaN and infinities are empty cells. */
export const csvText = (rows: ReadonlyArray<ReadonlyArray<CsvCell>>): string =>
  rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');

const cellText = (cell: CsvCell): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = startsFormula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The signs that make a spreadsheet take a cell for a formula; the apostrophe in front keeps it text. */
const startsFormula = /^[=+\-@\t\r\n\0]/;
