// The engine: a definition, a view and columns in; scores, states, coverage, ranks and bands out. Start reading here.
//
//   raw -> the steps of the recipe (leaves, steps.ts) -> weigh and aggregate (groups, children first) -> rank -> band
//
// Pure and in fixed order: the same input gives the same bits, whatever the order of rows, the locale or the time zone.

import { type Definition, type Group, isLeaf, type Leaf, type Node, type View } from '../define/definition.js';
import { pointsBelow } from '../define/points.js';
import { E } from '../fp.js';
import { aggregateMethods } from '../method/aggregate/methods.js';
import type { AggregateMethod } from '../method/families.js';
import { weighMethods } from '../method/weigh/methods.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { numberLists, rankScores } from './rank.js';
import { unitResults } from './results.js';
import { type Columns, type NodeScores, type Scores, stateCode } from './scores.js';
import { type Prepared, runSteps } from './steps.js';
import { viewTree } from './view-tree.js';
import { isUnderCoverage, nominalWeights, shareTolerance } from './weights.js';

/**
 * Scores every listed unit. `definition` must be in force for the period (`inForce`), and `columns.leaves` in the order of
 * `definition.leaves`. Fails with a located problem where a method has no answer: a column without spread, a logarithm of
 * zero, a negative score in a geometric mean.
 */
export const score = (definition: Definition, view: View, columns: Columns): E.Either<Problems, Scores> =>
  E.flatMap((prepared: Prepared) => scoreView(definition, view, columns, prepared))(runSteps(definition, columns));

/** The same after the steps have run: they are the same for every view. */
export const scoreView = (
  definition: Definition,
  view: View,
  columns: Columns,
  prepared: Prepared,
): E.Either<Problems, Scores> => {
  const problems: Problem[] = [];
  const tree = viewTree(definition, view);
  const run: Run = { columns, prepared, problems, nodes: new Map(), position: positionsOf(definition), root: tree };
  const total = scoreNode(run, tree, new Float64Array(columns.units.length).fill(1));
  if (problems.length > 0) return E.left(problems);

  const levels = numberLists(columns.units.map((unit) => unit.level));
  const within = definition.ranks.within === 'level' ? levels : undefined;
  for (const [id, scored] of run.nodes) {
    run.nodes.set(id, { ...scored, rank: rankScores(scored.score, definition.ranks.decimals, within) });
  }
  const units = unitResults(definition, tree, run.nodes, total.unranked, prepared.screened, columns);
  const order = [...columns.units.keys()].sort(
    (a, b) => (units[a]!.rankAll || Number.MAX_SAFE_INTEGER) - (units[b]!.rankAll || Number.MAX_SAFE_INTEGER) || a - b,
  );
  const nodes = inTreeOrder(tree, run.nodes);
  return E.right({ definition, view, columns, stages: prepared.stages, nodes, units, order });
};

interface Run {
  readonly columns: Columns;
  readonly prepared: Prepared;
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
  const prepared = run.prepared.leaves[run.position.get(leaf.id)!]!;
  const n = run.columns.units.length;
  const coverage = new Float64Array(n);
  const imputed = new Float64Array(n);
  const applicablePoints = new Float64Array(n);
  const applies = new Uint8Array(n);
  const unranked = new Float64Array(n);
  for (let p = 0; p < n; p++) {
    const state = prepared.state[p]!;
    if (state === stateCode.not_applicable) {
      coverage[p] = Number.NaN;
      imputed[p] = Number.NaN;
      unranked[p] = 1;
      continue;
    }
    applies[p] = 1;
    applicablePoints[p] = leaf.points ?? 0;
    const counts = state === stateCode.scored || state === stateCode.no_evidence;
    if (counts && prepared.imputed[p] === 1) imputed[p] = 1;
    else if (counts) coverage[p] = 1;
  }
  return {
    scored: {
      node: leaf,
      score: prepared.score,
      coverage,
      imputed,
      state: prepared.state,
      rank: new Int32Array(n),
      weight,
      trail: prepared.trail,
      combined: null,
      weighing: null,
    },
    applicablePoints,
    applies,
    unranked,
  };
};

const scoreGroup = (run: Run, group: Group, weight: Float64Array): Part => {
  const n = run.columns.units.length;
  const weights = group.children.map(() => new Float64Array(n));
  const parts = group.children.map((child, c) => scoreNode(run, child, weights[c]!));
  const scores = parts.map((part) => part.scored.score);
  const method = aggregateMethods.find(({ name }) => name === group.aggregate.method)!;
  const { nominal, weighing, perUnit } = weigh(run, group, scores, method, weights);
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

  const made = method.compute({ children: scores, weights, nUnits: n }, group.aggregate.settings);
  const total = made.score;
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
      // Weights that a unit chooses for itself leave out what it lacks: coverage asks what they are on the whole.
      const w = perUnit ? nominal[c]! : weights[c]![p]!;
      applicable += w;
      observed += w * part.scored.coverage[p]!;
      filled += w * part.scored.imputed[p]!;
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
    if (isUnderCoverage(coverage[p]!, group.aggregate) || tooFewChildren(group, parts, p)) total[p] = Number.NaN;
    state[p] = Number.isNaN(total[p]!) ? stateCode.missing : stateCode.scored;
  }
  const { fault } = made;
  if (fault !== null) {
    const unit = fault.unit === undefined ? {} : { unit: run.columns.units[fault.unit]!.code };
    const child = fault.column === undefined ? {} : { child: group.children[fault.column]!.id };
    run.problems.push(problem(fault.code, { id: group.id, ...unit, ...child, ...fault.args }, group.at));
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
      trail: [],
      combined: made.record,
      weighing,
    },
    applicablePoints,
    applies,
    unranked,
  };
};

/** Whether too few of the children that apply to the unit have a score, each counted once. */
const tooFewChildren = (group: Group, parts: ReadonlyArray<Part>, p: number): boolean => {
  if (group.aggregate.minChildren === 0) return false;
  let applicable = 0;
  let scored = 0;
  for (const { applies, scored: child } of parts) {
    if (applies[p] === 0) continue;
    applicable++;
    if (!Number.isNaN(child.score[p]!)) scored++;
  }
  return scored / applicable + shareTolerance < group.aggregate.minChildren;
};

/** Fills `weights`, one array for each child, and gives what they are before anything shrinks or leaves. */
const weigh = (
  run: Run,
  group: Group,
  scores: ReadonlyArray<Float64Array>,
  aggregate: AggregateMethod,
  weights: ReadonlyArray<Float64Array>,
): {
  readonly nominal: ReadonlyArray<number>;
  readonly weighing: NodeScores['weighing'];
  readonly perUnit: boolean;
} => {
  const n = run.columns.units.length;
  const given = nominalWeights(group);
  if (group.aggregate.weights.kind !== 'method') {
    for (const [c, column] of weights.entries()) column.fill(given[c]!);
    return { nominal: given, weighing: null, perUnit: false };
  }
  const { use } = group.aggregate.weights;
  const found = weighMethods
    .find(({ name }) => name === use.method)!
    .compute(
      {
        ids: group.children.map(({ id }) => id),
        children: scores,
        given,
        aggregate: (tried) => {
          const columns = tried.map((weight) => new Float64Array(n).fill(weight));
          return aggregate.compute({ children: scores, weights: columns, nUnits: n }, group.aggregate.settings).score;
        },
      },
      use.settings,
    );
  if (found.fault !== null) {
    const { code, args, column, unit } = found.fault;
    const where = {
      ...(column === undefined ? {} : { child: group.children[column]!.id }),
      ...(unit === undefined ? {} : { unit: run.columns.units[unit]!.code }),
    };
    run.problems.push(problem(code, { id: group.id, ...where, ...args }, group.at));
    return { nominal: given, weighing: null, perUnit: false };
  }
  const nominal = found.weights.map((each, c) => {
    if (typeof each === 'number') {
      weights[c]!.fill(each);
      return each;
    }
    weights[c]!.set(each);
    return meanOf(each);
  });
  return { nominal, weighing: found.figures, perUnit: found.weights.some((each) => typeof each !== 'number') };
};

const meanOf = (column: Float64Array): number => {
  let sum = 0;
  let n = 0;
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return n === 0 ? 0 : sum / n;
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
