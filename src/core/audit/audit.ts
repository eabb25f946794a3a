// Everything a reviewer of a composite index looks at, as figures, and the verdicts that follow from them by rule. Words are made
// elsewhere; start reading here.
import { influenceOf } from '../uncertainty/influence.js';
import { indicatorFacts, unitFacts } from './data.js';
import type { AuditInput, Figures } from './figures.js';
import { type Judged, judgedBy, rules } from './rules.js';
import { structureOf } from './structure.js';

export interface Audit extends Figures {
  /** In the order of `rules`. */
  readonly verdicts: ReadonlyArray<Judged>;
}

export const auditOf = (input: AuditInput): Audit => {
  const figures: Figures = {
    ...input,
    indicators: indicatorFacts(input.scores),
    units: unitFacts(input.scores),
    structure: structureOf(input.scores),
    influence: influenceOf(input.scores),
  };
  return { ...figures, verdicts: rules.map((rule) => judgedBy(rule, figures)) };
};
