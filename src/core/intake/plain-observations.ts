// The short way for clean tables: one pass over the text, no row and no cell made. Whatever is not beyond doubt is left to the
// careful way, which reads the same table again and gives the messages; where both read a table they read the same.

import { periodKind } from '../model/period.js';
import type { Account } from './account.js';
import type { Header } from './header.js';
import type { Reading } from './keys.js';
import { readNumber } from './number.js';
import type { ObservationColumns } from './observation-columns.js';
import { hashStart, hashStep, plainTexts } from './plain-texts.js';
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
  const { plain, separator } = table;
  if (plain === undefined || separator === null || header.kind !== 'observations' || header.shape !== 'long')
    return null;
  if (table.mapped !== undefined || table.faults.length > 0) return null;
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

const scan = ({ text, offset, row: firstRow }: PlainText, separator: Separator, roles: ReadonlyArray<Role>) => {
  const sign = separator.charCodeAt(0);
  const width = roles.length;
  const columnOf: Readonly<Record<Role, ReturnType<typeof plainTexts>>> = {
    unit: plainTexts(text),
    period: plainTexts(text),
    variable: plainTexts(text),
    value: plainTexts(text),
  };
  const rows = growing();
  const numbers = new Float64Array(width);
  const readers = roles.map((role) => (role === 'value' ? null : columnOf[role]));
  const places = { unit: roles.indexOf('unit'), period: roles.indexOf('period'), variable: roles.indexOf('variable') };
  const valueAt = roles.indexOf('value');
  // Without commas between the columns 1.234 may be a thousand, unless another cell of the column shows its point.
  let either = false;
  let shown = separator === ',';

  let at = offset;
  for (let row = firstRow; at < text.length; row++) {
    let next = text.charCodeAt(at);
    if (next === lineFeed) {
      at++;
      continue;
    }
    if (next === carriageReturn) {
      at += 2;
      continue;
    }
    for (let c = 0; c < width; c++) {
      const start = at;
      const reader = readers[c]!;
      if (reader === null) {
        const number = numberAt(text, at);
        if (number === null) return null;
        at = number.end;
        if (number.decimals === 3 && number.whole <= 3 && number.leads) either = true;
        else if (number.decimals > 0) shown = true;
        numbers[c] = number.value;
        next = at < text.length ? text.charCodeAt(at) : lineFeed;
      } else {
        let hash = hashStart;
        for (;;) {
          next = at < text.length ? text.charCodeAt(at) : lineFeed;
          if (next === sign || next === lineFeed || next === carriageReturn) break;
          hash = hashStep(hash, next);
          at++;
        }
        if (at === start) return null;
        numbers[c] = reader.numberOf(start, at, hash);
      }
      if (c < width - 1) {
        if (next !== sign) return null;
        at++;
      }
    }
    if (next === carriageReturn) at += 2;
    else if (next === lineFeed) at++;
    else return null;
    rows.add(
      numbers[places.unit]!,
      places.period < 0 ? 0 : numbers[places.period]!,
      numbers[places.variable]!,
      numbers[valueAt]!,
      row,
    );
  }
  if (either && !shown) return null;
  return { ...columnOf, rows: rows.columns() };
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
const numberAt = (text: string, start: number): NumberAt | null => {
  let at = start;
  const negative = text.charCodeAt(at) === minusSign;
  if (negative) at++;
  const first = at;
  let digits = 0;
  let digit = text.charCodeAt(at) - zeroSign;
  while (digit >= 0 && digit <= 9) {
    digits = digits * 10 + digit;
    digit = text.charCodeAt(++at) - zeroSign;
  }
  const whole = at - first;
  const leads = text.charCodeAt(first) !== zeroSign;
  if (whole === 0 || (whole > 1 && !leads)) return null;
  let decimals = 0;
  if (digit === pointSign - zeroSign) {
    const point = at;
    digit = text.charCodeAt(++at) - zeroSign;
    while (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      digit = text.charCodeAt(++at) - zeroSign;
    }
    decimals = at - point - 1;
    if (decimals === 0) return null;
  }
  if (at - start > longestNumber) return null;
  if (whole + decimals <= exactDigits) {
    const size = digits / powers[decimals]!;
    found.value = negative && size !== 0 ? -size : size;
  } else {
    const value = readNumber(text.slice(start, at));
    if (typeof value !== 'number') return null;
    found.value = value;
  }
  found.end = at;
  found.whole = whole;
  found.decimals = decimals;
  found.leads = leads;
  return found;
};

/** Columns that grow with the rows. */
const growing = () => {
  let room = 4096;
  let unit = new Uint32Array(room);
  let period = new Uint32Array(room);
  let variable = new Uint32Array(room);
  let value = new Float64Array(room);
  let row = new Uint32Array(room);
  let rows = 0;
  const grow = (): void => {
    room *= 2;
    const wider = (old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
      const made = new Uint32Array(room);
      made.set(old);
      return made;
    };
    unit = wider(unit);
    period = wider(period);
    variable = wider(variable);
    row = wider(row);
    const values = new Float64Array(room);
    values.set(value);
    value = values;
  };
  return {
    add: (u: number, p: number, v: number, number: number, line: number): void => {
      if (rows === room) grow();
      unit[rows] = u;
      period[rows] = p;
      variable[rows] = v;
      value[rows] = number;
      row[rows] = line;
      rows++;
    },
    columns: () => ({
      unit: unit.subarray(0, rows),
      period: period.subarray(0, rows),
      variable: variable.subarray(0, rows),
      value: value.subarray(0, rows),
      row: row.subarray(0, rows),
    }),
  };
};
