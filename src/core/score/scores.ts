// What the engine reads and what it gives: columns in, scores out. Plain records over typed arrays,
// every array in the order of `units`, missing is NaN (and rank 0 is "no rank").
import type { Band, Definition, Node, View } from '../define/definition.js';
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
}

export interface LeafColumn {
  /** In the leaf's own measure, before transform and normalisation; graded: the fraction; NaN where there is none. */
  readonly raw: Float64Array;
  readonly state: Uint8Array;
  /** 1 where the value rests on an imputed observation. */
  readonly imputed: Uint8Array;
}

export interface Scores {
  readonly definition: Definition;
  readonly view: View;
  readonly columns: Columns;
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
  /** Leaves only: the value after the transform, before normalisation; elsewhere null. */
  readonly transformed: Float64Array | null;
  /** Leaves only: what the normalisation used; elsewhere null. */
  readonly normalised: NormalisedBy | null;
}

/** The figures a normalisation took from the data or the definition, so that each step can be printed. */
export type NormalisedBy =
  | { readonly method: 'grade' }
  | {
      readonly method: 'min-max' | 'goalposts';
      /** The value that gives the worst and the best score, after the transform. */
      readonly worst: number;
      readonly best: number;
      /** Position of the unit an observed bound was taken from; -1 where the bound is given. */
      readonly worstUnit: number;
      readonly bestUnit: number;
    }
  | {
      readonly method: 'z-score';
      readonly columnMean: number;
      readonly columnSd: number;
      readonly mean: number;
      readonly sd: number;
      readonly sign: 1 | -1;
    }
  | { readonly method: 'percentile-rank'; readonly n: number; readonly ranks: Int32Array }
  | { readonly method: 'none' };

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

export const unrankedReasons = ['no_data', 'low_coverage', 'too_much_not_applicable'] as const;
export type UnrankedReason = (typeof unrankedReasons)[number];
