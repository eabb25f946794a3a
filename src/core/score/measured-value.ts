// The value of an indicator in its own measure: what was observed, or what a gap was filled with.
import type { NodeScores } from './scores.js';

/** NaN where there is none, or where the gap was filled after the measure had been changed. */
export const measuredValue = ({ trail }: NodeScores, raw: Float64Array, unit: number): number => {
  if (!Number.isNaN(raw[unit]!)) return raw[unit]!;
  for (const step of trail) {
    if (step.step !== 'impute') return Number.NaN;
    if (!Number.isNaN(step.values[unit]!)) return step.values[unit]!;
  }
  return Number.NaN;
};
