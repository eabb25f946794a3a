// How the weights of a factor are drawn: noise, Dirichlet shares, or named sets of the weight step.
import { weighMethods } from '../method/weigh/methods.js';
import { type Problem, problem } from '../model/problem.js';
import { type Group, isLeaf, type Node } from './definition.js';
import type { PlacedFactor } from './factor-nodes.js';
import { nearest } from './nearest.js';
import { at, type PlacedIndex, type PlacedNode } from './placed.js';
import { pointsBelow } from './points.js';
import type { WeightFactor } from './uncertainty.js';

type Draw = WeightFactor['draw'];

/** Whether each unit has weights of its own there. */
export const isPerUnit = (group: Group | undefined): boolean => {
  const weights = group?.aggregate.weights;
  if (weights?.kind !== 'method') return false;
  return weighMethods.find(({ name }) => name === weights.use.method)?.perUnit === true;
};

const drawKeys = ['noise', 'dirichlet', 'sets'] as const;

/** null where the factor does not say it, or says it twice. */
export const weightDraw = (
  index: PlacedIndex,
  factor: PlacedFactor,
  nodes: ReadonlyArray<Node>,
  problems: Problem[],
): Draw | null => {
  const { raw, cursor } = factor;
  const { noise, dirichlet, sets } = raw;
  const found = drawKeys.filter((key) => raw[key] !== undefined);
  if (found.length !== 1) {
    const args = { keys: drawKeys.join(', '), found: found.join(', ') };
    problems.push(problem('OneKeyOf', args, at(cursor, 'factor')));
    return null;
  }
  if (noise !== undefined) return { kind: 'noise', share: noise };
  if (dirichlet !== undefined) return { kind: 'dirichlet', concentration: dirichlet };
  return { kind: 'sets', sets: setsOf(index, factor, sets ?? [], nodes, problems) };
};

type NamedSets = Extract<Draw, { readonly kind: 'sets' }>['sets'];

const setsOf = (
  index: PlacedIndex,
  { cursor }: PlacedFactor,
  wanted: ReadonlyArray<string>,
  nodes: ReadonlyArray<Node>,
  problems: Problem[],
): NamedSets => {
  const known = index.raw.recipe?.find(({ step }) => step === 'weight')?.sets ?? new Map<string, never>();
  const own = ownWeights(index);
  const names = [...known.keys(), ...(known.has('equal') ? [] : ['equal'])];
  return wanted.flatMap((name, i) => {
    const where = at(cursor, 'sets', i);
    if (wanted.indexOf(name) < i) problems.push(problem('ChoicesAlike', { method: name }, where));
    const set: ReadonlyMap<string, number> | undefined = known.get(name);
    if (set === undefined && name !== 'equal') {
      const args = { id: name, nearest: nearest(name, names), known: names.join(', ') };
      problems.push(problem('UnknownReference', args, where));
      return [];
    }
    // What a set leaves out keeps its own weight, which is not the weight of the set in use.
    const weightOf = (node: Node): number =>
      set === undefined ? 1 : (set.get(node.id) ?? own.get(node.id) ?? weightWithout(node));
    return [{ name, weights: new Map(nodes.map((node) => [node.id, weightOf(node)])) }];
  });
};

const weightWithout = (node: Node): number => (isLeaf(node) ? (node.points ?? 1) : pointsBelow(node) || 1);

/** Weights as the nodes themselves give them, whatever set is in use. */
const ownWeights = (index: PlacedIndex): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  const visit = (node: PlacedNode): void => {
    if (node.raw.weight !== undefined) found.set(node.raw.id, node.raw.weight);
    if (node.kind === 'group') node.children.forEach(visit);
  };
  index.children.forEach(visit);
  return found;
};
