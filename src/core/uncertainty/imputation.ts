// What filling gaps may have got wrong: known cells are hidden a tenth at a time and filled by the same steps; how far off that
// comes out is how far off a filled cell is drawn.
import type { Definition } from '../define/definition.js';
import { E } from '../fp.js';
import type { Problems } from '../model/problem.js';
import { type Columns, type DataSet, type LeafColumn, stateCode } from '../score/scores.js';
import { type Prepared, runSteps } from '../score/steps.js';
import { shareOf, streamOf } from './chance.js';

const folds = 10;

/** The recipe cut after its last step that fills gaps. */
export interface FilledStage {
  /** The steps up to the last that fills gaps. */
  readonly first: Definition;
  /** The other half, for columns that are filled: what is drawn anew starts here. */
  readonly rest: Definition;
  /** The columns after the first half. */
  readonly leaves: ReadonlyArray<LeafColumn>;
  /** By leaf: the cells that a step filled. */
  readonly filled: ReadonlyArray<Int32Array>;
  /** By leaf: known value minus what filling made of it; empty where nothing could be hidden. */
  readonly errors: ReadonlyArray<Float64Array>;
}

/** `prepared` is the run of the same definition and columns. */
export const filledStage = (
  definition: Definition,
  columns: Columns,
  prepared: Prepared,
): E.Either<Problems, FilledStage> => {
  const { steps } = definition.recipe;
  const last = steps.findLastIndex(({ step }) => step === 'impute');
  const stage = prepared.stages[last + 1]!;
  const first: Definition = { ...definition, recipe: { ...definition.recipe, steps: steps.slice(0, last + 1) } };
  const isFilled = (i: number, p: number): boolean =>
    prepared.leaves[i]!.imputed[p] === 1 && columns.leaves[i]!.imputed[p] !== 1;
  const filled = definition.leaves.map((_leaf, i) =>
    Int32Array.from(columns.units.keys()).filter((p) => isFilled(i, p)),
  );
  const errors = hiddenErrors(first, columns, stage.columns, filled);
  if (E.isLeft(errors)) return errors;
  return E.right({
    first,
    rest: {
      ...definition,
      recipe: { ...definition.recipe, steps: steps.slice(last + 1) },
      // What is turned already must not be turned again.
      leaves: definition.leaves.map((leaf, i) => (stage.turned[i] === 1 ? { ...leaf, direction: 'up' } : leaf)),
    },
    leaves: afterSteps(stage, prepared),
    filled,
    errors: errors.right,
  });
};

/** A data set as columns for the steps that follow. */
const afterSteps = (stage: DataSet, { leaves }: Prepared): ReadonlyArray<LeafColumn> =>
  leaves.map(({ imputed }, i) => ({ raw: stage.columns[i]!, state: stage.states[i]!, imputed }));

const hiddenErrors = (
  first: Definition,
  columns: Columns,
  known: ReadonlyArray<Float64Array>,
  filled: ReadonlyArray<Int32Array>,
): E.Either<Problems, ReadonlyArray<Float64Array>> => {
  const errors: number[][] = columns.leaves.map(() => []);
  for (let fold = 0; fold < folds; fold++) {
    const hidden = columns.leaves.map((column, i) => (filled[i]!.length === 0 ? column : withoutFold(column, i, fold)));
    const run = runSteps(first, { ...columns, leaves: hidden });
    if (E.isLeft(run)) return run;
    const made = run.right.stages.at(-1)!;
    hidden.forEach((column, i) => {
      const whole = columns.leaves[i]!;
      for (let p = 0; p < column.raw.length; p++) {
        const wasHidden = column.state[p] === stateCode.missing && whole.state[p] === stateCode.scored;
        const error = known[i]![p]! - made.columns[i]![p]!;
        if (wasHidden && Number.isFinite(error)) errors[i]!.push(error);
      }
    });
  }
  return E.right(errors.map((each) => Float64Array.from(each)));
};

/** A tenth of the known cells taken out, the same ones in every run. */
const withoutFold = (column: LeafColumn, i: number, fold: number): LeafColumn => {
  const raw = column.raw.slice();
  const state = column.state.slice();
  for (let p = 0; p < raw.length; p++) {
    if (state[p] !== stateCode.scored || column.imputed[p] === 1) continue;
    if (Math.floor(shareOf(i, p, 'fold') * folds) !== fold) continue;
    raw[p] = Number.NaN;
    state[p] = stateCode.missing;
  }
  return { ...column, raw, state };
};

/**
 * The columns after the first half with the filled cells moved by errors that the filling is known to make, each as likely.
 * `changed` are columns of the draw where they differ from those of the index, null where they do not.
 */
export const filledAnew = (
  { first, leaves, filled, errors }: FilledStage,
  columns: Columns,
  changed: ReadonlyArray<LeafColumn> | null,
  share: number,
): E.Either<Problems, ReadonlyArray<LeafColumn>> => {
  let start = leaves;
  if (changed !== null) {
    const run = runSteps(first, { ...columns, leaves: changed });
    if (E.isLeft(run)) return run;
    start = afterSteps(run.right.stages.at(-1)!, run.right);
  }
  const stream = streamOf(share);
  return E.right(
    start.map((column, i) => {
      const [cells, known] = [filled[i]!, errors[i]!];
      if (cells.length === 0 || known.length === 0) return column;
      const raw = column.raw.slice();
      for (const p of cells) raw[p]! += known[Math.floor(stream.share() * known.length)]!;
      return { ...column, raw };
    }),
  );
};
