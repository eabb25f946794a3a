// An index with its uncertain factors as one function: a share for each factor in, the total of every unit out. What does not
// change from draw to draw is computed once. Start reading here.
//
//   shares -> choices (variant.ts) -> cells (cells.ts, imputation.ts) -> steps of the recipe -> weights -> totals (totals.ts)
//
// Every draw is also a definition and columns that the engine itself scores (`asRun`): that is what a draw means, and how one is
// replayed and explained; the quick way agrees with it but for the last bits.
import type { Definition, Group, View } from '../define/definition.js';
import type { Factor, Uncertainty } from '../define/uncertainty.js';
import { E } from '../fp.js';
import type { Problem, Problems } from '../model/problem.js';
import { numberLists, rankScores } from '../score/rank.js';
import { score } from '../score/score.js';
import type { Columns, Held, LeafColumn, Scores } from '../score/scores.js';
import { type Prepared, runSteps } from '../score/steps.js';
import { viewTree } from '../score/view-tree.js';
import { type CellFactor, type SamplingErrors, samplingOf, slipsOf } from './cells.js';
import { type FilledStage, filledAnew, filledStage } from './imputation.js';
import { type Shares, sharesFor } from './patterns.js';
import {
  copyOf,
  type GroupMethods,
  groupMethods,
  type Laid,
  layOut,
  layOver,
  totalsOf,
  type Way,
  wayOf,
} from './totals.js';
import { type Tree, treeOf } from './tree.js';
import { choicesOf, variantOf, viewAlone, withWeights } from './variant.js';
import { movedGroups, type WeightChange, weightChange } from './weights.js';

export interface Model {
  readonly factors: ReadonlyArray<Factor>;
  /** The run as the definition has it. */
  readonly nominal: Scores;
  /** Names of factors that have nothing to draw: no standard errors, no filled cells, no graded criteria. */
  readonly idle: ReadonlyArray<string>;
  /** Fills `totals` (NaN: no rank) for a share in [0, 1) of each factor; why it failed, null where it did not. */
  readonly draw: (shares: ArrayLike<number>, totals: Float64Array) => Problem | null;
  /** The ranks that totals give, by the index's own rule; 0 without a rank. */
  readonly ranks: (totals: Float64Array) => Int32Array;
  /** The draw as a definition, a view and columns for the engine. */
  readonly asRun: (shares: ArrayLike<number>) => E.Either<Problems, Run>;
}

export interface Run {
  readonly definition: Definition;
  readonly view: View;
  readonly columns: Columns;
  /** Which units have a score in which group, by the weights as they stand. */
  readonly held: Held;
}

/** What the draws of one combination of choices share. */
interface Variant {
  readonly definition: Definition;
  readonly tree: Tree;
  readonly methods: GroupMethods;
  readonly way: Way;
  /** What each factor does to the weights. */
  readonly changes: ReadonlyArray<WeightChange | null>;
  readonly shares: Shares;
  /** The run of the steps over the columns as they are. */
  readonly prepared: Prepared;
  readonly laid: Laid;
  /** Room to lay drawn cells over; the same where no cells are drawn. */
  readonly room: Laid;
  /** Where gaps are drawn anew. */
  readonly filled: FilledStage | null;
}

/** Cells that all kept variants may hold together. */
const mostCells = 8e6;

/** Fails where the index cannot be scored as it stands. */
export const modelOf = (
  definition: Definition,
  view: View,
  columns: Columns,
  errors: SamplingErrors,
  { factors }: Uncertainty,
): E.Either<Problems, Model> =>
  E.map((nominal: Scores) => new Drawing(definition, view, columns, errors, factors, nominal).model())(
    score(definition, view, columns),
  );

class Drawing {
  private readonly alone: Definition;
  private readonly view: View;
  private readonly moved: ReadonlySet<string>;
  private readonly cellFactors: ReadonlyArray<CellFactor | null>;
  private readonly gapFactor: number;
  /** Units that rest on an estimate that nobody may be ranked by: in no draw either. */
  private readonly unreliable: ReadonlyArray<number>;
  private readonly variants = new Map<string, E.Either<Problems, Variant>>();

  constructor(
    definition: Definition,
    view: View,
    private readonly columns: Columns,
    errors: SamplingErrors,
    private readonly factors: ReadonlyArray<Factor>,
    private readonly nominal: Scores,
  ) {
    const alone = viewAlone(definition, view, viewTree(definition, view));
    this.alone = alone.definition;
    this.view = alone.view;
    this.moved = movedGroups(this.alone.root, factors);
    this.unreliable = nominal.units.flatMap(({ reason }, p) => (reason === 'unreliable_estimate' ? [p] : []));
    this.gapFactor = factors.findIndex(({ factor }) => factor === 'imputation');
    this.cellFactors = factors.map((factor) => {
      const made =
        factor.factor === 'grades'
          ? slipsOf(definition, factor)
          : factor.factor === 'sampling'
            ? samplingOf(definition, errors, factor)
            : null;
      return made === null || made.touches.length === 0 ? null : made;
    });
  }

  model(): Model {
    const { units } = this.columns;
    const { decimals, within } = this.alone.ranks;
    const lists = within === 'level' ? numberLists(units.map(({ level }) => level)) : undefined;
    return {
      factors: this.factors,
      nominal: this.nominal,
      idle: this.idle(),
      draw: (shares, totals) => this.draw(shares, totals),
      ranks: (totals) => rankScores(totals, decimals, lists),
      asRun: (shares) => E.flatMap((variant: Variant) => this.runOf(variant, shares))(this.variantOf(shares)),
    };
  }

  private idle(): ReadonlyArray<string> {
    return this.factors.flatMap((factor, f) => {
      const isCells = factor.factor === 'grades' || factor.factor === 'sampling';
      if (isCells) return this.cellFactors[f] === null ? [factor.name] : [];
      if (factor.factor !== 'imputation') return [];
      const isFilled = [...this.nominal.nodes.values()].some(({ imputed }) => imputed.some((share) => share > 0));
      return isFilled ? [] : [factor.name];
    });
  }

  private draw(shares: ArrayLike<number>, totals: Float64Array): Problem | null {
    const found = this.variantOf(shares);
    if (E.isLeft(found)) return found.left[0]!;
    const variant = found.right;
    if (variant.way === 'engine') return this.byEngine(variant, shares, totals);
    const laid = this.laidFor(variant, shares);
    if (E.isLeft(laid)) return laid.left[0]!;
    const weights = this.weightsOf(variant, shares);
    const { tree, methods, way, shares: buffers } = variant;
    const isSound = totalsOf(tree, methods, way, laid.right, weights, buffers, totals);
    for (const p of this.unreliable) totals[p] = Number.NaN;
    // The engine names the unit and the reason.
    return isSound ? null : this.byEngine(variant, shares, totals);
  }

  private byEngine(variant: Variant, shares: ArrayLike<number>, totals: Float64Array): Problem | null {
    const run = this.runOf(variant, shares);
    if (E.isLeft(run)) return run.left[0]!;
    const { definition, view, columns, held } = run.right;
    const scored = score(definition, view, columns, held);
    if (E.isLeft(scored)) return scored.left[0]!;
    scored.right.units.forEach((unit, p) => {
      totals[p] = unit.reason === null ? unit.score : Number.NaN;
    });
    return null;
  }

  private variantOf(shares: ArrayLike<number>): E.Either<Problems, Variant> {
    const choices = choicesOf(this.factors, shares);
    const key = choices.join();
    const known = this.variants.get(key);
    if (known !== undefined) return known;
    const made = this.makeVariant(variantOf(this.alone, this.factors, choices));
    const cells = Math.max(1, this.columns.units.length * this.alone.leaves.length);
    if (this.variants.size >= Math.max(4, mostCells / cells)) this.variants.delete([...this.variants.keys()][0]!);
    this.variants.set(key, made);
    return made;
  }

  private makeVariant(varied: Definition): E.Either<Problems, Variant> {
    const ran = runSteps(varied, this.columns);
    if (E.isLeft(ran)) return ran;
    const prepared = ran.right;
    const places = new Map(varied.leaves.map(({ id }, i) => [id, i]));
    const tree = treeOf(
      varied.root,
      (leaf) => places.get(leaf)!,
      (group) => this.foundWeights(group),
    );
    // Weights that were found from the data and that a factor moves are given from here on.
    const definition = this.withWeightsOf(varied, tree, tree.nominal);
    const settled = treeOf(
      definition.root,
      (leaf) => places.get(leaf)!,
      () => null,
    );
    const methods = groupMethods(settled);
    const way = wayOf(settled, methods);
    const filled = this.gapFactor === -1 ? E.right(null) : filledStage(definition, this.columns, prepared);
    return E.map((stage: FilledStage | null): Variant => {
      const laid = layOut(settled, prepared.leaves, prepared.screened, way);
      const changes = this.factors.map((factor) => weightChange(factor, settled));
      const shares = sharesFor(settled);
      const room = stage === null && this.cellFactors.every((each) => each === null) ? laid : copyOf(laid);
      return { definition, tree: settled, methods, way, changes, shares, prepared, laid, room, filled: stage };
    })(filled);
  }

  private foundWeights(group: Group): ReadonlyArray<number> | null {
    if (group.aggregate.weights.kind !== 'method' || !this.moved.has(group.id)) return null;
    return group.children.map(({ id }) => this.nominal.nodes.get(id)!.weight.reduce((most, w) => Math.max(most, w), 0));
  }

  private withWeightsOf(definition: Definition, tree: Tree, weights: Float64Array): Definition {
    const weightOf = (id: string): number => weights[tree.position.get(id)!]!;
    return { ...definition, root: withWeights(definition.root, weightOf, ({ id }) => this.moved.has(id)) };
  }

  private weightsOf({ tree, changes }: Variant, shares: ArrayLike<number>): Float64Array {
    const weights = tree.nominal.slice();
    for (const [f, change] of changes.entries()) change?.(weights, shares[f]!);
    return weights;
  }

  /** Definition and columns of the draw, all but its weights. */
  private cellsOf(variant: Variant, shares: ArrayLike<number>): E.Either<Problems, Cells> {
    let leaves = this.columns.leaves;
    this.cellFactors.forEach((factor, f) => {
      if (factor !== null) leaves = factor.change(leaves, shares[f]!);
    });
    const { definition, filled } = variant;
    if (filled === null) return E.right({ definition, columns: { ...this.columns, leaves } });
    const changed = leaves === this.columns.leaves ? null : leaves;
    return E.map((after: ReadonlyArray<LeafColumn>) => ({
      definition: filled.rest,
      columns: { ...this.columns, leaves: after },
    }))(filledAnew(filled, this.columns, changed, shares[this.gapFactor]!));
  }

  private runOf(variant: Variant, shares: ArrayLike<number>): E.Either<Problems, Run> {
    const weights = this.weightsOf(variant, shares);
    return E.flatMap(({ definition, columns }: Cells) =>
      E.map((asItStands: Scores): Run => {
        const drawn = this.withWeightsOf(definition, variant.tree, weights);
        return { definition: drawn, view: this.view, columns, held: heldBy(asItStands) };
      })(score(definition, this.view, columns)),
    )(this.cellsOf(variant, shares));
  }

  /** The scores of indicators under the draw; only what it changed goes through the steps again. */
  private laidFor(variant: Variant, shares: ArrayLike<number>): E.Either<Problems, Laid> {
    if (variant.filled === null && this.cellFactors.every((each) => each === null)) return E.right(variant.laid);
    const { prepared, way } = variant;
    return E.flatMap(({ definition, columns }: Cells) => {
      const touched = this.touched(variant, definition);
      return E.map((again: Prepared) => {
        const leaves = [...prepared.leaves];
        for (const [k, i] of touched.entries()) leaves[i] = again.leaves[k]!;
        return layOver(variant.room, leaves, touched, way)
          ? variant.room
          : layOut(variant.tree, leaves, prepared.screened, way);
      })(runSteps(onlyLeaves(definition, touched), onlyColumns(columns, touched)));
    })(this.cellsOf(variant, shares));
  }

  /** Places of leaves whose scores may change: all of them where a step looks across indicators. */
  private touched({ filled }: Variant, { recipe, leaves }: Definition): ReadonlyArray<number> {
    const all = [...leaves.keys()];
    if (recipe.steps.some(({ step }) => step === 'impute' || step === 'screen')) return all;
    const cells = this.cellFactors.flatMap((factor) => factor?.touches ?? []);
    if (filled !== null && cells.length > 0) return all;
    const gaps = filled === null ? [] : all.filter((i) => filled.filled[i]!.length > 0);
    const touched = new Set([...cells, ...gaps]);
    return all.filter((i) => touched.has(i));
  }
}

type Cells = Pick<Run, 'definition' | 'columns'>;

const heldBy = ({ definition, nodes, units }: Scores): Held => {
  const held = new Map<string, Uint8Array>();
  for (const [id, { node, score: own }] of nodes)
    if (node.kind === 'group')
      held.set(
        id,
        Uint8Array.from(own, (value) => (Number.isNaN(value) ? 0 : 1)),
      );
  held.set(
    definition.root.id,
    Uint8Array.from(units, ({ reason }) => (reason === null ? 1 : 0)),
  );
  return held;
};

const onlyLeaves = (definition: Definition, places: ReadonlyArray<number>): Definition => ({
  ...definition,
  leaves: places.map((i) => definition.leaves[i]!),
});

const onlyColumns = (columns: Columns, places: ReadonlyArray<number>): Columns => ({
  ...columns,
  leaves: places.map((i) => columns.leaves[i]!),
  ...(columns.otherPeriods === undefined
    ? {}
    : {
        otherPeriods: columns.otherPeriods.map((other) => ({
          ...other,
          leaves: places.map((i) => other.leaves[i]!),
        })),
      }),
});
