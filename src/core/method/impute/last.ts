// Gaps get the unit's last earlier value, at most so many periods old; never a later one.
import type { ImputeMethod } from '../families.js';
import { optionalWhole } from '../parameters.js';
import { fillFromTime, taken } from './time.js';

const parameters = {
  limit: optionalWhole(1, 100, 'How many periods old the value may be; left out, any age.', [2, 1]),
};

export const imputeLast: ImputeMethod<typeof parameters> = {
  name: 'last',
  parameters,
  source:
    'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3, cold deck; last observation carried forward',
  reads: ['periods'],
  reach: ({ limit }) => ({ back: limit ?? Number.POSITIVE_INFINITY, ahead: 0 }),
  compute: (input, { limit }) =>
    fillFromTime(input, ({ before, at }, now) =>
      before === null || now - before.period > (limit ?? Number.POSITIVE_INFINITY) ? null : taken(before, at),
    ),
};
