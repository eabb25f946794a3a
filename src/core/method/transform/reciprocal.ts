// Reciprocal: turns a rate round, hours a case into cases an hour, and the order with it. No answer at zero.
import { written } from '../arithmetic.js';
import type { TransformMethod } from '../families.js';
import { transformCells } from './cells.js';

export const reciprocal: TransformMethod<Record<string, never>> = {
  name: 'reciprocal',
  parameters: {},
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4',
  cellwise: { of: (value) => 1 / value, back: (value) => 1 / value },
  compute: (values) =>
    transformCells('reciprocal', values, { of: (value) => 1 / value, expression: (value) => `1 / ${written(value)}` }),
};
