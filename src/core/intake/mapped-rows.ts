// The rows of one placed table: for each figure the unit, period and variable that it belongs to, read from the cells around it.
import type { Problem } from '../model/problem.js';
import { type FigureColumn, figureColumn } from './figures.js';
import { columnLetters, type GridCell, type GridLine } from './grid.js';
import type { NamedVariable, PeriodColumn, PeriodTaken, TableMapping, ValueColumn, ValueRules } from './mapping.js';
import { shortly } from './place.js';
import { type Placed, withoutFootnotes } from './placed.js';
import { comparable } from './register.js';

/** A place of the grid, and the cell that says what holds there: its own, that of a merge, or one above. */
export interface At {
  readonly line: number;
  readonly position: number;
  readonly cell: GridCell | null;
}

export interface RowFaultFound {
  /** Of `mappedHeader`. */
  readonly column: number;
  readonly value: string;
  readonly code: Problem['code'];
  readonly args: Problem['args'];
  readonly problem?: Problem;
}

/** One value. */
export interface MappedRow {
  /** In the order of `mappedHeader`. */
  readonly cells: ReadonlyArray<string>;
  readonly unit: At;
  /** Names the larger unit in which the name of the unit is looked up; null: there is none. */
  readonly within: GridCell | null;
  readonly period: At;
  readonly variable: At;
  readonly value: At;
  /** Cells that say what the value is, each perhaps of many values. */
  readonly keys: ReadonlyArray<GridCell>;
  /** What the file says it is measured in, where that has still to be compared with the variable. */
  readonly measuredIn: string | null;
  readonly faults: ReadonlyArray<RowFaultFound>;
}

/** In the order of the sheet. */
export const rowsOfTable = (placed: Placed): ReadonlyArray<MappedRow> => {
  const { mapping, grid, data, values } = placed;
  const columns = values.map(({ column, position }) => ({
    column,
    position,
    heading: headingCell(placed, position),
    figures: figuresOf(placed, column, position),
  }));
  const positions = new Set(values.map(({ position }) => position));
  const above = new Map<number, GridCell>();
  const seen = (line: number, position: number | null, fillDown: boolean): GridCell | null => {
    if (position === null) return null;
    const own = grid.seen(line, position);
    if (own !== null && own.text !== '') above.set(position, own);
    return own ?? (fillDown ? (above.get(position) ?? null) : null);
  };

  const rule = mapping.key.within;
  const ofWhole = rule !== null && 'column' in rule && rule.blankName === 'whole';

  return data.flatMap((line): ReadonlyArray<MappedRow> => {
    const named = seen(line.line, placed.key, mapping.key.fillDown);
    const around = placed.within.cells.get(line.line) ?? null;
    const whole = ofWhole && named === null && placed.within.unnamed.has(line.line);
    const unit = whole ? around : named;
    const within = whole ? null : around;
    const heads = placed.within.headings.has(line.line);
    if (heads && values.every(({ position }) => !line.cells.has(position))) return [];
    const period = seen(line.line, placed.period, columnOf(mapping)?.fillDown ?? false);
    const word = seen(line.line, placed.variable, mapping.variable?.fillDown ?? false);
    if (values.every(({ position }) => !line.cells.has(position)) && isEmptyRow(placed, line, unit)) return [];
    const measured = placed.measuredIn === null ? null : grid.seen(line.line, placed.measuredIn);
    const others = placed.where.map((position) => grid.seen(line.line, position));
    const keys = [unit, within, period, word, measured, ...others].filter((cell) => cell !== null);
    const read = periodIn(mapping, period);
    return columns.flatMap(({ column, position, heading, figures }): ReadonlyArray<MappedRow> => {
      const meant = variableIn(mapping, column, word);
      if (meant === null) return [];
      const cell = line.cells.get(position) ?? null;
      const rules = rulesOf(mapping, column, meant, measured);
      const merged = grid.merged(line.line, position, positions);
      const figure = figures.read(cell ?? (merged ? grid.seen(line.line, position) : null), merged, rules);
      const faults: RowFaultFound[] = [];
      if (within?.fault) faults.push({ column: 0, value: shortly(within.text), ...faultOf(within.fault.problem) });
      if (unit?.fault) faults.push({ column: 0, value: shortly(unit.text), ...faultOf(unit.fault.problem) });
      if (column.period === null && read.fault !== null) faults.push(read.fault);
      if (column.variable === null && word?.fault) {
        faults.push({ column: 2, value: shortly(word.text), ...faultOf(word.fault.problem) });
      }
      if (figure.fault !== null)
        faults.push({ column: 3, value: shortly(cell?.text || (cell?.fault?.value ?? '')), ...figure.fault });
      const holds = figure.fault === null && figure.status === '';
      return [
        {
          cells: [
            unitText(mapping, unit),
            column.period ?? read.text,
            meant.variable,
            figure.value,
            figure.status,
            figure.note,
          ],
          unit: { line: line.line, position: placed.key, cell: unit },
          within,
          period: { line: line.line, position: placed.period ?? placed.key, cell: period },
          variable:
            column.variable === null
              ? { line: line.line, position: placed.variable ?? position, cell: word }
              : { line: placed.headerRows[placed.headerRows.length - 1] ?? line.line, position, cell: heading },
          value: { line: line.line, position, cell },
          keys,
          measuredIn: placed.measuredIn !== null && rules.open && holds ? (measured?.text ?? '') : null,
          faults,
        },
      ];
    });
  });
};

/** A row of the table whose unit is blank too, or that has nothing but a text filled down from above. */
const isEmptyRow = ({ key, grid }: Placed, { line }: GridLine, unit: GridCell | null): boolean =>
  unit === null || grid.seen(line, key) === null;

const faultOf = (found: Problem) => ({ code: found.code, args: found.args, problem: found });

/** The cell of the heading nearest to the figures. */
const headingCell = ({ grid, headerRows }: Placed, position: number): GridCell | null => {
  for (const row of [...headerRows].reverse()) {
    const cell = grid.seen(row, position);
    if (cell !== null) return cell;
  }
  return null;
};

const figuresOf = ({ mapping, grid, data, headings }: Placed, column: ValueColumn, position: number): FigureColumn =>
  figureColumn(grid, data, position, {
    column: headings[position] || columnLetters(position),
    decimal: column.decimal ?? mapping.decimal,
    empty: mapping.empty,
    oneQuantity: column.variable !== null,
  });

/** A spelling that the mapping knows stands as it is; of others the footnote signs are left off. */
export const unitText = ({ aliases }: TableMapping, cell: GridCell | null): string => {
  const text = cell?.text ?? '';
  return aliases.has(comparable(text)) ? text : withoutFootnotes(text);
};

/** null: words that the mapping leaves out. */
const variableIn = (mapping: TableMapping, column: ValueColumn, cell: GridCell | null): NamedVariable | null => {
  const plain = { times: null, percent: null };
  if (column.variable !== null) return { variable: column.variable, ...plain };
  const word = comparable(cell?.text ?? '');
  const names = mapping.variable?.names;
  const bare = withoutFootnotes(word);
  const found = column.names.get(word) ?? names?.get(word) ?? column.names.get(bare) ?? names?.get(bare);
  if (found !== undefined) return found;
  return mapping.variable?.others === 'leave_out' ? null : { variable: word, ...plain };
};

/** The most particular rule wins: of the words, of the unit of measurement, of the column, of the table. `open`: none says how often. */
const rulesOf = (
  { rules, measuredIn }: TableMapping,
  column: ValueColumn,
  named: NamedVariable,
  measured: GridCell | null,
): ValueRules & { readonly open: boolean } => {
  const byWord = named.times ?? measuredIn?.times.get(comparable(measured?.text ?? '')) ?? null;
  return {
    times: byWord ?? (measuredIn === null ? (column.times ?? rules.times) : null),
    percent: named.percent ?? column.percent ?? rules.percent,
    open: byWord === null,
  };
};

const columnOf = ({ period }: TableMapping): PeriodColumn | null =>
  typeof period === 'object' && period !== null ? period : null;

const periodIn = (
  mapping: TableMapping,
  cell: GridCell | null,
): { readonly text: string; readonly fault: RowFaultFound | null } => {
  const column = columnOf(mapping);
  if (column === null) return { text: typeof mapping.period === 'string' ? mapping.period : '', fault: null };
  if (cell === null) return { text: '', fault: null };
  const named = column.names.get(comparable(cell.text));
  if (named !== undefined) return { text: named, fault: null };
  const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(cell.text) ? cell.text : cell.date;
  if (day !== null && column.take !== null) return { text: periodOfDay(day, column.take), fault: null };
  if (cell.date !== null) {
    const args = { value: cell.date, one: periodOfDay(cell.date, 'year'), other: periodOfDay(cell.date, 'month') };
    return { text: '', fault: { column: 1, value: cell.date, code: 'DateInPlaceOfPeriod', args } };
  }
  if (cell.fault !== null) {
    return { text: '', fault: { column: 1, value: shortly(cell.text), ...faultOf(cell.fault.problem) } };
  }
  return { text: plainPeriod(withoutFootnotes(cell.text)), fault: null };
};

/** A year may be followed by the word for it. */
const plainPeriod = (text: string): string => /^([0-9]{4})\s*(?:г\.?|год|жыл|ж\.?)$/u.exec(text)?.[1] ?? text;

/** The period of a kind in which a day lies; `day` is ISO. */
export const periodOfDay = (day: string, take: PeriodTaken): string => {
  const year = day.slice(0, 4);
  const month = Number(day.slice(5, 7));
  switch (take) {
    case 'year':
      return year;
    case 'half':
      return `${year}-H${month <= 6 ? 1 : 2}`;
    case 'quarter':
      return `${year}-Q${Math.ceil(month / 3)}`;
    case 'month':
      return day.slice(0, 7);
    case 'day':
      return day;
  }
};
