// The logarithm of the Global Innovation Index: the column is set onto 1 .. max * factor, then its logarithm is taken, from
// whichever end the long tail is not. Where max * factor is not above 1 the scale would run backwards and turn the order round:
// that is refused, the factor is there to mend it.
import { written } from '../arithmetic.js';
import type { TransformMethod } from '../families.js';
import { number } from '../parameters.js';
import { shapeOf } from '../statistics.js';
import { noAnswer, transformCells } from './cells.js';
import { endsOf, ownersOf } from './ends.js';

const parameters = {
  factor: number({ least: 0 }, 'Multiplies the largest value, so that the product is well above 1.', [1, 100], 1),
};

/**
 * `ln((max f - 1) (x - min) / (max - min) + 1)` where skewness is above 0, else
 * `-ln((max f - 1) (max - x) / (max - min) + 1)`; keeps the order.
 */
export const logGii: TransformMethod<typeof parameters> = {
  name: 'log-gii',
  parameters,
  source: 'WIPO, Global Innovation Index, appendix on methodology, treatment of series with outliers',
  compute: (values, { factor }) => {
    const { lowest, highest } = endsOf(values);
    const [min, max] = [lowest.value, highest.value];
    if (min === max) return noAnswer(values, { code: 'ConstantIndicator', args: {} });
    const reach = max * factor - 1;
    if (reach <= 0) {
      return noAnswer(values, { code: 'ScaleBelowOne', args: { max, factor }, unit: highest.unit });
    }
    const { skewness } = shapeOf(values);
    const upper = skewness > 0;
    const scale = `(${written(max)} * ${written(factor)} - 1)`;
    const range = `(${written(max)} - ${written(min)})`;
    return transformCells('log-gii', values, {
      of: (value) =>
        upper
          ? Math.log((reach * (value - min)) / (max - min) + 1)
          : -Math.log((reach * (max - value)) / (max - min) + 1),
      expression: (value) =>
        upper
          ? `ln(${scale} * (${written(value)} - ${written(min)}) / ${range} + 1)`
          : `-ln(${scale} * (${written(max)} - ${written(value)}) / ${range} + 1)`,
      figures: Number.isNaN(skewness) ? { min, max } : { min, max, skewness },
      owners: ownersOf({ min: lowest, max: highest }),
    });
  },
};
