// Piecewise: straight lines between the points given, level beyond the first and the last.
import { written } from '../arithmetic.js';
import type { NormaliseMethod } from '../families.js';
import { type Points, points, scoresSpan, wrongPoints } from './points.js';

const parameters = { points };

export const piecewise: NormaliseMethod<typeof parameters> = {
  name: 'piecewise',
  parameters,
  source: 'OECD/JRC Handbook (2008), step 5; linear interpolation between given points',
  reads: [],
  fixed: () => true,
  scale: (settings) => scoresSpan(settings.points),
  compute: ({ values, direction }, settings) => ({
    score: values.map((x) => scoreAt(settings.points, x)),
    record: { figures: {}, expression: (p) => expressionAt(settings.points, values[p]!) },
    fault: wrongPoints(settings.points, direction),
  }),
};

/** Number of the point at or before `x`; -1 below the first. */
const pieceOf = (given: Points, x: number): number => given.findLastIndex(([value]) => value <= x);

const scoreAt = (given: Points, x: number): number => {
  if (Number.isNaN(x)) return Number.NaN;
  const i = pieceOf(given, x);
  if (i === -1) return given[0]![1];
  if (i === given.length - 1) return given[i]![1];
  const [x0, y0] = given[i]!;
  const [x1, y1] = given[i + 1]!;
  return ((x - x0) / (x1 - x0)) * (y1 - y0) + y0;
};

const expressionAt = (given: Points, x: number): string => {
  const i = pieceOf(given, x);
  if (i === -1 || i === given.length - 1) return written(scoreAt(given, x));
  const [x0, y0] = given[i]!;
  const [x1, y1] = given[i + 1]!;
  return `(${written(x)} - ${written(x0)}) / (${written(x1)} - ${written(x0)}) * (${written(y1)} - ${written(y0)}) + ${written(y0)}`;
};
