// What `uncertainty` of an index comes to: defaults are expanded, nodes are named one by one, and what could not be drawn is told
// before anybody draws.
import type { Location, Problem } from '../model/problem.js';
import { problem } from '../model/problem.js';
import type { Group, Step } from './definition.js';
import { choicesOf, isWeightRead, type Recipes, stepOf } from './factor-choices.js';
import { leavesOf, leavesUnder, nodesOf, type PlacedFactor, type Tree, treeOf } from './factor-nodes.js';
import { isPerUnit, weightDraw } from './factor-weights.js';
import { at, type Cursor, type PlacedIndex } from './placed.js';
import { taken } from './taken.js';
import type { AggregateFactor, Factor, MethodFactor, Uncertainty, WeightFactor } from './uncertainty.js';

interface Run {
  readonly index: PlacedIndex;
  readonly tree: Tree;
  readonly recipes: Recipes;
  readonly problems: Problem[];
}

/** null where the index names nothing. `root` and `steps` are built already and free of faults. */
export const buildUncertainty = (
  index: PlacedIndex,
  root: Group,
  steps: ReadonlyArray<Step>,
  problems: Problem[],
  warnings: Problem[],
): Uncertainty | null => {
  const { raw, cursor } = index;
  if (raw.uncertainty === undefined) return null;
  const run: Run = { index, tree: treeOf(root), recipes: { given: raw.recipe ?? [], steps }, problems };
  const before = problems.length;
  const factors: Factor[] = [];
  const names = new Map<string, Location>();
  const touched = new Map<string, string>();
  raw.uncertainty.factors.forEach((each, i) => {
    const place: Cursor = { source: cursor.source, path: [...cursor.path, 'uncertainty', 'factors', i] };
    const name = each.name ?? each.factor;
    const where = at(place, each.name === undefined ? 'factor' : 'name');
    const first = names.get(name);
    const factor = buildFactor(run, { raw: each, cursor: place }, { name, at: where });
    // Two factors of a word need names of their own, unless one of them is told to go.
    const clash = factor === null ? false : noteTouched(factor, touched, at(place, 'factor'), problems);
    if (first !== undefined && !clash) problems.push(taken(name, 'factor', first, where));
    names.set(name, first ?? where);
    if (factor !== null) factors.push(factor);
  });
  if (problems.length === before) warnings.push(...withoutEffect(run.tree, factors));
  return {
    draws: raw.uncertainty.draws ?? 1000,
    seed: raw.uncertainty.seed ?? 1,
    factors,
    at: at(cursor, 'uncertainty'),
  };
};

type Head = Pick<Factor, 'name' | 'at'>;

/** null where its faults leave nothing to build. */
const buildFactor = (run: Run, factor: PlacedFactor, head: Head): Factor | null => {
  const { raw, cursor } = factor;
  const { tree, problems } = run;
  switch (raw.factor) {
    case 'weights':
      return weightFactor(run, factor, head);
    case 'impute':
    case 'treat':
    case 'transform':
    case 'normalise':
      return methodFactor(run, factor, raw.factor, head);
    case 'aggregate':
      return aggregateFactor(run, factor, head);
    case 'imputation':
      if (run.recipes.steps.some(({ step }) => step === 'impute')) return { factor: 'imputation', ...head };
      problems.push(problem('FactorNeeds', { factor: raw.factor, needs: 'impute' }, at(cursor, 'factor')));
      return null;
    case 'drop': {
      const nodes = nodesOf(tree, factor, 'below-root', problems);
      return { factor: 'drop', nodes: nodes.map(({ id }) => id), ...head };
    }
    case 'grades': {
      const nodes = leavesOf(tree, factor, 'grades', () => true, problems);
      if (nodes.length === 0 && raw.for === undefined)
        problems.push(problem('FactorNeeds', { factor: raw.factor, needs: 'grades' }, at(cursor, 'factor')));
      return { factor: 'grades', error: raw.error ?? 0, nodes: nodes.map(({ id }) => id), ...head };
    }
    case 'sampling':
      return { factor: 'sampling', correlation: raw.correlation ?? 0, ...head };
  }
};

const weightFactor = (run: Run, factor: PlacedFactor, head: Head): WeightFactor | null => {
  const { tree, problems } = run;
  const nodes = nodesOf(tree, factor, 'below-root', problems);
  const perUnit = nodes.find(({ id }) => isPerUnit(tree.parentOf.get(id)));
  if (perUnit !== undefined) {
    const group = tree.parentOf.get(perUnit.id)?.id ?? '';
    problems.push(problem('WeightsPerUnit', { id: perUnit.id, group }, whereMeant(factor, perUnit.id)));
  }
  const draw = weightDraw(run.index, factor, nodes, problems);
  return draw === null ? null : { factor: 'weights', nodes: nodes.map(({ id }) => id), draw, ...head };
};

/** The id as it stands in `for`; the factor itself where it is meant without being named. */
const whereMeant = ({ raw, cursor }: PlacedFactor, id: string): Location => {
  const i = raw.for?.indexOf(id) ?? -1;
  if (i === -1) return at(cursor, 'factor');
  return raw.for?.length === 1 ? at(cursor, 'for') : at(cursor, 'for', i);
};

const methodFactor = (run: Run, factor: PlacedFactor, kind: MethodFactor['step'], head: Head): MethodFactor | null => {
  const { tree, recipes, problems } = run;
  const found = stepOf(recipes, factor, kind, problems);
  if (found === null) return null;
  const { step, position, base } = found;
  // The score of another index stands on its scale already.
  const isTouched = (id: string, isScore: boolean): boolean => step.uses.has(id) && !(kind === 'normalise' && isScore);
  const leaves = leavesOf(tree, factor, 'values', (leaf) => isTouched(leaf.id, leaf.kind === 'index'), problems);
  if (leaves.length === 0 && factor.raw.for === undefined)
    problems.push(problem('FactorNeeds', { factor: kind, needs: kind }, at(factor.cursor, 'factor')));
  const choices = choicesOf(factor, kind, base, leaves, problems);
  return { factor: 'method', step: kind, position, nodes: leaves.map(({ id }) => id), choices, ...head };
};

const aggregateFactor = (run: Run, factor: PlacedFactor, head: Head): AggregateFactor => {
  const { tree, recipes, problems } = run;
  const groups = nodesOf(tree, factor, 'groups', problems).flatMap((node) => (node.kind === 'group' ? [node] : []));
  const base = recipes.given.find(({ step }) => step === 'aggregate')?.use ?? null;
  const choices = choicesOf(factor, 'aggregate', base, groups, problems);
  return {
    factor: 'aggregate',
    nodes: groups.map(({ id }) => id),
    choices: choices.flatMap((use) => (use === null ? [] : [use])),
    ...head,
  };
};

/** Tells a node that two factors of one kind draw, and gives whether there is one. */
const noteTouched = (factor: Factor, touched: Map<string, string>, where: Location, problems: Problem[]): boolean => {
  const kind = factor.factor === 'method' ? `${factor.step} ${factor.position}` : factor.factor;
  const ids = 'nodes' in factor ? factor.nodes : [''];
  const twice = ids.find((id) => touched.has(`${kind} ${id}`));
  if (twice !== undefined) {
    const first = touched.get(`${kind} ${twice}`) ?? '';
    const word = factor.factor === 'method' ? factor.step : factor.factor;
    problems.push(problem('FactorsOverlap', { factor: word, id: twice, first }, where));
  }
  for (const id of ids)
    if (!touched.has(`${kind} ${id}`))
      touched.set(`${kind} ${id}`, where.line === undefined ? '' : `${where.file}:${where.line}`);
  return twice !== undefined;
};

/** Factors that can change no score: weights without a sibling, or that no aggregation reads; a drop that leaves nothing. */
const withoutEffect = (tree: Tree, factors: ReadonlyArray<Factor>): ReadonlyArray<Problem> =>
  factors.flatMap((factor) => {
    if (factor.factor === 'drop') {
      const all = leavesUnder(tree.root).length;
      const whole = factor.nodes.find((id) => leavesUnder(tree.byId.get(id) ?? tree.root).length === all);
      if (whole === undefined) return [];
      return [problem('FactorWithoutEffect', { factor: 'drop', id: whole, reason: 'all' }, factor.at)];
    }
    if (factor.factor !== 'weights') return [];
    const nodes = new Set(factor.nodes);
    const acts = factor.nodes.some((id) => {
      const parent = tree.parentOf.get(id);
      if (parent === undefined || !isWeightRead(parent, factors)) return false;
      const together =
        factor.draw.kind === 'dirichlet' ? parent.children.filter((child) => nodes.has(child.id)) : parent.children;
      return together.length > 1;
    });
    if (acts || factor.nodes.length === 0) return [];
    return [problem('FactorWithoutEffect', { factor: 'weights', id: factor.nodes[0]!, reason: 'alone' }, factor.at)];
  });
