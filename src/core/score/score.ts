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
import { type Columns, type Held, type NodeScores, type Scores, stateCode } from './scores.js';
import { type Prepared, runSteps } from './steps.js';
import { viewTree } from './view-tree.js';
import { isUnderCoverage, meanOf, nominalWeights, shareTolerance } from './weights.js';

/**
 * Scores every listed unit. `definition` must be in force for the period (`inForce`), and `columns.leaves` in the order of
 * `definition.leaves`. Fails with a located problem where a method has no answer: a column without spread, a logarithm of
 * zero, a negative score in a geometric mean.
 */
export const score = (definition: Definition, view: View, columns: Columns, held?: Held): E.Either<Problems, Scores> =>
  E.flatMap((prepared: Prepared) => scoreView(definition, view, columns, prepared, held))(
    runSteps(definition, columns),
  );

/** The same after the steps have run: they are the same for every view. */
export const scoreView = (
  definition: Definition,
  view: View,
  columns: Columns,
  prepared: Prepared,
  held?: Held,
): E.Either<Problems, Scores> => {
  const problems: Problem[] = [];
  const tree = viewTree(definition, view);
  const n = columns.units.length;
  const run: Run = {
    columns,
    prepared,
    held,
    problems,
    nodes: new Map(),
    position: positionsOf(definition),
    root: tree,
    filled: filledColumns(n),
    everywhere: new Uint8Array(n).fill(1),
  };
  const total = scoreNode(run, tree, new Float64Array(n).fill(1));
  if (problems.length > 0) return E.left(problems);

  const levels = numberLists(columns.units.map((unit) => unit.level));
  const within = definition.ranks.within === 'level' ? levels : undefined;
  for (const [id, scored] of run.nodes) run.nodes.set(id, ranked(scored, definition.ranks.decimals, within));
  const notApplicable = held === undefined ? total.unranked : new Float64Array(n);
  const units = unitResults(definition, tree, run.nodes, notApplicable, prepared.screened, columns);
  const order = [...columns.units.keys()].sort(
    (a, b) => (units[a]!.rankAll || Number.MAX_SAFE_INTEGER) - (units[b]!.rankAll || Number.MAX_SAFE_INTEGER) || a - b,
  );
  const nodes = inTreeOrder(tree, run.nodes);
  return E.right({ definition, view, columns, stages: prepared.stages, nodes, units, order });
};

/** Ranks of the hundred nodes cost more than their scores: each is taken when somebody asks for it. */
const ranked = (scored: NodeScores, decimals: number, within: Int32Array | undefined): NodeScores => {
  let rank: Int32Array | null = null;
  return {
    ...scored,
    get rank() {
      rank ??= rankScores(scored.score, decimals, within);
      return rank;
    },
  };
};

interface Run {
  readonly columns: Columns;
  readonly prepared: Prepared;
  readonly held: Held | undefined;
  readonly problems: Problem[];
  readonly nodes: Map<string, NodeScores>;
  readonly position: ReadonlyMap<string, number>;
  readonly root: Group;
  /** A column that holds the number for every unit. */
  readonly filled: (value: number) => Float64Array;
  readonly everywhere: Uint8Array;
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

/** Columns that hold one number for every unit: shared between the indicators, written by nobody. */
const filledColumns = (n: number): ((value: number) => Float64Array) => {
  const known = new Map<number, Float64Array>();
  return (value) => {
    const found = known.get(value) ?? new Float64Array(n).fill(value);
    known.set(value, found);
    return found;
  };
};

const scoreLeaf = (run: Run, leaf: Leaf, weight: Float64Array): Part => {
  const prepared = run.prepared.leaves[run.position.get(leaf.id)!]!;
  const { state } = prepared;
  const n = run.columns.units.length;
  const points = leaf.points ?? 0;
  const allApply = !state.includes(stateCode.not_applicable);
  const noneImputed = !prepared.imputed.includes(1);
  const coverage = new Float64Array(n);
  const imputed = allApply && noneImputed ? run.filled(0) : new Float64Array(n);
  const applicablePoints = allApply ? run.filled(points) : new Float64Array(n);
  const applies = allApply ? run.everywhere : new Uint8Array(n);
  const unranked = allApply ? run.filled(0) : new Float64Array(n);
  for (let p = 0; p < n; p++) {
    const now = state[p]!;
    if (now === stateCode.not_applicable) {
      coverage[p] = Number.NaN;
      imputed[p] = Number.NaN;
      unranked[p] = 1;
      continue;
    }
    if (!allApply) {
      applies[p] = 1;
      applicablePoints[p] = points;
    }
    const counts = now === stateCode.scored || now === stateCode.no_evidence;
    if (counts && prepared.imputed[p] === 1) imputed[p] = 1;
    else if (counts) coverage[p] = 1;
  }
  return {
    scored: {
      node: leaf,
      score: prepared.score,
      coverage,
      imputed,
      state,
      rank: unrankedYet,
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

/** Stands until `ranked` gives the ranks. */
const unrankedYet = new Int32Array(0);

const scoreGroup = (run: Run, group: Group, weight: Float64Array): Part => {
  const n = run.columns.units.length;
  const weights = group.children.map(() => new Float64Array(n));
  const before = run.problems.length;
  const parts = group.children.map((child, c) => scoreNode(run, child, weights[c]!));
  const scores = parts.map((part) => part.scored.score);
  const method = aggregateMethods.find(({ name }) => name === group.aggregate.method)!;
  const { nominal, weighing, perUnit } = weigh(run, group, scores, method, weights, before);
  // A child's weight is known once its own part is: with `points` it shrinks with what does not apply to the unit.
  parts.forEach((part, c) => {
    const child = group.children[c]!;
    const points = pointsBelow(child);
    const shrinks = group.aggregate.weights.kind === 'points' && child.kind === 'group' && points > 0;
    const weight = weights[c]!;
    for (let p = 0; p < n; p++) {
      if (part.applies[p] === 0) weight[p] = 0;
      else if (shrinks) weight[p] = (nominal[c]! * part.applicablePoints[p]!) / points;
    }
  });

  const made = method.compute({ children: scores, weights, nUnits: n }, group.aggregate.settings);
  const total = made.score;
  const held = run.held?.get(group.id);
  const coverage = new Float64Array(n);
  const imputed = new Float64Array(n);
  const state = new Uint8Array(n);
  const applicablePoints = new Float64Array(n);
  const applies = new Uint8Array(n);
  const unranked = new Float64Array(n);
  let nominalSum = 0;
  for (const w of nominal) nominalSum += w;
  // Child by child, since a column lies together in memory.
  const applicable = new Float64Array(n);
  for (let c = 0; c < parts.length; c++) {
    const part = parts[c]!;
    const share = nominalSum === 0 ? 0 : nominal[c]! / nominalSum;
    const weight = weights[c]!;
    const { coverage: covered, imputed: filled } = part.scored;
    for (let p = 0; p < n; p++) {
      applicablePoints[p]! += part.applicablePoints[p]!;
      unranked[p]! += share * part.unranked[p]!;
      if (part.applies[p] === 0) continue;
      applies[p] = 1;
      // Weights that a unit chooses for itself leave out what it lacks: coverage asks what they are on the whole.
      const w = perUnit ? nominal[c]! : weight[p]!;
      applicable[p]! += w;
      coverage[p]! += w * covered[p]!;
      imputed[p]! += w * filled[p]!;
    }
  }
  for (let p = 0; p < n; p++) {
    if (applies[p] === 0) {
      coverage[p] = Number.NaN;
      imputed[p] = Number.NaN;
      total[p] = Number.NaN;
      state[p] = stateCode.not_applicable;
      continue;
    }
    coverage[p] = applicable[p] === 0 ? 0 : coverage[p]! / applicable[p]!;
    imputed[p] = applicable[p] === 0 ? 0 : imputed[p]! / applicable[p]!;
    const isLacking = isUnderCoverage(coverage[p]!, group.aggregate) || tooFewChildren(group, parts, p);
    if (held === undefined ? isLacking : held[p] === 0) total[p] = Number.NaN;
    state[p] = Number.isNaN(total[p]!) ? stateCode.missing : stateCode.scored;
  }
  const { fault } = made;
  // What follows from a fault below, or from weights that were not found, is no news.
  if (fault !== null && run.problems.length === before) {
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
      rank: unrankedYet,
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
  /** How many problems there were before the group's own part of the tree. */
  before: number,
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
    if (run.problems.length > before) return { nominal: given, weighing: null, perUnit: false };
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

const inTreeOrder = (tree: Group, nodes: ReadonlyMap<string, NodeScores>): ReadonlyMap<string, NodeScores> => {
  const ordered = new Map<string, NodeScores>();
  const visit = (node: Node): void => {
    ordered.set(node.id, nodes.get(node.id)!);
    if (node.kind === 'group') node.children.forEach(visit);
  };
  visit(tree);
  return ordered;
};
