// Min-max: the worst value observed gets the lower end, the best the upper one, the rest stand between in proportion.
import type { NormaliseMethod } from '../families.js';
import { betweenBounds, observedBounds } from './bounds.js';
import { ends } from './scale.js';

export const minMax: NormaliseMethod<typeof ends> = {
  name: 'min-max',
  parameters: ends,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5',
  reads: [],
  fixed: () => false,
  scale: ({ lower, upper }) => [lower, upper],
  compute: ({ values, direction }, { lower, upper }) =>
    betweenBounds(values, observedBounds(direction, values), [lower, upper], 'none'),
};
