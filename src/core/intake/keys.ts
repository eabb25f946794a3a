// What is common to the rows of observations and assessments: which unit, which period, and whether the key came before.

import { type Round, rounds, type Status, statuses } from '../model/observation.js';
import { periodKind } from '../model/period.js';
import { type Problem, problem } from '../model/problem.js';
import { codePattern, type Unit } from '../model/unit.js';
import type { RowReader } from './account.js';
import type { Aliases } from './aliases.js';
import { isScientific } from './codes.js';
import { isTyped, numbersOfColumn } from './column.js';
import type { Dataset } from './datapackage.js';
import type { Header } from './header.js';
import { isCount, readNumber } from './number.js';
import type { ObservationColumns } from './observation-columns.js';
import { placeAsText, shortly } from './place.js';
import { isProblem, type Register } from './register.js';
import type { RawRow, RawTable } from './table.js';
import { isTotalName } from './totals.js';
import type { ColumnNumbers, EmptySign } from './written-numbers.js';

/** What a table of a call is read with. */
export interface Reading {
  readonly table: RawTable;
  readonly header: Header;
  readonly dataset: Dataset | null;
  readonly register: Register;
  /** Stands in for a missing period column and for blank cells of one; null where the call gives none. */
  readonly period: string | null;
  readonly seen: SeenKeys;
}

/** The first row of every key in the call. */
export interface SeenKeys {
  /** Notes all keys of a table; false, and nothing is noted, where one came before or comes twice. */
  readonly noteAll: (table: RawTable, columns: ObservationColumns) => boolean;
  /** Where the key stood before, or null and the key is noted. */
  readonly note: (table: RawTable, row: RawRow, unit: string, period: string, name: string) => string | null;
}

export const seenKeys = (): SeenKeys => {
  // Three levels of maps rather than one joined key: no text is made for each of a million rows.
  const names = new Map<string, Map<string, Map<string, number>>>();
  const tables: RawTable[] = [];
  const unitsOf = (name: string, period: string): Map<string, number> => {
    let periods = names.get(name);
    if (periods === undefined) names.set(name, (periods = new Map()));
    let units = periods.get(period);
    if (units === undefined) periods.set(period, (units = new Map()));
    return units;
  };
  /** Tables whose keys differ, not in the maps yet: those of a call of one table are never asked for. */
  let waiting: {
    readonly columns: ObservationColumns;
    readonly before: number;
    readonly pairs: ReadonlySet<string>;
  }[] = [];
  const settle = (): void => {
    for (const { columns, before } of waiting) addAll(columns, before);
    waiting = [];
  };
  /** False where a key is there already; nothing is added then. */
  const addAll = (columns: ObservationColumns, before: number): boolean => {
    const { units, periods, variables, unit, period, variable, row } = columns;
    const maps = variables.map((name) => periods.map((each) => unitsOf(name, each)));
    for (let i = 0; i < row.length; i++) {
      const at = maps[variable[i]!]![period[i]!]!;
      const size = at.size;
      const code = units[unit[i]!]!;
      if (!at.has(code)) at.set(code, before + row[i]!);
      if (at.size > size) continue;
      // Taken back: the careful way notes them again, and tells which came first.
      for (let back = 0; back < i; back++) maps[variable[back]!]![period[back]!]!.delete(units[unit[back]!]!);
      return false;
    }
    return true;
  };
  return {
    noteAll: (table, columns) => {
      const before = tables.length * rowsLimit;
      const pairs = pairsOf(columns);
      const isApart = names.size === 0 && waiting.every((other) => [...pairs].every((pair) => !other.pairs.has(pair)));
      if (isApart && differ(columns)) waiting.push({ columns, before, pairs });
      else {
        settle();
        if (!addAll(columns, before)) return false;
      }
      tables.push(table);
      return true;
    },
    note: (table, row, unit, period, name) => {
      if (waiting.length > 0) settle();
      if (tables[tables.length - 1] !== table) tables.push(table);
      const units = unitsOf(name, period);
      const before = units.get(unit);
      if (before === undefined) {
        units.set(unit, (tables.length - 1) * rowsLimit + row.row);
        return null;
      }
      const first = tables[Math.floor(before / rowsLimit)]!;
      if (first.mapped !== undefined) return placeAsText(first.place(before % rowsLimit, 3));
      const sheet = first.sheet === null ? '' : `:${first.sheet}`;
      return `${first.file}${sheet}:${before % rowsLimit}`;
    },
  };
};

/** Every variable of a table with every period: tables that share none share no key. */
const pairsOf = ({ variables, periods }: ObservationColumns): ReadonlySet<string> =>
  new Set(variables.flatMap((name) => periods.map((period) => `${period} ${name}`)));

/** Most keys that a table may make possible for a bit to be kept of each. */
const mostKeys = 2 ** 28;

/** Whether no key comes twice; false too where that is not seen quickly. */
const differ = ({ units, periods, variables, unit, period, variable, row }: ObservationColumns): boolean => {
  const keys = units.length * periods.length * variables.length;
  if (keys > Math.min(mostKeys, 256 * row.length)) return false;
  const seen = new Uint32Array((keys >>> 5) + 1);
  for (let i = 0; i < row.length; i++) {
    const key = (period[i]! * units.length + unit[i]!) * variables.length + variable[i]!;
    const word = seen[key >>> 5]!;
    const bit = 1 << (key & 31);
    if ((word & bit) !== 0) return false;
    seen[key >>> 5] = word | bit;
  }
  return true;
};

/** More rows than any file of allowed size has. */
const rowsLimit = 2 ** 32;

const noAliases: Aliases = new Map();
const statusSet: ReadonlySet<string> = new Set(statuses);
const roundSet: ReadonlySet<string> = new Set(rounds);
const isStatus = (text: string): text is Status => statusSet.has(text);
const isRound = (text: string): text is Round => roundSet.has(text);

/** Reads the cells that both tables share; every reading gives null and notes a fault where the cell is none. */
export interface KeyCells {
  /** The row holds sums rather than the values of a unit: it is closed as such. */
  readonly total: (row: RawRow) => boolean;
  readonly unit: (row: RawRow) => Unit | null;
  readonly period: (row: RawRow) => string | null;
  readonly status: (row: RawRow) => Status | null;
  readonly round: (row: RawRow) => Round | null;
  readonly number: (row: RawRow, column: number) => number | null;
  /** A number or one of the signs that stand for its absence; read by the whole column. */
  readonly figure: (row: RawRow, column: number) => number | EmptySign | null;
  /** A number from 0 on. */
  readonly size: (row: RawRow, column: number) => number | null;
  readonly count: (row: RawRow, column: number) => number | null;
  /** null where blank; never a fault. */
  readonly words: (row: RawRow, column: number) => string | null;
}

export const keyCells = (reading: Reading, reader: RowReader): KeyCells => {
  const { table, header, dataset, register } = reading;
  const at = {
    unit: header.at('unit'),
    period: header.at('period'),
    status: header.at('status'),
    round: header.at('round'),
  };
  const aliases: Aliases = table.mapped?.aliases ?? dataset?.aliases ?? noAliases;
  const by = table.mapped?.by ?? null;
  const totals = new Map<string, boolean>();
  const largerUnits = new Map<string, Unit | Problem>();
  const periods = new Map<string, boolean>();
  const isPeriod = (text: string): boolean => {
    let known = periods.get(text);
    if (known === undefined) periods.set(text, (known = periodKind(text) !== null));
    return known;
  };
  const columnName = (column: number): string => table.header[column] ?? '';
  const oneOf = (row: RawRow, column: number, found: string, allowed: ReadonlyArray<string>): null => {
    const args = { column: columnName(column), value: shortly(found), allowed: allowed.join(', ') };
    reader.refuse(row, column, 'ValueNotAllowed', args);
    return null;
  };
  const columns = new Map<number, ColumnNumbers>();
  const numbersIn = (column: number): ColumnNumbers => {
    let known = columns.get(column);
    // In a table of one value a row the column holds many quantities, shares and counts alike.
    if (known === undefined) columns.set(column, (known = numbersOfColumn(table, column, header.shape === 'wide')));
    return known;
  };
  const figure: KeyCells['figure'] = (row, column) => {
    const text = reader.text(row, column);
    if (text === '') return null;
    if (isTyped(table, row, column)) {
      const typed = readNumber(text);
      if (typeof typed === 'number') return typed;
    }
    const value = numbersIn(column).read(text);
    if (typeof value !== 'object') return value;
    reader.refuse(row, column, value.code, value.args);
    return null;
  };
  const number: KeyCells['number'] = (row, column) => {
    const value = figure(row, column);
    if (value === null || typeof value === 'number') return value;
    const args = { column: columnName(column), value: shortly(reader.text(row, column)) };
    reader.refuse(row, column, 'NotANumber', args);
    return null;
  };

  const unitOf = (row: RawRow, cell: string): Unit | Problem => {
    const place = () => table.place(row.row, at.unit);
    const period = () => reader.text(row, at.period) || (reading.period ?? '');
    const within = larger(row, period);
    if (within !== null && isProblem(within)) return within;
    if (by !== 'code' || codePattern.test(cell)) {
      const found = register.find(cell, aliases, place, period, within);
      if (!isProblem(found)) return found;
    }
    const mended = by === 'name' ? null : register.mended(cell);
    if (mended !== null) {
      reader.repair(row, at.unit, mended.code);
      return mended;
    }
    if (by === 'code' && !codePattern.test(cell) && !isScientific(cell)) {
      return problem('BadCode', { column: 'unit', value: shortly(cell) }, place());
    }
    return hinted(register.find(cell, aliases, place, period, within), cell);
  };
  /** A row of sums in a table of a mapping: there it is for the mapping to say so. */
  const hinted = (found: Unit | Problem, cell: string): Unit | Problem =>
    isProblem(found) && found.code === 'UnknownUnit' && isTotalName(cell)
      ? { ...found, args: { ...found.args, total: 'yes' } }
      : found;
  /** The unit in which the name of a row is looked up, found once for all rows below its name. */
  const larger = (row: RawRow, period: () => string): Unit | Problem | null => {
    const named = table.mapped?.within?.(row.row) ?? null;
    if (named === null) return null;
    const key = `${placeAsText(named.at)} ${period()}`;
    let found = largerUnits.get(key);
    if (found === undefined) {
      found = hinted(
        register.find(named.name, aliases, () => named.at, period),
        named.name,
      );
      largerUnits.set(key, found);
    }
    return found;
  };

  return {
    total: (row) => {
      if (table.mapped !== undefined) return false;
      const cell = reader.text(row, at.unit);
      if (cell === '' || register.byCode.has(cell)) return false;
      let known = totals.get(cell);
      if (known === undefined) {
        known = isTotalName(cell) && isProblem(register.find(cell, aliases, () => ({ file: table.file })));
        totals.set(cell, known);
      }
      if (known) reader.total(row, at.unit);
      return known;
    },
    unit: (row) => {
      const cell = reader.text(row, at.unit);
      if (cell === '') {
        reader.refuse(row, at.unit, 'ValueMissing', { column: 'unit' });
        return null;
      }
      const found = unitOf(row, cell);
      if (isProblem(found)) {
        // The name of the larger unit may be at fault: then that is what cannot be read.
        const named = table.mapped?.within?.(row.row) ?? null;
        const isLarger = named !== null && found.at !== undefined && placeAsText(named.at) === placeAsText(found.at);
        reader.refuseWith(row, at.unit, found, isLarger ? named.name : undefined);
        return null;
      }
      // A loose file may hold values for made-up units: by their codes nobody takes them for real ones.
      if (dataset !== null && dataset.madeUp !== found.madeUp) {
        reader.refuse(row, at.unit, 'MadeUpMixed', {
          unit: found.code,
          unit_made_up: found.madeUp ? 'yes' : 'no',
          dataset: dataset.name,
        });
        return null;
      }
      return found;
    },
    period: (row) => {
      const cell = reader.text(row, at.period);
      const period = cell === '' ? (reading.period ?? '') : cell;
      if (period === '') reader.refuse(row, at.period, 'ValueMissing', { column: 'period' });
      else if (!isPeriod(period)) reader.refuse(row, at.period, 'BadPeriod', { value: shortly(period) });
      else return period;
      return null;
    },
    status: (row) => {
      const cell = reader.text(row, at.status);
      if (cell === '') return 'observed';
      return isStatus(cell) ? cell : oneOf(row, at.status, cell, statuses);
    },
    round: (row) => {
      const cell = reader.text(row, at.round);
      if (cell === '') return 'official';
      return isRound(cell) ? cell : oneOf(row, at.round, cell, rounds);
    },
    number,
    figure,
    size: (row, column) => {
      const value = number(row, column);
      if (value !== null && value < 0) return oneOf(row, column, reader.text(row, column), ['>= 0']);
      return value;
    },
    count: (row, column) => {
      const text = reader.text(row, column);
      if (text === '') return null;
      const value = number(row, column);
      return value === null || isCount(value) ? value : oneOf(row, column, text, ['0, 1, 2, ...']);
    },
    words: (row, column) => {
      const text = reader.text(row, column);
      return text === '' ? null : text;
    },
  };
};
