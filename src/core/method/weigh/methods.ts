// Every way to weights by the name that definitions call it by. A new one is a file beside this one and a line here.
import type { WeighMethod } from '../families.js';
import { benefitOfTheDoubt } from './benefit-of-the-doubt.js';
import { budgetAllocation } from './budget-allocation.js';
import { equal } from './equal.js';
import { given } from './given.js';
import { optimise } from './optimise.js';
import { pcaFirst } from './pca-first.js';
import { pcaHandbook } from './pca-handbook.js';

export const weighMethods: ReadonlyArray<WeighMethod> = [
  equal,
  given,
  budgetAllocation,
  pcaHandbook,
  pcaFirst,
  benefitOfTheDoubt,
  optimise,
];
