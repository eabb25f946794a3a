// A made-up value of a numeric criterion, in its own measure and as precise as an assessor would write it.
import type { Leaf } from '../define/definition.js';
import type { Chance } from './chance.js';

/**
 * `good` is 0 at the floor and 1 at the goal; what is better than the goal is drawn too, where the measure allows it.
 * `cases` is the number of cases behind a share or a median, null where there are none to count.
 */
export const drawValue = (leaf: Leaf, good: number, cases: number | null, chance: Chance): number => {
  const { floor, goal } = bounds(leaf);
  const beyond = good > 0.9 ? 0.3 * chance.share() : 0;
  const plain = floor + (goal - floor) * (good + beyond);
  switch (leaf.quantity) {
    case 'share': {
      if (isOfQuarters(leaf)) return 25 * Math.round(4 * good);
      // A small part of a large sum, such as spending that residents vote on: no cases to count.
      if (cases === null) return rounded(plain, 2);
      const share = Math.min(100, Math.max(0, plain));
      return rounded((100 * Math.round((cases * share) / 100)) / cases, 1);
    }
    case 'days':
      return cases === null ? Math.max(0, Math.round(plain)) : Math.max(1, Math.round(2 * plain) / 2);
    case 'count':
      return leaf.title.en.startsWith('Average') ? rounded(plain, 1) : Math.round(plain);
    default:
      return rounded(plain, 1);
  }
};

/** Demonstration criteria have fixed bounds; one without them is drawn on 0 to 100. */
const bounds = (leaf: Leaf): { readonly floor: number; readonly goal: number } => {
  const { floor, goal } = leaf;
  return typeof floor === 'number' && typeof goal === 'number' ? { floor, goal } : { floor: 0, goal: 100 };
};

const isOfQuarters = (leaf: Leaf): boolean => leaf.measuredIn?.en.includes('quarters') ?? false;

const rounded = (value: number, decimals: 1 | 2): number => {
  const unit = decimals === 1 ? 10 : 100;
  return Math.round(value * unit) / unit;
};
