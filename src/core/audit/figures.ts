// What verdicts are found from: the scored index, what draws of it gave, and the figures that follow.
import type { Scores } from '../score/scores.js';
import type { Influence } from '../uncertainty/influence.js';
import type { Model } from '../uncertainty/model.js';
import type { RankShift } from '../uncertainty/remove-one.js';
import type { Sensitivity } from '../uncertainty/sensitivity.js';
import type { Summary } from '../uncertainty/summary.js';
import type { IndicatorFacts, UnitFacts } from './data.js';
import type { Structure } from './structure.js';

/** What takes draws is made by the caller. */
export interface AuditInput {
  readonly scores: Scores;
  readonly madeUp: boolean;
  /** Each node left out, and each other choice of method; empty where the index cannot be scored so. */
  readonly without: ReadonlyArray<RankShift>;
  readonly otherwise: ReadonlyArray<RankShift>;
  /** null where the index names nothing that is unsure. */
  readonly drawn: { readonly model: Model; readonly summary: Summary; readonly sensitivity: Sensitivity } | null;
}

export interface Figures extends AuditInput {
  readonly indicators: ReadonlyArray<IndicatorFacts>;
  readonly units: ReadonlyArray<UnitFacts>;
  readonly structure: Structure;
  readonly influence: ReadonlyArray<Influence>;
}
