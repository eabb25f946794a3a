// Logarithm after the column is moved so that its lowest value is 1, and becomes 0. How strong it is depends on the unit of
// measurement: thousands and millions of the same money give other distances.
import { written } from '../arithmetic.js';
import type { TransformMethod } from '../families.js';
import { transformCells } from './cells.js';
import { endsOf, ownersOf } from './ends.js';

/** `ln(x - min + 1)`; keeps the order. */
export const logFromOne: TransformMethod<Record<string, never>> = {
  name: 'log-from-one',
  parameters: {},
  source: 'Becker et al., COINr (JOSS 2022), log_CT_orig',
  compute: (values) => {
    const { lowest } = endsOf(values);
    const min = lowest.value;
    return transformCells('log-from-one', values, {
      of: (value) => Math.log(value - min + 1),
      expression: (value) => `ln(${written(value)} - ${written(min)} + 1)`,
      figures: { min },
      owners: ownersOf({ min: lowest }),
    });
  },
};
