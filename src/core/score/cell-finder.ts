// Finds stored rows by unit, name and period, and what stands behind those that were estimated from answers.
import type { Leaf } from '../define/definition.js';
import type { Assessment, Observation } from '../model/observation.js';
import { earlierPeriod } from '../model/period.js';
import type { Snapshot } from '../model/snapshot.js';
import type { SurveyEstimate } from '../model/survey-estimate.js';
import type { Text } from '../model/text.js';

/** Finds the stored rows behind a value; for printing the way of a number, never for computing it. */
export interface CellFinder {
  /** The assessment that a leaf of the unit used, the latest within its `carry`. */
  readonly assessment: (unit: string, leaf: Leaf) => Assessment | undefined;
  readonly observation: (unit: string, variable: string, carry: number, previous: boolean) => Observation | undefined;
  /** What stands behind an observation that was estimated from answers. */
  readonly estimate?: (unit: string, variable: string, carry: number) => SurveyEstimate | undefined;
  /** Of the sampling errors of two estimates of a unit; null: not known. */
  readonly correlation?: (unit: string, a: string, b: string) => number | null;
  /** What a dataset calls a variable. */
  readonly title: (variable: string) => Text | undefined;
}

/** Looks rows up by unit, name and period; the period asked for first, then back as far as `carry` allows. */
export const cellFinder = (snapshot: Snapshot, period: string): CellFinder => {
  const observations = rowsOf<Observation>();
  for (const row of snapshot.observations) observations.put(row.variable, row);
  const assessments = rowsOf<Assessment>();
  for (const row of snapshot.assessments) if (row.round === 'official') assessments.put(row.indicator, row);
  const estimates = rowsOf<SurveyEstimate>();
  for (const row of snapshot.surveys?.estimates ?? []) estimates.put(row.variable, row);
  const periods = [period];
  const periodAt = (steps: number): string => (periods[steps] ??= earlierPeriod(period, steps) ?? '');
  return {
    assessment: (unit, leaf) => {
      for (let steps = 0; steps <= leaf.carry; steps++) {
        const found = assessments.get(leaf.id, periodAt(steps), unit);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    observation: (unit, variable, carry, previous) => {
      const first = previous ? 1 : 0;
      let blank: Observation | undefined;
      for (let steps = first; steps <= first + carry; steps++) {
        const found = observations.get(variable, periodAt(steps), unit);
        if (found === undefined) continue;
        if (found.status !== 'missing') return found;
        blank ??= found;
      }
      return blank;
    },
    estimate: (unit, variable, carry) => {
      for (let steps = 0; steps <= carry; steps++) {
        const found = estimates.get(variable, periodAt(steps), unit);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    correlation: (unit, a, b) => snapshot.surveys?.correlation(unit, a, b) ?? null,
    title: (variable) => snapshot.titles?.get(variable),
  };
};

/** Rows by name, period and unit: three levels of maps, so that no key is put together for each of a million cells. */
const rowsOf = <Row extends { readonly unit: string; readonly period: string }>() => {
  const names = new Map<string, Map<string, Map<string, Row>>>();
  return {
    put: (name: string, row: Row): void => {
      let periods = names.get(name);
      if (periods === undefined) names.set(name, (periods = new Map()));
      let units = periods.get(row.period);
      if (units === undefined) periods.set(row.period, (units = new Map()));
      units.set(row.unit, row);
    },
    get: (name: string, period: string, unit: string): Row | undefined => names.get(name)?.get(period)?.get(unit),
  };
};
