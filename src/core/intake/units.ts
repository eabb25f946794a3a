// Rows of the register: codes, names in three languages, the unit above, and whatever attributes the table carries.

import { isDate } from '../model/period.js';
import { type Problem, problem } from '../model/problem.js';
import { codePattern, isMadeUpCode } from '../model/unit.js';
import { type Account, type RowFault, type RowReader, rowReader } from './account.js';
import type { CheckedUnit } from './checked.js';
import type { Dataset } from './datapackage.js';
import type { Header } from './header.js';
import { readNumber } from './number.js';
import { shortly } from './place.js';
import type { RawRow, RawTable } from './table.js';

const levelPattern = /^[a-z][a-z0-9_]{0,63}$/;

export interface UnitsTable {
  readonly table: RawTable;
  readonly header: Header;
  readonly dataset: Dataset | null;
}

interface Candidate {
  readonly reader: RowReader;
  readonly at: UnitsTable;
  readonly row: RawRow;
  readonly unit: CheckedUnit;
  readonly faults: RowFault[];
}

/**
 * All units tables of a call at once, because the unit above may stand in any row of any of them, or in the store.
 * The result has one entry for each table, in the same order.
 */
export const readUnits = (
  tables: ReadonlyArray<UnitsTable>,
  stored: ReadonlyMap<string, { readonly parent: string | null }>,
): ReadonlyArray<{ readonly units: ReadonlyArray<CheckedUnit>; readonly account: Account }> => {
  const first = new Map<string, string>();
  const readers = tables.map((at) => ({ at, reader: rowReader(at.table), candidates: [] as Candidate[] }));
  for (const { at, reader, candidates } of readers) {
    for (const row of at.table.rows) {
      if (!reader.begin(row)) continue;
      const unit = readUnit(at, reader, row);
      const column = at.header.at('code');
      const before = first.get(unit.code);
      if (before !== undefined) {
        reader.refuse(row, column, 'DuplicateRow', { key: unit.code, first: before });
      } else if (codePattern.test(unit.code)) {
        const sheet = at.table.sheet === null ? '' : `:${at.table.sheet}`;
        first.set(unit.code, `${at.table.file}${sheet}:${row.row}`);
      }
      candidates.push({ reader, at, row, unit, faults: [...reader.faults()] });
    }
  }

  const all = readers.flatMap(({ candidates }) => candidates);
  refuseOrphans(all, stored);
  refuseCycles(all, stored);

  return readers.map(({ reader, candidates }) => {
    const units: CheckedUnit[] = [];
    for (const { row, unit, faults } of candidates) if (reader.settle(row, faults)) units.push(unit);
    return { units, account: reader.account() };
  });
};

const readUnit = ({ table, header, dataset }: UnitsTable, reader: RowReader, row: RawRow): CheckedUnit => {
  const text = (column: string): string => reader.text(row, header.at(column));
  const required = (column: string): string => {
    const found = text(column);
    if (found === '') reader.refuse(row, header.at(column), 'ValueMissing', { column });
    return found.normalize('NFC');
  };
  const date = (column: string): string | null => {
    const found = text(column);
    if (found === '') return null;
    if (!isDate(found)) reader.refuse(row, header.at(column), 'BadDate', { column, value: shortly(found) });
    return found;
  };
  const unitCode = (column: string): string | null => {
    const found = text(column);
    if (found === '') return null;
    if (!codePattern.test(found)) reader.refuse(row, header.at(column), 'BadCode', { column, value: shortly(found) });
    return found;
  };

  const code = required('code');
  if (code !== '') {
    if (!codePattern.test(code)) {
      reader.refuse(row, header.at('code'), 'BadCode', { column: 'code', value: shortly(code) });
    } else if (isMadeUpCode(code) !== (dataset?.madeUp ?? false)) {
      reader.refuse(row, header.at('code'), 'MadeUpMixed', {
        unit: code,
        unit_made_up: isMadeUpCode(code) ? 'yes' : 'no',
        dataset: dataset?.name ?? table.file,
      });
    }
  }
  const level = required('level');
  if (level !== '' && !levelPattern.test(level)) {
    const allowed = 'region, republican_city, city, district, rural';
    reader.refuse(row, header.at('level'), 'ValueNotAllowed', { column: 'level', value: shortly(level), allowed });
  }
  const name = { kk: required('name_kk'), ru: required('name_ru'), en: required('name_en') };
  const attributes = header.further
    .map(({ name: attribute, column }) => [attribute, reader.text(row, column)] as const)
    .filter(([, value]) => value !== '')
    .map(([attribute, value]) => [attribute, attributeOf(value)] as const);

  return {
    code,
    level,
    name,
    parent: unitCode('parent'),
    validFrom: date('valid_from'),
    validTo: date('valid_to'),
    replaces: text('replaces') === '' ? null : text('replaces'),
    madeUp: isMadeUpCode(code),
    // fromEntries makes own properties whatever the name, so that a column called `constructor` is data too.
    attributes: Object.fromEntries(attributes),
    row: row.row,
    column: 'code',
  };
};

/** A number where the cell is one beyond doubt; codes with leading zeros stay text. */
const attributeOf = (value: string): number | string => {
  const number = readNumber(value);
  return typeof number === 'number' ? number : value;
};

/** A refused row takes along the rows below it in the tree: repeated until no more fall. */
const refuseOrphans = (
  candidates: ReadonlyArray<Candidate>,
  stored: ReadonlyMap<string, { readonly parent: string | null }>,
): void => {
  for (let fell = true; fell; ) {
    fell = false;
    const known = new Set(stored.keys());
    for (const { unit, faults } of candidates) if (faults.length === 0) known.add(unit.code);
    for (const { at, row, unit, faults } of candidates) {
      if (faults.length > 0 || unit.parent === null || known.has(unit.parent)) continue;
      const found = problem(
        'UnknownUnit',
        { value: unit.parent, near: 'no', nearest: '' },
        at.table.place(row.row, at.header.at('parent')),
      );
      faults.push(faultAt(row, at.header.at('parent'), found));
      fell = true;
    }
  }
};

const refuseCycles = (
  candidates: ReadonlyArray<Candidate>,
  stored: ReadonlyMap<string, { readonly parent: string | null }>,
): void => {
  const above = new Map<string, string | null>();
  for (const [code, { parent }] of stored) above.set(code, parent);
  for (const { unit, faults } of candidates) if (faults.length === 0) above.set(unit.code, unit.parent);
  for (const { at, row, unit, faults } of candidates) {
    if (faults.length > 0) continue;
    const seen = new Set([unit.code]);
    let next = unit.parent;
    while (next !== null && !seen.has(next)) {
      seen.add(next);
      next = above.get(next) ?? null;
    }
    if (next !== unit.code) continue;
    const place = at.table.place(row.row, at.header.at('parent'));
    faults.push(faultAt(row, at.header.at('parent'), problem('ParentCycle', { unit: unit.code }, place)));
  }
};

const faultAt = (row: RawRow, column: number, found: Problem): RowFault => ({
  column,
  value: shortly(row.cells[column] ?? ''),
  problem: found,
});
