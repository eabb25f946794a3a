// A table as it was read from a file: texts and places, nothing understood yet.
import type { Location, Problem } from '../model/problem.js';

/** One sheet of a file. The first row that is not blank is the header. */
export interface RawTable {
  /** A text without quote signs, read line by line where it stands; `rows` is then made when it is first asked for. */
  readonly plain?: () => PlainText;
  /** As it was given, with forward slashes. */
  readonly file: string;
  readonly sheet: string | null;
  readonly header: ReadonlyArray<string>;
  /** Row of the header in the file, from 1. */
  readonly headerRow: number;
  /** The rows below the header, those of no cells at all left out. */
  readonly rows: ReadonlyArray<RawRow>;
  /** Cells that the reader could not turn into text; their place in the row stands empty. */
  readonly faults: ReadonlyArray<CellFault>;
  /** Text files: the sign between the columns; null in workbooks. */
  readonly separator: Separator | null;
  /** Workbooks: the cells (`cellKey`) that hold digits as text; in all others a number is a number already. */
  readonly written?: ReadonlySet<number>;
  /** Workbooks read without a header: the cells (`cellKey`) under a merge, and the cell whose value they show. */
  readonly covered?: ReadonlyMap<number, number>;
  /** Workbooks: the numbers and texts (`cellKey`) that a formula gave; their value is the one the program that wrote the file kept. */
  readonly formulas?: ReadonlySet<number>;
  /** Workbooks: how a number (`cellKey`) is shown where it stands otherwise in the file, as the format code of the workbook: `0.0%`. */
  readonly formats?: ReadonlyMap<number, string>;
  /** Workbooks: the cells (`cellKey`) that hold a date, as ISO text; they are faults too, wherever no date is expected. */
  readonly dates?: ReadonlyMap<number, string>;
  /** Workbooks: what its writer keeps out of sight; hidden rows and columns are read like all others. */
  readonly hidden?: HiddenParts;
  /** Made by a mapping: `row` counts the values, and the cells of the file are counted by it. */
  readonly mapped?: Mapped;
  /** The place of a cell, for a person to go to; columns count from 0, row is `RawRow.row` or `headerRow`. */
  readonly place: (row: number, column: number) => Location;
}

export interface HiddenParts {
  readonly sheet: boolean;
  /** How many rows and columns that hold anything. */
  readonly rows: number;
  readonly columns: number;
}

/** The larger unit that a row lies in, as the file names it. */
export interface WithinName {
  readonly name: string;
  readonly at: Location;
}

/** What a mapping knows of the file that its table was made from. */
export interface Mapped {
  /** Rows of the file that were read for values. */
  readonly rows: number;
  /** Filled cells that hold no value: `heading`, `key`, `total`, `other_sheet`, and `not_mapped`. */
  readonly states: ReadonlyMap<string, number>;
  /** The state under which the cell was counted that says this column of a value's row; `elsewhere`: by another table; null: it is blank. */
  readonly counted?: (row: number, column: number) => string | null;
  /** What a value's row is measured in, as the file says it, where that has still to be compared with its variable. */
  readonly measuredIn?: (row: number) => string | null;
  /** The larger unit in which the name of a value's row is looked up; null: none is named. */
  readonly within?: (row: number) => WithinName | null;
  /** Rows that the mapping skips as totals: the cell that names each. */
  readonly totals?: ReadonlyArray<{ readonly at: Location; readonly value: string }>;
  /** Sheets of the file from which nothing is read, and how many cells they hold; told by one table of each file. */
  readonly passedOver?: ReadonlyArray<{ readonly sheet: string; readonly cells: number }>;
  /** Spellings of names in this file, in their comparable form, to codes. */
  readonly aliases: ReadonlyMap<string, string>;
  /** null: codes and names are both taken. */
  readonly by: 'code' | 'name' | null;
  readonly separator: Separator | null;
  /** Row of the file, and letters or heading of the column, of a value. */
  readonly origin: (row: number) => { readonly row: number; readonly column: string };
}

/** Lines below a header: a line feed or the end of the text ends each, with or without a carriage return before it. */
export interface PlainText {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  readonly textOf: (start: number, end: number) => string;
  /** Where the first of them begins, and its number. */
  readonly offset: number;
  readonly row: number;
}

/** Row and column in one number; no sheet has more columns. */
export const cellKey = (row: number, column: number): number => row * 16_384 + column;

export const cellOfKey = (key: number): { readonly row: number; readonly column: number } => ({
  row: Math.floor(key / 16_384),
  column: key % 16_384,
});

export const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

export interface RawRow {
  /** CSV: the line on which the row begins; XLSX: the row's number in its sheet. Both count from 1. */
  readonly row: number;
  /** '' where the cell is blank. */
  readonly cells: ReadonlyArray<string>;
}

export interface CellFault {
  readonly row: number;
  readonly column: number;
  /** What stands there, as far as it can be shown. */
  readonly value: string;
  readonly problem: Problem;
}

export const tableKinds = ['units', 'observations', 'assessments', 'responses'] as const;
export type TableKind = (typeof tableKinds)[number];
export const isTableKind = (text: string): text is TableKind => (tableKinds as readonly string[]).includes(text);
