// What a report is made from: one scored index with everything its pages tell, gathered by the program that renders it.
import type { SignShare } from '../compare/sign-share.js';
import type { Factor } from '../define/uncertainty.js';
import type { Trace } from '../explain/trace.js';
import type { Problems } from '../model/problem.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Lang, Text } from '../model/text.js';
import type { Scores } from '../score/scores.js';
import type { Summary } from '../uncertainty/summary.js';
import type { Words } from '../words/words.js';

export interface ReportInput {
  /** The view that ranks. */
  readonly scores: Scores;
  /** The other views, shown beside the official one and never ranked. */
  readonly beside: ReadonlyArray<Scores>;
  /** The ranking view one period earlier; null where that period has no data. */
  readonly previous: Scores | null;
  readonly snapshot: Snapshot;
  /** What the draws of the ranking view came to; null where the index names nothing unsure. */
  readonly uncertainty: RankUncertainty | null;
  /** Why there are none where the index does name something unsure: none of it can be drawn. */
  readonly nothingToDraw?: Problems;
  /** Hexadecimal, with or without `sha256:` in front. */
  readonly definitionHash: string;
  readonly dataHash: string;
  /** Name and version of the engine, such as `lsg 0.1.0`. */
  readonly engine: string;
  /** null: a draft. */
  readonly edition: number | null;
  readonly madeUp: boolean;
  readonly datasets: ReadonlyArray<Dataset>;
  /** Languages that are made, in the order of the switch. */
  readonly langs: ReadonlyArray<Lang>;
  /** Whether the pages may link to PDFs: false where none are made. */
  readonly pdf: boolean;
  /** Codes of the units whose profile exists and may be linked to; null: every listed unit. */
  readonly profiles: ReadonlySet<string> | null;
  /** The way of one number, in the language of `words`. `unit` is the position in `scores.columns.units`. */
  readonly trace: (unit: number, node: string, words: Words) => Trace;
  /** The unit's total if these leaves of the ranking view had these scores (leaf id to score on the recipe's scale). */
  readonly totalIf: (unit: number, changes: ReadonlyMap<string, number>) => number;
}

export interface RankUncertainty {
  readonly summary: Summary;
  /** What is drawn, in the order of the definition. */
  readonly factors: ReadonlyArray<Factor>;
  /**
   * By code: the shares of paired draws in which the change since the period before keeps its sign. null where there is no
   * such period, or it names nothing unsure.
   */
  readonly changeShare: ReadonlyMap<string, SignShare> | null;
}

/** A folder of data as its datapackage.json describes it. */
export interface Dataset {
  readonly name: string;
  readonly title: Text;
  readonly licences: ReadonlyArray<Reference>;
  readonly sources: ReadonlyArray<Reference>;
}

export interface Reference {
  readonly title: Text;
  readonly url: string | null;
}
