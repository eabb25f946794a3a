// Power transform of Box and Cox: lambda 1 leaves distances as they are, 0.5 is a root, 0 a logarithm, -1 a reciprocal with its
// order kept. Without a lambda the one under which the column is most nearly normal is found.
import { written } from '../arithmetic.js';
import type { TransformMethod } from '../families.js';
import { flag, optionalNumber } from '../parameters.js';
import { present } from '../statistics.js';
import { noAnswer, transformCells } from './cells.js';
import { endsOf, ownersOf } from './ends.js';
import { likeliestLambda, powerOf } from './power.js';

const parameters = {
  lambda: optionalNumber(
    { least: -5, most: 5 },
    'The power; left out, the most likely one from -5 to 5 is found.',
    [0.5, 0],
  ),
  shift: flag(
    'Moves the column so that its lowest value is 1; without it every value must be above zero.',
    [true, false],
    true,
  ),
};

/** `(y^lambda - 1) / lambda`, `ln y` at lambda 0, where y is `x - min + 1`, or x itself without the shift. Keeps the order. */
export const boxCox: TransformMethod<typeof parameters> = {
  name: 'box-cox',
  parameters,
  source: 'Box and Cox, An Analysis of Transformations, JRSS B 26 (1964)',
  compute: (values, { lambda: given, shift }) => {
    const { lowest, highest } = endsOf(values);
    const min = lowest.value;
    const positive = (value: number): number => (shift ? value - min + 1 : value);
    if (given === null && (lowest.value === highest.value || lowest.unit === -1)) {
      return noAnswer(values, { code: 'ConstantIndicator', args: {} });
    }
    if (!shift && min <= 0) {
      return noAnswer(values, {
        code: 'TransformOutOfDomain',
        args: { transform: 'box-cox', value: min },
        unit: lowest.unit,
      });
    }
    const lambda = given ?? likeliestLambda(present(values).map(positive));
    return transformCells('box-cox', values, {
      of: (value) => powerOf(positive(value), lambda),
      expression: (value) => {
        const y = shift ? `${written(value)} - ${written(min)} + 1` : written(value);
        return lambda === 0 ? `ln(${y})` : `(pow(${y}, ${written(lambda)}) - 1) / ${written(lambda)}`;
      },
      figures: shift ? { lambda, min } : { lambda },
      ...(shift ? { owners: ownersOf({ min: lowest }) } : {}),
    });
  },
};
