// The ends of the scale that a bounded normalisation gives: settings that many methods share.
import { number } from '../parameters.js';

export const ends = {
  lower: number({}, 'Score of the worst; 0 unless told.', [0, 1], 0),
  upper: number({}, 'Score of the best; 100 unless told.', [100, 1], 100),
};
