// Thresholds: a value gets the score of the last point it has reached; below the first it gets the score of the first.
import { written } from '../arithmetic.js';
import type { NormaliseMethod } from '../families.js';
import { points, scoresSpan, wrongPoints } from './points.js';

const parameters = { points };

export const thresholds: NormaliseMethod<typeof parameters> = {
  name: 'thresholds',
  parameters,
  source: 'OECD/JRC Handbook (2008), step 5, categorical scales',
  reads: [],
  fixed: () => true,
  scale: (settings) => scoresSpan(settings.points),
  compute: ({ values, direction }, settings) => {
    const score = new Float64Array(values.length);
    for (let p = 0; p < values.length; p++) {
      let found = Number.isNaN(values[p]!) ? Number.NaN : settings.points[0]![1];
      for (const [from, points] of settings.points) if (values[p]! >= from) found = points;
      score[p] = found;
    }
    return {
      score,
      record: { figures: {}, expression: (p) => written(score[p]!) },
      fault: wrongPoints(settings.points, direction),
    };
  },
};
