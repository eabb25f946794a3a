// Distance to the leader: 1 less the gap to the best value, as a share of the range observed.
import { stretched, written } from '../arithmetic.js';
import type { NormaliseMethod } from '../families.js';
import { observedBounds } from './bounds.js';
import { ends } from './scale.js';

export const distanceToMax: NormaliseMethod<typeof ends> = {
  name: 'distance-to-max',
  parameters: ends,
  source: 'OECD/JRC Handbook (2008), step 5, distance to a reference',
  reads: [],
  fixed: () => false,
  scale: ({ lower, upper }) => [lower, upper],
  compute: ({ values, direction }, { lower, upper }) => {
    const { worst, best } = observedBounds(direction, values);
    const span = best.value - worst.value;
    return {
      score: values.map((x) => (1 - (best.value - x) / span) * (upper - lower) + lower),
      record: {
        figures: { worst: worst.value, best: best.value },
        expression: (p) => {
          const gap = `${written(best.value)} - ${written(values[p]!)}`;
          return stretched(`(1 - (${gap}) / (${written(best.value)} - ${written(worst.value)}))`, lower, upper);
        },
        owners: [
          { name: 'worst', ...worst },
          { name: 'best', ...best },
        ],
      },
      fault: span === 0 ? { code: 'ConstantIndicator', args: {} } : null,
    };
  },
};
