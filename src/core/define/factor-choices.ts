// The methods that a factor of `uncertainty` draws among: with the settings they would have in the recipe, and only such as its
// nodes can take.
import { aggregateMethods } from '../method/aggregate/methods.js';
import { settingsOf } from '../method/parameters.js';
import { weighMethods } from '../method/weigh/methods.js';
import { type Problem, problem } from '../model/problem.js';
import { type Group, isLeaf, type MethodKind, type MethodStep, type Node, type Step, type Use } from './definition.js';
import type { PlacedFactor } from './factor-nodes.js';
import { nearest } from './nearest.js';
import { at } from './placed.js';
import { pointsFault, readsOf } from './posts.js';
import type { RawUse } from './raw/method.js';
import type { RawStep } from './raw/recipe.js';
import { filledIn, onTheScale } from './recipe.js';
import type { Factor } from './uncertainty.js';

/** The recipe as written and as built. */
export interface Recipes {
  readonly given: ReadonlyArray<RawStep>;
  readonly steps: ReadonlyArray<Step>;
}

export interface FoundStep {
  readonly step: MethodStep;
  /** In the steps as built. */
  readonly position: number;
  /** What the step does as a whole, as written. */
  readonly base: RawUse;
}

/** The step that a factor is about: the only one of its kind, or the one it names. */
export const stepOf = (
  { given, steps }: Recipes,
  { raw, cursor }: PlacedFactor,
  kind: MethodKind,
  problems: Problem[],
): FoundStep | null => {
  const bases = given.flatMap(({ step, use }) => (step === kind ? [use] : []));
  const found = steps.flatMap(
    (step, position): ReadonlyArray<Omit<FoundStep, 'base'>> => (isOf(step, kind) ? [{ step, position }] : []),
  );
  const names = found.map(({ step }) => step.name);
  if (found.length === 0) {
    problems.push(problem('FactorNeeds', { factor: raw.factor, needs: kind }, at(cursor, 'factor')));
    return null;
  }
  if (raw.step === undefined && found.length > 1) {
    const args = { key: 'step', allowed: names.join(', '), example: '' };
    problems.push(problem('MissingKey', args, at(cursor, 'factor')));
    return null;
  }
  const i = raw.step === undefined ? 0 : names.indexOf(raw.step);
  const meant = found[i];
  if (meant === undefined) {
    const id = raw.step ?? '';
    problems.push(
      problem('UnknownReference', { id, nearest: nearest(id, names), known: names.join(', ') }, at(cursor, 'step')),
    );
    return null;
  }
  return { ...meant, base: bases[i] ?? { method: 'none', settings: {} } };
};

const isOf = (step: Step, kind: MethodKind): step is MethodStep => step.step === kind;

/** Every choice with its settings filled in as an override of the step would have them. */
export const choicesOf = (
  { raw, cursor }: PlacedFactor,
  kind: MethodKind | 'aggregate',
  base: RawUse | null,
  nodes: ReadonlyArray<Node>,
  problems: Problem[],
): ReadonlyArray<Use | null> => {
  const seen = new Set<string>();
  return (raw.choices ?? []).map((choice, i) => {
    const use = choice === null ? null : filled(kind, base, choice);
    const key = JSON.stringify(use, (_, value: unknown) => (value instanceof Map ? [...value] : value));
    const where = at(cursor, 'choices', i);
    if (seen.has(key)) problems.push(problem('ChoicesAlike', { method: use?.method ?? 'none' }, where));
    seen.add(key);
    const fault = use === null ? null : kind === 'aggregate' ? aggregateFault(use, nodes) : leafFault(kind, use, nodes);
    if (fault !== null) problems.push(problem(fault.code, fault.args, where));
    return use;
  });
};

const filled = (kind: MethodKind | 'aggregate', base: RawUse | null, choice: RawUse): Use => {
  const merged =
    base?.method === choice.method ? { ...choice, settings: { ...base.settings, ...choice.settings } } : choice;
  if (kind !== 'aggregate') return filledIn(kind, onTheScale(kind, base ?? merged, merged));
  const parameters = aggregateMethods.find(({ name }) => name === choice.method)?.parameters ?? {};
  return { method: choice.method, settings: settingsOf(parameters, merged.settings) };
};

type Faulty = Pick<Problem, 'code' | 'args'> | null;

/** A method that needs what an indicator has not: goalposts, or points that go its way. */
const leafFault = (kind: MethodKind, use: Use, nodes: ReadonlyArray<Node>): Faulty => {
  if (kind !== 'normalise') return null;
  for (const leaf of nodes.filter(isLeaf)) {
    const lacking = readsOf(use).find((key) => leaf[key] === null);
    if (lacking !== undefined)
      return { code: 'ChoiceNeedsGoalposts', args: { method: use.method, key: lacking, id: leaf.id } };
    const fault = pointsFault(use, leaf.direction);
    if (fault !== null) return { code: fault.code, args: { ...fault.args, id: leaf.id } };
  }
  return null;
};

/** Weights that are made for one aggregation go with no other. */
const aggregateFault = (use: Use, nodes: ReadonlyArray<Node>): Faulty => {
  for (const group of nodes) {
    if (isLeaf(group) || group.aggregate.weights.kind !== 'method') continue;
    const weights = group.aggregate.weights.use.method;
    const needed = weighMethods.find(({ name }) => name === weights)?.aggregatedBy;
    if (needed !== undefined && needed !== use.method)
      return { code: 'WeightsNeedAggregation', args: { weights, method: use.method, needed, id: group.id } };
  }
  return null;
};

const readsWeights = ({ method }: Pick<Use, 'method'>): boolean =>
  aggregateMethods.find(({ name }) => name === method)?.readsWeights !== false;

/** Whether the weights of the group's children can change its score, under its own aggregation or one that may be drawn. */
export const isWeightRead = (group: Group, factors: ReadonlyArray<Factor>): boolean => {
  const drawn = factors.find((factor) => factor.factor === 'aggregate' && factor.nodes.includes(group.id));
  return drawn?.factor === 'aggregate' ? drawn.choices.some(readsWeights) : readsWeights(group.aggregate);
};
