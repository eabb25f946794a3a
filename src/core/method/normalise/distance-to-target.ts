// Distance to a target: the worst value observed gets the lower end, the indicator's goal the upper one.
import type { NormaliseMethod } from '../families.js';
import { flag } from '../parameters.js';
import { betweenBounds, observedBounds } from './bounds.js';
import { ends } from './scale.js';

const parameters = {
  ...ends,
  cap: flag('Whether units beyond their target count as the target; true unless told.', [true, false], true),
};

export const distanceToTarget: NormaliseMethod<typeof parameters> = {
  name: 'distance-to-target',
  parameters,
  source: 'OECD/JRC Handbook (2008), step 5, distance to a reference',
  reads: ['goal'],
  fixed: () => false,
  scale: ({ lower, upper, cap }) => (cap ? [lower, upper] : null),
  compute: ({ values, direction, goal }, { lower, upper, cap }) => {
    const { worst, best } = observedBounds(direction, values);
    const target = typeof goal === 'number' ? { value: goal, unit: -1 } : best;
    const made = betweenBounds(values, { worst, best: target }, [lower, upper], cap ? 'upper' : 'none');
    // A target that the worst unit has passed already would turn the order round.
    const passed = (target.value - worst.value) * direction < 0;
    return passed
      ? { ...made, fault: { code: 'TargetBelowWorst', args: { target: target.value, worst: worst.value } } }
      : made;
  },
};
