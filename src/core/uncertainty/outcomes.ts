// What one draw did to the index: for each factor which choice it took, which weights it moved and which cells it changed.
import type { Factor } from '../define/uncertainty.js';
import type { LeafColumn, Scores } from '../score/scores.js';
import { viewTree } from '../score/view-tree.js';
import { type CellChange, type SamplingErrors, samplingOf, slipsOf } from './cells.js';
import type { Model } from './model.js';
import { type Tree, treeOf } from './tree.js';
import { chosen, leftOut, weightChange } from './weights.js';

export interface Outcome {
  readonly factor: Factor;
  readonly share: number;
  /** Number of the choice taken, or of the set of weights; null for factors that choose nothing. */
  readonly choice: number | null;
  /** Nodes whose weight this factor alone moves, in the order of the definition. */
  readonly weights: ReadonlyArray<{ readonly node: string; readonly before: number; readonly after: number }>;
  /** The node that is left out; null where all stay. */
  readonly left: string | null;
  /** Cells that stand otherwise: graded ones, estimates, or filled ones. */
  readonly cells: number;
}

export const outcomesOf = (
  { factors, nominal }: Model,
  errors: SamplingErrors,
  shares: ArrayLike<number>,
): ReadonlyArray<Outcome> => {
  const { definition, view, columns, nodes } = nominal;
  const tree = treeOf(
    viewTree(definition, view),
    () => 0,
    ({ aggregate, children }) =>
      aggregate.weights.kind === 'method'
        ? children.map(({ id }) => nodes.get(id)!.weight.reduce((most, weight) => Math.max(most, weight), 0))
        : null,
  );
  return factors.map((factor, f): Outcome => {
    const share = shares[f]!;
    const nothing: Outcome = { factor, share, choice: null, weights: [], left: null, cells: 0 };
    if (factor.factor === 'weights') {
      const choice = factor.draw.kind === 'sets' ? chosen(share, factor.draw.sets.length) : null;
      return { ...nothing, choice, weights: movedBy(factor, tree, share) };
    }
    if (factor.factor === 'drop') {
      const named = factor.nodes.filter((id) => tree.position.has(id));
      return { ...nothing, weights: movedBy(factor, tree, share), left: leftOut(named, share) };
    }
    if (factor.factor === 'method' || factor.factor === 'aggregate')
      return { ...nothing, choice: chosen(share, factor.choices.length) };
    if (factor.factor === 'imputation') return { ...nothing, cells: filledCells(nominal) };
    const { change } =
      factor.factor === 'grades' ? slipsOf(definition, factor) : samplingOf(definition, errors, factor);
    return { ...nothing, cells: changedBy(change, columns.leaves, share) };
  });
};

const filledCells = ({ definition, columns, nodes }: Scores): number => {
  let cells = 0;
  definition.leaves.forEach(({ id }, i) => {
    const imputed = nodes.get(id)?.imputed;
    const before = columns.leaves[i]!.imputed;
    for (let p = 0; p < before.length; p++) if ((imputed?.[p] ?? 0) > 0 && before[p] !== 1) cells++;
  });
  return cells;
};

const movedBy = (factor: Factor, tree: Tree, share: number): Outcome['weights'] => {
  const after = tree.nominal.slice();
  weightChange(factor, tree)?.(after, share);
  const moved = tree.nodes.flatMap(({ id }, i) =>
    after[i] === tree.nominal[i] ? [] : [{ node: id, before: tree.nominal[i]!, after: after[i]! }],
  );
  const order = 'nodes' in factor ? new Map(factor.nodes.map((id, place) => [id, place])) : new Map<string, number>();
  const place = (id: string): number => order.get(id) ?? order.size;
  return moved.sort((a, b) => place(a.node) - place(b.node));
};

const changedBy = (change: CellChange, columns: ReadonlyArray<LeafColumn>, share: number): number => {
  const after = change(columns, share);
  let cells = 0;
  columns.forEach(({ raw }, i) => {
    const drawn = after[i]!.raw;
    if (drawn !== raw) for (let p = 0; p < raw.length; p++) if (raw[p] !== drawn[p] && !Number.isNaN(raw[p]!)) cells++;
  });
  return cells;
};
