// The definition of an index after decoding: defaults expanded once, so that later rooms handle one shape only.
import type { Location } from '../model/problem.js';
import type { Text } from '../model/text.js';
import type { Formula } from './formula/ast.js';
import type { MethodKind, Use } from './method-use.js';
import type { TextPlace } from './scalar.js';
import type { SurveyAsk } from './survey-ask.js';
import type { Uncertainty } from './uncertainty.js';

export type { MethodKind, Use } from './method-use.js';

export interface Definition {
  readonly id: string;
  readonly version: string;
  readonly title: Text;
  /** A statement printed on every page, above the results; null where none is needed. */
  readonly note: Text | null;
  readonly units: UnitSelection;
  readonly recipe: Recipe;
  /** At least one; exactly one `ranks`. */
  readonly views: ReadonlyArray<View>;
  readonly ranks: RankRule;
  /** In rising order of `from`; empty where the index names none. */
  readonly bands: ReadonlyArray<Band>;
  /** The first is the one that reports use; empty: all listed units are peers. */
  readonly peers: ReadonlyArray<PeerRule>;
  /** What could have been done otherwise and what is not exact; null where the index names nothing. */
  readonly uncertainty: Uncertainty | null;
  /** The whole tree; the root carries the id of the index. */
  readonly root: Group;
  /** The root's leaves in the order of the definition. */
  readonly leaves: ReadonlyArray<Leaf>;
  readonly at: Location;
}

export interface UnitSelection {
  readonly levels: ReadonlyArray<string>;
  /** Codes; null: all units of the levels. */
  readonly include: ReadonlyArray<string> | null;
  readonly exclude: ReadonlyArray<string>;
  /**
   * true: made-up units only. false: real units only. null: whichever kind has data in the period,
   * real units where both have; the two never stand in one ranking.
   */
  readonly madeUp: boolean | null;
}

/** What the list of steps in the definition comes to: steps that stand only by default are in it too. */
export interface Recipe {
  /** In the order they run; at least one normalises. How children become one score stands in each group. */
  readonly steps: ReadonlyArray<Step>;
  /** The scale that scores end on, worst and best; null where a method has no bounds (z-score). */
  readonly scale: readonly [number, number] | null;
}

export const stepKinds = ['screen', 'denominate', 'impute', 'treat', 'transform', 'normalise'] as const;
export type StepKind = (typeof stepKinds)[number];

export type Step = ScreenStep | DenominateStep | MethodStep;

interface Named {
  /** Of the data set that the step makes: what `--stage` asks for. */
  readonly name: string;
  readonly at: Location;
}

/** Units with too little data leave the ranking. */
export interface ScreenStep extends Named {
  readonly step: 'screen';
  readonly settings: ScreenRule;
}

export interface ScreenRule {
  readonly by: 'missing' | 'zeros' | 'either';
  /** Share of indicators with data below which a unit leaves. */
  readonly minAvailable: number;
  /** Share of the values present that are not zero, below which a unit leaves. */
  readonly minNonZero: number;
  /** Codes of units that stay, or leave, whatever they have. */
  readonly keep: ReadonlyArray<string>;
  readonly drop: ReadonlyArray<string>;
}

export interface DenominateStep extends Named {
  readonly step: 'denominate';
  /** By leaf: the variable divided by, and the scale the quotient is multiplied with. */
  readonly uses: ReadonlyMap<string, { readonly by: string; readonly scale: number }>;
  /** By leaf: where what is done to it is written, in the step, an override or the leaf itself. */
  readonly usesAt: ReadonlyMap<string, Location>;
}

export interface MethodStep extends Named {
  readonly step: MethodKind;
  /** By leaf; a leaf that is not here passes unchanged. */
  readonly uses: ReadonlyMap<string, Use>;
  readonly usesAt: ReadonlyMap<string, Location>;
  /** normalise: the worst, the best, the mean and the ranks are those of all periods together, so that years can be compared. */
  readonly pooled: boolean;
}

export type Goalpost = number | 'observed';

export interface Aggregation extends Use {
  readonly weights: Weights;
  /** Share of observed weight below which a node has no score; 2/3 unless told. */
  readonly minCoverage: number;
  /** Share of the children, unweighted, that must have a score for the node to have one; 0 unless told. */
  readonly minChildren: number;
}

export type Weights =
  /** The children's `weight`; a child without one counts its points, and where none has either, all count the same. */
  | { readonly kind: 'given' }
  | { readonly kind: 'equal' }
  /** As `given`, but a child's weight shrinks with the points below it that do not apply to the unit. */
  | { readonly kind: 'points' }
  /** `weights` sum to 1, in the order of the children; from the principal eigenvector of `rows`. */
  | {
      readonly kind: 'ahp';
      readonly rows: ReadonlyArray<ReadonlyArray<number>>;
      readonly weights: ReadonlyArray<number>;
      readonly consistencyRatio: number;
    }
  /** From the data, or from experts, by a method of `core/method/weigh`. */
  | { readonly kind: 'method'; readonly use: Use };

export interface View {
  readonly id: string;
  readonly title: Text;
  /** null: any body. */
  readonly bodies: ReadonlyArray<Body> | null;
  /** Leaf or group ids; null: all. */
  readonly nodes: ReadonlyArray<string> | null;
  /** The view that gives the official ranks. */
  readonly ranks: boolean;
}

export interface RankRule {
  readonly decimals: number;
  readonly within: 'all' | 'level';
  readonly ties: 'min';
}

export interface Band {
  readonly id: string;
  readonly title: Text;
  /** Lower bound, included. */
  readonly from: number;
}

export interface PeerRule {
  readonly id: string;
  readonly title: Text;
  /** Units that agree in all of these are peers. `region`: the parent; `size`: the class of `attribute` by `classes`. */
  readonly by: ReadonlyArray<'level' | 'region' | 'size'>;
  readonly attribute: string | null;
  readonly classes: ReadonlyArray<number>;
  /** Instead of classes: the k units nearest in `attribute` (besides the unit itself), among those that agree in `by`. */
  readonly nearest: number | null;
}

export type Body = 'maslikhat' | 'akimat' | 'both';
export type Node = Group | Leaf;

export interface Group {
  readonly kind: 'group';
  readonly id: string;
  readonly title: Text;
  readonly weight: number | null;
  readonly aggregate: Aggregation;
  readonly children: ReadonlyArray<Node>;
  readonly at: Location;
}

export type LeafKind = 'graded' | 'measure' | 'formula' | 'survey' | 'index';
export type Quantity = 'share' | 'rate' | 'count' | 'stock' | 'money' | 'days' | 'grade' | 'score';

export interface Leaf {
  readonly kind: LeafKind;
  readonly id: string;
  readonly title: Text;
  readonly weight: number | null;
  readonly points: number | null;
  readonly body: Body | null;
  readonly appliesTo: AppliesTo;
  readonly notApplicable: ReadonlyArray<Reason>;
  readonly direction: 'up' | 'down';
  readonly measuredIn: Text | null;
  readonly quantity: Quantity | null;
  /** Worst first, best last; empty unless the kind is graded. */
  readonly grades: ReadonlyArray<Grade>;
  /** measure, survey: the variable read; null: the value stands in the assessments under the leaf's own id. */
  readonly variable: string | null;
  /** survey: what is estimated from answers; `variable` is then the name of the estimate. */
  readonly estimate?: SurveyAsk | null;
  /** formula: the expression, over variables. */
  readonly formula: Formula | null;
  /** index: the id of the other index, whose total for the same period is the value. */
  readonly index: string | null;
  /** How many periods back a value may be taken from where the period itself has none. */
  readonly carry: number;
  /** Worst and best value for the methods that read them; null where the definition gives none. */
  readonly floor: Goalpost | null;
  readonly goal: Goalpost | null;
  readonly source: Source | null;
  readonly legalBasis: LegalBasis | null;
  /** Where an assessor looks: codes such as WEB or DOC. */
  readonly evidence: ReadonlyArray<string>;
  readonly status: 'draft' | 'experimental' | 'official' | 'retired';
  readonly since: string | null;
  readonly until: string | null;
  readonly replaces: string | null;
  readonly examples: ReadonlyArray<Example>;
  readonly at: Location;
  /** Where the formula itself stands. */
  readonly formulaAt: TextPlace | null;
}

export interface Grade {
  readonly id: string;
  /** 0 to 1. */
  readonly fraction: number;
  readonly title: Text;
}

export interface Reason {
  readonly id: string;
  readonly title: Text;
}

export interface AppliesTo {
  /** null: every level of the index. */
  readonly levels: ReadonlyArray<string> | null;
  /** A condition over the unit's numeric attributes, such as `population >= 20000`. */
  readonly where: Formula | null;
}

export interface Source {
  readonly publisher: Text | null;
  readonly title: Text | null;
  readonly url: string | null;
  readonly period: string | null;
  readonly licence: string | null;
  readonly retrieved: string | null;
  /** What the source itself says of the direction, where it says so. */
  readonly declaredDirection: 'up' | 'down' | null;
}

export interface LegalBasis {
  readonly text: Text;
  /** Only `seen_title` and `seen_press` are printed as a duty. */
  readonly certainty: 'seen_title' | 'seen_press' | 'recalled' | 'none';
}

/** A worked case that `check` computes: inputs by variable or grade id, and the score expected. */
export interface Example {
  readonly input: Readonly<Record<string, number | string>>;
  readonly score: number;
  readonly at: Location;
}

export const isLeaf = (node: Node): node is Leaf => node.kind !== 'group';

/** Whether the leaf's value stands in the assessments: graded leaves, and measures and surveys without a variable. */
export const isAssessed = (leaf: Leaf): boolean =>
  leaf.kind === 'graded' || ((leaf.kind === 'measure' || leaf.kind === 'survey') && leaf.variable === null);
