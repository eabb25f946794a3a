// Distance to a reference unit, which gets the upper end; who is better than it stands above, unless the method is told to cap.
import type { NormaliseMethod } from '../families.js';
import { flag, unit } from '../parameters.js';
import { betweenBounds, observedBounds } from './bounds.js';
import { ends } from './scale.js';

const parameters = {
  ...ends,
  reference: unit('Code of the unit that others are measured by, in quotes.', ['710000000', '750000000']),
  cap: flag('Whether units better than the reference count as the reference; false unless told.', [false, true], false),
};

export const distanceToReference: NormaliseMethod<typeof parameters> = {
  name: 'distance-to-reference',
  parameters,
  source: 'OECD/JRC Handbook (2008), step 5, distance to a reference',
  reads: [],
  fixed: () => false,
  scale: ({ lower, upper, cap }) => (cap ? [lower, upper] : null),
  compute: ({ values, direction, positionOf }, { lower, upper, reference, cap }) => {
    const p = positionOf(reference);
    const value = p === -1 ? Number.NaN : values[p]!;
    const { worst } = observedBounds(direction, values);
    const made = betweenBounds(values, { worst, best: { value, unit: p } }, [lower, upper], cap ? 'upper' : 'none');
    if (!Number.isNaN(value) || Number.isNaN(worst.value)) return made;
    return { ...made, fault: { code: 'ReferenceMissing', args: { reference } } };
  },
};
