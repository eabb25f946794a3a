// One value through the transforms of its indicator and back: for worked examples and for the value a next step asks for.
import type { Definition, Leaf, MethodStep } from '../define/definition.js';
import { transformMethods } from '../method/transform/methods.js';

export interface Cellwise {
  /** NaN where a transform has no value. */
  readonly of: (value: number) => number;
  readonly back: (value: number) => number;
}

/**
 * The way of one value from the raw figure to what is normalised; null where the values of other units, or another variable,
 * take part: imputed or treated columns, denominators, logarithms that are shifted to the lowest value.
 */
export const cellwiseOf = ({ recipe }: Definition, leaf: Leaf): Cellwise | null => {
  const functions: Cellwise[] = [];
  let normalised = 0;
  for (const step of recipe.steps) {
    if (step.step === 'screen' || !step.uses.has(leaf.id)) continue;
    if (step.step === 'normalise') normalised++;
    else if (step.step === 'transform') {
      const { method } = (step satisfies MethodStep).uses.get(leaf.id)!;
      const found = transformMethods.find(({ name }) => name === method)?.cellwise;
      if (found === undefined || normalised > 0) return null;
      functions.push(found);
    } else if (step.step !== 'impute') return null;
  }
  if (normalised !== 1) return null;
  return {
    of: (value) => functions.reduce((x, each) => finite(each.of(x)), value),
    back: (value) => functions.reduceRight((x, each) => each.back(x), value),
  };
};

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
