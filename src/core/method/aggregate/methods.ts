// Every aggregation by the name that definitions call it by. A new one is a file beside this one and a line here.
import type { AggregateMethod } from '../families.js';
import { arithmetic } from './arithmetic.js';
import { copeland } from './copeland.js';
import { geometric } from './geometric.js';
import { harmonic } from './harmonic.js';
import { median } from './median.js';
import { minimum } from './minimum.js';
import { outranking } from './outranking.js';
import { power } from './power.js';
import { sum } from './sum.js';

export const aggregateMethods: ReadonlyArray<AggregateMethod> = [
  arithmetic,
  geometric,
  harmonic,
  power,
  median,
  minimum,
  copeland,
  outranking,
  sum,
];
