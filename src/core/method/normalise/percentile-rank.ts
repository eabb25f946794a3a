// The share of the other units that are worse: (place - 1) / (n - 1).
import { stretched, written } from '../arithmetic.js';
import type { NormaliseMethod } from '../families.js';
import { placesOf, ties } from './places.js';
import { ends } from './scale.js';

const parameters = { ...ends, ties };

export const percentileRank: NormaliseMethod<typeof parameters> = {
  name: 'percentile-rank',
  parameters,
  source: 'OECD/JRC Handbook (2008), step 5; Excel: PERCENTRANK.INC',
  reads: [],
  fixed: () => false,
  scale: ({ lower, upper }) => [lower, upper],
  compute: ({ values, direction }, { lower, upper, ties: shared }) => {
    const { place, n, isConstant } = placesOf(values, direction, shared);
    return {
      score: place.map((each) => ((each - 1) / (n - 1)) * (upper - lower) + lower),
      record: {
        figures: { n },
        expression: (p) => stretched(`(${written(place[p]!)} - 1) / (${n} - 1)`, lower, upper),
      },
      fault: isConstant ? { code: 'ConstantIndicator', args: {} } : null,
    };
  },
};
