// Dividing a column by the size of each unit, so that large ones do not come out ahead by their size.
import { written } from '../arithmetic.js';
import type { Fault, StepRecord } from '../families.js';

export interface Denominated {
  readonly values: Float64Array;
  /** Figures: `scale`; `no_denominator` and `zero_denominator`, cells that had a value and lost it. */
  readonly record: StepRecord;
  /** One for each value whose denominator is zero; its cell is NaN. */
  readonly faults: ReadonlyArray<Fault>;
}

/**
 * `x / (denominator / scale)` for each unit: per thousand people with `scale` 1000. A missing denominator gives a missing value.
 */
export const denominate = (values: Float64Array, denominator: Float64Array, scale: number): Denominated => {
  const out = new Float64Array(values.length).fill(Number.NaN);
  const faults: Fault[] = [];
  let without = 0;
  for (let unit = 0; unit < values.length; unit++) {
    const value = values[unit]!;
    const by = denominator[unit]!;
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(by)) without++;
    else if (by === 0) faults.push({ code: 'DenominatorZero', args: { value }, unit });
    else out[unit] = value / (by / scale);
  }
  return {
    values: out,
    record: {
      figures: { scale, no_denominator: without, zero_denominator: faults.length },
      expression: (unit) =>
        Number.isNaN(out[unit]!)
          ? null
          : scale === 1
            ? `${written(values[unit]!)} / ${written(denominator[unit]!)}`
            : `${written(values[unit]!)} / (${written(denominator[unit]!)} / ${written(scale)})`,
    },
    faults,
  };
};
