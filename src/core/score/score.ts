// The engine: a definition, a view and columns in; scores, states, coverage, ranks and bands out. Start reading here.
//
//   raw -> transform -> normalise (leaves) -> aggregate (groups, children first) -> rank -> band
//
// Pure and in fixed order: the same input gives the same bits, whatever the order of rows, the locale or the time zone.

import type { Aggregation, Band, Definition, Group, Leaf, Node, View } from '../define/definition.js';
import { isLeaf } from '../define/definition.js';
import { pruned } from '../define/in-force.js';
import { pointsBelow } from '../define/points.js';
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { roundHalfAway } from '../model/round.js';
import { aggregateColumns } from './aggregate.js';
import { normaliseColumn } from './normalise.js';
import { rankScores } from './rank.js';
import {
  type Columns,
  type NodeScores,
  type Scores,
  stateCode,
  type UnitResult,
  type UnrankedReason,
} from './scores.js';
import { transformColumn } from './transform.js';

/** Largest share of a unit's points that may be not applicable; above it the unit is not ranked. */
export const notApplicableLimit = 0.2;
/** Shares are sums of fractions: a coverage of exactly two thirds must not fail by its last bit. */
export const shareTolerance = 1e-12;

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

  const levels = columns.units.map((unit) => unit.level);
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

/** The part of the tree that a view counts. */
export const viewTree = (definition: Definition, view: View): Group => {
  const named = view.nodes === null ? null : new Set(view.nodes);
  const chosen = new Set<string>();
  const choose = (node: Node, inside: boolean): void => {
    const counts = inside || named === null || named.has(node.id);
    if (node.kind === 'group') {
      for (const child of node.children) choose(child, counts);
    } else if (counts && (view.bodies === null || (node.body !== null && view.bodies.includes(node.body))))
      chosen.add(node.id);
  };
  choose(definition.root, false);
  return withFullPoints(
    pruned(definition.root, (leaf) => chosen.has(leaf.id)),
    pointsById(definition.root),
  );
};

/**
 * In a view a sub-block has fewer criteria, and with `weights: points` its weight shrinks with them: the weight given in the
 * definition is for all its points.
 */
const withFullPoints = (group: Group, all: ReadonlyMap<string, number>): Group => ({
  ...group,
  children: group.children.map((child) => {
    if (child.kind !== 'group') return child;
    const inner = withFullPoints(child, all);
    const points = pointsBelow(inner);
    const full = all.get(child.id) ?? 0;
    if (group.aggregate.weights.kind !== 'points' || inner.weight === null || full === 0 || points === full)
      return inner;
    return { ...inner, weight: (inner.weight * points) / full };
  }),
});

const pointsById = (root: Group): ReadonlyMap<string, number> => {
  const points = new Map<string, number>();
  const visit = (node: Node): void => {
    points.set(node.id, pointsBelow(node));
    if (node.kind === 'group') node.children.forEach(visit);
  };
  visit(root);
  return points;
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
    if (state === stateCode.no_evidence) scores[p] = 0;
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

export const isUnderCoverage = (coverage: number, { minCoverage }: Aggregation): boolean =>
  coverage + shareTolerance < minCoverage;

/** The children's weights as the definition gives them, before anything is missing or not applicable. */
export const nominalWeights = (group: Group): ReadonlyArray<number> => {
  const { weights } = group.aggregate;
  if (weights.kind === 'equal') return group.children.map(() => 1);
  if (weights.kind === 'ahp') return weights.weights;
  const given = group.children.map((child) => child.weight ?? (pointsBelow(child) || null));
  return given.every((w) => w === null) ? given.map(() => 1) : given.map((w) => w ?? 0);
};

const unitResults = (
  definition: Definition,
  tree: Group,
  nodes: ReadonlyMap<string, NodeScores>,
  notApplicable: Float64Array,
  columns: Columns,
): ReadonlyArray<UnitResult> => {
  const total = nodes.get(tree.id)!;
  const reasons = columns.units.map((_unit, p): UnrankedReason | null => {
    if (notApplicable[p]! > notApplicableLimit + shareTolerance) return 'too_much_not_applicable';
    if (!Number.isNaN(total.score[p]!)) return null;
    return total.coverage[p]! > 0 || total.imputed[p]! > 0 ? 'low_coverage' : 'no_data';
  });
  const ranked = Float64Array.from(total.score, (value, p) => (reasons[p] === null ? value : Number.NaN));
  const { decimals, within } = definition.ranks;
  const levels = columns.units.map((unit) => unit.level);
  const rankAll = rankScores(ranked, decimals);
  const rank = within === 'level' ? rankScores(ranked, decimals, levels) : rankAll;
  const rankedIn = (level: string | null): number =>
    columns.units.filter((unit, p) => reasons[p] === null && (level === null || unit.level === level)).length;
  const all = rankedIn(null);
  const perLevel = new Map([...new Set(levels)].map((level) => [level, rankedIn(level)]));
  return columns.units.map((unit, p) => ({
    score: total.score[p]!,
    rank: rank[p]!,
    rankOf: within === 'level' ? perLevel.get(unit.level)! : all,
    rankAll: rankAll[p]!,
    rankAllOf: all,
    band: bandOf(definition, total.score[p]!),
    coverage: total.coverage[p]!,
    reason: reasons[p]!,
  }));
};

/** The band of a score as the index rounds it for ranking, so that a printed 40.0 stands in the band that begins at 40. */
export const bandOf = (definition: Definition, value: number): Band | null => {
  if (Number.isNaN(value)) return null;
  const rounded = roundHalfAway(value, definition.ranks.decimals);
  let found: Band | null = null;
  for (const band of definition.bands) if (rounded >= band.from) found = band;
  return found;
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
