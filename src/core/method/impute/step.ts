// Gaps get the unit's last earlier value; before its first known period the first value, so that a series is a line of steps.
import type { ImputeMethod } from '../families.js';
import { allPeriods, fillFromTime, taken } from './time.js';

export const imputeStep: ImputeMethod<Record<string, never>> = {
  name: 'step',
  parameters: {},
  source: 'Becker et al., COINr (JOSS 2022), impute_panel, constant; R: approx with method = constant, rule = 2',
  reads: ['periods'],
  reach: allPeriods,
  compute: (input) =>
    fillFromTime(input, ({ before, after, at }) => {
      const nearest = before ?? after;
      return nearest === null ? null : taken(nearest, at);
    }),
};
