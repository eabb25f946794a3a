// Gaps get the mean of the unit's group: of its level, its region, or any attribute of the register.
import type { ImputeMethod } from '../families.js';
import { mean } from '../statistics.js';
import { ownPeriod } from './filling.js';
import { fillByGroup, groupParameters } from './statistic.js';

export const imputeGroupMean: ImputeMethod<typeof groupParameters> = {
  name: 'group-mean',
  parameters: groupParameters,
  source: 'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3',
  reads: ['group'],
  reach: ownPeriod,
  compute: (input) => fillByGroup(input, mean),
};
