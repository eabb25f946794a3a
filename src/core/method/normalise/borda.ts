// Borda's count: one point for each unit that is worse.
import { written } from '../arithmetic.js';
import type { NormaliseMethod } from '../families.js';
import { placesOf, ties } from './places.js';

const parameters = { ties };

export const borda: NormaliseMethod<typeof parameters> = {
  name: 'borda',
  parameters,
  source: 'Borda (1784); OECD/JRC Handbook (2008), step 6',
  reads: [],
  fixed: () => false,
  scale: () => null,
  compute: ({ values, direction }, settings) => {
    const { place, n } = placesOf(values, direction, settings.ties);
    return {
      score: place.map((each) => each - 1),
      record: { figures: { n }, expression: (p) => `${written(place[p]!)} - 1` },
      fault: null,
    };
  },
};
