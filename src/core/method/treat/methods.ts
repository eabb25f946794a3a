// The treatments of outliers a recipe may name.
import type { TreatMethod } from '../families.js';
import { winsoriseThenTransform } from './winsorise.js';

export const treatMethods: ReadonlyArray<TreatMethod> = [winsoriseThenTransform];
