// The text that the hash of the data is taken over: units, values and grades that a score reads, not where or when they came in.
import type { Snapshot } from '../model/snapshot.js';

export const dataMeaning = ({ units, observations, assessments }: Snapshot): string => {
  const lines: string[] = [];
  for (const unit of units) {
    lines.push(
      JSON.stringify([
        'unit',
        unit.code,
        unit.level,
        unit.name,
        unit.parent,
        unit.validFrom,
        unit.validTo,
        unit.replaces,
        unit.madeUp,
        Object.entries(unit.attributes).sort(([a], [b]) => (a < b ? -1 : 1)),
      ]),
    );
  }
  for (const row of observations) {
    lines.push(
      JSON.stringify([
        'observation',
        row.unit,
        row.variable,
        row.period,
        row.value,
        row.status,
        row.se,
        row.n,
        row.df,
        row.source,
        row.note,
      ]),
    );
  }
  for (const row of assessments) {
    lines.push(
      JSON.stringify([
        'assessment',
        row.unit,
        row.indicator,
        row.period,
        row.round,
        row.grade,
        row.value,
        row.cases,
        row.reason,
        row.evidence,
        row.comment,
      ]),
    );
  }
  return lines.sort().join('\n');
};
