// What a definition means as a whole: defaults are expanded once, and everything that needs more than one key is judged here
// (ids, weights, goalposts, kinds, views, bands, peers). Later rooms see only the result.
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import type {
  Aggregation,
  Band,
  Definition,
  Group,
  Leaf,
  Node,
  PeerRule,
  Recipe,
  Step,
  View,
  Weights,
} from './definition.js';
import { buildLeaf, normalisationOf } from './leaf.js';
import { nearest } from './nearest.js';
import { notReciprocal, pairwiseLimit, pairwiseWeights } from './pairwise.js';
import { at, atKey, type Cursor, type PlacedIndex, type PlacedNode } from './placed.js';
import { isPointed, pointsBelow } from './points.js';
import type { RawAggregation, RawIndex, RawStep, RawWeights } from './raw.js';

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
    if (seen.has(step.step))
      problems.push(problem('DuplicateId', { id: step.step, first: at(cursor, 'recipe').line ?? 0 }, at(here, 'step')));
    if (step.step === 'normalise' && seen.has('aggregate')) {
      problems.push(
        problem('WrongValue', { found: 'normalise', allowed: 'normalise → aggregate', nearest: '' }, at(here, 'step')),
      );
    }
    seen.add(step.step);
    return buildStep(step, here, problems);
  });
};

const buildStep = (step: RawStep, cursor: Cursor, problems: Problem[]): Step => {
  if (step.step === 'normalise') return { step: 'normalise', normalise: normalisationOf(step), at: at(cursor) };
  if (typeof step.weights === 'object') {
    problems.push(problem('KeyNotForKind', { key: 'ahp', kind: 'recipe' }, at(cursor, 'weights')));
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

const buildAggregation = (
  own: RawAggregation | undefined,
  inherited: Aggregation,
  placed: ReadonlyArray<PlacedNode>,
  children: ReadonlyArray<Node>,
  cursor: Cursor,
  problems: Problem[],
  warnings: Problem[],
): Aggregation => {
  const weights =
    own?.weights === undefined ? inherited.weights : buildWeights(own.weights, placed, cursor, problems, warnings);
  if (weights.kind === 'given' || weights.kind === 'points') {
    const weighed = children.filter(
      (child) => child.weight !== null || (child.kind !== 'group' && child.points !== null) || isPointed(child),
    );
    if (weighed.length > 0 && weighed.length < children.length) {
      children.forEach((child, i) => {
        if (!weighed.includes(child))
          problems.push(problem('WeightMissing', { id: child.id }, at(placed[i]!.cursor, 'id')));
      });
    }
    if (children.length > 0 && children.every((child) => child.weight === 0)) {
      problems.push(problem('WeightsDoNotAddUp', { sum: 0 }, at(placed[0]!.cursor, 'weight')));
    }
  }
  if (weights.kind === 'points') checkPoints(children, placed, warnings);
  return { method: own?.method ?? inherited.method, weights, minCoverage: own?.min_coverage ?? inherited.minCoverage };
};

const checkPoints = (children: ReadonlyArray<Node>, placed: ReadonlyArray<PlacedNode>, warnings: Problem[]): void => {
  children.forEach((child, i) => {
    const points = pointsBelow(child);
    if (child.kind === 'group' && child.weight !== null && points > 0 && child.weight !== points) {
      warnings.push(
        problem(
          'PointsAndWeightDiffer',
          { id: child.id, weight: child.weight, points },
          at(placed[i]!.cursor, 'weight'),
        ),
      );
    }
  });
};

const buildWeights = (
  raw: RawWeights,
  children: ReadonlyArray<PlacedNode>,
  cursor: Cursor,
  problems: Problem[],
  warnings: Problem[],
): Weights => {
  if (typeof raw === 'string') return { kind: raw };
  const where = at(cursor, 'aggregate', 'weights', 'ahp');
  const ids = children.map((child) => child.raw.id);
  const rows = ids.map((id) => raw.ahp.get(id));
  const wrong = [...raw.ahp.keys()].filter((id) => !ids.includes(id));
  for (const id of wrong) {
    problems.push(
      problem(
        'UnknownReference',
        { id, nearest: nearest(id, ids), known: ids.join(', ') },
        atKey(cursor, 'aggregate', 'weights', 'ahp', id),
      ),
    );
  }
  const complete: Array<ReadonlyArray<number>> = [];
  ids.forEach((id, i) => {
    const row = rows[i];
    if (row === undefined) problems.push(problem('MissingKey', { key: id }, where));
    else if (row.length !== ids.length) {
      problems.push(
        problem(
          'PairwiseSize',
          { id, found: row.length, expected: ids.length },
          at(cursor, 'aggregate', 'weights', 'ahp', id),
        ),
      );
    } else complete.push(row);
  });
  if (complete.length !== ids.length || wrong.length > 0) return { kind: 'equal' };
  if (ids.length > pairwiseLimit)
    problems.push(problem('PairwiseSize', { id: ids[0]!, found: ids.length, expected: pairwiseLimit }, where));
  const pair = notReciprocal(complete);
  if (pair !== null) {
    const [i, j] = pair;
    problems.push(
      problem(
        'PairwiseNotReciprocal',
        { row: ids[i]!, column: ids[j]!, value: complete[i]![j]!, opposite: complete[j]![i]! },
        at(cursor, 'aggregate', 'weights', 'ahp', ids[i]!, j),
      ),
    );
    return { kind: 'equal' };
  }
  const { weights, consistencyRatio } = pairwiseWeights(complete);
  if (consistencyRatio > 0.1)
    warnings.push(problem('InconsistentPairwise', { ratio: Math.round(consistencyRatio * 1000) / 1000 }, where));
  return { kind: 'ahp', rows: complete, weights, consistencyRatio };
};

const checkIds = (index: PlacedIndex, problems: Problem[]): void => {
  const first = new Map<string, string>();
  const note = (id: string, cursor: Cursor): void => {
    const place = at(cursor, 'id');
    const key = id.toLowerCase();
    const before = first.get(key);
    if (before === undefined) first.set(key, `${place.file}:${place.line ?? 1}`);
    else problems.push(problem('DuplicateId', { id, first: before }, place));
  };
  const visit = (node: PlacedNode): void => {
    note(node.raw.id, node.cursor);
    if (node.kind === 'group') node.children.forEach(visit);
  };
  note(index.raw.id, index.cursor);
  index.children.forEach(visit);
};

const buildViews = (raw: RawIndex, cursor: Cursor, root: Group, problems: Problem[]): ReadonlyArray<View> => {
  if (raw.views === undefined) return [{ id: 'all', title: raw.title, bodies: null, nodes: null, ranks: true }];
  const ids = new Set<string>();
  const collect = (node: Node): void => {
    ids.add(node.id);
    if (node.kind === 'group') node.children.forEach(collect);
  };
  collect(root);
  const seen = new Set<string>();
  raw.views.forEach((view, i) => {
    if (seen.has(view.id))
      problems.push(problem('DuplicateId', { id: view.id, first: 'views' }, at(cursor, 'views', i, 'id')));
    seen.add(view.id);
    view.nodes?.forEach((id, k) => {
      if (!ids.has(id)) {
        problems.push(
          problem('UnknownReference', { id, nearest: nearest(id, ids), known: '' }, at(cursor, 'views', i, 'nodes', k)),
        );
      }
    });
  });
  const ranking = raw.views.filter((view) => view.ranks === true);
  if (raw.views.length > 1 && ranking.length !== 1)
    problems.push(problem('LeafNeeds', { key: 'ranks: true', kind: 'views' }, at(cursor, 'views')));
  return raw.views.map((view) => ({
    id: view.id,
    title: view.title,
    bodies: view.bodies ?? null,
    nodes: view.nodes ?? null,
    ranks: view.ranks === true || raw.views?.length === 1,
  }));
};

const buildBands = (raw: RawIndex, cursor: Cursor, problems: Problem[]): ReadonlyArray<Band> => {
  const bands = raw.bands ?? [];
  bands.forEach((band, i) => {
    if (i > 0 && band.from <= bands[i - 1]!.from)
      problems.push(problem('BandsNotOrdered', { id: band.id }, at(cursor, 'bands', i, 'from')));
  });
  return bands;
};

const buildPeers = (raw: RawIndex, cursor: Cursor, problems: Problem[]): ReadonlyArray<PeerRule> =>
  (raw.peers ?? []).map((peer, i) => {
    const here = { source: cursor.source, path: ['peers', i] };
    const bySize = peer.by.includes('size');
    if ((bySize || peer.nearest !== undefined) && peer.attribute === undefined)
      problems.push(problem('MissingKey', { key: 'attribute' }, at(here)));
    if (bySize && peer.classes === undefined) problems.push(problem('MissingKey', { key: 'classes' }, at(here)));
    return {
      id: peer.id,
      title: peer.title,
      by: peer.by,
      attribute: peer.attribute ?? null,
      classes: peer.classes ?? [],
      nearest: peer.nearest ?? null,
    };
  });
