// The transforms a recipe may name.
import type { TransformMethod } from '../families.js';
import { boxCox } from './box-cox.js';
import { naturalLog } from './ln.js';
import { logByTail } from './log-by-tail.js';
import { logFromOne } from './log-from-one.js';
import { logGii } from './log-gii.js';
import { logShifted } from './log-shifted.js';
import { decimalLog } from './log10.js';
import { reciprocal } from './reciprocal.js';
import { squareRoot } from './sqrt.js';
import { square } from './square.js';

export const transformMethods: ReadonlyArray<TransformMethod> = [
  naturalLog,
  decimalLog,
  squareRoot,
  square,
  reciprocal,
  logShifted,
  logByTail,
  logFromOne,
  logGii,
  boxCox,
];
