// Named sets of weights: several that are argued about stand in one definition, and one of them is in use.
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { nearest } from './nearest.js';
import { at, atKey, type Cursor, type PlacedIndex, type PlacedNode } from './placed.js';
import type { RawIndex } from './raw/index.js';

/** Weights by id of the set in use; a node that the set leaves out keeps its own. Empty where the recipe names no sets. */
export const weightsInUse = (index: PlacedIndex, problems: Problem[]): ReadonlyMap<string, number> => {
  const none = new Map<string, number>();
  const position = (index.raw.recipe ?? []).findIndex(({ step }) => step === 'weight');
  const step = index.raw.recipe?.[position];
  if (step === undefined || (step.sets === undefined && step.inUse === undefined)) return none;
  const cursor = { source: index.cursor.source, path: [...index.cursor.path, 'recipe', position] };
  const method = step.use?.method ?? 'given';
  if (method !== 'given') {
    const key = step.sets === undefined ? 'use' : 'sets';
    problems.push(problem('KeyNotForKind', { key, kind: method, id: '', fits: '' }, atKey(cursor, key)));
    return none;
  }
  const { sets, inUse } = step;
  if (sets === undefined || inUse === undefined) {
    const [key, example] =
      sets === undefined ? ['sets', '{base: {A: 1, B: 2}}'] : ['use', [...sets.keys()][0] ?? 'base'];
    problems.push(problem('MissingKey', { key, allowed: '', example }, at(cursor, 'step')));
    return none;
  }
  const known = idsOf(index);
  for (const [name, weights] of sets) {
    for (const id of weights.keys()) {
      if (known.includes(id)) continue;
      const args = { id, nearest: nearest(id, known), known: known.slice(0, 12).join(', ') };
      problems.push(problem('UnknownReference', args, atKey(cursor, 'sets', name, id)));
    }
  }
  const found = sets.get(inUse);
  if (found !== undefined) return found;
  const names = [...sets.keys()];
  const args = { id: inUse, nearest: nearest(inUse, names), known: names.join(', ') };
  problems.push(problem('UnknownReference', args, at(cursor, 'use')));
  return none;
};

/** The index with another of its named sets in use. Left: UnknownWeightSet, where it names no such set. */
export const withWeightSet = (raw: RawIndex, name: string, cursor: Cursor): E.Either<Problems, RawIndex> => {
  const steps = raw.recipe ?? [];
  const names = steps.flatMap(({ step, sets }) => (step === 'weight' && sets !== undefined ? [...sets.keys()] : []));
  if (!names.includes(name)) {
    const args = { set: name, index: raw.id, nearest: nearest(name, names), known: names.join(', ') };
    return E.left([problem('UnknownWeightSet', args, at(cursor, raw.recipe === undefined ? 'id' : 'recipe'))]);
  }
  return E.right({ ...raw, recipe: steps.map((step) => (step.step === 'weight' ? { ...step, inUse: name } : step)) });
};

const idsOf = (index: PlacedIndex): ReadonlyArray<string> => {
  const ids: string[] = [];
  const visit = (node: PlacedNode): void => {
    ids.push(node.raw.id);
    if (node.kind === 'group') node.children.forEach(visit);
  };
  index.children.forEach(visit);
  return ids;
};
