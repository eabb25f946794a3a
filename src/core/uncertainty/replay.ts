// One draw again, whole: what it changed, and the scores that the engine itself gives under it.
import { E } from '../fp.js';
import type { Problems } from '../model/problem.js';
import { score } from '../score/score.js';
import type { Scores } from '../score/scores.js';
import type { SamplingErrors } from './cells.js';
import { sharesOf } from './draws.js';
import type { Model, Run } from './model.js';
import { type Outcome, outcomesOf } from './outcomes.js';

export interface Replay {
  readonly draw: number;
  readonly seed: number;
  /** In the order of the factors. */
  readonly outcomes: ReadonlyArray<Outcome>;
  readonly scores: Scores;
}

/** Draws are numbered from 0. Left: why the draw fails. */
export const replayed = (
  model: Model,
  errors: SamplingErrors,
  seed: number,
  draw: number,
): E.Either<Problems, Replay> => {
  const shares = sharesOf(model, seed, draw);
  return E.flatMap(({ definition, view, columns, held }: Run) =>
    E.map((scores: Scores): Replay => ({ draw, seed, outcomes: outcomesOf(model, errors, shares), scores }))(
      score(definition, view, columns, held),
    ),
  )(model.asRun(shares));
};
