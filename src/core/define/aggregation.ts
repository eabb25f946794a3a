// How the children of a node become its score: the method, and weights that are given, equal, by points or from pairwise judgements.
import { type Problem, type ProblemArgs, problem } from '../model/problem.js';
import type { Aggregation, Node, Weights } from './definition.js';
import { nearest } from './nearest.js';
import { notReciprocal, pairwiseLimit, pairwiseWeights } from './pairwise.js';
import { at, atKey, type Cursor, type PlacedNode } from './placed.js';
import { isPointed, pointsBelow } from './points.js';
import type { RawAggregation, RawWeights } from './raw/recipe.js';

export const buildAggregation = (
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
  const whereKey = atKey(cursor, 'aggregate', 'weights', 'ahp');
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
    if (row === undefined)
      problems.push(problem('MissingKey', { key: id, allowed: '', example: exampleRow(ids.length) }, whereKey));
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
        pairArgs(ids[i]!, ids[j]!, complete[i]![j]!, complete[j]![i]!),
        at(cursor, 'aggregate', 'weights', 'ahp', ids[j]!, i),
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
