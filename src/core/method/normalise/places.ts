// Places of values in their column, 1 for the worst: what the ordinal normalisations rest on.
import { howManyBelow, howManyUpTo } from '../../model/sorted.js';
import { choice } from '../parameters.js';
import { observedBounds } from './bounds.js';

export const ties = choice(
  ['min', 'average'],
  'What equal values share: the smallest of their places, or the mean of them; min unless told.',
  ['min', 'average'],
  'min',
);

export interface Places {
  /** NaN where there is no value. */
  readonly place: Float64Array;
  readonly n: number;
  readonly isConstant: boolean;
}

/** Gaps are not counted. */
export const placesOf = (values: Float64Array, direction: 1 | -1, shared: 'min' | 'average'): Places => {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  const place = new Float64Array(values.length).fill(Number.NaN);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const below = howManyBelow(sorted, value);
    const upTo = howManyUpTo(sorted, value);
    const worse = direction === 1 ? below : n - upTo;
    place[i] = shared === 'min' ? 1 + worse : worse + (1 + upTo - below) / 2;
  }
  const { worst, best } = observedBounds(direction, values);
  return { place, n, isConstant: n > 0 && worst.value === best.value };
};
