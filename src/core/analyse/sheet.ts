// What an analysis gives: tables of codes and numbers, which the terminal, CSV and JSON show each in its own way.

export type Cell = string | number | null;

export interface Sheet {
  /** One of `sheetIds`; its title and the heads of its columns stand in the words files. */
  readonly id: SheetId;
  readonly columns: ReadonlyArray<string>;
  /** Numbers are full doubles, null where there is no answer; never NaN or infinite. */
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>;
  /** What a reader must know before using the table. */
  readonly notes: ReadonlyArray<Note>;
}

export interface Note {
  readonly id: string;
  readonly args: Readonly<Record<string, string | number>>;
}

export const sheetIds = [
  'descriptive',
  'correlations',
  'levels',
  'alpha',
  'items',
  'components',
  'loadings',
  'collinearity',
  'inflation',
  'model',
  'coefficients',
  'influence',
  'clusterings',
  'clusters',
  'placed',
  'matrix',
  'eigenvalues',
  'pairs',
  'claims',
] as const;
export type SheetId = (typeof sheetIds)[number];

/** A number that a table can hold: finite, and no minus zero, which JSON would lose. */
export const known = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null);

/** Rows given as records, in the order of the columns; NaN and infinities become null. */
export const sheet = (
  id: SheetId,
  columns: ReadonlyArray<string>,
  rows: ReadonlyArray<Readonly<Record<string, Cell>>>,
  notes: ReadonlyArray<Note> = [],
): Sheet => ({
  id,
  columns,
  rows: rows.map((row) =>
    columns.map((name) => {
      const cell = row[name] ?? null;
      return typeof cell === 'number' ? known(cell) : cell;
    }),
  ),
  notes,
});
