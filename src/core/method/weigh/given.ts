// Weights as the definition gives them.
import type { WeighMethod } from '../families.js';

const none = {};

export const given: WeighMethod<typeof none> = {
  name: 'given',
  parameters: none,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6',
  compute: ({ given: weights }) => ({ weights, figures: {}, fault: null }),
};
