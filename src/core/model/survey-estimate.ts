// One figure of a unit estimated from the answers of a sample, with what it takes to judge it. A suppressed one has no figures at all.

export const estimateFlags = [
  'few',
  'complement',
  'range',
  'unreliable',
  'no_error',
  'convenience',
  'wide',
  'variable',
] as const;
/**
 * few, complement, range: not published (too few people; so that the few cannot be worked out; everybody or nobody in a small group).
 * unreliable, no_error, convenience: published, not ranked. wide, variable: published with a mark.
 */
export type EstimateFlag = (typeof estimateFlags)[number];

export interface SurveyEstimate {
  readonly unit: string;
  readonly period: string;
  /** Name of the estimate, as observations have it. */
  readonly variable: string;
  readonly instrument: string;
  /** null where it is suppressed, as all below; `low` and `high` then stand where a range is shown. */
  readonly value: number | null;
  readonly n: number | null;
  readonly nEffective: number | null;
  readonly deff: number | null;
  readonly df: number | null;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of the interval, such as 0.95. */
  readonly level: number;
  readonly flags: ReadonlyArray<EstimateFlag>;
  /** Whether a unit may be ranked by it. */
  readonly ranks: boolean;
}

/** What the answers say of the units of a run. */
export interface SurveyFindings {
  readonly estimates: ReadonlyArray<SurveyEstimate>;
  /** How the sampling errors of two estimates of a unit move together, -1 to 1; null: not of the same respondents, or not known. */
  readonly correlation: (unit: string, a: string, b: string) => number | null;
}
