// None: the value is on the scale already.
import { written } from '../arithmetic.js';
import type { NormaliseMethod } from '../families.js';

const parameters = {};

export const none: NormaliseMethod<typeof parameters> = {
  name: 'none',
  parameters,
  source: 'The value itself',
  reads: [],
  fixed: () => true,
  scale: () => [0, 100],
  compute: ({ values }) => ({
    score: values.slice(),
    record: { figures: {}, expression: (p) => written(values[p]!) },
    fault: null,
  }),
};
