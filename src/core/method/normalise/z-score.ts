// Standardisation: distance from the mean in standard deviations, then to the mean and deviation wanted.
import { written } from '../arithmetic.js';
import type { NormaliseMethod } from '../families.js';
import { number } from '../parameters.js';
import { observedBounds } from './bounds.js';

const parameters = {
  mean: number({}, 'Mean of the scores; 0 unless told.', [0, 100], 0),
  sd: number({ least: 1e-9 }, 'Standard deviation of the scores; 1 unless told.', [1, 10], 1),
};

export const zScore: NormaliseMethod<typeof parameters> = {
  name: 'z-score',
  parameters,
  source: 'OECD/JRC Handbook (2008), step 5, standardisation; R: scale(), n - 1 in the deviation',
  reads: [],
  fixed: () => false,
  scale: () => null,
  compute: ({ values, direction }, { mean, sd }) => {
    let n = 0;
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i]!)) continue;
      n++;
      sum += values[i]!;
    }
    const columnMean = sum / n;
    let squares = 0;
    for (let i = 0; i < values.length; i++) {
      if (!Number.isNaN(values[i]!)) squares += (values[i]! - columnMean) * (values[i]! - columnMean);
    }
    const columnSd = Math.sqrt(squares / (n - 1));
    const score = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) score[i] = ((values[i]! - columnMean) / columnSd) * direction * sd + mean;
    // Asked of the values themselves: the mean of equal values may miss them by its last bit, and then the deviation is not 0.
    const { worst, best } = observedBounds(direction, values);
    return {
      score,
      record: {
        figures: { mean: columnMean, sd: columnSd, n },
        expression: (p) =>
          `(${written(values[p]!)} - ${written(columnMean)}) / ${written(columnSd)} * ${written(direction)} * ${written(sd)} + ${written(mean)}`,
      },
      fault: n > 0 && worst.value === best.value ? { code: 'ConstantIndicator', args: {} } : null,
    };
  },
};
