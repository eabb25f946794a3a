// The shapes of the families of methods: what each gets and gives. Columns are `Float64Array`s in the order of the units, one
// for each indicator, missing is NaN. A method is pure; what it cannot do it says as a `Fault`, it never leaves a cell out in silence.
import type { ProblemArgs, ProblemCode } from '../model/problem.js';
import type { Parameters, ValuesOf } from './parameters.js';

/** Why a method has no answer; the caller adds where in the definition that stands. */
export interface Fault {
  readonly code: ProblemCode;
  readonly args: ProblemArgs;
  /** The column at fault, where it is one. */
  readonly column?: number;
  /** The unit at fault, where it is one. */
  readonly unit?: number;
}

/** How one column went through one step: enough to print every number and to compute it again. */
export interface StepRecord {
  /** Figures that hold for the whole column, for words and reports: `mean`, `sd`, `skewness`, ... */
  readonly figures: Readonly<Record<string, number>>;
  /**
   * Plain arithmetic over numbers that gives the cell of unit `p` from what it was before the step, such as
   * `(3 - 1) / (5 - 1) * 100`; null where the cell passed unchanged or is not one line of arithmetic.
   */
  readonly expression: (p: number) => string | null;
  /** Figures that were read from a unit: whose value moved the others. */
  readonly owners?: ReadonlyArray<{ readonly name: string; readonly value: number; readonly unit: number }>;
  /** A mark for each cell, its meaning told by the family; 0 is no mark. */
  readonly marks?: Uint8Array;
}

interface Method<P extends Parameters> {
  /** As a definition writes it, and the key of its words: `method.<family>.<name>`. */
  readonly name: string;
  readonly parameters: P;
  /** OECD/JRC handbook, article or manual where the formula stands. */
  readonly source: string;
}

// Normalise: one column to scores

export interface ToNormalise {
  readonly values: Float64Array;
  /** 1 where more is better or the data set is turned already, -1 where less is better. */
  readonly direction: 1 | -1;
  /** The indicator's own goalposts, as its definition writes them: worst and best; null where it has none. */
  readonly floor: number | 'observed' | null;
  readonly goal: number | 'observed' | null;
  /** Position of a unit by its code, -1 where it is not listed. */
  readonly positionOf: (code: string) => number;
}

export interface Normalised {
  readonly score: Float64Array;
  readonly record: StepRecord;
  readonly fault: Fault | null;
}

export interface NormaliseMethod<P extends Parameters = Parameters> extends Method<P> {
  /** Which of the indicator's goalposts the method reads: a setting that nothing reads is an error. */
  readonly reads: ReadonlyArray<'floor' | 'goal'>;
  /** Whether a score follows from the unit's own value and the definition alone, whatever others have. */
  fixed(posts: Pick<ToNormalise, 'floor' | 'goal'>): boolean;
  /** Worst and best score possible, null where there are no bounds. */
  scale(settings: ValuesOf<P>): readonly [number, number] | null;
  compute(column: ToNormalise, settings: ValuesOf<P>): Normalised;
}

// Impute: gaps of all columns at once

export interface ToImpute {
  /** Of the columns. */
  readonly ids: ReadonlyArray<string>;
  readonly columns: ReadonlyArray<Float64Array>;
  /** For each column and unit, 1 where a gap may be filled (a gap that does not apply to the unit stays one). */
  readonly gaps: ReadonlyArray<Uint8Array>;
  readonly directions: ReadonlyArray<1 | -1>;
  /** Group of each unit by the attribute that the step names, from 0; -1 where the unit has none; null where no attribute is named. */
  readonly groupOf: Int32Array | null;
  /** Number of the block of columns each column belongs to; row methods stay inside it. */
  readonly blockOf: Int32Array;
  /** The same columns in other periods, earliest first, the own period (`now`) among them. `at` is the time in years. */
  readonly periods: ReadonlyArray<{ readonly at: number; readonly columns: ReadonlyArray<Float64Array> }>;
  readonly now: number;
}

export interface Imputed {
  /** New arrays; cells that were there are untouched. */
  readonly columns: ReadonlyArray<Float64Array>;
  /** One for each column; `marks` is 1 where a cell was filled. */
  readonly records: ReadonlyArray<StepRecord>;
  readonly faults: ReadonlyArray<Fault>;
}

export interface ImputeMethod<P extends Parameters = Parameters> extends Method<P> {
  /** Made for measures only: a mean of grades or of yes and no says nothing to it. */
  readonly measuresOnly?: true;
  /** What it reads besides the columns, so that a setting nobody reads is an error and other periods are loaded only where needed. */
  readonly reads: ReadonlyArray<'group' | 'within' | 'periods'>;
  /** How many periods back and ahead it reads. */
  reach(settings: ValuesOf<P>): { readonly back: number; readonly ahead: number };
  compute(input: ToImpute, settings: ValuesOf<P>): Imputed;
}

// Treat: outliers of one column. Marks: 1 lowered to the next value, 2 raised to the next value, 4 transformed (they add up).

export interface Treated {
  readonly values: Float64Array;
  readonly record: StepRecord;
  readonly fault: Fault | null;
}

export interface TreatMethod<P extends Parameters = Parameters> extends Method<P> {
  compute(values: Float64Array, settings: ValuesOf<P>): Treated;
}

// Transform: one column to another scale of measurement, order kept or turned as the method says

export interface TransformMethod<P extends Parameters = Parameters> extends Method<P> {
  /** The function of one value and its inverse, NaN where they have none; absent where the rest of the column decides too. */
  readonly cellwise?: { readonly of: (value: number) => number; readonly back: (value: number) => number };
  compute(values: Float64Array, settings: ValuesOf<P>): Treated;
}

// Weigh: how much each child counts

export interface ToWeigh {
  readonly ids: ReadonlyArray<string>;
  /** Scores of the children, on the scale of the recipe. */
  readonly children: ReadonlyArray<Float64Array>;
  /** Weights that the definition gives, in the order of the children. */
  readonly given: ReadonlyArray<number>;
  /** The node's own score of every unit under these weights of the children: what a target correlation looks at. */
  readonly aggregate: (weights: ReadonlyArray<number>) => Float64Array;
}

export interface Weighed {
  /** For each child one number for all units, or an array with one for each unit. */
  readonly weights: ReadonlyArray<number> | ReadonlyArray<Float64Array>;
  readonly figures: Readonly<Record<string, number>>;
  readonly fault: Fault | null;
}

export interface WeighMethod<P extends Parameters = Parameters> extends Method<P> {
  /** The only aggregation that its weights are made for; absent where any will do. */
  readonly aggregatedBy?: string;
  /** Each unit has weights of its own; absent where all have the same. */
  readonly perUnit?: true;
  compute(input: ToWeigh, settings: ValuesOf<P>): Weighed;
}

// Aggregate: scores of the children to the score of their node

export interface ToAggregate {
  readonly children: ReadonlyArray<Float64Array>;
  /** For each child and unit; 0 where the child does not apply to the unit. They need not add up to anything. */
  readonly weights: ReadonlyArray<Float64Array>;
  readonly nUnits: number;
}

export interface Aggregated {
  /** NaN where no child has a score and a weight. */
  readonly score: Float64Array;
  readonly record: StepRecord;
  readonly fault: Fault | null;
}

export interface AggregateMethod<P extends Parameters = Parameters> extends Method<P> {
  /** The score of a unit follows from its own children alone; false where units are compared with one another. */
  readonly local: boolean;
  /** The score stays between the worst and the best of the children; false for counts of wins. */
  readonly keepsScale: boolean;
  /** Whether weights change the result: a weight that nobody reads is an error. */
  readonly readsWeights: boolean;
  /** One part of zero may make the score zero, whatever the others are. */
  readonly zeroSinks?: true;
  /** The score of one unit from its children alone, equal to `compute` to the last bit; absent where it takes the other units. */
  ofUnit?(scores: ArrayLike<number>, weights: ArrayLike<number>, settings: ValuesOf<P>): number;
  compute(input: ToAggregate, settings: ValuesOf<P>): Aggregated;
}
