// Natural logarithm: differences become ratios. No answer at zero and below.
import { written } from '../arithmetic.js';
import type { TransformMethod } from '../families.js';
import { transformCells } from './cells.js';

export const naturalLog: TransformMethod<Record<string, never>> = {
  name: 'ln',
  parameters: {},
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4',
  cellwise: { of: (value) => (value > 0 ? Math.log(value) : Number.NaN), back: (value) => Math.exp(value) },
  compute: (values) =>
    transformCells('ln', values, {
      of: (value) => (value > 0 ? Math.log(value) : Number.NaN),
      expression: (value) => `ln(${written(value)})`,
    }),
};
