// Many observations of one table as columns: texts once each, and for every row the numbers of its texts.

/** All arrays of rows have one length; texts are looked up by the numbers in the rows. Every value is observed, nothing else is said of it. */
export interface ObservationColumns {
  readonly units: ReadonlyArray<string>;
  readonly periods: ReadonlyArray<string>;
  readonly variables: ReadonlyArray<string>;
  readonly unit: Uint32Array;
  readonly period: Uint32Array;
  readonly variable: Uint32Array;
  readonly value: Float64Array;
  /** Row of the file, from 1. */
  readonly row: Uint32Array;
  /** The name of the column that holds the values. */
  readonly column: string;
}
