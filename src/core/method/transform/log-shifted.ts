// Logarithm after the column is moved to start just above zero, so that it takes zeros and negative values. It pulls in the
// upper tail and stretches the lower one: for a column skewed to the left it makes things worse (see log-by-tail).
import { written } from '../arithmetic.js';
import type { TransformMethod } from '../families.js';
import { noAnswer, transformCells } from './cells.js';
import { endsOf, ownersOf } from './ends.js';

/** How far below the lowest value the logarithm starts, as a share of the range. */
export const margin = 0.01;

/** `ln(x - min + 0.01 (max - min))`; keeps the order. */
export const logShifted: TransformMethod<Record<string, never>> = {
  name: 'log-shifted',
  parameters: {},
  source: 'Becker et al., COINr (JOSS 2022), log_CT; after the COIN Tool of the European Commission',
  compute: (values) => {
    const { lowest, highest } = endsOf(values);
    const [min, max] = [lowest.value, highest.value];
    if (min === max) return noAnswer(values, { code: 'ConstantIndicator', args: {} });
    const start = margin * (max - min);
    return transformCells('log-shifted', values, {
      of: (value) => Math.log(value - min + start),
      expression: (value) =>
        `ln(${written(value)} - ${written(min)} + ${margin} * (${written(max)} - ${written(min)}))`,
      figures: { min, max },
      owners: ownersOf({ min: lowest, max: highest }),
    });
  },
};
