// How the children of a node become its score: the method, and weights that are given, equal, by points or from pairwise judgements.

import { aggregateMethods } from '../method/aggregate/methods.js';
import { settingsOf } from '../method/parameters.js';
import { weighMethods } from '../method/weigh/methods.js';
import { type Problem, type ProblemArgs, problem } from '../model/problem.js';
import type { Aggregation, Group, Node, Use, Weights } from './definition.js';
import { nearest } from './nearest.js';
import { notReciprocal, pairwiseLimit, pairwiseWeights } from './pairwise.js';
import { at, atKey, type Cursor, type PlacedIndex, type PlacedNode } from './placed.js';
import { isPointed, pointsBelow } from './points.js';
import type { RawAggregation, RawWeights } from './raw/aggregation.js';
import type { RawUse } from './raw/method.js';
import type { RawStep } from './raw/recipe.js';
import { taken } from './taken.js';

type Built = (
  id: string,
  own: RawAggregation | undefined,
  placed: ReadonlyArray<PlacedNode>,
  children: ReadonlyArray<Node>,
  cursor: Cursor,
) => Aggregation;

const defaultCoverage = 2 / 3;

/** What a group takes where nobody says otherwise. */
interface Rule {
  readonly use: RawUse;
  readonly weights: RawWeights;
  readonly weightsAt: Cursor;
  readonly minCoverage: number;
  readonly minChildren: number;
}

/**
 * The aggregation of each group. What the group says of itself goes first, then what the recipe says of its id, then of its
 * level (2 for groups right above indicators), then the steps `aggregate` and `weight` as a whole.
 */
export const aggregationRules = (index: PlacedIndex, problems: Problem[], warnings: Problem[]): Built => {
  const recipe = index.raw.recipe ?? [];
  const stepAt = (kind: 'aggregate' | 'weight') => {
    const i = recipe.findIndex(({ step }) => step === kind);
    return { step: recipe[i], cursor: { source: index.cursor.source, path: [...index.cursor.path, 'recipe', i] } };
  };
  const aggregate = stepAt('aggregate');
  const weight = stepAt('weight');
  if (weight.step !== undefined && aggregate.step?.shares.weights !== undefined)
    problems.push(taken('weights', 'weights', at(weight.cursor, 'step'), atKey(aggregate.cursor, 'weights')));
  const levels = levelsOf(index);
  for (const { step, cursor } of [aggregate, weight])
    if (step !== undefined) checkOverrides(step, cursor, levels, problems);

  const ruleFor = (id: string): Rule => {
    let rule: Rule = {
      use: aggregate.step?.use ?? { method: 'arithmetic', settings: {} },
      weights: weight.step?.use == null ? (aggregate.step?.shares.weights ?? 'given') : asWeights(weight.step.use),
      weightsAt: weight.step === undefined ? further(aggregate.cursor, 'weights') : weight.cursor,
      minCoverage: aggregate.step?.shares.min_coverage ?? defaultCoverage,
      minChildren: aggregate.step?.shares.min_children ?? 0,
    };
    const over = (step: RawStep | undefined, cursor: Cursor, by: 'level' | 'for'): void =>
      step?.overrides.forEach((override, i) => {
        const meant = by === 'for' ? (override.for?.includes(id) ?? false) : override.level === levels.get(id);
        if (!meant) return;
        const here = further(cursor, 'overrides', i);
        if (step.step === 'weight')
          rule = { ...rule, weights: asWeights(merged(step.use, override.use)), weightsAt: here };
        else
          rule = {
            use: merged(rule.use, override.use),
            weights: override.shares.weights ?? rule.weights,
            weightsAt: override.shares.weights === undefined ? rule.weightsAt : further(here, 'weights'),
            minCoverage: override.shares.min_coverage ?? rule.minCoverage,
            minChildren: override.shares.min_children ?? rule.minChildren,
          };
      });
    for (const by of ['level', 'for'] as const)
      for (const { step, cursor } of [aggregate, weight]) over(step, cursor, by);
    return rule;
  };

  return (id, own, placed, children, cursor) => {
    const rule = ruleFor(id);
    const use = own?.use == null ? rule.use : merged(rule.use, own.use);
    const weights = buildWeights(
      own?.weights ?? rule.weights,
      placed,
      own?.weights === undefined ? rule.weightsAt : further(cursor, 'aggregate', 'weights'),
      own?.weights === undefined,
      problems,
      warnings,
    );
    const method = aggregateMethods.find(({ name }) => name === use.method);
    if (method?.readsWeights === false && own?.use != null && own.weights !== undefined)
      problems.push(
        problem(
          'KeyNotForKind',
          { key: 'weights', kind: use.method, id, fits: '' },
          atKey(cursor, 'aggregate', 'weights'),
        ),
      );
    const needed = weights.kind === 'method' ? aggregatedBy(weights.use) : undefined;
    if (weights.kind === 'method' && needed !== undefined && needed !== use.method)
      problems.push(
        problem(
          'WeightsNeedAggregation',
          { weights: weights.use.method, method: use.method, needed, id },
          at(cursor, 'id'),
        ),
      );
    checkGiven(weights, placed, children, problems, warnings);
    return {
      method: use.method,
      settings: settingsOf(method?.parameters ?? {}, use.settings),
      weights,
      minCoverage: own?.min_coverage ?? rule.minCoverage,
      minChildren: own?.min_children ?? rule.minChildren,
    };
  };
};

const aggregatedBy = (use: Use): string | undefined =>
  weighMethods.find(({ name }) => name === use.method)?.aggregatedBy;

/** Whether the total stays on the scale of the indicators. */
export const keepsScale = (group: Group): boolean =>
  (aggregateMethods.find(({ name }) => name === group.aggregate.method)?.keepsScale ?? true) &&
  group.children.every((child) => child.kind !== 'group' || keepsScale(child));

/** What weights do in a node: shares in its score, votes when two units are compared, or nothing. */
export const weightsAct = (by: Use): 'shares' | 'pairs' | 'none' => {
  const method = aggregateMethods.find(({ name }) => name === by.method);
  if (method?.readsWeights === false) return 'none';
  return method?.local === false ? 'pairs' : 'shares';
};

/** Settings of the same method add to one another; another method begins afresh. */
const merged = (base: RawUse | null, own: RawUse): RawUse =>
  base?.method === own.method ? { method: own.method, settings: { ...base.settings, ...own.settings } } : own;

const asWeights = (use: RawUse): RawWeights =>
  use.method === 'given' || use.method === 'equal' || use.method === 'points' ? use.method : { use };

const further = (cursor: Cursor, ...path: ReadonlyArray<string | number>): Cursor => ({
  source: cursor.source,
  path: [...cursor.path, ...path],
});

/** 1 for an indicator, for a group one more than the highest of its children; groups only. */
const levelsOf = (index: PlacedIndex): ReadonlyMap<string, number> => {
  const levels = new Map<string, number>();
  const visit = (node: PlacedNode): number => {
    if (node.kind === 'leaf') return 1;
    const level = 1 + Math.max(1, ...node.children.map(visit));
    levels.set(node.raw.id, level);
    return level;
  };
  levels.set(index.raw.id, 1 + Math.max(1, ...index.children.map(visit)));
  return levels;
};

const checkOverrides = (
  step: RawStep,
  cursor: Cursor,
  levels: ReadonlyMap<string, number>,
  problems: Problem[],
): void => {
  const highest = Math.max(...levels.values());
  step.overrides.forEach((override, i) => {
    const here = further(cursor, 'overrides', i);
    const known = [...levels.keys()];
    override.for?.forEach((id, n) => {
      if (!levels.has(id))
        problems.push(
          problem(
            'UnknownReference',
            { id, nearest: nearest(id, known), known: known.join(', ') },
            override.for!.length === 1 ? at(here, 'for') : at(here, 'for', n),
          ),
        );
    });
    if (override.level !== undefined && (override.level < 2 || override.level > highest))
      problems.push(problem('NoSuchLevel', { level: override.level, highest }, at(here, 'level')));
    if (override.for === undefined && override.level === undefined)
      problems.push(problem('MissingKey', { key: 'for', allowed: '', example: `[${known[0] ?? ''}]` }, at(here)));
  });
};

const checkGiven = (
  weights: Weights,
  placed: ReadonlyArray<PlacedNode>,
  children: ReadonlyArray<Node>,
  problems: Problem[],
  warnings: Problem[],
): void => {
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
  inRecipe: boolean,
  problems: Problem[],
  warnings: Problem[],
): Weights => {
  if (typeof raw === 'string') return { kind: raw };
  if ('use' in raw) {
    const parameters = weighMethods.find(({ name }) => name === raw.use.method)?.parameters ?? {};
    return { kind: 'method', use: { method: raw.use.method, settings: settingsOf(parameters, raw.use.settings) } };
  }
  // Rows of a matrix name the children of one group: they cannot hold for all.
  if (inRecipe) {
    const told = problems.some(({ code, args }) => code === 'KeyNotForKind' && args['key'] === 'ahp');
    if (!told) problems.push(problem('KeyNotForKind', { key: 'ahp', kind: 'recipe', fits: '' }, at(cursor)));
    return { kind: 'equal' };
  }
  const where = at(cursor, 'ahp');
  const whereKey = atKey(cursor, 'ahp');
  const ids = children.map((child) => child.raw.id);
  const rows = ids.map((id) => raw.ahp.get(id));
  const wrong = [...raw.ahp.keys()].filter((id) => !ids.includes(id));
  for (const id of wrong) {
    problems.push(
      problem('UnknownReference', { id, nearest: nearest(id, ids), known: ids.join(', ') }, atKey(cursor, 'ahp', id)),
    );
  }
  const complete: Array<ReadonlyArray<number>> = [];
  ids.forEach((id, i) => {
    const row = rows[i];
    if (row === undefined)
      problems.push(problem('MissingKey', { key: id, allowed: '', example: exampleRow(ids.length) }, whereKey));
    else if (row.length !== ids.length) {
      problems.push(problem('PairwiseSize', { id, found: row.length, expected: ids.length }, at(cursor, 'ahp', id)));
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
        pairArgs(ids[i]!, ids[j]!, complete[i]![j]!, complete[j]![i]!),
        at(cursor, 'ahp', ids[j]!, i),
      ),
    );
    return { kind: 'equal' };
  }
  const { weights, consistencyRatio } = pairwiseWeights(complete);
  if (consistencyRatio > 0.1)
    warnings.push(problem('InconsistentPairwise', { ratio: Math.round(consistencyRatio * 1000) / 1000 }, where));
  return { kind: 'ahp', rows: complete, weights, consistencyRatio };
};

const exampleRow = (columns: number): string => `[${Array.from({ length: columns }, () => 1).join(', ')}]`;

const pairArgs = (row: string, column: string, value: number, opposite: number): ProblemArgs => ({
  row,
  column,
  same: row === column ? 'yes' : 'no',
  value: asComparison(value),
  opposite: asComparison(opposite),
  wanted: row === column ? '1' : asComparison(1 / value),
});

/** 0.333333 as 1/3: judgements are whole numbers or one over a whole number. */
const asComparison = (value: number): string => {
  const under = 1 / value;
  const isShare = value < 1 && Math.abs(under - Math.round(under)) < 1e-3;
  return isShare ? `1/${Math.round(under)}` : String(Number(value.toPrecision(4)));
};
