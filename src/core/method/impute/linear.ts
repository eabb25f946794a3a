// Gaps are put on the straight line between the unit's neighbouring known periods; before the first and after the last the nearest
// known value holds on. A unit with fewer than two known values keeps its gap: one point makes no line.
import type { ImputeMethod } from '../families.js';
import { allPeriods, fillFromTime, onTheLine } from './time.js';

export const imputeLinear: ImputeMethod<Record<string, never>> = {
  name: 'linear',
  parameters: {},
  source: 'Becker et al., COINr (JOSS 2022), impute_panel, linear; R: approx with rule = 2',
  reads: ['periods'],
  reach: allPeriods,
  compute: (input) => fillFromTime(input, (around) => (around.known < 2 ? null : onTheLine(around))),
};
