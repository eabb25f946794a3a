// Answers of one questionnaire in one period, as columns in the order of unit and respondent. They stay inside: what leaves are estimates.

export interface ResponseColumns {
  readonly instrument: string;
  readonly period: string;
  readonly rows: number;
  /** Of each row the code of its unit. */
  readonly unit: ReadonlyArray<string>;
  /** NaN is a blank cell; null: the column is blank throughout. */
  readonly weight: Float64Array | null;
  readonly stratum: ReadonlyArray<string> | null;
  readonly cluster: ReadonlyArray<string> | null;
  readonly cluster2: ReadonlyArray<string> | null;
  readonly fpc: Float64Array | null;
  readonly fpc2: Float64Array | null;
  /** By question; codes as they were given, NaN where the cell was blank. */
  readonly answers: ReadonlyMap<string, Float64Array>;
  /** `sha256:` over all of it, whatever the order of entry. */
  readonly hash: string;
}

/** One respondent's answers as they are written. */
export interface Response {
  readonly instrument: string;
  readonly respondent: string;
  readonly unit: string;
  readonly period: string;
  readonly weight: number | null;
  readonly stratum: string | null;
  readonly cluster: string | null;
  readonly cluster2: string | null;
  readonly fpc: number | null;
  readonly fpc2: number | null;
  /** In the order of the questions of the instrument; null: blank. */
  readonly answers: ReadonlyArray<number | null>;
}
