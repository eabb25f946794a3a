// Square: pulls a left-skewed column of positive values apart at the top; below zero it turns the order round.
import { written } from '../arithmetic.js';
import type { TransformMethod } from '../families.js';
import { transformCells } from './cells.js';

export const square: TransformMethod<Record<string, never>> = {
  name: 'square',
  parameters: {},
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4',
  cellwise: { of: (value) => value * value, back: (value) => Math.sqrt(value) },
  compute: (values) =>
    transformCells('square', values, {
      of: (value) => value * value,
      expression: (value) => `square(${written(value)})`,
    }),
};
