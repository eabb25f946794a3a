// One thing done otherwise at a time: each indicator and each group left out, each other choice of method or weights taken alone,
// and how far the ranks move from where they stand.
import type { Definition, Group, View } from '../define/definition.js';
import type { Factor } from '../define/uncertainty.js';
import { E } from '../fp.js';
import type { Problem, Problems } from '../model/problem.js';
import type { Columns, Scores } from '../score/scores.js';
import type { SamplingErrors } from './cells.js';
import { type Model, modelOf } from './model.js';

/** What was done otherwise. */
export type Alternative =
  /** The node is left out; those beside it share its weight. */
  | { readonly kind: 'without'; readonly node: string }
  /** `choice`: its place among the factor's choices or sets of weights. */
  | { readonly kind: 'choice'; readonly factor: Factor; readonly choice: number };

export interface RankShift {
  readonly alternative: Alternative;
  /** Why there is no result; then `shift` is null. */
  readonly fault: Problem | null;
  readonly shift: Shift | null;
}

/** Over the units that have a rank both as it stands and otherwise. */
export interface Shift {
  readonly units: number;
  /** Of |rank - rank as it stands|. */
  readonly mean: number;
  readonly largest: number;
  /** How many have another rank. */
  readonly moved: number;
  /** Position of the first unit that moves farthest, and its two ranks; null where none moves. */
  readonly farthest: { readonly unit: number; readonly from: number; readonly to: number } | null;
  /** Units that have a rank in one of the two only. */
  readonly parted: number;
}

/** Every node of the view but the root, parents before children. Left: as `modelOf`. */
export const leftOutOneByOne = (
  { definition, view, columns, nodes }: Pick<Scores, 'definition' | 'view' | 'columns' | 'nodes'>,
  tell?: (done: number, of: number) => void,
): E.Either<Problems, ReadonlyArray<RankShift>> => {
  const ids = [...nodes.keys()].filter((id) => id !== definition.root.id);
  if (ids.length === 0) return E.right([]);
  // A node without weight is not there.
  const sets = ids.map((name) => ({ name, weights: new Map([[name, 0]]) }));
  const each: Factor = {
    factor: 'weights',
    name: 'without',
    nodes: ids,
    draw: { kind: 'sets', sets },
    at: definition.at,
  };
  return E.map((model: Model) =>
    ids.map((node, k): RankShift => {
      tell?.(k + 1, ids.length);
      return shiftOf(model, [(k + 0.5) / ids.length], { kind: 'without', node });
    }),
  )(alone(definition, view, columns, noErrors, each));
};

/** Each choice of the factors of choice, the one that stands in the recipe left out. Left: as `modelOf`. */
export const chosenOneByOne = (
  { definition, view, columns }: Pick<Scores, 'definition' | 'view' | 'columns'>,
  factors: ReadonlyArray<Factor>,
): E.Either<Problems, ReadonlyArray<RankShift>> => {
  const found: RankShift[] = [];
  for (const factor of factors) {
    const n = choicesIn(factor);
    if (n === 0) continue;
    const model = alone(definition, view, columns, noErrors, factor);
    if (E.isLeft(model)) return model;
    for (let choice = 0; choice < n; choice++)
      if (!stands(definition, factor, choice))
        found.push(shiftOf(model.right, [(choice + 0.5) / n], { kind: 'choice', factor, choice }));
  }
  return E.right(found);
};

const noErrors: SamplingErrors = { variables: [], leaves: [] };

const alone = (
  definition: Definition,
  view: View,
  columns: Columns,
  errors: SamplingErrors,
  factor: Factor,
): E.Either<Problems, Model> =>
  modelOf(definition, view, columns, errors, { draws: 1, seed: 0, factors: [factor], at: definition.at });

const choicesIn = (factor: Factor): number => {
  if (factor.factor === 'method' || factor.factor === 'aggregate') return factor.choices.length;
  return factor.factor === 'weights' && factor.draw.kind === 'sets' ? factor.draw.sets.length : 0;
};

/** Whether the choice is what the recipe does anyway. */
const stands = (definition: Definition, factor: Factor, choice: number): boolean => {
  if (factor.factor === 'aggregate') {
    const { method, settings } = factor.choices[choice]!;
    const own = JSON.stringify([method, settings]);
    return factor.nodes.every((id) => {
      const group = groupOf(definition.root, id);
      return group !== null && JSON.stringify([group.aggregate.method, group.aggregate.settings]) === own;
    });
  }
  if (factor.factor !== 'method') return false;
  const step = definition.recipe.steps[factor.position];
  if (step === undefined || !('pooled' in step)) return false;
  const own = JSON.stringify(factor.choices[choice] ?? null);
  return factor.nodes.every((id) => JSON.stringify(step.uses.get(id) ?? null) === own);
};

const groupOf = (group: Group, id: string): Group | null => {
  if (group.id === id) return group;
  for (const child of group.children) {
    const found = child.kind === 'group' ? groupOf(child, id) : null;
    if (found !== null) return found;
  }
  return null;
};

/** The ranks under these shares beside the ranks as they stand. */
export const shiftOf = (model: Model, shares: ArrayLike<number>, alternative: Alternative): RankShift => {
  const { units } = model.nominal;
  const totals = new Float64Array(units.length);
  const fault = model.draw(shares, totals);
  if (fault !== null) return { alternative, fault, shift: null };
  const ranks = model.ranks(totals);
  let [counted, sum, largest, moved, parted] = [0, 0, 0, 0, 0];
  let farthest: Shift['farthest'] = null;
  units.forEach(({ rank: from }, unit) => {
    const to = ranks[unit]!;
    if (from === 0 || to === 0) {
      if (from !== to) parted++;
      return;
    }
    const step = Math.abs(to - from);
    counted++;
    sum += step;
    if (step > 0) moved++;
    if (step > largest) {
      largest = step;
      farthest = { unit, from, to };
    }
  });
  const mean = counted === 0 ? Number.NaN : sum / counted;
  return { alternative, fault: null, shift: { units: counted, mean, largest, moved, farthest, parted } };
};
