// One value of one variable, and one grade of one criterion, as they stand in the store.

/** Where a stored value came from; `row` counts the file's rows from 1 (the header is row 1). */
export interface Provenance {
  readonly importId: number;
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
  /** The column's name in the file's header. */
  readonly column: string;
  /** By which mapping the file was read, and the hash of its text; absent where there was none. */
  readonly mapping?: { readonly file: string; readonly hash: string };
}

export const statuses = ['observed', 'zero', 'negligible', 'confidential', 'missing', 'imputed', 'estimated'] as const;
/** `zero`: the phenomenon does not occur; `negligible`: under half of the last digit; `confidential`: suppressed. */
export type Status = (typeof statuses)[number];

export interface Observation {
  readonly unit: string;
  readonly period: string;
  readonly variable: string;
  /** null for `missing` and `confidential`; 0 for `zero` and `negligible`. */
  readonly value: number | null;
  readonly status: Status;
  readonly se: number | null;
  readonly n: number | null;
  readonly df: number | null;
  readonly source: string | null;
  readonly note: string | null;
  readonly from: Provenance;
}

export const rounds = ['official', 'self', 'first', 'second'] as const;
export type Round = (typeof rounds)[number];

export interface Assessment {
  readonly unit: string;
  readonly period: string;
  readonly indicator: string;
  readonly round: Round;
  /** A grade id, `not_applicable` or `no_evidence`; null when a value is given instead. */
  readonly grade: string | null;
  readonly value: number | null;
  /** Number of cases behind a share or a median; under 3 it is marked. */
  readonly cases: number | null;
  readonly reason: string | null;
  readonly evidence: string | null;
  readonly comment: string | null;
  readonly assessor: string | null;
  readonly date: string | null;
  readonly from: Provenance;
}
