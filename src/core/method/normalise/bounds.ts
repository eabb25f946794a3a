// What several normalisations share: the worst and the best value of a column with their owners, and the linear map between bounds.
import { stretched, written } from '../arithmetic.js';
import type { Normalised } from '../families.js';

export interface Bound {
  readonly value: number;
  /** Position of the unit the value was read from; -1 where it is given. */
  readonly unit: number;
}

export interface Bounds {
  readonly worst: Bound;
  readonly best: Bound;
}

/** The worst and the best value observed, each with the first unit that has it; NaN in a column without values. */
export const observedBounds = (direction: 1 | -1, values: Float64Array): Bounds => {
  let low: Bound = { value: Number.NaN, unit: -1 };
  let high: Bound = { value: Number.NaN, unit: -1 };
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    if (!(value >= low.value)) low = { value, unit: i };
    if (!(value <= high.value)) high = { value, unit: i };
  }
  return direction === 1 ? { worst: low, best: high } : { worst: high, best: low };
};

/**
 * (x - worst) / (best - worst), stretched onto lower..upper. It serves both directions, since `worst` may be the larger figure.
 * `keep` holds the share inside 0..1 where the method says so.
 */
export const betweenBounds = (
  values: Float64Array,
  { worst, best }: Bounds,
  [lower, upper]: readonly [number, number],
  keep: 'both' | 'upper' | 'none',
): Normalised => {
  const score = new Float64Array(values.length);
  const span = best.value - worst.value;
  const width = upper - lower;
  for (let i = 0; i < values.length; i++) {
    const share = (values[i]! - worst.value) / span;
    const kept = keep === 'both' && share < 0 ? 0 : keep !== 'none' && share > 1 ? 1 : share;
    score[i] = kept * width + lower;
  }
  const expression = (p: number): string => {
    const w = written(worst.value);
    const share = `(${written(values[p]!)} - ${w}) / (${written(best.value)} - ${w})`;
    const kept = keep === 'both' ? `clamp(${share}, 0, 1)` : keep === 'upper' ? `min(${share}, 1)` : share;
    return stretched(kept, lower, upper);
  };
  return {
    score,
    record: { figures: { worst: worst.value, best: best.value }, expression, owners: ownersOf({ worst, best }) },
    fault: span === 0 ? { code: 'ConstantIndicator', args: {} } : null,
  };
};

const ownersOf = ({ worst, best }: Bounds) =>
  (
    [
      ['worst', worst],
      ['best', best],
    ] as const
  )
    .filter(([, bound]) => bound.unit !== -1)
    .map(([name, bound]) => ({ name, value: bound.value, unit: bound.unit }));
