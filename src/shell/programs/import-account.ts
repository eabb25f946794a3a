// What became of the cells of each file of an import: the tables' accounts added up, and what was read in another way than it stands.
import type { Refusal, Repair, TotalRow } from '../../core/intake/account.js';
import type { CheckedTable, TableToCheck } from '../../core/intake/checked.js';
import { cellKey, cellOfKey, type Separator, type TableKind } from '../../core/intake/table.js';
import type { Location, Problems } from '../../core/model/problem.js';
import type { MappingVersion, RowCounts } from '../ports.js';
import type { AliasVersion, AliasVersions } from './import-aliases.js';
import type { SourceFile } from './import-sources.js';

/** cells = stored + the sum of states + the number of refused, whatever becomes of the call. */
export interface FileReport {
  readonly file: string;
  readonly sha256: string;
  /** UTF-8, UTF-16LE, UTF-16BE or Windows-1251; null: a workbook. */
  readonly encoding: string | null;
  /** What stands between its columns; null: a workbook. */
  readonly separator: 'comma' | 'semicolon' | 'tab' | null;
  /** The tables in it, each once. */
  readonly tables: ReadonlyArray<TableKind>;
  readonly rows: number;
  readonly cells: number;
  readonly stored: number;
  readonly states: Readonly<Record<string, number>>;
  readonly refused: ReadonlyArray<Refusal>;
  /** Sheets from which a mapping reads nothing: contents, legends, covers. Their cells are among the states, as `other_sheet`. */
  readonly passedOver: ReadonlyArray<{ readonly sheet: string; readonly cells: number }>;
  /** Of the sheets that are read: what their writer keeps out of sight. It is read like the rest. */
  readonly hidden: ReadonlyArray<HiddenSheet>;
  /** Damaged codes, each read as the one that alone fits. */
  readonly repaired: ReadonlyArray<Repair>;
  /** Rows of sums, left out. */
  readonly totals: ReadonlyArray<TotalRow>;
  readonly formulas: FormulaCells;
  /** The spellings that its names could be read with, and the hash that is their version; null where there were none. */
  readonly aliases: AliasVersion | null;
  /** null: it was read without one. */
  readonly mapping: MappingVersion | null;
  readonly skippedRows: number;
  /** Units, or values, or grades; null in a dry run and where nothing was accepted. */
  readonly counts: RowCounts | null;
  /** What is at fault in this file, headers included. */
  readonly problems: Problems;
}

export interface HiddenSheet {
  readonly sheet: string;
  /** The sheet as a whole. */
  readonly whole: boolean;
  /** That hold anything. */
  readonly rows: number;
  readonly columns: number;
}

/** Cells whose value is the result that the workbook keeps of a formula. */
export interface FormulaCells {
  readonly cells: number;
  /** Of the first few. */
  readonly places: ReadonlyArray<Location>;
}

const formulaPlaces = 5;

export const fileReports = (
  files: ReadonlyArray<SourceFile>,
  tables: ReadonlyArray<TableToCheck>,
  checked: ReadonlyArray<CheckedTable>,
  accepted: boolean,
  counts: ReadonlyMap<CheckedTable, RowCounts>,
  versions: AliasVersions,
  mappings: ReadonlyMap<SourceFile, MappingVersion>,
): ReadonlyArray<FileReport> => {
  const checkedOf = new Map(checked.map((found, i) => [tables[i]?.table, found]));
  return files.map((file) => {
    const own = file.tables.flatMap(({ table }) => checkedOf.get(table) ?? []);
    const sum = (of: (table: CheckedTable) => number): number => own.reduce((total, table) => total + of(table), 0);
    const states = new Map<string, number>();
    for (const { account } of own)
      for (const [state, n] of account.states) states.set(state, (states.get(state) ?? 0) + n);
    const kept = sum(({ account }) => account.stored);
    // Cells that were sound in a call that was not: read, and held back.
    if (!accepted && kept > 0) states.set('held_back', kept);
    const found = own.flatMap((table) => counts.get(table) ?? []);
    return {
      file: file.file,
      sha256: file.sha256,
      encoding: file.encoding,
      separator: separatorName(separatorIn(file)),
      tables: [...new Set(own.flatMap(({ kind }) => kind ?? []))],
      rows: sum(({ account }) => account.rows),
      cells: sum(({ account }) => account.cells),
      stored: accepted ? kept : 0,
      states: Object.fromEntries([...states].sort(([a], [b]) => (a < b ? -1 : 1))),
      refused: own.flatMap(({ account }) => account.refused),
      passedOver: file.tables.flatMap(({ table }) => table.mapped?.passedOver ?? []),
      hidden: hiddenIn(file),
      repaired: own.flatMap(({ account }) => account.repaired),
      totals: own.flatMap(({ account }) => account.totals),
      formulas: formulasIn(file),
      aliases: file.tables.map(({ table }) => versions.get(table) ?? null).find((found) => found !== null) ?? null,
      mapping: mappings.get(file) ?? null,
      skippedRows: accepted ? sum(({ account }) => account.skippedRows) : 0,
      counts: found.length === 0 ? null : addedUp(found),
      problems: own.flatMap(({ account }) => account.problems),
    };
  });
};

const addedUp = (counts: ReadonlyArray<RowCounts>): RowCounts => ({
  added: counts.reduce((total, { added }) => total + added, 0),
  changed: counts.reduce((total, { changed }) => total + changed, 0),
  unchanged: counts.reduce((total, { unchanged }) => total + unchanged, 0),
});

/** The sheets of a file from which a table is read. */
const readSheets = ({ raw, tables }: SourceFile): SourceFile['raw'] => {
  const sheets = new Set(tables.map(({ table }) => table.sheet));
  return raw.filter(({ sheet }) => sheets.has(sheet));
};

const hiddenIn = (file: SourceFile): ReadonlyArray<HiddenSheet> =>
  readSheets(file).flatMap(({ sheet, hidden }) => {
    if (hidden === undefined || (!hidden.sheet && hidden.rows + hidden.columns === 0)) return [];
    return [{ sheet: sheet ?? '', whole: hidden.sheet, rows: hidden.rows, columns: hidden.columns }];
  });

const formulasIn = (file: SourceFile): FormulaCells => {
  const read = readSheets(file);
  const places: Location[] = [];
  let cells = 0;
  for (const table of read) {
    const unread = new Set(table.faults.map(({ row, column }) => cellKey(row, column)));
    for (const key of table.formulas ?? []) {
      if (unread.has(key)) continue;
      cells++;
      const { row, column } = cellOfKey(key);
      if (places.length < formulaPlaces) places.push(table.place(row, column));
    }
  }
  return { cells, places };
};

const separatorIn = ({ tables }: SourceFile): Separator | null => {
  const table = tables[0]?.table;
  return table?.mapped === undefined ? (table?.separator ?? null) : table.mapped.separator;
};

const separatorName = (sign: Separator | null): FileReport['separator'] =>
  sign === null ? null : sign === ',' ? 'comma' : sign === ';' ? 'semicolon' : 'tab';
