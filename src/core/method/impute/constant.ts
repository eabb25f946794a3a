// Gaps get a number that the author gives: for what is zero by law or by nature where nothing was reported.
import { written } from '../arithmetic.js';
import type { ImputeMethod } from '../families.js';
import { number, type Parameter } from '../parameters.js';
import { fillEach, ownPeriod } from './filling.js';

const value: Parameter<number> = number({}, 'The number every gap gets.', [0, 100]);
const parameters = { value };

export const imputeConstant: ImputeMethod<typeof parameters> = {
  name: 'constant',
  parameters,
  source:
    'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3, explicit modelling by expert judgement',
  reads: [],
  reach: ownPeriod,
  compute: (input, settings) =>
    fillEach(input, () => ({
      valueAt: () => settings.value,
      figures: { value: settings.value },
      expressionAt: () => written(settings.value),
    })),
};
