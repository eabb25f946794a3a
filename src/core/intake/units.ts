// Rows of the register: codes, names in three languages, the unit above, and whatever attributes the table carries.

import { isDate } from '../model/period.js';
import { type Problem, problem } from '../model/problem.js';
import { codePattern, isMadeUpCode } from '../model/unit.js';
import { type Account, type RowFault, type RowReader, type RowStates, rowReader } from './account.js';
import { attributeReader } from './attributes.js';
import type { CheckedUnit } from './checked.js';
import { type CodeFinder, codeFinder, isScientific } from './codes.js';
import type { Dataset } from './datapackage.js';
import type { Header } from './header.js';
import { shortly } from './place.js';
import type { RawRow, RawTable } from './table.js';
import { isTotalName } from './totals.js';

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
  readonly states: RowStates;
  readonly repairs: ReadonlyArray<Mended>;
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
  const known = codeFinder(stored.keys());
  const here = tables.flatMap(({ table, header }) =>
    table.rows.map(({ cells }) => cells[header.at('code')]?.trim() ?? ''),
  );
  const above = codeFinder([...stored.keys(), ...here.filter((code) => codePattern.test(code))]);
  for (const { at, reader, candidates } of readers) {
    const attributes = attributeReader(at.table, at.header);
    for (const row of at.table.rows) {
      if (!reader.begin(row)) continue;
      const column = at.header.at('code');
      if (isTotal(at.header, reader, row)) {
        reader.total(row, reader.text(row, column) === '' ? at.header.at('name_ru') : column);
        continue;
      }
      const repairs: Mended[] = [];
      const { of, states } = attributes(reader, row);
      const unit = { ...readUnit(at, reader, row, known, above, repairs), attributes: of };
      const before = first.get(unit.code);
      if (before !== undefined) {
        reader.refuse(row, column, 'DuplicateRow', { key: unit.code, first: before });
      } else if (codePattern.test(unit.code)) {
        const sheet = at.table.sheet === null ? '' : `:${at.table.sheet}`;
        first.set(unit.code, `${at.table.file}${sheet}:${row.row}`);
      }
      candidates.push({ reader, at, row, unit, states: { filled: states }, repairs, faults: [...reader.faults()] });
    }
  }

  const all = readers.flatMap(({ candidates }) => candidates);
  refuseOrphans(all, stored);
  refuseCycles(all, stored);

  return readers.map(({ reader, candidates }) => {
    const units: CheckedUnit[] = [];
    for (const { row, unit, faults, states, repairs } of candidates) {
      for (const { column, to } of repairs) reader.repair(row, column, to);
      if (reader.settle(row, faults, states)) units.push(unit);
    }
    return { units, account: reader.account() };
  });
};

interface Mended {
  readonly column: number;
  readonly to: string;
}

/** The row of the country, or of a sum: known by its code cell, or by a name beside a blank one. */
const isTotal = (header: Header, reader: RowReader, row: RawRow): boolean => {
  const code = reader.text(row, header.at('code'));
  if (code !== '') return isTotalName(code);
  return ['name_kk', 'name_ru', 'name_en'].some((column) => isTotalName(reader.text(row, header.at(column))));
};

const readUnit = (
  { table, header, dataset }: UnitsTable,
  reader: RowReader,
  row: RawRow,
  known: CodeFinder,
  above: CodeFinder,
  repairs: Mended[],
): Omit<CheckedUnit, 'attributes'> => {
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
  /** The code in a cell, mended where one code alone fits; as it stands where it is none. */
  const codeIn = (column: string, codes: CodeFinder): string => {
    const found = text(column);
    if (found === '' || codePattern.test(found)) return found;
    const fits = codes.fits(found) ?? [];
    if (fits.length === 1) {
      repairs.push({ column: header.at(column), to: fits[0]! });
      return fits[0]!;
    }
    if (isScientific(found)) {
      const args = { value: shortly(found), fits: fits.length, candidates: fits.slice(0, 5).join(', ') };
      reader.refuse(row, header.at(column), 'CodeDamaged', args);
    } else reader.refuse(row, header.at(column), 'BadCode', { column, value: shortly(found) });
    return found;
  };

  const code = codeIn('code', known);
  if (code === '') reader.refuse(row, header.at('code'), 'ValueMissing', { column: 'code' });
  if (codePattern.test(code) && isMadeUpCode(code) !== (dataset?.madeUp ?? false)) {
    reader.refuse(row, header.at('code'), 'MadeUpMixed', {
      unit: code,
      unit_made_up: isMadeUpCode(code) ? 'yes' : 'no',
      dataset: dataset?.name ?? table.file,
    });
  }
  const level = required('level');
  if (level !== '' && !levelPattern.test(level)) {
    const allowed = 'region, republican_city, city, district, rural';
    reader.refuse(row, header.at('level'), 'ValueNotAllowed', { column: 'level', value: shortly(level), allowed });
  }
  const name = { kk: required('name_kk'), ru: required('name_ru'), en: required('name_en') };
  const parent = codeIn('parent', above);

  return {
    code,
    level,
    name,
    parent: parent === '' ? null : parent,
    validFrom: date('valid_from'),
    validTo: date('valid_to'),
    replaces: text('replaces') === '' ? null : text('replaces'),
    madeUp: isMadeUpCode(code),
    row: row.row,
    column: 'code',
  };
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
        { value: unit.parent, total: 'no', near: 'no', nearest: '' },
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
