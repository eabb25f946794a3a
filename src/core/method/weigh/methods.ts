// Every way to weights by the name that definitions call it by. A new one is a file beside this one and a line here.
import type { WeighMethod } from '../families.js';
import { equal } from './equal.js';
import { given } from './given.js';

export const weighMethods: ReadonlyArray<WeighMethod> = [equal, given];
