// iData as units and observations: a value without a Time holds for the period of the call, or for every period of its unit.
import { E } from '../fp.js';
import { periodKind } from '../model/period.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { codePattern } from '../model/unit.js';
import { cellOf, columnOf, type Element, placeOf, type TextTable } from './coinr-table.js';
import { idsOf } from './ids.js';

export interface DataTables {
  readonly units: ReadonlyArray<ReadonlyArray<string>>;
  /** Wide; numbers and null in the columns of variables. */
  readonly observations: ReadonlyArray<ReadonlyArray<string | number | null>>;
}

interface Value {
  readonly value: number;
  readonly at: Location;
}

interface UnitRows {
  readonly given: string;
  name: string;
  readonly attributes: Map<string, string>;
  /** By period ('' where the row has no Time) and variable. */
  readonly values: Map<string, Map<string, Value>>;
}

interface Reading {
  readonly variables: ReadonlyMap<string, string>;
  /** Names of attributes by the names of their columns. */
  readonly groups: ReadonlyMap<string, string>;
  readonly units: Map<string, UnitRows>;
  readonly problems: Problem[];
  readonly notCarried: Problem[];
}

/** Of the register: no group takes their names. */
const unitColumns = ['code', 'level', 'name_kk', 'name_ru', 'name_en', 'parent', 'valid_from', 'valid_to', 'replaces'];

/** Left: located problems. What is left out without harm is added to `notCarried`. */
export const valuesOf = (
  data: ReadonlyArray<TextTable>,
  period: string | null,
  all: ReadonlyArray<Element>,
  variables: ReadonlyMap<string, string>,
  notCarried: Problem[],
): E.Either<Problems, DataTables> => {
  const groups = idsOf(
    all.filter(({ type }) => type === 'group').map(({ code }) => code),
    'variable',
    unitColumns,
  );
  const reading: Reading = { variables, groups, units: new Map(), problems: [], notCarried };
  for (const table of data) readTable(table, reading);
  const { units, problems } = reading;
  const timed = [...units.values()].some(({ values }) => [...values.keys()].some((time) => time !== ''));
  if (!timed && period === null) problems.push(problem('CoinrPeriod', {}, data[0]?.headerAt));
  if (period !== null && periodKind(period) === null) problems.push(problem('BadPeriod', { value: period }));
  const seen = new Set(data.flatMap(({ header }) => header.map((each) => each.trim())));
  for (const { code, type, at } of all)
    if ((type === 'indicator' || type === 'denominator') && !seen.has(code))
      problems.push(problem('CoinrNoColumn', { code }, at));
  if (problems.length > 0) return E.left(problems);
  const names = [...new Set(variables.values())];
  return E.right({
    units: [
      [...unitColumns.slice(0, 6), ...groups.values()],
      ...[...units].map(([code, { name, attributes }]) => [
        code,
        'unit',
        name,
        name,
        name,
        '',
        ...[...groups.keys()].map((group) => attributes.get(group) ?? ''),
      ]),
    ],
    observations: [
      ['unit', 'period', ...names],
      ...[...units].flatMap(([code, { values }]) =>
        rowsOf(values, period).map(([when, own]) => [code, when, ...names.map((name) => own.get(name)?.value ?? null)]),
      ),
    ],
  });
};

/** What stands without a Time is the unit's in each of its periods, unless the period has a value of its own. */
const rowsOf = (
  values: UnitRows['values'],
  period: string | null,
): ReadonlyArray<readonly [string, ReadonlyMap<string, Value>]> => {
  const always = values.get('') ?? new Map<string, Value>();
  const periods = [...values.keys()].filter((time) => time !== '').sort();
  if (periods.length === 0) return period === null || always.size === 0 ? [] : [[period, always]];
  return periods.map((when) => [when, new Map([...always, ...values.get(when)!])]);
};

const readTable = (table: TextTable, { variables, groups, units, problems, notCarried }: Reading): void => {
  const { header, headerAt } = table;
  const [code, name, time] = [columnOf(table, 'uCode'), columnOf(table, 'uName'), columnOf(table, 'Time')];
  if (code === -1) {
    problems.push(problem('ColumnMissing', { column: 'uCode', table: 'iData', known: header.join(', ') }, headerAt));
    return;
  }
  header.forEach((each, column) => {
    const known = [code, name, time].includes(column) || variables.has(each.trim()) || groups.has(each.trim());
    if (!known && each.trim() !== '') notCarried.push(problem('CoinrColumn', { column: each }, headerAt));
  });
  table.rows.forEach((row, i) => {
    const at = table.place(i);
    const given = (row[code] ?? '').trim();
    const unit = given.toUpperCase().replace(/[^A-Z0-9-]/g, '-');
    const before = units.get(unit);
    if (!codePattern.test(unit) || (before !== undefined && before.given !== given)) {
      problems.push(problem('CoinrUnitCode', { found: given }, at));
      return;
    }
    if (before === undefined && unit !== given) notCarried.push(problem('CoinrRenamed', { from: given, to: unit }, at));
    const own: UnitRows = before ?? { given, name: given, attributes: new Map(), values: new Map() };
    units.set(unit, own);
    if (name !== -1) own.name = cellOf(row[name]) || own.name;
    const when = time === -1 ? '' : cellOf(row[time]);
    if (time !== -1 && periodKind(when) === null) {
      problems.push(problem('BadPeriod', { value: when }, at));
      return;
    }
    const values = own.values.get(when) ?? new Map<string, Value>();
    own.values.set(when, values);
    header.forEach((each, column) => {
      const cell = cellOf(row[column]);
      if (cell === '') return;
      if (groups.has(each.trim())) own.attributes.set(each.trim(), cell);
      const variable = variables.get(each.trim());
      if (variable === undefined) return;
      const value = Number(cell);
      if (!Number.isFinite(value) || Math.abs(value) >= 1e300) {
        notCarried.push(problem('CoinrNotNumber', { column: each, value: cell, unit: given }, at));
        return;
      }
      const first = values.get(variable);
      if (first === undefined) values.set(variable, { value, at });
      else if (first.value !== value) {
        const key = [given, when, each.trim()].filter((part) => part !== '').join(', ');
        problems.push(problem('DuplicateRow', { key, first: placeOf(first.at) }, at));
      }
    });
  });
};
