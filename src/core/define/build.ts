// What a definition means as a whole: defaults are expanded once, and everything that needs more than one key is judged here
// (ids, weights, goalposts, kinds, views, bands, peers). Later rooms see only the result.
import { E } from '../fp.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { buildAggregation } from './aggregation.js';
import type { Definition, Group, Leaf, Node, Recipe, Step } from './definition.js';
import { buildLeaf, normalisationOf } from './leaf.js';
import { at, type Cursor, type PlacedIndex, type PlacedNode } from './placed.js';
import type { RawIndex } from './raw/index.js';
import type { RawStep } from './raw/recipe.js';
import { buildBands, buildPeers, buildViews } from './selections.js';
import { taken } from './taken.js';

export interface Decoded {
  readonly definition: Definition;
  readonly warnings: Problems;
}

const defaultCoverage = 2 / 3;
export const levelsByDefault = ['region', 'republican_city', 'city', 'district'] as const;

export const buildDefinition = (index: PlacedIndex): E.Either<Problems, Decoded> => {
  const { raw, cursor } = index;
  const problems: Problem[] = [];
  const warnings: Problem[] = [];

  const steps = buildSteps(raw, cursor, problems);
  const normalise = steps.find((step) => step.step === 'normalise')?.normalise ?? { method: 'min-max' };
  const aggregate = steps.find((step) => step.step === 'aggregate')?.aggregate ?? {
    method: 'arithmetic',
    weights: { kind: 'given' },
    minCoverage: defaultCoverage,
  };

  checkIds(index, problems);
  const leaves: Leaf[] = [];
  const levels = raw.units?.levels ?? levelsByDefault;
  const build = (placed: PlacedNode): Node => {
    if (placed.kind === 'leaf') {
      const leaf = buildLeaf(placed.raw, placed.cursor, normalise, levels, problems);
      leaves.push(leaf);
      return leaf;
    }
    const children = placed.children.map(build);
    return {
      kind: 'group',
      id: placed.raw.id,
      title: placed.raw.title,
      weight: placed.raw.weight ?? null,
      aggregate: buildAggregation(
        placed.raw.aggregate,
        aggregate,
        placed.children,
        children,
        placed.cursor,
        problems,
        warnings,
      ),
      children,
      at: at(placed.cursor, 'id'),
    };
  };
  const children = index.children.map(build);
  const root: Group = {
    kind: 'group',
    id: raw.id,
    title: raw.title,
    weight: null,
    aggregate: buildAggregation(raw.aggregate, aggregate, index.children, children, cursor, problems, warnings),
    children,
    at: at(cursor, 'id'),
  };
  if (leaves.length === 0 && problems.length === 0) problems.push(problem('NoIndicators', {}, at(cursor)));

  const views = buildViews(raw, cursor, root, problems);
  const bands = buildBands(raw, cursor, problems);
  const peers = buildPeers(raw, cursor, problems);
  const zScore = leaves.some((leaf) => leaf.normalise?.method === 'z-score');
  const recipe: Recipe = { steps, scale: zScore ? null : [0, 100] };
  if (zScore) warnings.push(problem('ScaleNotHundred', { index: raw.id }, at(cursor, 'recipe')));

  if (problems.length > 0) return E.left(problems);
  return E.right({
    warnings,
    definition: {
      id: raw.id,
      version: raw.version,
      title: raw.title,
      note: raw.note ?? null,
      units: {
        levels,
        include: raw.units?.include ?? null,
        exclude: raw.units?.exclude ?? [],
        madeUp: raw.units?.made_up ?? null,
      },
      recipe,
      views,
      ranks: { decimals: raw.ranks?.decimals ?? 10, within: raw.ranks?.within ?? 'all', ties: 'min' },
      bands,
      peers,
      root,
      leaves,
      at: at(cursor, 'id'),
    },
  });
};

const buildSteps = (raw: RawIndex, cursor: Cursor, problems: Problem[]): ReadonlyArray<Step> => {
  const seen = new Set<string>();
  return (raw.recipe ?? []).map((step, i): Step => {
    const here = { source: cursor.source, path: [...cursor.path, 'recipe', i] };
    if (seen.has(step.step)) problems.push(taken(step.step, 'step', at(cursor, 'recipe', 0), at(here, 'step')));
    else if (step.step === 'normalise' && seen.has('aggregate')) {
      problems.push(problem('RecipeNotOrdered', {}, at(here, 'step')));
    }
    seen.add(step.step);
    return buildStep(step, here, problems);
  });
};

const buildStep = (step: RawStep, cursor: Cursor, problems: Problem[]): Step => {
  if (step.step === 'normalise') return { step: 'normalise', normalise: normalisationOf(step), at: at(cursor) };
  if (typeof step.weights === 'object') {
    problems.push(problem('KeyNotForKind', { key: 'ahp', kind: 'recipe', fits: '' }, at(cursor, 'weights')));
  }
  return {
    step: 'aggregate',
    aggregate: {
      method: step.method,
      weights:
        step.weights === undefined || typeof step.weights === 'object' ? { kind: 'given' } : { kind: step.weights },
      minCoverage: step.min_coverage ?? defaultCoverage,
    },
    at: at(cursor),
  };
};

const checkIds = (index: PlacedIndex, problems: Problem[]): void => {
  const first = new Map<string, Location>();
  const note = (id: string, cursor: Cursor): void => {
    const place = at(cursor, 'id');
    const key = id.toLowerCase();
    const before = first.get(key);
    if (before === undefined) first.set(key, place);
    else problems.push(taken(id, 'id', before, place));
  };
  const visit = (node: PlacedNode): void => {
    note(node.raw.id, node.cursor);
    if (node.kind === 'group') node.children.forEach(visit);
  };
  note(index.raw.id, index.cursor);
  index.children.forEach(visit);
};
