// As linear, but a unit with one known value has it in every period.
import type { ImputeMethod } from '../families.js';
import { allPeriods, fillFromTime, onTheLine } from './time.js';

export const imputeLinearConstant: ImputeMethod<Record<string, never>> = {
  name: 'linear-constant',
  parameters: {},
  source: 'Becker et al., COINr (JOSS 2022), impute_panel, linear-constant',
  reads: ['periods'],
  reach: allPeriods,
  compute: (input) => fillFromTime(input, onTheLine),
};
