// How sure the ranks of a scored index are: its model, its draws and what they come to. The command, reports, comparison and audit
// all ask here, so that one seed gives them the same numbers.
import { E, type TE } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';
import { type SamplingErrors, samplingErrors } from '../../core/uncertainty/cells.js';
import { blockOfDraws, type Drawn, drawRange, gathering } from '../../core/uncertainty/draws.js';
import { type Model, modelOf } from '../../core/uncertainty/model.js';
import { type Replay, replayed } from '../../core/uncertainty/replay.js';
import { type Summary, summaryOf } from '../../core/uncertainty/summary.js';
import type { DrawOnThreads } from '../ports.js';
import type { ScoredIndex } from './score.js';

export interface UncertaintyPorts {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly threads: DrawOnThreads;
}

export interface UncertaintyRequest {
  /** Unless told, those of the definition. */
  readonly draws?: number | undefined;
  readonly seed?: number | undefined;
  /** Hears how many draws are done, now and then; NaN seconds: nobody can tell yet. */
  readonly tell?: ((done: number, of: number, secondsLeft: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface UncertainIndex {
  readonly model: Model;
  readonly errors: SamplingErrors;
  readonly seed: number;
}

export interface DrawnIndex extends UncertainIndex {
  readonly drawn: Drawn;
  readonly summary: Summary;
}

type Uncertain = Pick<ScoredIndex, 'definition' | 'scores' | 'columns' | 'cells'>;

/** Whether these say that every factor of the index has nothing to draw. */
export const isNothingToDraw = (problems: Problems): boolean => problems.every(({ code }) => code === 'NothingToDraw');

/**
 * The model alone, for single draws. Left: UncertaintyMissing where the index names nothing uncertain; NothingToDraw, one for each
 * factor, where none of them has anything to draw.
 */
export const modelFor = (
  { definition, scores, columns, cells }: Uncertain,
  seed: number | undefined,
): E.Either<Problems, UncertainIndex> => {
  const { uncertainty } = definition;
  if (uncertainty === null)
    return E.left([problem('UncertaintyMissing', { index: definition.id, period: columns.period }, definition.at)]);
  const errors = samplingErrors(definition, columns, cells);
  return E.flatMap((model: Model): E.Either<Problems, UncertainIndex> => {
    if (model.idle.length < model.factors.length) return E.right({ model, errors, seed: seed ?? uncertainty.seed });
    const { id: index } = definition;
    return E.left(
      model.factors.map(({ factor, name, at }) =>
        problem('NothingToDraw', { index, period: columns.period, name, factor }, at),
      ),
    );
  })(modelOf(definition, scores.view, columns, errors, uncertainty));
};

export interface DrawAgain extends Replay {
  readonly model: Model;
}

/** One draw whole, by its number from 0. Left: as `modelFor`; why the draw fails. */
export const drawAgain = (index: Uncertain, draw: number, seed: number | undefined): E.Either<Problems, DrawAgain> =>
  E.flatMap(({ model, errors, seed: from }: UncertainIndex) =>
    E.map((replay: Replay): DrawAgain => ({ ...replay, model }))(replayed(model, errors, from, draw)),
  )(modelFor(index, seed));

/** What the first two seconds took says little of the rest. */
const firstMilliseconds = 2000;

/** By what the work has taken so far; NaN while that tells nothing. */
export const secondsLeft = (spent: number, done: number, of: number): number =>
  spent < firstMilliseconds || done === 0 ? Number.NaN : (spent / done) * ((of - done) / 1000);

/** Up to so many milliseconds draws are made here: threads take their time to start. */
const mostHere = 1500;

/** Left: as `modelFor`; Interrupted. */
export const uncertaintyOf =
  (ports: UncertaintyPorts, index: Uncertain, request: UncertaintyRequest = {}): TE.TaskEither<Problems, DrawnIndex> =>
  async () => {
    const made = modelFor(index, request.seed);
    if (E.isLeft(made)) return made;
    const { model, errors, seed } = made.right;
    const draws = request.draws ?? index.definition.uncertainty!.draws;
    const all = gathering(model.nominal.columns.units.length, 0, draws);
    const start = ports.now();
    let done = 0;
    const take = (part: Drawn): void => {
      all.take(part);
      done += part.to - part.from;
      const spent = ports.now() - start;
      if (done > blockOfDraws) request.tell?.(done, draws, secondsLeft(spent, done, draws));
    };
    // The first block also compiles; only if it seems slow the next one is timed as well.
    let left = Number.POSITIVE_INFINITY;
    for (let pilot = 0; pilot < 2 && left > mostHere && done < draws; pilot++) {
      const before = ports.now();
      const from = done;
      take(drawRange(model, { seed, from, to: Math.min(draws, from + blockOfDraws) }));
      left = ((ports.now() - before) / (done - from)) * (draws - done);
    }
    if (left <= mostHere) {
      if (done < draws) take(drawRange(model, { seed, from: done, to: draws }));
    } else {
      const { definition, columns, scores } = index;
      const job = { definition, view: scores.view.id, columns, errors, uncertainty: definition.uncertainty! };
      const drawn = await ports.threads({ ...job, range: { seed, from: done, to: draws } }, take, request.signal)();
      if (E.isLeft(drawn)) return drawn;
    }
    const drawn = all.whole();
    return E.right({ model, errors, seed, drawn, summary: summaryOf(model, seed, drawn) });
  };
