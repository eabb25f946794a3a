// The tables of a coin as they were read, and the elements of its tree.
import type { Location } from '../model/problem.js';

/** A table as it was read: header and cells as text, with the places of its rows for messages. */
export interface TextTable {
  readonly file: string;
  readonly header: ReadonlyArray<string>;
  readonly headerAt: Location;
  readonly rows: ReadonlyArray<ReadonlyArray<string>>;
  /** Of the row by its position in `rows`. */
  readonly place: (row: number) => Location;
}

/** A row of iMeta. */
export interface Element {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly parent: string;
  readonly direction: string;
  readonly weight: string;
  readonly unit: string;
  readonly denominator: string;
  readonly at: Location;
}

/** Names of columns are told apart by their letters, not by case. */
export const columnOf = ({ header }: TextTable, name: string): number =>
  header.findIndex((each) => each.trim().toLowerCase() === name.toLowerCase());

/** R writes NA where there is nothing. */
export const cellOf = (cell: string | undefined): string => {
  const text = (cell ?? '').trim();
  return text === 'NA' || text === 'NaN' ? '' : text;
};

export const placeOf = ({ file, line, sheet, cell }: Location): string =>
  cell === undefined ? `${file}${line === undefined ? '' : `:${line}`}` : `${file}:${sheet ?? ''}!${cell}`;
