// Gaps get the median of the column, which a few very large values do not move.
import type { ImputeMethod } from '../families.js';
import { median } from '../statistics.js';
import { ownPeriod } from './filling.js';
import { fillByColumn } from './statistic.js';

export const imputeMedian: ImputeMethod<Record<string, never>> = {
  name: 'median',
  parameters: {},
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3',
  reads: [],
  reach: ownPeriod,
  compute: (input) => fillByColumn(input, 'median', median),
};
