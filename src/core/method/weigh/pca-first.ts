// Weights from the first principal component alone: what moves with the rest counts most.
import type { WeighMethod } from '../families.js';
import { isFault, principalComponents } from './components.js';

const none = {};

/** A loading below zero by no more than this is zero. */
const zero = 1e-9;

/** The loadings of the first component, scaled to add up to 1. A negative one would be a negative weight, so it is a fault. */
export const pcaFirst: WeighMethod<typeof none> = {
  name: 'pca-first',
  parameters: none,
  source:
    'W. Becker et al., COINr: an R package for developing composite indicators, Journal of Open Source Software 7 (2022)',
  compute: (input) => {
    const equal = input.ids.map(() => 1);
    if (input.ids.length < 2) return { weights: equal, figures: {}, fault: null };
    const found = principalComponents(input);
    if (isFault(found)) return { weights: equal, figures: {}, fault: found };
    const [first = 0, second = 0] = found.eigenvalues;
    const loadings = [...found.vectors[0]!];
    // Without a component that stands out its direction is chance.
    if (first - second <= zero) return { weights: equal, figures: {}, fault: { code: 'NoCommonComponent', args: {} } };
    const against = loadings.findIndex((x) => x < -zero);
    const figures = {
      units: found.units,
      explained: first / input.ids.length,
      ...Object.fromEntries(found.eigenvalues.map((value, k) => [`eigenvalue.${k + 1}`, value])),
      ...Object.fromEntries(input.ids.map((id, i) => [`loading.${id}`, loadings[i]!])),
    };
    if (against >= 0) {
      const child = input.ids[against]!;
      return { weights: equal, figures, fault: { code: 'NegativeLoading', args: { child }, column: against } };
    }
    const sum = loadings.reduce((a, b) => a + Math.max(0, b), 0);
    return { weights: loadings.map((x) => Math.max(0, x) / sum), figures, fault: null };
  },
};
