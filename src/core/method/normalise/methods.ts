// Every normalisation by the name that definitions call it by. A new one is a file beside this one and a line here.
import type { NormaliseMethod } from '../families.js';
import { borda } from './borda.js';
import { distanceToMax } from './distance-to-max.js';
import { distanceToReference } from './distance-to-reference.js';
import { distanceToTarget } from './distance-to-target.js';
import { goalposts } from './goalposts.js';
import { minMax } from './min-max.js';
import { none } from './none.js';
import { percentileRank } from './percentile-rank.js';
import { piecewise } from './piecewise.js';
import { rank } from './rank.js';
import { shareOfMax } from './share-of-max.js';
import { thresholds } from './thresholds.js';
import { zScore } from './z-score.js';

export const normaliseMethods: ReadonlyArray<NormaliseMethod> = [
  minMax,
  goalposts,
  zScore,
  percentileRank,
  rank,
  borda,
  distanceToMax,
  distanceToReference,
  distanceToTarget,
  shareOfMax,
  thresholds,
  piecewise,
  none,
];
