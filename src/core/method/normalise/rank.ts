// Ranks as scores: 1 for the worst, so that more is better.
import { written } from '../arithmetic.js';
import type { NormaliseMethod } from '../families.js';
import { placesOf, ties } from './places.js';

const parameters = { ties };

export const rank: NormaliseMethod<typeof parameters> = {
  name: 'rank',
  parameters,
  source: 'OECD/JRC Handbook (2008), step 5, ranking',
  reads: [],
  fixed: () => false,
  scale: () => null,
  compute: ({ values, direction }, settings) => {
    const { place, n } = placesOf(values, direction, settings.ties);
    return { score: place, record: { figures: { n }, expression: (p) => written(place[p]!) }, fault: null };
  },
};
