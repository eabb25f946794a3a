// Whether the score of a unit follows from its own values and the definition alone. Then no other unit has to be scored again
// to know what it would have had, and only its rank asks for the others.
import type { Definition, Group, Step } from '../define/definition.js';
import { aggregateMethods } from '../method/aggregate/methods.js';
import { normaliseMethods } from '../method/normalise/methods.js';
import { transformMethods } from '../method/transform/methods.js';

export const scoresEachUnitAlone = (definition: Definition): boolean =>
  // On a scale without ends, a cell without evidence counts the worst that was observed.
  definition.recipe.scale !== null &&
  definition.recipe.steps.every((step) => isLocalStep(definition, step)) &&
  isLocalGroup(definition.root);

const isLocalStep = (definition: Definition, step: Step): boolean => {
  switch (step.step) {
    case 'denominate':
      return true;
    case 'screen':
      return step.settings.keep.length === 0 && step.settings.drop.length === 0;
    case 'impute':
    case 'treat':
      return step.uses.size === 0;
    case 'transform':
      return [...step.uses.values()].every(
        ({ method }) => transformMethods.find(({ name }) => name === method)?.cellwise !== undefined,
      );
    case 'normalise':
      return (
        !step.pooled &&
        definition.leaves.every((leaf) => {
          const use = step.uses.get(leaf.id);
          return use === undefined || (normaliseMethods.find(({ name }) => name === use.method)?.fixed(leaf) ?? false);
        })
      );
  }
};

const isLocalGroup = ({ aggregate, children }: Group): boolean =>
  aggregate.weights.kind !== 'method' &&
  (aggregateMethods.find(({ name }) => name === aggregate.method)?.local ?? false) &&
  children.every((child) => child.kind !== 'group' || isLocalGroup(child));
