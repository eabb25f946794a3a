// Columns of a respondents' table by name: texts as codes, numbers read once for the whole column, every cell at fault with its place.
import { nearest } from '../../core/define/nearest.js';
import { isTyped } from '../../core/intake/column.js';
import type { RawTable } from '../../core/intake/table.js';
import { columnNumbers, type EmptySign } from '../../core/intake/written-numbers.js';
import { type Location, type Problem, problem } from '../../core/model/problem.js';
import { type Codes, codesOf } from '../../core/survey/codes.js';

/** Reads columns and gathers what is wrong with them. */
export interface SurveyColumns {
  readonly rows: number;
  readonly problems: ReadonlyArray<Problem>;
  readonly header: ReadonlyArray<string>;
  readonly codes: (name: string, missing?: ReadonlySet<string>) => Codes;
  /** NaN where the cell is blank, NA, or one of the codes that are no answers. */
  readonly numbers: (name: string, missing?: ReadonlySet<string>) => Float64Array;
  readonly at: (row: number, name: string) => Location | undefined;
}

/** As R and other programs write a missing value, beside a blank cell. */
const noValue: ReadonlyArray<string> = ['NA', '.', '...', '…'];
const isNoValue = (text: string): boolean => text === '' || noValue.includes(text);

export const surveyColumns = (table: RawTable): SurveyColumns => {
  const problems: Problem[] = table.faults.map((fault) => fault.problem);
  const { header, rows } = table;
  for (const { row, cells } of rows) {
    if (cells.length === header.length) continue;
    const short = cells.length < header.length;
    const at = table.place(row, short ? Math.max(0, cells.length - 1) : header.length);
    problems.push(problem(short ? 'RowShort' : 'RowLong', { found: cells.length, expected: header.length }, at));
  }
  const told = new Set<string>();
  const positionOf = (name: string): number => {
    const position = header.indexOf(name);
    const at = table.place(table.headerRow, Math.max(0, position));
    if (!told.has(name)) {
      if (position === -1) {
        const known = header.filter((each) => each !== '');
        const args = { column: name, nearest: nearest(name, known), known: shortList(known) };
        problems.push(problem('NoSuchColumn', args, { file: table.file, line: table.headerRow }));
      } else if (header.indexOf(name, position + 1) !== -1) problems.push(problem('ColumnTwice', { column: name }, at));
    }
    told.add(name);
    return position;
  };
  const cellsOf = (position: number): ReadonlyArray<string> => rows.map(({ cells }) => (cells[position] ?? '').trim());
  return {
    rows: rows.length,
    problems,
    header,
    at: (row, name) => {
      const found = rows[row];
      const position = header.indexOf(name);
      return found === undefined || position === -1 ? { file: table.file } : table.place(found.row, position);
    },
    codes: (name, missing = new Set()) => {
      const position = positionOf(name);
      if (position === -1) return { of: new Int32Array(rows.length).fill(-1), names: [] };
      return codesOf(cellsOf(position).map((text) => (isNoValue(text) || missing.has(text) ? '' : text)));
    },
    numbers: (name, missing = new Set()) => {
      const values = new Float64Array(rows.length).fill(Number.NaN);
      const position = positionOf(name);
      if (position === -1) return values;
      const cells = cellsOf(position);
      const signs = new Map<string, EmptySign>([...noValue, ...missing].map((sign) => [sign, 'missing']));
      const written = columnNumbers(
        cells.filter((_, row) => !isTyped(table, rows[row]!, position)),
        { column: name, decimal: null, pointUnlessShown: table.separator === ',', oneQuantity: true, signs },
      );
      cells.forEach((text, row) => {
        if (text === '' || signs.has(text)) return;
        const value = isTyped(table, rows[row]!, position) ? Number(text) : written.read(text);
        if (typeof value === 'number') values[row] = value;
        else if (value === 'negligible') values[row] = 0;
        else if (typeof value !== 'string') {
          const code = value.code === 'NotANumber' ? 'AnswerNotNumber' : value.code;
          problems.push(problem(code, value.args, table.place(rows[row]!.row, position)));
        }
      });
      return values;
    },
  };
};

/** So many names are enough to find the one that was meant. */
const shownNames = 40;

const shortList = (names: ReadonlyArray<string>): string =>
  names.length <= shownNames ? names.join(', ') : `${names.slice(0, shownNames).join(', ')}, … (${names.length})`;
