// Scores that the definition gives point by point: what thresholds and piecewise lines share.
import type { Fault } from '../families.js';
import { points as pairs } from '../parameters.js';

export type Points = ReadonlyArray<readonly [number, number]>;

export const points = pairs(2, 'Pairs of a value and its score, values rising.', [
  [
    [0, 0],
    [50, 60],
    [100, 100],
  ],
  [
    [10, 100],
    [30, 0],
  ],
]);

/** Values must rise, and scores must go the way of the indicator. */
export const wrongPoints = (given: Points, direction: 1 | -1): Fault | null => {
  for (let i = 1; i < given.length; i++) {
    const [value, score] = given[i]!;
    const [before, scoreBefore] = given[i - 1]!;
    if (!(value > before)) return { code: 'PointsNotRising', args: { value, before } };
    if ((score - scoreBefore) * direction < 0)
      return {
        code: 'PointsAgainstDirection',
        args: { value, score, before: scoreBefore, direction: direction === 1 ? 'up' : 'down' },
      };
  }
  return null;
};

export const scoresSpan = (given: Points): readonly [number, number] => {
  const scores = given.map(([, score]) => score);
  return [Math.min(...scores), Math.max(...scores)];
};
