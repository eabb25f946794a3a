// Writes observations under whole numbers, many rows a statement and in the order of the key: a tree that grows at its end is quick.
import type { CheckedObservation, CheckedTable } from '../../core/intake/checked.js';
import type { ObservationColumns } from '../../core/intake/observation-columns.js';
import { statusOrder } from './observation-numbers.js';
import type { Connection } from './open.js';

/** More rows a statement gain nothing, and SQLite takes 32,766 arguments at most. */
const rowsAtOnce = 256;

/** The table's own limit of a value. */
const largest = 1e300;

const key = ['period', 'unit', 'variable'];
const kept = ['value', 'status', 'se', 'n', 'df', 'source', 'note'];
const origin = ['file', 'row', 'column_id'];

export interface ObservationsWriter {
  /** Gives numbers to the texts of a table; `rows` and `columns` then write rows and nothing else. */
  readonly number: (checked: CheckedTable) => void;
  /** Each gives how many rows were new or different. */
  readonly rows: (observations: ReadonlyArray<CheckedObservation>, file: number) => number;
  readonly columns: (columns: ObservationColumns, file: number) => number;
}

/** For one transaction: the numbers it gives to new texts are lost with it. */
export const observationsWriter = (db: Connection): ObservationsWriter => {
  const periodId = numbering(db, 'period_ids', 'period');
  const unitId = numbering(db, 'unit_ids', 'unit');
  const variableId = numbering(db, 'variable_ids', 'variable');
  const columnId = numbering(db, 'column_ids', 'column_name');
  const holdsPeriod = db
    .prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM observation_cells WHERE period = ?)')
    .pluck();

  return {
    number: ({ observations, columns }) => {
      for (const { period, unit, variable, column } of observations) {
        periodId(period);
        unitId(unit);
        variableId(variable);
        columnId(column);
      }
      columns?.periods.forEach(periodId);
      columns?.units.forEach(unitId);
      columns?.variables.forEach(variableId);
      if (columns !== undefined) columnId(columns.column);
    },
    rows: (observations, file) => {
      const columns = [...key, ...kept, ...origin];
      const values = columns.map(() => '?');
      return writeMany(db, columns, values, true, observations.length, (bound, from, to) => {
        for (let i = from, at = 0; i < to; i++) {
          const o = observations[i]!;
          bound[at++] = periodId(o.period);
          bound[at++] = unitId(o.unit);
          bound[at++] = variableId(o.variable);
          bound[at++] = finite(o.value);
          bound[at++] = statusOrder.indexOf(o.status);
          bound[at++] = finite(o.se);
          bound[at++] = finite(o.n);
          bound[at++] = finite(o.df);
          bound[at++] = o.source;
          bound[at++] = o.note;
          bound[at++] = file;
          bound[at++] = o.row;
          bound[at++] = columnId(o.column);
        }
      });
    },
    columns: (given, file) => {
      const periods = given.periods.map(periodId);
      const units = given.units.map(unitId);
      const variables = given.variables.map(variableId);
      const columns = [...key, 'value', 'row', 'status', 'file', 'column_id'];
      const same = [statusOrder.indexOf('observed'), file, columnId(given.column)];
      const values = [...key, 'value', 'row'].map(() => '?').concat(same.map(String));
      // Where the store holds nothing of these periods no row can meet one of its own: the intake has seen to the rest.
      const mayMeet = periods.some((id) => holdsPeriod.get(id) === 1);
      const order = keyOrder(given, periods, units, variables);
      const { unit, period, variable, value, row } = given;
      return judgedBefore(db, given, () =>
        writeMany(db, columns, values, mayMeet, row.length, (bound, from, to) => {
          for (let place = from, at = 0; place < to; place++) {
            const i = order === null ? place : order[place]!;
            bound[at++] = periods[period[i]!]!;
            bound[at++] = units[unit[i]!]!;
            bound[at++] = variables[variable[i]!]!;
            bound[at++] = value[i]!;
            bound[at++] = row[i]!;
          }
        }),
      );
    },
  };
};

/**
 * What the checks of the table would say of such rows can be seen in one loop: all are observed and have a value, so that only the
 * size of the value is in question. Asked of SQLite for each row it takes a fifth of the time of writing it.
 */
const judgedBefore = (db: Connection, { value }: ObservationColumns, write: () => number): number => {
  for (let i = 0; i < value.length; i++) {
    if (!(Math.abs(value[i]!) <= largest)) throw new RangeError(`not a number that the store takes: ${value[i]}`);
  }
  db.pragma('ignore_check_constraints = ON');
  try {
    return write();
  } finally {
    db.pragma('ignore_check_constraints = OFF');
  }
};

type Bound = number | string | null;

/** `values`: `?` or the value itself for each of `columns`; `fill` binds the rows in a range, from the first place on. Gives the rows written. */
const writeMany = (
  db: Connection,
  columns: ReadonlyArray<string>,
  values: ReadonlyArray<string>,
  mayMeet: boolean,
  rows: number,
  fill: (bound: Bound[], from: number, to: number) => void,
): number => {
  const row = `(${values.join(', ')})`;
  const statement = (count: number) =>
    db.prepare<Bound[]>(
      `INSERT INTO observation_cells (${columns.join(', ')}) VALUES ${Array(count).fill(row).join(', ')}
       ${mayMeet ? whereDifferent : ''}`,
    );
  const width = values.filter((value) => value === '?').length;
  let written = 0;
  let done = 0;
  const portion = (size: number, run: ReturnType<typeof statement>): void => {
    const bound = new Array<Bound>(size * width).fill(null);
    for (; done + size <= rows; done += size) {
      fill(bound, done, done + size);
      // As arguments of the call they are read four times as fast as out of an array.
      written += run.run(...bound).changes;
    }
  };
  if (rows >= rowsAtOnce) portion(rowsAtOnce, statement(rowsAtOnce));
  if (done < rows) portion(rows - done, statement(rows - done));
  return written;
};

/** A row that says what the store says is left alone, its origin with it. */
const whereDifferent = `ON CONFLICT (${key.join(', ')}) DO UPDATE
  SET ${[...kept, ...origin].map((column) => `${column} = excluded.${column}`).join(', ')}
  WHERE ${kept.map((column) => `${column} IS NOT excluded.${column}`).join(' OR ')}`;

/** SQLite stores a NaN as NULL without a word: nothing that is not finite may reach it. */
const finite = (value: number | null): number | null => {
  if (value !== null && !Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  return value;
};

/** The number of a text in its table, a new one where it has none yet. */
const numbering = (db: Connection, table: string, column: string): ((text: string) => number) => {
  const known = db.prepare<[string], number>(`SELECT id FROM ${table} WHERE ${column} = ?`).pluck();
  const add = db.prepare<[string]>(`INSERT INTO ${table} (${column}) VALUES (?)`);
  const found = new Map<string, number>();
  return (text) => {
    let id = found.get(text);
    if (id === undefined) {
      id = known.get(text) ?? Number(add.run(text).lastInsertRowid);
      found.set(text, id);
    }
    return id;
  };
};

/** The rows in the order of the key of the table; null: they stand in it. */
const keyOrder = (
  { unit, period, variable, row }: ObservationColumns,
  periods: ReadonlyArray<number>,
  units: ReadonlyArray<number>,
  variables: ReadonlyArray<number>,
): Uint32Array | null => {
  const manyUnits = Math.max(0, ...units) + 1;
  const manyVariables = Math.max(0, ...variables) + 1;
  const keys = new Float64Array(row.length);
  let sorted = true;
  let before = -1;
  for (let i = 0; i < keys.length; i++) {
    const key = (periods[period[i]!]! * manyUnits + units[unit[i]!]!) * manyVariables + variables[variable[i]!]!;
    keys[i] = key;
    if (key < before) sorted = false;
    before = key;
  }
  const mostKeys = (Math.max(0, ...periods) + 1) * manyUnits * manyVariables;
  return sorted ? null : placesByKey(keys, mostKeys);
};

/** Keys differ, for the intake lets none come twice. */
const placesByKey = (keys: Float64Array, mostKeys: number): Uint32Array => {
  const many = keys.length;
  const order = new Uint32Array(many);
  // Key and place in one number are sorted without a function to compare them.
  if (mostKeys * many <= Number.MAX_SAFE_INTEGER) {
    for (let i = 0; i < many; i++) keys[i] = keys[i]! * many + i;
    keys.sort();
    for (let i = 0; i < many; i++) order[i] = keys[i]! % many;
    return order;
  }
  for (let i = 0; i < many; i++) order[i] = i;
  return order.sort((a, b) => keys[a]! - keys[b]!);
};
