// What the process that reads workbooks and the one that asks it say to each other: the cells of a sheet in flat lists, and how it ended.
import type { Problem } from '../../core/model/problem.js';

export const cellKinds = [
  'number',
  'text',
  'boolean',
  'error',
  'date',
  'percent',
  'unreadable',
  'no_result',
  'struck',
] as const;
/**
 * `percent`: a number that is shown as a share of a hundred; `no_result`: a formula whose value the file does not hold, its text is
 * that of the formula; `struck`: all of it or a part is struck through; `unreadable`: neither a number nor any other kind that the format knows.
 */
export type CellKind = (typeof cellKinds)[number];

/** Many cells, in the order of the sheet. */
export interface CellBatch {
  readonly kind: 'cells';
  /** `cellKey` of each. */
  readonly keys: ReadonlyArray<number>;
  /** Place in `cellKinds`. */
  readonly kinds: ReadonlyArray<number>;
  /** Numbers as their shortest decimal, dates as ISO, errors by their name. */
  readonly texts: ReadonlyArray<string>;
  /** `cellKey` of cells that a formula gave. */
  readonly formulas: ReadonlyArray<number>;
  /** `cellKey` and format code of percentages. */
  readonly formats: ReadonlyArray<readonly [number, string]>;
}

export interface SheetStart {
  readonly kind: 'sheet';
  readonly name: string;
  readonly hidden: boolean;
}

/** First and last row from 1, first and last column from 0. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetEnd {
  readonly kind: 'sheet_end';
  readonly merges: ReadonlyArray<CellRange>;
  readonly hiddenRows: ReadonlyArray<number>;
  readonly hiddenColumns: ReadonlyArray<number>;
}

/** The last message on a workbook; with problems, what came before counts for nothing. */
export interface WorkbookEnd {
  readonly kind: 'end';
  readonly problems: ReadonlyArray<Problem>;
}

export type WorkbookMessage = SheetStart | CellBatch | SheetEnd | WorkbookEnd;

/** What is asked: the bytes of one workbook; `file` is its name in problems. */
export interface WorkbookQuestion {
  readonly file: string;
  readonly bytes: Uint8Array;
}
