// The share of the best: x / max where more is better, min / x where less is. It asks for positive values, and keeps ratios.
import { stretched, written } from '../arithmetic.js';
import type { Fault, NormaliseMethod } from '../families.js';
import { observedBounds } from './bounds.js';
import { ends } from './scale.js';

/** Turning the sign of a negative indicator before dividing would let what is worse score more; here the best is divided by it. */
export const shareOfMax: NormaliseMethod<typeof ends> = {
  name: 'share-of-max',
  parameters: ends,
  source: 'OECD/JRC Handbook (2008), step 5, distance to a reference',
  reads: [],
  fixed: () => false,
  scale: ({ lower, upper }) => [lower, upper],
  compute: ({ values, direction }, { lower, upper }) => {
    const { best } = observedBounds(direction, values);
    const fault = notPositive(values, direction);
    return {
      score: values.map((x) => (direction === 1 ? x / best.value : best.value / x) * (upper - lower) + lower),
      record: {
        figures: { best: best.value },
        expression: (p) => {
          const [x, top] = [written(values[p]!), written(best.value)];
          return stretched(direction === 1 ? `${x} / ${top}` : `${top} / ${x}`, lower, upper);
        },
        owners: [{ name: 'best', ...best }],
      },
      fault,
    };
  },
};

/** Zero has a share of the largest, but is no divisor. */
const notPositive = (values: Float64Array, direction: 1 | -1): Fault | null => {
  let largest = Number.NEGATIVE_INFINITY;
  for (let p = 0; p < values.length; p++) {
    const x = values[p]!;
    if (Number.isNaN(x)) continue;
    largest = Math.max(largest, x);
    if (x < 0 || (direction === -1 && x === 0)) return { code: 'ShareNotPositive', args: { value: x }, unit: p };
  }
  return largest === 0 ? { code: 'ConstantIndicator', args: {} } : null;
};
