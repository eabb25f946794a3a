// The frame of every transform: each value by itself, a gap stays a gap, and a value that has no answer is told with its unit.
import type { Fault, StepRecord, Treated } from '../families.js';

export interface Cells {
  /** NaN, or not finite, where the transform has no value. */
  readonly of: (value: number) => number;
  readonly expression: (value: number) => string;
  readonly figures?: StepRecord['figures'];
  readonly owners?: NonNullable<StepRecord['owners']>;
}

/** The column transformed; the fault names the first unit whose value has no answer, its cell is NaN. */
export const transformCells = (name: string, values: Float64Array, cells: Cells): Treated => {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let fault: Fault | null = null;
  for (let unit = 0; unit < values.length; unit++) {
    const value = values[unit]!;
    if (Number.isNaN(value)) continue;
    const result = cells.of(value);
    if (Number.isFinite(result)) out[unit] = result;
    else fault ??= { code: 'TransformOutOfDomain', args: { transform: name, value }, unit };
  }
  return {
    values: out,
    record: {
      figures: cells.figures ?? {},
      expression: (unit) => (Number.isNaN(out[unit]!) ? null : cells.expression(values[unit]!)),
      ...(cells.owners === undefined ? {} : { owners: cells.owners }),
    },
    fault,
  };
};

/** A column that the transform cannot take as a whole: every cell NaN, the fault says why. */
export const noAnswer = (values: Float64Array, fault: Fault): Treated => ({
  values: new Float64Array(values.length).fill(Number.NaN),
  record: { figures: {}, expression: () => null },
  fault,
});
