// Where every cell of a table went: kept, kept as a state, or refused with its place. Nothing is lost in silence.
import {
  type Location,
  type Problem,
  type ProblemArgs,
  type ProblemCode,
  type Problems,
  problem,
} from '../model/problem.js';
import { placeAsText, shortly } from './place.js';
import type { RawRow, RawTable } from './table.js';

export interface Refusal {
  readonly place: string;
  readonly value: string;
  readonly code: ProblemCode;
  readonly problem: Problem;
}

/** A code that was damaged and fits one unit alone: how it stands in the file, and what it was taken for. */
export interface Repair {
  readonly at: Location;
  readonly place: string;
  readonly from: string;
  readonly to: string;
}

/** A row of sums that was left out. */
export interface TotalRow {
  readonly at: Location;
  readonly place: string;
  readonly value: string;
}

/** cells = stored + the sum of states + refused, always. */
export interface Account {
  readonly rows: number;
  readonly cells: number;
  readonly stored: number;
  /** `missing`, `confidential`, `zero`, `negligible`; `empty`: optional cells left blank; `skipped`: sound cells of a refused row; `total`: cells of rows of sums; `unread`: below a header at fault. */
  readonly states: ReadonlyMap<string, number>;
  readonly refused: ReadonlyArray<Refusal>;
  readonly repaired: ReadonlyArray<Repair>;
  readonly totals: ReadonlyArray<TotalRow>;
  readonly skippedRows: number;
  readonly problems: Problems;
}

/** One fault of a row; `column` counts from 0. */
export interface RowFault {
  readonly column: number;
  readonly value: string;
  readonly problem: Problem;
}

/** Reads a table's rows one by one and keeps its account. */
export interface RowReader {
  /** Starts a row. False: there is nothing to read in it (blank), or too few or too many cells; it is settled already. */
  readonly begin: (row: RawRow) => boolean;
  /** The cell without blanks at its ends; '' for an absent column. */
  readonly text: (row: RawRow, column: number) => string;
  readonly refuse: (row: RawRow, column: number, code: ProblemCode, args: ProblemArgs) => void;
  /** `value`: where another cell than that of the column is at fault. */
  readonly refuseWith: (row: RawRow, column: number, problem: Problem, value?: string) => void;
  /** Notes that a cell of the current row was read as another than stands there; told only where the row is kept. */
  readonly repair: (row: RawRow, column: number, to: string) => void;
  /** Closes a row of sums, known by this cell: all of it is counted, nothing is kept. */
  readonly total: (row: RawRow, column: number) => void;
  /** The faults of the row since `begin`, for rows that are settled later. */
  readonly faults: () => ReadonlyArray<RowFault>;
  /**
   * Closes a row: true where it is kept. `blanksAs`: the state of blank cells in these columns; `as`: one more cell,
   * not blank, that counts as a state.
   */
  readonly settle: (row: RawRow, faults: ReadonlyArray<RowFault>, states?: RowStates) => boolean;
  readonly account: () => Account;
}

export interface RowStates {
  /** Blank cells that mean something: how many, and what. */
  readonly blank?: { readonly count: number; readonly state: string };
  /** Filled cells that are kept as a state rather than a value. */
  readonly filled?: ReadonlyArray<{ readonly count: number; readonly state: string }>;
}

/** Where a table made by a mapping holds its values. */
const valueColumn = 3;

export const rowReader = (table: RawTable): RowReader => {
  const width = table.header.length;
  const faultsOfReader = new Map<number, RowFault[]>();
  for (const fault of table.faults) {
    const of = faultsOfReader.get(fault.row);
    if (of === undefined) faultsOfReader.set(fault.row, [fault]);
    else of.push(fault);
  }

  const states = new Map<string, number>();
  const refused: Refusal[] = [];
  const problems: Problem[] = [];
  let cells = 0;
  let stored = 0;
  let skippedRows = 0;
  let current: RowFault[] = [];
  let repairs: { readonly column: number; readonly to: string }[] = [];
  const repaired = new Map<string, Repair>();
  const totals: TotalRow[] = [];

  const count = (state: string, n: number): void => {
    if (n > 0) states.set(state, (states.get(state) ?? 0) + n);
  };
  const sizeOf = (row: RawRow): number => Math.max(width, row.cells.length);

  // A fault of a key or heading stands for all the values that hang on it, and is told once.
  const elsewhere = new Set<string>();
  let refusedOutside = 0;
  const outside = new Map(table.mapped?.states ?? []);
  const refuseCell = ({ value, problem: found }: RowFault): void => {
    problems.push(found);
    const place = found.at === undefined ? table.file : placeAsText(found.at);
    refused.push({ place, value, code: found.code, problem: found });
  };
  const countedAs = (row: number, { column, problem: { code } }: RowFault): string | null => {
    if (table.mapped?.counted !== undefined) return table.mapped.counted(row, column);
    return code === 'ValueMissing' ? null : column === valueColumn - 1 ? 'heading' : 'key';
  };
  const refuseOutside = (row: number, fault: RowFault): void => {
    const place = fault.problem.at === undefined ? '' : placeAsText(fault.problem.at);
    if (elsewhere.has(place)) return;
    elsewhere.add(place);
    const counted = countedAs(row, fault);
    // A blank cell that should have been filled was counted nowhere yet; one of another table is in that table's account.
    if (counted === 'elsewhere') {
      problems.push(fault.problem);
      return;
    }
    if (counted !== null) outside.set(counted, (outside.get(counted) ?? 0) - 1);
    refusedOutside++;
    refuseCell(fault);
  };
  const settleMapped: RowReader['settle'] = (row, faults, special = {}) => {
    cells++;
    const own = faults.filter(({ column, problem: { code } }) => column >= valueColumn || code === 'DuplicateRow');
    for (const fault of faults) if (!own.includes(fault)) refuseOutside(row.row, fault);
    const first = own[0];
    if (first !== undefined) {
      const at = table.place(row.row, valueColumn);
      refuseCell({ ...first, value: shortly(first.value), problem: { ...first.problem, at } });
    } else if (faults.length > 0) count('skipped', 1);
    else {
      const state = special.blank?.state ?? special.filled?.[0]?.state;
      if (state === undefined) stored++;
      else count(state, 1);
    }
    if (faults.length > 0) skippedRows++;
    return faults.length === 0;
  };

  const keepRepairs = (row: RawRow): void => {
    for (const { column, to } of repairs) {
      const at = table.place(row.row, column);
      const place = placeAsText(at);
      if (!repaired.has(place)) repaired.set(place, { at, place, from: shortly(row.cells[column] ?? ''), to });
    }
    repairs = [];
  };
  const settle: RowReader['settle'] = (row, faults, special = {}) => {
    if (faults.length === 0 && repairs.length > 0) keepRepairs(row);
    else repairs = [];
    if (table.mapped !== undefined) return settleMapped(row, faults, special);
    const size = sizeOf(row);
    cells += size;
    if (faults.length > 0) {
      const columns = new Set<number>();
      for (const fault of faults) {
        problems.push(fault.problem);
        if (columns.has(fault.column)) continue;
        columns.add(fault.column);
        const at = fault.problem.at;
        refused.push({
          place: at === undefined ? table.file : placeAsText(at),
          value: fault.value,
          code: fault.problem.code,
          problem: fault.problem,
        });
      }
      count('skipped', size - columns.size);
      skippedRows++;
      return false;
    }
    let blank = size - row.cells.length;
    for (const cell of row.cells) if (cell === '' || cell.trim() === '') blank++;
    const meant = special.blank?.count ?? 0;
    let filled = 0;
    if (special.blank !== undefined) count(special.blank.state, meant);
    for (const each of special.filled ?? []) {
      count(each.state, each.count);
      filled += each.count;
    }
    count('empty', blank - meant);
    stored += size - blank - filled;
    return true;
  };

  const refuseWith: RowReader['refuseWith'] = (row, column, found, value = row.cells[column] ?? '') => {
    // The text of a cell that could not be read is blank: what follows from that is no second fault.
    if (faultsOfReader.get(row.row)?.some((fault) => fault.column === column)) return;
    current.push({ column, value: shortly(value), problem: found });
  };
  const refuse: RowReader['refuse'] = (row, column, code, args) =>
    refuseWith(row, column, problem(code, args, table.place(row.row, Math.max(0, column))));

  return {
    begin: (row) => {
      current = [];
      repairs = [];
      const bad = faultsOfReader.get(row.row);
      if (bad !== undefined) current.push(...bad);
      else if (row.cells.every((cell) => cell === '' || cell.trim() === '')) {
        settle(row, []);
        return false;
      }
      if (row.cells.length === width) return true;
      const [code, at] =
        row.cells.length < width ? (['RowShort', row.cells.length - 1] as const) : (['RowLong', width] as const);
      refuse(row, at, code, { found: row.cells.length, expected: width });
      settle(row, current);
      return false;
    },
    text: (row, column) => (column < 0 ? '' : (row.cells[column] ?? '').trim()),
    refuse,
    refuseWith,
    repair: (_row, column, to) => {
      repairs.push({ column, to });
    },
    total: (row, column) => {
      const size = sizeOf(row);
      cells += size;
      count('total', size);
      const at = table.place(row.row, column);
      totals.push({ at, place: placeAsText(at), value: shortly(row.cells[column] ?? '') });
    },
    faults: () => current,
    settle,
    account: () => {
      const told = { refused, repaired: [...repaired.values()], totals, skippedRows, problems };
      if (table.mapped === undefined) return { rows: table.rows.length, cells, stored, states, ...told };
      let all = cells + refusedOutside;
      const both = new Map(states);
      for (const [state, n] of outside) {
        if (n > 0) both.set(state, (both.get(state) ?? 0) + n);
        all += n;
      }
      const skipped = (table.mapped.totals ?? []).map(({ at, value }) => ({ at, place: placeAsText(at), value }));
      return { rows: table.mapped.rows, cells: all, stored, states: both, ...told, totals: skipped };
    },
  };
};

/** A table whose header could not be read: its cells are counted, none of them is kept. */
export const unreadAccount = (table: RawTable, problems: Problems): Account => {
  let cells = 0;
  for (const row of table.rows) cells += Math.max(table.header.length, row.cells.length);
  return {
    rows: table.rows.length,
    cells,
    stored: 0,
    states: new Map(cells > 0 ? [['unread', cells]] : []),
    refused: [],
    repaired: [],
    totals: [],
    skippedRows: 0,
    problems,
  };
};
