// What the recipe does to one indicator.
import type { Definition, Leaf, MethodStep, Use } from './definition.js';

/** The last normalisation of the indicator; null for grades, which are on the scale already. */
export const normalisationOf = ({ recipe }: Definition, leaf: Leaf): Use | null => {
  const last = recipe.steps.findLast((step): step is MethodStep => step.step === 'normalise');
  return last?.uses.get(leaf.id) ?? null;
};
