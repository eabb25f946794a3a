// Logarithm to base ten: one more for each tenfold. No answer at zero and below.
import { written } from '../arithmetic.js';
import type { TransformMethod } from '../families.js';
import { transformCells } from './cells.js';

export const decimalLog: TransformMethod<Record<string, never>> = {
  name: 'log10',
  parameters: {},
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4',
  cellwise: { of: (value) => (value > 0 ? Math.log10(value) : Number.NaN), back: (value) => 10 ** value },
  compute: (values) =>
    transformCells('log10', values, {
      of: (value) => (value > 0 ? Math.log10(value) : Number.NaN),
      expression: (value) => `log10(${written(value)})`,
    }),
};
