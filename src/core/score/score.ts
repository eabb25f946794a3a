// The engine: a definition, a view and columns in; scores, states, coverage, ranks and bands out. Start reading here.
//
//   raw -> transform -> normalise (leaves) -> aggregate (groups, children first) -> rank -> band
//
// Pure and in fixed order: the same input gives the same bits, whatever the order of rows, the locale or the time zone.

import { type Definition, type Group, isLeaf, type Leaf, type Node, type View } from '../define/definition.js';
import { pointsBelow } from '../define/points.js';
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { aggregateColumns } from './aggregate.js';
import { normaliseColumn } from './normalise.js';
import { numberLists, rankScores } from './rank.js';
import { unitResults } from './results.js';
import { type Columns, type NodeScores, type NormalisedBy, type Scores, stateCode } from './scores.js';
import { transformColumn } from './transform.js';
import { viewTree } from './view-tree.js';
import { isUnderCoverage, nominalWeights } from './weights.js';

/**
 * Scores every listed unit. `definition` must be in force for the period (`inForce`), and `columns.leaves` in the order of
 * `definition.leaves`. Fails with a located problem where a method has no answer: a column without spread, a logarithm of
 * zero, a negative score in a geometric mean.
 */
export const score = (definition: Definition, view: View, columns: Columns): E.Either<Problems, Scores> => {
  const problems: Problem[] = [];
  const tree = viewTree(definition, view);
  const run: Run = { columns, problems, nodes: new Map(), position: positionsOf(definition), root: tree };
  const total = scoreNode(run, tree, new Float64Array(columns.units.length).fill(1));
  if (problems.length > 0) return E.left(problems);

  const levels = numberLists(columns.units.map((unit) => unit.level));
  const within = definition.ranks.within === 'level' ? levels : undefined;
  for (const [id, scored] of run.nodes) {
    run.nodes.set(id, { ...scored, rank: rankScores(scored.score, definition.ranks.decimals, within) });
  }
  const units = unitResults(definition, tree, run.nodes, total.unranked, columns);
  const order = [...columns.units.keys()].sort(
    (a, b) => (units[a]!.rankAll || Number.MAX_SAFE_INTEGER) - (units[b]!.rankAll || Number.MAX_SAFE_INTEGER) || a - b,
  );
  return E.right({ definition, view, columns, nodes: inTreeOrder(tree, run.nodes), units, order });
};

interface Run {
  readonly columns: Columns;
  readonly problems: Problem[];
  readonly nodes: Map<string, NodeScores>;
  readonly position: ReadonlyMap<string, number>;
  readonly root: Group;
}

/** What a parent needs to know of a child besides its scores. */
interface Part {
  readonly scored: NodeScores;
  /** Points that apply to the unit; 0 where the child has none. */
  readonly applicablePoints: Float64Array;
  /** 1 where anything below applies to the unit. */
  readonly applies: Uint8Array;
  /** Share of the child's nominal weight that does not apply to the unit. */
  readonly unranked: Float64Array;
}

const positionsOf = (definition: Definition): ReadonlyMap<string, number> =>
  new Map(definition.leaves.map((leaf, i) => [leaf.id, i]));

const scoreNode = (run: Run, node: Node, weight: Float64Array): Part => {
  const part = isLeaf(node) ? scoreLeaf(run, node, weight) : scoreGroup(run, node, weight);
  run.nodes.set(node.id, part.scored);
  return part;
};

const scoreLeaf = (run: Run, leaf: Leaf, weight: Float64Array): Part => {
  const column = run.columns.leaves[run.position.get(leaf.id)!]!;
  const n = run.columns.units.length;
  const transformed = transformColumn(leaf.transform, column.raw);
  for (let p = 0; p < n; p++) {
    if (column.state[p] === stateCode.scored && Number.isNaN(transformed[p]!)) {
      const unit = run.columns.units[p]!.code;
      run.problems.push(
        problem(
          'TransformOutOfDomain',
          { id: leaf.id, transform: leaf.transform, unit, value: column.raw[p]! },
          leaf.at,
        ),
      );
    }
  }
  const normalised =
    leaf.normalise === null
      ? { score: gradeScores(column.raw), by: { method: 'grade' } as const, constant: false }
      : normaliseColumn(leaf.normalise, leaf.direction, transformed);
  if (normalised.constant) run.problems.push(problem('ConstantIndicator', { id: leaf.id }, leaf.at));

  const scores = normalised.score;
  const worst = worstScore(normalised.by, scores);
  const coverage = new Float64Array(n);
  const imputed = new Float64Array(n);
  const applicablePoints = new Float64Array(n);
  const applies = new Uint8Array(n);
  const unranked = new Float64Array(n);
  for (let p = 0; p < n; p++) {
    const state = column.state[p]!;
    if (state === stateCode.not_applicable) {
      coverage[p] = Number.NaN;
      imputed[p] = Number.NaN;
      unranked[p] = 1;
      continue;
    }
    applies[p] = 1;
    applicablePoints[p] = leaf.points ?? 0;
    if (state === stateCode.no_evidence) scores[p] = worst;
    const counts = state === stateCode.scored || state === stateCode.no_evidence;
    if (counts && column.imputed[p] === 1) imputed[p] = 1;
    else if (counts) coverage[p] = 1;
  }
  return {
    scored: {
      node: leaf,
      score: scores,
      coverage,
      imputed,
      state: column.state,
      rank: new Int32Array(n),
      weight,
      transformed,
      normalised: normalised.by,
    },
    applicablePoints,
    applies,
    unranked,
  };
};

/** What a cell without evidence counts: 0, the worst of the scale; z-scores have no worst, so the worst that was observed. */
const worstScore = (by: NormalisedBy, scores: Float64Array): number => {
  if (by.method !== 'z-score') return 0;
  let worst = Number.POSITIVE_INFINITY;
  for (const score of scores) if (score < worst) worst = score;
  return Number.isFinite(worst) ? worst : Number.NaN;
};

const gradeScores = (fractions: Float64Array): Float64Array => {
  const out = new Float64Array(fractions.length);
  for (let p = 0; p < out.length; p++) out[p] = fractions[p]! * 100;
  return out;
};

const scoreGroup = (run: Run, group: Group, weight: Float64Array): Part => {
  const n = run.columns.units.length;
  const nominal = nominalWeights(group);
  const weights = group.children.map((_child, c) => new Float64Array(n).fill(nominal[c]!));
  const parts = group.children.map((child, c) => scoreNode(run, child, weights[c]!));
  // A child's weight is known once its own part is: with `points` it shrinks with what does not apply to the unit.
  parts.forEach((part, c) => {
    const child = group.children[c]!;
    const points = pointsBelow(child);
    for (let p = 0; p < n; p++) {
      if (part.applies[p] === 0) weights[c]![p] = 0;
      else if (group.aggregate.weights.kind === 'points' && child.kind === 'group' && points > 0) {
        weights[c]![p] = (nominal[c]! * part.applicablePoints[p]!) / points;
      }
    }
  });

  const scores = parts.map((part) => part.scored.score);
  const total = aggregateColumns(group.aggregate.method, scores, weights, n);
  const coverage = new Float64Array(n);
  const imputed = new Float64Array(n);
  const state = new Uint8Array(n);
  const applicablePoints = new Float64Array(n);
  const applies = new Uint8Array(n);
  const unranked = new Float64Array(n);
  let nominalSum = 0;
  for (const w of nominal) nominalSum += w;
  for (let p = 0; p < n; p++) {
    let applicable = 0;
    let observed = 0;
    let filled = 0;
    for (let c = 0; c < parts.length; c++) {
      const part = parts[c]!;
      applicablePoints[p]! += part.applicablePoints[p]!;
      unranked[p]! += (nominal[c]! * part.unranked[p]!) / nominalSum;
      if (part.applies[p] === 0) continue;
      applies[p] = 1;
      applicable += weights[c]![p]!;
      observed += weights[c]![p]! * part.scored.coverage[p]!;
      filled += weights[c]![p]! * part.scored.imputed[p]!;
    }
    if (applies[p] === 0) {
      coverage[p] = Number.NaN;
      imputed[p] = Number.NaN;
      total[p] = Number.NaN;
      state[p] = stateCode.not_applicable;
      continue;
    }
    coverage[p] = applicable === 0 ? 0 : observed / applicable;
    imputed[p] = applicable === 0 ? 0 : filled / applicable;
    if (isUnderCoverage(coverage[p]!, group.aggregate)) total[p] = Number.NaN;
    else if (Number.isNaN(total[p]!) && scores.some((column) => column[p]! < 0)) {
      run.problems.push(
        problem(
          'NegativeInGeometric',
          { id: group.id, unit: run.columns.units[p]!.code, method: group.aggregate.method },
          group.at,
        ),
      );
    }
    state[p] = Number.isNaN(total[p]!) ? stateCode.missing : stateCode.scored;
  }
  return {
    scored: {
      node: group,
      score: total,
      coverage,
      imputed,
      state,
      rank: new Int32Array(n),
      weight,
      transformed: null,
      normalised: null,
    },
    applicablePoints,
    applies,
    unranked,
  };
};

const inTreeOrder = (tree: Group, nodes: ReadonlyMap<string, NodeScores>): ReadonlyMap<string, NodeScores> => {
  const ordered = new Map<string, NodeScores>();
  const visit = (node: Node): void => {
    ordered.set(node.id, nodes.get(node.id)!);
    if (node.kind === 'group') node.children.forEach(visit);
  };
  visit(tree);
  return ordered;
};
