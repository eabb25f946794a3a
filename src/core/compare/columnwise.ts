// The quick way for recipes that take every indicator by itself: where one row of a list changes, other units keep their
// states, coverage and weights, and only their scores of indicators move. Gives the same numbers as scoring the list again.
import type { Definition, Group, Node } from '../define/definition.js';
import { E } from '../fp.js';
import { aggregateMethods } from '../method/aggregate/methods.js';
import { roundHalfAway } from '../model/round.js';
import type { Unit } from '../model/unit.js';
import { scoreView } from '../score/score.js';
import type { Scores } from '../score/scores.js';
import { runSteps } from '../score/steps.js';
import { columnsOfRows, type Row, substituteFor } from './rows.js';

/** No step looks at more than one indicator or changes what is missing, and every total follows from its own parts. */
export const takesEachColumnAlone = ({ recipe, root }: Definition): boolean =>
  recipe.steps.every(
    (step) => step.step === 'treat' || step.step === 'transform' || (step.step === 'normalise' && !step.pooled),
  ) && isLocal(root);

const methodOf = ({ aggregate }: Group) => aggregateMethods.find(({ name }) => name === aggregate.method);

const isLocal = (group: Group): boolean =>
  group.aggregate.weights.kind !== 'method' &&
  methodOf(group)?.local === true &&
  group.children.every((child) => child.kind !== 'group' || isLocal(child));

export interface Placed {
  readonly score: number;
  /** NaN where the unit has none. */
  readonly rank: number;
}

export interface QuickList {
  /**
   * Score and rank of the unit at `position` with each of `rows` in the place of its own. Every cell of a row is that of
   * `own`, which the list has, or that of `other`. null where this way has no answer.
   */
  readonly place: (position: number, own: Row, other: Row, rows: ReadonlyArray<Row>) => ReadonlyArray<Placed> | null;
}

/** `base`: the list as it was scored. */
export const quickList = (base: Scores): QuickList => {
  const { definition, view, columns, units, nodes } = base;
  const leaves = definition.leaves.map(({ id }) => nodes.get(id)?.score ?? null);
  const totals = totalsOf(base);
  const { decimals, within } = definition.ranks;

  const rankOf = (position: number, score: number, of: Float64Array): number => {
    const own = roundHalfAway(score, decimals);
    const { level } = columns.units[position]!;
    let rank = 1;
    for (let p = 0; p < units.length; p++) {
      if (p === position || units[p]!.reason !== null) continue;
      if (within === 'level' && columns.units[p]!.level !== level) continue;
      if (roundHalfAway(of[p]!, decimals) > own) rank++;
    }
    return rank;
  };

  return {
    place: (position, own, other, rows) => {
      const substitute = substituteFor(columns, columns.units[position]!);
      substitute.put(other);
      const prepared = runSteps(definition, substitute.columns);
      if (E.isLeft(prepared)) return null;
      const moved = prepared.right.leaves.map(({ score }) => score);
      if (leaves.some((before, i) => before !== null && !sameGaps(before, moved[i]!, position))) return null;

      const takesOther = rows.map((row) => Uint8Array.from(row.raw, (_, i) => (isCellOf(row, other, own, i) ? 1 : 0)));
      const alone = scoreRows(base, columns.units[position]!, rows, (i, k) =>
        takesOther[k]![i] === 1 ? moved[i]![position]! : (leaves[i]?.[position] ?? Number.NaN),
      );
      if (alone === null) return null;
      const placed: Placed[] = [];
      for (let k = 0; k < rows.length; k++) {
        const { score, reason } = alone.units[k]!;
        const list = totals(leaves.map((before, i) => (takesOther[k]![i] === 1 ? moved[i]! : before)));
        if (list === null) return null;
        const isRanked = reason === null && !Number.isNaN(score);
        placed.push({ score, rank: isRanked ? rankOf(position, score, list) : Number.NaN });
      }
      return placed;
    },
  };

  /** The unit alone, once for each row: its states and coverage follow from its own cells. */
  function scoreRows(
    { definition: by }: Scores,
    unit: Unit,
    rows: ReadonlyArray<Row>,
    cell: (leaf: number, row: number) => number,
  ): Scores | null {
    const run = scoreView(
      by,
      view,
      columnsOfRows(
        columns,
        rows.map(() => unit),
        rows,
      ),
      {
        stages: [],
        screened: new Uint8Array(rows.length),
        leaves: by.leaves.map((_leaf, i) => ({
          score: Float64Array.from(rows, (_row, k) => cell(i, k)),
          state: Uint8Array.from(rows, ({ state }) => state[i]!),
          imputed: Uint8Array.from(rows, ({ imputed }) => imputed[i]!),
          trail: [],
        })),
      },
    );
    return E.isLeft(run) ? null : run.right;
  }
};

/** Whether the cell is the one of `other` and not the one of `own`. */
const isCellOf = (row: Row, other: Row, own: Row, i: number): boolean => !isCell(row, own, i) && isCell(row, other, i);

const isCell = (a: Row, b: Row, i: number): boolean => a.state[i] === b.state[i] && Object.is(a.raw[i], b.raw[i]);

/** Whether the same units have a score in both columns; that of `except` may differ. */
const sameGaps = (a: Float64Array, b: Float64Array, except: number): boolean => {
  for (let p = 0; p < a.length; p++) if (p !== except && Number.isNaN(a[p]!) !== Number.isNaN(b[p]!)) return false;
  return true;
};

/** Totals of the list from columns of indicators, under the weights and verdicts of `base`; null where a method has none. */
const totalsOf = ({ definition, nodes }: Scores) => {
  const positions = new Map(definition.leaves.map(({ id }, i) => [id, i]));
  const totalIn = (node: Node, leaves: ReadonlyArray<Float64Array | null>): Float64Array | null => {
    if (node.kind !== 'group') return leaves[positions.get(node.id)!]!;
    const children: Float64Array[] = [];
    for (const child of node.children) {
      const column = totalIn(child, leaves);
      if (column === null) return null;
      children.push(column);
    }
    const weights = node.children.map(({ id }) => nodes.get(id)!.weight);
    const { score, fault } = methodOf(node)!.compute(
      { children, weights, nUnits: weights[0]?.length ?? 0 },
      node.aggregate.settings,
    );
    const verdict = nodes.get(node.id)!.score;
    for (let p = 0; p < score.length; p++) if (Number.isNaN(verdict[p]!)) score[p] = Number.NaN;
    return fault === null ? score : null;
  };
  const root = nodes.get(definition.root.id)!.node;
  return (leaves: ReadonlyArray<Float64Array | null>): Float64Array | null => totalIn(root, leaves);
};
