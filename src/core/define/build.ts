// What a definition means as a whole: defaults are expanded once, and everything that needs more than one key is judged here
// (ids, weights, goalposts, kinds, views, bands, peers). Later rooms see only the result.
import { E } from '../fp.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { aggregationRules, keepsScale } from './aggregation.js';
import type { Definition, Group, Leaf, Node } from './definition.js';
import { buildUncertainty } from './factors.js';
import { buildLeaf } from './leaf.js';
import { at, type Cursor, type PlacedIndex, type PlacedNode } from './placed.js';
import type { RawStep } from './raw/recipe.js';
import { buildRecipe } from './recipe.js';
import { buildBands, buildPeers, buildViews } from './selections.js';
import { taken } from './taken.js';
import { weightsInUse } from './weight-sets.js';

export interface Decoded {
  readonly definition: Definition;
  readonly warnings: Problems;
}

const noPosts = { floor: null, goal: null };
export const levelsByDefault = ['region', 'republican_city', 'city', 'district'] as const;

export const buildDefinition = (index: PlacedIndex): E.Either<Problems, Decoded> => {
  const { raw, cursor } = index;
  const problems: Problem[] = [];
  const warnings: Problem[] = [];

  const { posts, ...recipe } = buildRecipe(index, problems);
  const aggregation = aggregationRules(index, problems, warnings);

  const inUse = weightsInUse(index, problems);

  checkIds(index, problems);
  const leaves: Leaf[] = [];
  const levels = raw.units?.levels ?? levelsByDefault;
  const build = (placed: PlacedNode): Node => {
    if (placed.kind === 'leaf') {
      const set = inUse.get(placed.raw.id);
      const weighed = set === undefined ? placed.raw : { ...placed.raw, weight: set };
      const leaf = buildLeaf(weighed, placed.cursor, posts.get(placed.raw.id) ?? noPosts, levels, problems);
      leaves.push(leaf);
      return leaf;
    }
    const children = placed.children.map(build);
    return {
      kind: 'group',
      id: placed.raw.id,
      title: placed.raw.title,
      weight: inUse.get(placed.raw.id) ?? placed.raw.weight ?? null,
      aggregate: aggregation(placed.raw.id, placed.raw.aggregate, placed.children, children, placed.cursor),
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
    aggregate: aggregation(raw.id, raw.aggregate, index.children, children, cursor),
    children,
    at: at(cursor, 'id'),
  };
  if (leaves.length === 0 && problems.length === 0) problems.push(problem('NoIndicators', {}, at(cursor)));

  const views = buildViews(raw, cursor, root, problems);
  const bands = buildBands(raw, cursor, problems);
  const peers = buildPeers(raw, cursor, problems);
  // Judged on a definition that is sound, so that one mistake is not told twice.
  const uncertainty = problems.length > 0 ? null : buildUncertainty(index, root, recipe.steps, problems, warnings);
  const scale = keepsScale(root) ? recipe.scale : null;
  if (scale === null || scale[0] !== 0 || scale[1] !== 100)
    warnings.push(problem('ScaleNotHundred', { index: raw.id }, offScale(raw.recipe ?? [], cursor, keepsScale(root))));

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
      recipe: { steps: recipe.steps, scale },
      views,
      ranks: { decimals: raw.ranks?.decimals ?? 10, within: raw.ranks?.within ?? 'all', ties: 'min' },
      bands,
      peers,
      uncertainty,
      root,
      leaves,
      at: at(cursor, 'id'),
    },
  });
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

/** The step after which scores no longer end on 0 to 100: how groups are put together, else the last that changes values. */
const offScale = (recipe: ReadonlyArray<RawStep>, cursor: Cursor, groupsKeep: boolean): Location => {
  const changes = ['treat', 'transform', 'normalise'];
  const i = recipe.findLastIndex(({ step }) => (groupsKeep ? changes.includes(step) : step === 'aggregate'));
  return i === -1 ? at(cursor, 'id') : at(cursor, 'recipe', i, 'step');
};
