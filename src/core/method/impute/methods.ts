// The imputations a recipe may name.
import type { ImputeMethod } from '../families.js';
import { imputeConstant } from './constant.js';
import { imputeEm } from './em.js';
import { imputeGroupMean } from './group-mean.js';
import { imputeGroupMedian } from './group-median.js';
import { imputeLast } from './last.js';
import { imputeLinear } from './linear.js';
import { imputeLinearConstant } from './linear-constant.js';
import { imputeMean } from './mean.js';
import { imputeMedian } from './median.js';
import { imputeNearestNeighbours } from './nearest-neighbours.js';
import { imputeRegression } from './regression.js';
import { imputeRowMean } from './row-mean.js';
import { imputeRowMedian } from './row-median.js';
import { imputeStep } from './step.js';

export const imputeMethods: ReadonlyArray<ImputeMethod> = [
  imputeMean,
  imputeMedian,
  imputeGroupMean,
  imputeGroupMedian,
  imputeRowMean,
  imputeRowMedian,
  imputeConstant,
  imputeLast,
  imputeStep,
  imputeLinear,
  imputeLinearConstant,
  imputeNearestNeighbours,
  imputeRegression,
  imputeEm,
];
