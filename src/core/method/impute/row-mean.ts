// Gaps get the mean of what the unit has in the other indicators of the block, each on its range, turned where less is better.
import type { ImputeMethod } from '../families.js';
import { mean } from '../statistics.js';
import { ownPeriod } from './filling.js';
import { fillByRow, withinParameters } from './row.js';

export const imputeRowMean: ImputeMethod<typeof withinParameters> = {
  name: 'row-mean',
  parameters: withinParameters,
  source: 'Becker et al., COINr (JOSS 2022), Impute with impute_by = row and normalise_first',
  reads: ['within'],
  reach: ownPeriod,
  compute: (input) => fillByRow(input, mean),
};
