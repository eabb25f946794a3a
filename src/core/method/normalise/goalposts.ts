// Goalposts: min-max between bounds that the definition gives, so that no other unit's data moves a score.
import type { NormaliseMethod, ToNormalise } from '../families.js';
import { flag } from '../parameters.js';
import { type Bound, type Bounds, betweenBounds, observedBounds } from './bounds.js';
import { ends } from './scale.js';

const parameters = {
  ...ends,
  clip: flag('Whether values beyond the goalposts count as the goalposts; true unless told.', [true, false], true),
};

const boundsOf = ({ values, direction, floor, goal }: ToNormalise): Bounds => {
  const observed = observedBounds(direction, values);
  const given = (post: number | 'observed' | null, otherwise: Bound): Bound =>
    typeof post === 'number' ? { value: post, unit: -1 } : otherwise;
  return { worst: given(floor, observed.worst), best: given(goal, observed.best) };
};

export const goalposts: NormaliseMethod<typeof parameters> = {
  name: 'goalposts',
  parameters,
  source: 'UNDP, Human Development Report 2023/2024, technical note 1; OECD/JRC Handbook (2008), step 5',
  reads: ['floor', 'goal'],
  fixed: ({ floor, goal }) => typeof floor === 'number' && typeof goal === 'number',
  scale: ({ lower, upper, clip }) => (clip ? [lower, upper] : null),
  compute: (column, { lower, upper, clip }) =>
    betweenBounds(column.values, boundsOf(column), [lower, upper], clip ? 'both' : 'none'),
};
