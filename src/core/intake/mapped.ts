// An office's file by its mapping: for each table a long table of observations, every value with the cell it came from; and every
// other cell of the file counted once, whichever of the tables it belongs to.
import { E } from '../fp.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { columnLetters, type Grid, type GridCell, type GridLine, gridOf } from './grid.js';
import { type MappedRow, rowsOfTable, unitText } from './mapped-rows.js';
import type { Mapping } from './mapping.js';
import { placeAsText, shortly } from './place.js';
import { type Placed, placeTable, sheetOf } from './placed.js';
import type { CellFault, RawTable, WithinName } from './table.js';

/** Of the tables that a mapping makes: one row for each value. */
export const mappedHeader = ['unit', 'period', 'variable', 'value', 'status', 'note'] as const;

/** Where in that header the value stands. */
export const mappedValueColumn = 3;

/** A table of the mapping, read, before the cells of its sheet are shared out. */
interface Read {
  readonly sheet: RawTable;
  readonly placed: Placed;
  readonly rows: ReadonlyArray<MappedRow>;
}

/** What a filled cell counts as, and for which table. */
interface Claim {
  readonly by: number;
  readonly as: 'value' | 'key' | 'heading' | 'total' | 'not_mapped' | 'other_sheet';
}
type Claims = Map<RawTable, Map<number, Claim>>;

/**
 * `tables`: all sheets of one file, unread. `periodGiven`: the call says the period where the mapping does not.
 * Fails where the mapping names a sheet, column, row or text that the file does not have, where no period is said, and where two
 * of its tables read the same cell.
 */
export const mapTables = (
  mapping: Mapping,
  tables: ReadonlyArray<RawTable>,
  periodGiven: boolean,
): E.Either<Problems, ReadonlyArray<RawTable>> => {
  const problems: Problem[] = [];
  const read: Read[] = [];
  for (const each of mapping.tables) {
    const sheet = sheetOf(each, tables);
    if ('code' in sheet) {
      problems.push(sheet);
      continue;
    }
    const placed = placeTable(each, gridOf(sheet, each.transposed));
    if (E.isLeft(placed)) problems.push(...placed.left);
    else read.push({ sheet, placed: placed.right, rows: rowsOfTable(placed.right) });
    const timeless = each.period === null && [...each.columns.values()].some(({ period }) => period === null);
    if (timeless && !periodGiven) {
      const at = each.locate([each.columns.values().next().value?.path[0] ?? 'key']);
      problems.push(problem('MappingConflict', { reason: 'no_period', first: '', second: '' }, at));
    }
  }
  if (problems.length > 0) return E.left(problems);
  const claims: Claims = new Map(tables.map((table) => [table, new Map()]));
  problems.push(...claimValues(read, claims));
  if (problems.length > 0) return E.left(problems);
  claimOthers(read, claims, tables);
  return E.right(read.map((each, i) => longTable(each, i, claims, tables)));
};

/** No cell may become two values. */
const claimValues = (read: ReadonlyArray<Read>, claims: Claims): Problems => {
  const told = new Set<string>();
  return read.flatMap(({ sheet, placed, rows }, by) => {
    const claim = claimsOf(by)('value');
    return rows.flatMap(({ value }) => {
      const cells = claims.get(sheet);
      if (value.cell === null || cells === undefined) return [];
      const before = cells.get(value.cell.key);
      if (before === undefined) {
        cells.set(value.cell.key, claim);
        return [];
      }
      if (told.has(`${before.by} ${by}`)) return [];
      told.add(`${before.by} ${by}`);
      const cell = placeAsText(sheet.place(value.cell.row, value.cell.column));
      const reason = before.by === by ? 'cell_twice' : 'tables_overlap';
      const args = { reason, first: cell, second: `${before.by + 1}, ${by + 1}` };
      return [problem('MappingConflict', args, placed.mapping.locate(['columns']))];
    });
  });
};

/** Keys, then headings and totals, then what is left: of its sheet by the first table there, of other sheets by the first of all. */
/** One object for all cells of a kind: a sheet may hold millions. */
const claimsOf = (by: number) => {
  const made = new Map<Claim['as'], Claim>();
  return (as: Claim['as']): Claim => {
    let claim = made.get(as);
    if (claim === undefined) made.set(as, (claim = { by, as }));
    return claim;
  };
};

const claimOthers = (read: ReadonlyArray<Read>, claims: Claims, tables: ReadonlyArray<RawTable>): void => {
  const makers = read.map((_, by) => claimsOf(by));
  const claim = (sheet: RawTable, cell: GridCell | null, by: number, as: Claim['as']): void => {
    const cells = claims.get(sheet);
    if (cell !== null && cells?.has(cell.key) === false) cells.set(cell.key, makers[by]!(as));
  };
  read.forEach(({ sheet, rows }, by) => {
    for (const row of rows) for (const cell of row.keys) claim(sheet, cell, by, 'key');
  });
  read.forEach(({ sheet, placed: { grid, headerRows, totals } }, by) => {
    for (const { line, cells } of grid.lines) {
      if (headerRows.includes(line)) for (const cell of cells.values()) claim(sheet, cell, by, 'heading');
    }
    for (const { cells } of totals) for (const cell of cells.values()) claim(sheet, cell, by, 'total');
  });
  for (const sheet of tables) {
    const first = read.findIndex((each) => each.sheet === sheet);
    const as = first === -1 ? 'other_sheet' : 'not_mapped';
    const { lines } = read[first]?.placed.grid ?? gridOf(sheet, false);
    for (const { cells } of lines) {
      for (const cell of cells.values()) claim(sheet, cell, Math.max(0, first), as);
    }
  }
};

const longTable = (
  { sheet, placed, rows }: Read,
  by: number,
  claims: Claims,
  tables: ReadonlyArray<RawTable>,
): RawTable => {
  const { mapping, grid, headings } = placed;
  const states = new Map<string, number>();
  for (const cells of claims.values()) {
    for (const claim of cells.values()) {
      if (claim.by === by && claim.as !== 'value') states.set(claim.as, (states.get(claim.as) ?? 0) + 1);
    }
  }
  const place = (row: number, column: number): Location => {
    const found = rows[row - 1]!;
    const at = column === 0 ? found.unit : column === 1 ? found.period : column === 2 ? found.variable : found.value;
    return at.cell === null ? placeIn(grid, at.line, at.position) : sheet.place(at.cell.row, at.cell.column);
  };
  const faults = rows.flatMap(
    (each, i): ReadonlyArray<CellFault> =>
      each.faults.map(({ column, value, code, args, problem: own }) => {
        const row = i + 1;
        return { row, column, value, problem: own ?? problem(code, args, place(row, column)) };
      }),
  );
  const within = (cell: GridCell | null): WithinName | null =>
    cell === null ? null : { name: unitText(mapping, cell), at: sheet.place(cell.row, cell.column) };
  const passedOver = by > 0 ? [] : tables.filter((table) => otherSheet(claims, table));
  return {
    file: sheet.file,
    sheet: sheet.sheet,
    header: mappedHeader,
    headerRow: 0,
    rows: rows.map(({ cells }, i) => ({ row: i + 1, cells })),
    faults,
    // Values are written again as programs do: with a point.
    separator: ',',
    place,
    mapped: {
      rows: placed.data.length,
      states,
      counted: (row, column) => {
        const found = rows[row - 1]!;
        const { cell } = column === 0 ? found.unit : column === 1 ? found.period : found.variable;
        const claim = cell === null ? undefined : claims.get(sheet)?.get(cell.key);
        if (claim === undefined) return null;
        return claim.by === by && claim.as !== 'value' ? claim.as : 'elsewhere';
      },
      measuredIn: (row) => rows[row - 1]?.measuredIn ?? null,
      ...(mapping.key.within === null ? {} : { within: (row: number) => within(rows[row - 1]?.within ?? null) }),
      totals: placed.totals.flatMap((line) => {
        const named = line.cells.get(placed.key) ?? firstCell(line);
        const claim = named === null ? undefined : claims.get(sheet)?.get(named.key);
        if (named === null || claim?.by !== by || claim.as !== 'total') return [];
        return [{ at: sheet.place(named.row, named.column), value: shortly(named.text) }];
      }),
      passedOver: passedOver.map((table) => ({ sheet: table.sheet ?? '', cells: claims.get(table)?.size ?? 0 })),
      aliases: mapping.aliases,
      by: mapping.key.by,
      separator: sheet.separator,
      origin: (row) => {
        const { line, position } = rows[row - 1]!.value;
        const [atRow, atColumn] = grid.transposed ? [position + 1, line - 1] : [line, position];
        const heading = headings[position] ?? '';
        return { row: atRow, column: sheet.sheet === null && heading !== '' ? heading : columnLetters(atColumn) };
      },
    },
  };
};

const firstCell = ({ cells }: GridLine): GridCell | null => {
  const [first] = [...cells].sort(([a], [b]) => a - b);
  return first?.[1] ?? null;
};

const otherSheet = (claims: Claims, table: RawTable): boolean => {
  const [first] = claims.get(table)?.values() ?? [];
  return first?.as === 'other_sheet';
};

const placeIn = ({ table, transposed }: Grid, line: number, position: number): Location =>
  transposed ? table.place(position + 1, line - 1) : table.place(line, position);
