// Square root: milder than a logarithm, and zero keeps its place. No answer below zero.
import { written } from '../arithmetic.js';
import type { TransformMethod } from '../families.js';
import { transformCells } from './cells.js';

export const squareRoot: TransformMethod<Record<string, never>> = {
  name: 'sqrt',
  parameters: {},
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4',
  cellwise: { of: (value) => Math.sqrt(value), back: (value) => value * value },
  compute: (values) =>
    transformCells('sqrt', values, {
      of: (value) => Math.sqrt(value),
      expression: (value) => `sqrt(${written(value)})`,
    }),
};
