// Gaps get the mean of the column: it keeps the mean of the list and narrows its spread.
import type { ImputeMethod } from '../families.js';
import { mean } from '../statistics.js';
import { ownPeriod } from './filling.js';
import { fillByColumn } from './statistic.js';

export const imputeMean: ImputeMethod<Record<string, never>> = {
  name: 'mean',
  parameters: {},
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3',
  reads: [],
  reach: ownPeriod,
  compute: (input) => fillByColumn(input, 'mean', mean),
};
