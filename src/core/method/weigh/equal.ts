// Equal weights: no part counts more than another.
import type { WeighMethod } from '../families.js';

const none = {};

export const equal: WeighMethod<typeof none> = {
  name: 'equal',
  parameters: none,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6',
  compute: ({ ids }) => ({ weights: ids.map(() => 1), figures: {}, fault: null }),
};
