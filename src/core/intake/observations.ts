// Rows of observations, one value a row or one variable a column: each value with its status, or a fault at its cell.
import { nearest } from '../define/nearest.js';
import { type Problem, problem } from '../model/problem.js';
import { type Account, type RowReader, rowReader } from './account.js';
import type { CheckedObservation } from './checked.js';
import { keyCells, type Reading } from './keys.js';
import { shortly } from './place.js';
import type { RawRow } from './table.js';
import type { Vocabulary } from './vocabulary.js';

interface Result {
  readonly observations: ReadonlyArray<CheckedObservation>;
  readonly account: Account;
  /** Faults of the header, which no skipping of rows can mend. */
  readonly headerProblems: ReadonlyArray<Problem>;
}

export const readObservations = (reading: Reading, vocabulary: Vocabulary): Result =>
  reading.header.shape === 'long' ? readLong(reading, vocabulary) : readWide(reading, vocabulary);

const unknownVariable = (name: string, vocabulary: Vocabulary) => {
  const near = nearest(name, vocabulary.variables.keys());
  return { value: shortly(name), near: near === '' ? 'no' : 'yes', nearest: near };
};

const readLong = (reading: Reading, vocabulary: Vocabulary): Result => {
  const { table, header, seen } = reading;
  const reader = rowReader(table);
  const cells = keyCells(reading, reader);
  const at = {
    variable: header.at('variable'),
    value: header.at('value'),
    se: header.at('se'),
    n: header.at('n'),
    df: header.at('df'),
    source: header.at('source'),
    note: header.at('note'),
  };
  const observations: CheckedObservation[] = [];

  const variableOf = (row: RawRow): string | null => {
    const cell = reader.text(row, at.variable);
    if (vocabulary.variables.has(cell)) return cell;
    const name = cell.normalize('NFC');
    if (vocabulary.variables.has(name)) return name;
    if (name === '') reader.refuse(row, at.variable, 'ValueMissing', { column: 'variable' });
    else reader.refuse(row, at.variable, 'UnknownVariable', unknownVariable(name, vocabulary));
    return null;
  };

  for (const row of table.rows) {
    if (!reader.begin(row) || cells.total(row)) continue;
    const unit = cells.unit(row);
    const period = cells.period(row);
    const variable = variableOf(row);
    const stated = cells.status(row);
    const figure = cells.figure(row, at.value);
    const given = typeof figure === 'number' ? figure : null;
    const status = typeof figure === 'string' && reader.text(row, header.at('status')) === '' ? figure : stated;
    const blank = reader.text(row, at.value) === '';
    const se = cells.size(row, at.se);
    const n = cells.size(row, at.n);
    const df = cells.size(row, at.df);

    const nothing = status === 'missing' || status === 'confidential';
    const nil = status === 'zero' || status === 'negligible';
    if (blank && status !== null && !nothing && !nil) {
      reader.refuse(row, at.value, 'ValueMissing', { column: 'value' });
    }
    if (given !== null && (nothing || (status === 'zero' && given !== 0))) {
      const allowed = nothing ? '∅' : '0';
      reader.refuse(row, at.value, 'ValueNotAllowed', { column: 'value', value: shortly(String(given)), allowed });
    }
    if (typeof figure === 'string' && status !== null && figure !== status) {
      const value = reader.text(row, at.value);
      reader.refuse(row, at.value, 'ValueNotAllowed', { column: 'value', value, allowed: nothing ? '∅' : '0' });
    }
    if (unit !== null && period !== null && variable !== null) {
      const first = seen.note(table, row, unit.code, period, variable);
      if (first !== null) {
        reader.refuse(row, header.at('unit'), 'DuplicateRow', { key: `${unit.code}, ${period}, ${variable}`, first });
      }
    }

    const special = nothing || nil ? { count: 1, state: status } : undefined;
    const states = special === undefined ? {} : blank ? { blank: special } : { filled: [special] };
    if (!reader.settle(row, reader.faults(), states)) continue;
    if (unit === null || period === null || variable === null || status === null) continue;
    observations.push({
      unit: unit.code,
      period,
      variable,
      value: nothing ? null : nil ? (given ?? 0) : given,
      status,
      se,
      n,
      df,
      source: cells.words(row, at.source),
      note: cells.words(row, at.note),
      ...(table.mapped?.origin(row.row) ?? { row: row.row, column: 'value' }),
    });
  }
  return { observations, account: reader.account(), headerProblems: [] };
};

const readWide = (reading: Reading, vocabulary: Vocabulary): Result => {
  const { table, header, seen } = reading;
  const headerProblems: Problem[] = [];
  for (const { name, column } of header.further) {
    if (vocabulary.variables.has(name)) continue;
    const at = table.place(table.headerRow, column);
    headerProblems.push(problem('UnknownVariable', unknownVariable(name, vocabulary), at));
  }
  const reader = rowReader(table);
  if (headerProblems.length > 0) return { observations: [], account: reader.account(), headerProblems };

  const cells = keyCells(reading, reader);
  const observations: CheckedObservation[] = [];
  for (const row of table.rows) {
    if (!reader.begin(row) || cells.total(row)) continue;
    const unit = cells.unit(row);
    const period = cells.period(row);
    const figures = header.further.map(({ column }) => cells.figure(row, column));
    if (unit !== null && period !== null) noteRow(reading, reader, row, unit.code, period, seen);

    const missing = header.further.filter(({ column }) => reader.text(row, column) === '').length;
    const filled = figures.filter((figure) => typeof figure === 'string').map((state) => ({ count: 1, state }));
    if (!reader.settle(row, reader.faults(), { blank: { count: missing, state: 'missing' }, filled })) continue;
    if (unit === null || period === null) continue;
    header.further.forEach(({ name }, i) => {
      const figure = figures[i] ?? null;
      const nil = figure === 'zero' || figure === 'negligible';
      observations.push({
        unit: unit.code,
        period,
        variable: name,
        value: typeof figure === 'number' ? figure : nil ? 0 : null,
        status: typeof figure === 'number' ? 'observed' : (figure ?? 'missing'),
        se: null,
        n: null,
        df: null,
        source: null,
        note: null,
        row: row.row,
        column: name,
      });
    });
  }
  return { observations, account: reader.account(), headerProblems };
};

/** Notes the keys of every column of a wide row; the first that came before is the fault of the row. */
const noteRow = (
  { table, header }: Reading,
  reader: RowReader,
  row: RawRow,
  unit: string,
  period: string,
  seen: Reading['seen'],
): void => {
  let told = false;
  for (const { name, column } of header.further) {
    const first = seen.note(table, row, unit, period, name);
    if (first === null || told) continue;
    reader.refuse(row, column, 'DuplicateRow', { key: `${unit}, ${period}, ${name}`, first });
    told = true;
  }
};
