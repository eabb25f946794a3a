// Doubts about method that only the data of a period can raise. They stop nothing: a researcher reads them before the ranking is used.
import { isAssessed, type Leaf } from '../define/definition.js';
import { normalisationOf } from '../define/uses.js';
import { normaliseMethods } from '../method/normalise/methods.js';
import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem.js';
import type { Unit } from '../model/unit.js';
import type { CellFinder } from './columns.js';
import { lossesOf } from './losses.js';
import { type NodeScores, type Scores, stateCode } from './scores.js';

/** Two indicators of one index that agree this closely measure nearly the same. */
const collinearAbove = 0.9;
/** Correlations of fewer units say nothing. */
const leastForCorrelation = 8;
/** An indicator known for less than this share of the units it applies to is nearly empty. */
const nearlyEmptyBelow = 0.5;

/** `register`: every unit of the store; units of the index's levels that the ranking leaves out are told. */
export const dataDoubts = (
  scores: Scores,
  cells: CellFinder,
  register: ReadonlyArray<Unit>,
): ReadonlyArray<Problem> => {
  const leaves = [...scores.nodes.values()].filter((each): each is LeafScores => each.node.kind !== 'group');
  return [
    ...unitDoubts(scores, cells, register),
    ...lossesOf(scores),
    ...leaves.flatMap((leaf) => leafDoubts(scores, leaf)),
    ...observedBounds(scores, leaves),
    ...collinear(leaves),
  ];
};

type LeafScores = NodeScores & { readonly node: Leaf };

const unitDoubts = (
  { definition, columns }: Scores,
  cells: CellFinder,
  register: ReadonlyArray<Unit>,
): ReadonlyArray<Problem> => {
  const { levels, exclude } = definition.units;
  const hasData = ({ code }: Unit): boolean =>
    definition.leaves.some((leaf) =>
      isAssessed(leaf)
        ? cells.assessment(code, leaf) !== undefined
        : [leaf.variable, ...(leaf.formula?.names ?? [])].some(
            (name) => name !== null && (cells.observation(code, name, leaf.carry, false)?.value ?? null) !== null,
          ),
    );
  const excluded = register.filter(
    (unit) => levels.includes(unit.level) && exclude.includes(unit.code) && hasData(unit),
  );
  const doubts = excluded.map((unit) =>
    problem('UnitExcluded', { unit: unit.code, name: unit.name.en, index: definition.id }, definition.at),
  );
  if (columns.unlisted > 0) {
    doubts.push(
      problem('UnitsWithoutData', { n: columns.unlisted, period: columns.period, index: definition.id }, definition.at),
    );
  }
  return doubts;
};

const leafDoubts = ({ columns }: Scores, { node, score, state, imputed }: LeafScores): ReadonlyArray<Problem> => {
  const doubts: Problem[] = [];
  let applicable = 0;
  let known = 0;
  let best = 0;
  let worst = 0;
  const filled: string[] = [];
  columns.units.forEach((unit, p) => {
    if (state[p] === stateCode.not_applicable) return;
    applicable++;
    if (imputed[p]! > 0) filled.push(unit.code);
    if (state[p] !== stateCode.scored && state[p] !== stateCode.no_evidence) return;
    known++;
    if (score[p] === 100) best++;
    if (score[p] === 0) worst++;
  });
  if (filled.length > 0) {
    doubts.push(
      problem(
        'ImputedCells',
        { id: node.id, n: filled.length, of: applicable, units: filled.slice(0, 5).join(', ') },
        node.at,
      ),
    );
  }
  // A column without any value is told among the losses.
  if (known > 0 && known < applicable * nearlyEmptyBelow) {
    doubts.push(problem('NearlyEmpty', { id: node.id, n: known, of: applicable }, node.at));
  }
  if (node.kind === 'graded' && known > 1) {
    if (best === known) doubts.push(problem('EverybodyMeets', { id: node.id, n: known }, node.at));
    if (worst === known) doubts.push(problem('NobodyMeets', { id: node.id, n: known }, node.at));
  }
  return doubts;
};

/** One line for the index: with bounds from the data the score of a unit moves when another one's value does. */
const observedBounds = ({ definition }: Scores, leaves: ReadonlyArray<LeafScores>): ReadonlyArray<Problem> => {
  const observed = leaves.filter(({ node }) => {
    const use = normalisationOf(definition, node);
    return use !== null && normaliseMethods.find(({ name }) => name === use.method)?.fixed(node) === false;
  });
  if (observed.length === 0) return [];
  return [
    problem('ObservedGoalpost', { n: observed.length, of: leaves.length, first: observed[0]!.node.id }, definition.at),
  ];
};

const collinear = (leaves: ReadonlyArray<LeafScores>): ReadonlyArray<Problem> => {
  const doubts: Problem[] = [];
  for (let i = 0; i < leaves.length; i++) {
    for (let j = i + 1; j < leaves.length; j++) {
      const r = correlation(leaves[i]!, leaves[j]!);
      // Written so that an unknown correlation (NaN) is no doubt.
      if (!(Math.abs(r) > collinearAbove)) continue;
      const args = { id: leaves[i]!.node.id, other: leaves[j]!.node.id, r: Math.round(r * 1000) / 1000 };
      doubts.push(problem('Collinear', args, leaves[j]!.node.at));
    }
  }
  return doubts;
};

/** Pearson's correlation over the units that have both scores; NaN for fewer than eight, or without spread. R: cor(). */
const correlation = (a: LeafScores, b: LeafScores): number => {
  const both = [...a.score.keys()].filter((p) => a.state[p] === stateCode.scored && b.state[p] === stateCode.scored);
  if (both.length < leastForCorrelation) return Number.NaN;
  const mean = (column: Float64Array): number => both.reduce((sum, p) => sum + column[p]!, 0) / both.length;
  const [meanA, meanB] = [mean(a.score), mean(b.score)];
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (const p of both) {
    const [x, y] = [a.score[p]! - meanA, b.score[p]! - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
};
