// What the engine reads and what it gives: columns in, scores out. Plain records over typed arrays,
// every array in the order of `units`, missing is NaN (and rank 0 is "no rank").
import type { Band, Definition, MethodKind, Node, StepKind, View } from '../define/definition.js';
import type { StepRecord } from '../method/families.js';
import type { Settings } from '../method/parameters.js';
import type { SurveyEstimate } from '../model/survey-estimate.js';
import type { Unit } from '../model/unit.js';

export const states = ['scored', 'not_applicable', 'no_evidence', 'missing', 'suppressed'] as const;
export type State = (typeof states)[number];
/** States are kept as their number in `states`. */
export const stateCode = { scored: 0, not_applicable: 1, no_evidence: 2, missing: 3, suppressed: 4 } as const;

/** The engine's whole input. */
export interface Columns {
  readonly period: string;
  /** The listed units, by code: those that have at least one observation or assessment. */
  readonly units: ReadonlyArray<Unit>;
  /** Units of the index that have none: counted, not listed. */
  readonly unlisted: number;
  /** One for each leaf, in the order of `definition.leaves`. */
  readonly leaves: ReadonlyArray<LeafColumn>;
  /** Variables that steps divide by, one value for each unit; absent where no step divides. */
  readonly denominators?: ReadonlyMap<string, Float64Array>;
  /** What imputation over time reads, earliest first, the own period left out; absent where no step reads it. */
  readonly otherPeriods?: ReadonlyArray<OtherPeriod>;
}

export interface OtherPeriod {
  readonly period: string;
  /** Raw values, one column for each leaf. */
  readonly leaves: ReadonlyArray<Float64Array>;
  readonly denominators: ReadonlyMap<string, Float64Array>;
}

export interface LeafColumn {
  /** In the leaf's own measure, before transform and normalisation; graded: the fraction; NaN where there is none. */
  readonly raw: Float64Array;
  readonly state: Uint8Array;
  /** 1 where the value rests on an imputed observation. */
  readonly imputed: Uint8Array;
  /** 1 where the value is an estimate that nobody may be ranked by; absent: none is. */
  readonly unreliable?: Uint8Array;
  /** What stands behind values estimated from answers, one for each unit; absent where they are none. */
  readonly estimates?: ReadonlyArray<SurveyEstimate | null>;
}

export interface Scores {
  readonly definition: Definition;
  readonly view: View;
  readonly columns: Columns;
  /** The data set after each step, `raw` first; they hold every leaf of the definition, whatever the view. */
  readonly stages: ReadonlyArray<DataSet>;
  /** Every node of the view by id, parents before children; the root carries the total. */
  readonly nodes: ReadonlyMap<string, NodeScores>;
  /** In the order of `columns.units`. */
  readonly units: ReadonlyArray<UnitResult>;
  /** Unit positions, best first; units without a rank last, by code. */
  readonly order: ReadonlyArray<number>;
}

export interface NodeScores {
  readonly node: Node;
  /** On the scale of the recipe. */
  readonly score: Float64Array;
  /** Weight of cells scored from observed data over weight of applicable cells, 0..1; NaN where nothing applies. */
  readonly coverage: Float64Array;
  /** The same share for imputed cells, given apart. */
  readonly imputed: Float64Array;
  readonly state: Uint8Array;
  /** By the index's rank rule; 0 where there is no score. */
  readonly rank: Int32Array;
  /** The weight the node had inside its parent for that unit, before renormalising over missing siblings. */
  readonly weight: Float64Array;
  /** Leaves only: what each step made of the column, in the order of the recipe; empty for groups. */
  readonly trail: ReadonlyArray<TrailStep>;
  /** Groups only: how the scores of the children became the node's own. */
  readonly combined: StepRecord | null;
  /** Groups only: what a method of weights found; null where the definition gives the weights. */
  readonly weighing: Readonly<Record<string, number>> | null;
}

/** One step of one indicator. */
export interface TrailStep {
  /** `grade`: fractions of grades onto the scale. */
  readonly step: MethodKind | 'denominate' | 'grade';
  /** Of the data set the step made. */
  readonly name: string;
  readonly method: string;
  readonly settings: Settings;
  /** The column after the step. */
  readonly values: Float64Array;
  readonly record: StepRecord;
}

/** The indicators at one stage of the recipe, each column in the order of the units. */
export interface DataSet {
  /** `raw`, or the name that the step gives. */
  readonly name: string;
  readonly step: StepKind | 'raw';
  /** By leaf: 1 once more is better for every unit, so that the direction is never applied twice. */
  readonly turned: Uint8Array;
  readonly columns: ReadonlyArray<Float64Array>;
  readonly states: ReadonlyArray<Uint8Array>;
}

/** By group: 1 for each unit that has a score there, settled beforehand in place of the rules of coverage. */
export type Held = ReadonlyMap<string, Uint8Array>;

export interface UnitResult {
  readonly score: number;
  /** 0: none, and `reason` says why. */
  readonly rank: number;
  /** How many units hold a rank in the same list. */
  readonly rankOf: number;
  readonly rankAll: number;
  readonly rankAllOf: number;
  readonly band: Band | null;
  readonly coverage: number;
  readonly reason: UnrankedReason | null;
}

export const unrankedReasons = [
  'no_data',
  'low_coverage',
  'too_much_not_applicable',
  'screened_out',
  'unreliable_estimate',
] as const;
export type UnrankedReason = (typeof unrankedReasons)[number];
