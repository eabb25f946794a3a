// The short way for clean tables: one pass over the text, no row and no cell made. Whatever is not beyond doubt is left to the
// careful way, which reads the same table again and gives the messages; where both read a table they read the same.

import { periodKind } from '../model/period.js';
import type { Account } from './account.js';
import type { Header } from './header.js';
import type { Reading } from './keys.js';
import { readNumber } from './number.js';
import type { ObservationColumns } from './observation-columns.js';
import { type PlainTexts, plainTexts, textAt } from './plain-texts.js';
import type { PlainText, RawTable, Separator } from './table.js';
import type { Vocabulary } from './vocabulary.js';

interface Found {
  readonly columns: ObservationColumns;
  readonly account: Account;
}

/** Most signs of a number that the careful way takes, less a margin. */
const longestNumber = 60;
const lineFeed = 10;
const carriageReturn = 13;
const minusSign = 45;
const pointSign = 46;
const zeroSign = 48;

/** null: to be read the careful way. A long table of unit, period, variable and value, each row whole and known by its codes. */
export const readPlainObservations = (reading: Reading, vocabulary: Vocabulary): Found | null => {
  const { table, header } = reading;
  const scanned = scanOf(table, header, reading.period);
  if (scanned === null) return null;

  const periods = reading.period !== null && header.at('period') < 0 ? [reading.period] : scanned.period.texts;
  const columns: ObservationColumns = {
    units: scanned.unit.texts,
    periods,
    variables: scanned.variable.texts,
    ...scanned.rows,
    column: 'value',
  };
  if (!columns.units.every((code) => isKnownUnit(reading, code))) return null;
  if (!periods.every((period) => periodKind(period) !== null)) return null;
  if (!columns.variables.every((name) => name.trim() === name && vocabulary.variables.has(name))) return null;
  if (!reading.seen.noteAll(table, columns)) return null;
  const rows = columns.row.length;
  const cells = rows * table.header.length;
  const nothing = { refused: [], repaired: [], totals: [], skippedRows: 0, problems: [] };
  return { columns, account: { rows, cells, stored: cells, states: new Map(), ...nothing } };
};

/** The variables of a table that can be read the short way so far as its signs go; null for any other. */
export const plainVariables = (table: RawTable, header: Header, period: string | null): ReadonlyArray<string> | null =>
  scanOf(table, header, period)?.variable.texts ?? null;

/** A table is asked for its variables first and for its rows later. */
const scans = new WeakMap<PlainText, ReturnType<typeof scan>>();

const scanOf = (table: RawTable, header: Header, period: string | null): ReturnType<typeof scan> => {
  const { separator } = table;
  if (table.plain === undefined || separator === null) return null;
  if (header.kind !== 'observations' || header.shape !== 'long') return null;
  if (table.mapped !== undefined || table.faults.length > 0) return null;
  const plain = table.plain();
  const before = scans.get(plain);
  if (before !== undefined) return before;
  const roles = rolesOf(header.at, table.header.length, period);
  const scanned = roles === null ? null : scan(plain, separator, roles);
  scans.set(plain, scanned);
  return scanned;
};

type Role = 'unit' | 'period' | 'variable' | 'value';
const known: ReadonlyArray<Role> = ['unit', 'period', 'variable', 'value'];

/** What stands in each column, where there are no others; a period may come from the call. */
const rolesOf = (at: (column: string) => number, width: number, period: string | null): ReadonlyArray<Role> | null => {
  const roles: Role[] = [];
  for (const role of known) if (at(role) >= 0) roles[at(role)] = role;
  const found = roles.filter((role) => role !== undefined).length;
  if (found !== width || roles.length !== width) return null;
  return found === known.length || (period !== null && !roles.includes('period')) ? roles : null;
};

/** By the code itself and of the dataset's kind; names, spellings and mended codes go the careful way. */
const isKnownUnit = ({ register, dataset }: Reading, code: string): boolean => {
  const unit = register.byCode.get(code);
  return unit !== undefined && (dataset === null || dataset.madeUp === unit.madeUp);
};

/** So many rows at a time: a short function that is called often is soon a fast one, a long loop becomes so only at its end. */
const rowsAtOnce = 64;

const scan = (plain: PlainText, separator: Separator, roles: ReadonlyArray<Role>) => {
  const columnOf: Readonly<Record<Role, PlainTexts>> = {
    unit: plainTexts(plain, separator.charCodeAt(0)),
    period: plainTexts(plain, separator.charCodeAt(0)),
    variable: plainTexts(plain, separator.charCodeAt(0)),
    value: plainTexts(plain, separator.charCodeAt(0)),
  };
  const rows = growing(roughRows(plain));
  const state: ScanState = {
    plain,
    sign: separator.charCodeAt(0),
    texts: roles.map((role) => columnOf[role]),
    numbers: new Uint32Array(roles.length),
    places: { unit: roles.indexOf('unit'), period: roles.indexOf('period'), variable: roles.indexOf('variable') },
    valueAt: roles.indexOf('value'),
    at: plain.offset,
    row: plain.row,
    either: false,
    shown: separator === ',',
  };
  while (state.at < plain.bytes.length) if (!scanRows(state, rows.withRoom(rowsAtOnce))) return null;
  if (state.either && !state.shown) return null;
  return {
    unit: { texts: columnOf.unit.texts() },
    period: { texts: columnOf.period.texts() },
    variable: { texts: columnOf.variable.texts() },
    rows: rows.columns(),
  };
};

interface ScanState {
  readonly plain: PlainText;
  readonly sign: number;
  /** By column. */
  readonly texts: ReadonlyArray<PlainTexts>;
  readonly numbers: Uint32Array;
  readonly places: { readonly unit: number; readonly period: number; readonly variable: number };
  readonly valueAt: number;
  at: number;
  row: number;
  // Without commas between the columns 1.234 may be a thousand, unless another cell of the column shows its point.
  either: boolean;
  shown: boolean;
}

/** Reads the next lines into columns that have room for them; false: they are beyond the short way. */
const scanRows = (state: ScanState, into: RowColumns): boolean => {
  const { plain, sign, texts, numbers, places, valueAt } = state;
  const { bytes } = plain;
  const size = bytes.length;
  const width = texts.length;
  let { at, row } = state;
  let { rows } = into;
  for (let lines = 0; lines < rowsAtOnce && at < size; lines++, row++) {
    const first = bytes[at]!;
    if (first === lineFeed) {
      at++;
      continue;
    }
    if (first === carriageReturn) {
      at += 2;
      continue;
    }
    for (let c = 0; c < width; c++) {
      if (c === valueAt) {
        const number = numberAt(plain, at);
        if (number === null) return false;
        at = number.end;
        if (number.decimals === 3 && number.whole <= 3 && number.leads) state.either = true;
        else if (number.decimals > 0) state.shown = true;
        into.value[rows] = number.value;
      } else {
        const reader = texts[c]!;
        const number = textAt(reader, bytes, sign, at);
        if (number < 0) return false;
        numbers[c] = number;
        at += reader.lengths[number]!;
      }
      if (c < width - 1) {
        if (at >= size || bytes[at] !== sign) return false;
        at++;
      }
    }
    const next = at < size ? bytes[at]! : lineFeed;
    if (next === carriageReturn) at += 2;
    else if (next === lineFeed) at++;
    else return false;
    into.unit[rows] = numbers[places.unit]!;
    into.period[rows] = places.period < 0 ? 0 : numbers[places.period]!;
    into.variable[rows] = numbers[places.variable]!;
    into.row[rows] = row;
    rows++;
  }
  state.at = at;
  state.row = row;
  into.rows = rows;
  return true;
};

/** A little more rows than the whole has if it goes on like its beginning. */
const roughRows = ({ bytes, offset }: PlainText): number => {
  const end = Math.min(bytes.length, offset + 16_384);
  let lines = 1;
  for (let at = offset; at < end; at++) if (bytes[at] === lineFeed) lines++;
  return Math.ceil((lines * (bytes.length - offset) * 1.1) / Math.max(1, end - offset)) + 64;
};

interface NumberAt {
  value: number;
  end: number;
  /** Digits before and behind the point. */
  whole: number;
  decimals: number;
  /** The first digit is not zero. */
  leads: boolean;
}

const found: NumberAt = { value: 0, end: 0, whole: 0, decimals: 0, leads: false };

/** Powers of ten that a double holds exactly. */
const powers = Array.from({ length: 23 }, (_, i) => 10 ** i);
/** So many digits always make a whole number that a double holds exactly. */
const exactDigits = 15;

/**
 * `-12.50` as it stands at a place of the text; null for any other way to write, and for none. The one object is used again.
 * A quotient of two exact doubles is the nearest double to the decimal number: what `Number` gives for the digits.
 */
const numberAt = ({ bytes, textOf }: PlainText, start: number): NumberAt | null => {
  const size = bytes.length;
  let at = start;
  const negative = at < size && bytes[at] === minusSign;
  if (negative) at++;
  const first = at;
  let digits = 0;
  let digit = at < size ? bytes[at]! - zeroSign : -1;
  const leads = digit !== 0;
  while (digit >= 0 && digit <= 9) {
    digits = digits * 10 + digit;
    digit = ++at < size ? bytes[at]! - zeroSign : -1;
  }
  const whole = at - first;
  if (whole === 0 || (whole > 1 && !leads)) return null;
  let decimals = 0;
  if (digit === pointSign - zeroSign) {
    const point = at;
    digit = ++at < size ? bytes[at]! - zeroSign : -1;
    while (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      digit = ++at < size ? bytes[at]! - zeroSign : -1;
    }
    decimals = at - point - 1;
    if (decimals === 0) return null;
  }
  if (at - start > longestNumber) return null;
  if (whole + decimals <= exactDigits) {
    const quotient = digits / powers[decimals]!;
    found.value = negative && quotient !== 0 ? -quotient : quotient;
  } else {
    const value = readNumber(textOf(start, at));
    if (typeof value !== 'number') return null;
    found.value = value;
  }
  found.end = at;
  found.whole = whole;
  found.decimals = decimals;
  found.leads = leads;
  return found;
};

interface RowColumns {
  unit: Uint32Array<ArrayBuffer>;
  period: Uint32Array<ArrayBuffer>;
  variable: Uint32Array<ArrayBuffer>;
  value: Float64Array<ArrayBuffer>;
  row: Uint32Array<ArrayBuffer>;
  rows: number;
}

/** Columns that grow with the rows. */
const growing = (rough: number) => {
  const held: RowColumns = {
    unit: new Uint32Array(rough),
    period: new Uint32Array(rough),
    variable: new Uint32Array(rough),
    value: new Float64Array(rough),
    row: new Uint32Array(rough),
    rows: 0,
  };
  const wider = <A extends Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(made: A, old: A): A => {
    made.set(old);
    return made;
  };
  return {
    withRoom: (more: number): RowColumns => {
      const room = held.row.length * 2;
      if (held.rows + more <= held.row.length) return held;
      held.unit = wider(new Uint32Array(room), held.unit);
      held.period = wider(new Uint32Array(room), held.period);
      held.variable = wider(new Uint32Array(room), held.variable);
      held.value = wider(new Float64Array(room), held.value);
      held.row = wider(new Uint32Array(room), held.row);
      return held;
    },
    columns: () => ({
      unit: held.unit.subarray(0, held.rows),
      period: held.period.subarray(0, held.rows),
      variable: held.variable.subarray(0, held.rows),
      value: held.value.subarray(0, held.rows),
      row: held.row.subarray(0, held.rows),
    }),
  };
};
