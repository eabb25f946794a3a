// Every method of every family: what may stand in a recipe.
import { aggregateMethods } from './aggregate/methods.js';
import { imputeMethods } from './impute/methods.js';
import { normaliseMethods } from './normalise/methods.js';
import type { Parameters } from './parameters.js';
import { transformMethods } from './transform/methods.js';
import { treatMethods } from './treat/methods.js';
import { weighMethods } from './weigh/methods.js';

export const methodFamilies: Readonly<
  Record<string, ReadonlyArray<{ readonly name: string; readonly parameters: Parameters; readonly source: string }>>
> = {
  impute: imputeMethods,
  treat: treatMethods,
  transform: transformMethods,
  normalise: normaliseMethods,
  weigh: weighMethods,
  aggregate: aggregateMethods,
};
