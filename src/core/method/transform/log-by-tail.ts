// Shifted logarithm towards the long tail: it pulls in the upper tail of a column skewed to the right, and the lower tail of one
// skewed to the left. The order is kept either way.
import { written } from '../arithmetic.js';
import type { TransformMethod, Treated } from '../families.js';
import { shapeOf } from '../statistics.js';
import { noAnswer, transformCells } from './cells.js';
import { endsOf, ownersOf } from './ends.js';
import { logShifted, margin } from './log-shifted.js';

/** `ln(x - min + 0.01 (max - min))` where skewness is above 0, else `-ln(max + 0.01 (max - min) - x)`. */
export const logByTail: TransformMethod<Record<string, never>> = {
  name: 'log-by-tail',
  parameters: {},
  source: 'Becker et al., COINr (JOSS 2022), log_CT_plus',
  compute: (values, settings) => {
    const { skewness } = shapeOf(values);
    const treated = skewness > 0 ? logShifted.compute(values, settings) : logOfLowerTail(values);
    if (Number.isNaN(skewness)) return treated;
    return {
      ...treated,
      record: { ...treated.record, figures: { ...treated.record.figures, skewness } },
      // The fault names the method that the definition asked for.
      fault:
        treated.fault?.code === 'TransformOutOfDomain'
          ? { ...treated.fault, args: { ...treated.fault.args, transform: 'log-by-tail' } }
          : treated.fault,
    };
  },
};

const logOfLowerTail = (values: Float64Array): Treated => {
  const { lowest, highest } = endsOf(values);
  const [min, max] = [lowest.value, highest.value];
  if (min === max) return noAnswer(values, { code: 'ConstantIndicator', args: {} });
  const start = margin * (max - min);
  return transformCells('log-by-tail', values, {
    of: (value) => -Math.log(max + start - value),
    expression: (value) => `-ln(${written(max)} + ${margin} * (${written(max)} - ${written(min)}) - ${written(value)})`,
    figures: { min, max },
    owners: ownersOf({ min: lowest, max: highest }),
  });
};
