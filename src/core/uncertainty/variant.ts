// The definition with other methods: what the factors of choice make of it, before weights and data are touched.
import type { Definition, Group, MethodStep, Step, View } from '../define/definition.js';
import type { AggregateFactor, Factor, MethodFactor } from '../define/uncertainty.js';
import { normaliseMethods } from '../method/normalise/methods.js';
import { chosen } from './weights.js';

/** Which of its choices each factor of choice takes under these shares; -1 for other factors. */
export const choicesOf = (factors: ReadonlyArray<Factor>, shares: ArrayLike<number>): Int32Array =>
  Int32Array.from(factors, (factor, f) =>
    factor.factor === 'method' || factor.factor === 'aggregate' ? chosen(shares[f]!, factor.choices.length) : -1,
  );

export const variantOf = (definition: Definition, factors: ReadonlyArray<Factor>, choices: Int32Array): Definition =>
  factors.reduce((varied, factor, f) => {
    if (factor.factor === 'method') return withMethod(varied, factor, choices[f]!);
    return factor.factor === 'aggregate' ? withAggregation(varied, factor, choices[f]!) : varied;
  }, definition);

const withMethod = (definition: Definition, factor: MethodFactor, choice: number): Definition => {
  const use = factor.choices[choice]!;
  const steps = definition.recipe.steps.map((step, position): Step => {
    if (position !== factor.position || !('pooled' in step)) return step;
    const uses = new Map(step.uses);
    for (const id of factor.nodes) {
      if (use === null) uses.delete(id);
      else uses.set(id, use);
    }
    return { ...step, uses };
  });
  const scale = factor.step === 'normalise' ? commonScale(steps) : definition.recipe.scale;
  return { ...definition, recipe: { steps, scale } };
};

/** The scale that grades and cells without evidence are put on; null where the methods disagree or have no bounds. */
const commonScale = (steps: ReadonlyArray<Step>): readonly [number, number] | null => {
  const last = steps.findLast((step): step is MethodStep => step.step === 'normalise');
  if (last === undefined) return null;
  let scale: readonly [number, number] | null = null;
  for (const { method, settings } of last.uses.values()) {
    const own = normaliseMethods.find(({ name }) => name === method)?.scale(settings) ?? null;
    if (own === null || (scale !== null && (scale[0] !== own[0] || scale[1] !== own[1]))) return null;
    scale = own;
  }
  return scale ?? [0, 100];
};

const withAggregation = (definition: Definition, { nodes, choices }: AggregateFactor, choice: number): Definition => {
  const use = choices[choice]!;
  const touched = new Set(nodes);
  const visit = (group: Group): Group => ({
    ...group,
    aggregate: touched.has(group.id) ? { ...group.aggregate, ...use } : group.aggregate,
    children: group.children.map((child) => (child.kind === 'group' ? visit(child) : child)),
  });
  return { ...definition, root: visit(definition.root) };
};

/** The index as one view counts it, so that weights stand in the tree as they are and no selection is left to make. */
export const viewAlone = (definition: Definition, view: View, tree: Group): { definition: Definition; view: View } => {
  const whole: View = { ...view, bodies: null, nodes: null };
  return { definition: { ...definition, root: tree, views: [whole] }, view: whole };
};

/** The tree with these weights written into it; groups whose children's weights did not move keep their own way to weigh. */
export const withWeights = (root: Group, weightOf: (id: string) => number, moved: (group: Group) => boolean): Group => {
  const visit = (group: Group): Group => {
    const isMoved = moved(group);
    const { aggregate } = group;
    const kind = aggregate.weights.kind === 'points' ? 'points' : 'given';
    return {
      ...group,
      aggregate: isMoved ? { ...aggregate, weights: { kind } } : aggregate,
      children: group.children.map((child) => {
        const inner = child.kind === 'group' ? visit(child) : child;
        return isMoved ? { ...inner, weight: weightOf(child.id) } : inner;
      }),
    };
  };
  return visit(root);
};
