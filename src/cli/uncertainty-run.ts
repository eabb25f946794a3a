// What `lsg uncertainty` does: draws and prints the places of every unit, or replays one draw.
import { E, type TE } from '../core/fp.js';
import { type Problems, problem } from '../core/model/problem.js';
import { progressText } from '../core/report/uncertainty-words.js';
import { mostForPairs, pairsOf, uncertaintyDocument } from '../core/uncertainty/document.js';
import { problemAsText, sentenceOf } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';
import type { ScoredIndex } from '../shell/programs/score.js';
import {
  type DrawnIndex,
  drawAgain,
  isNothingToDraw,
  modelFor,
  type UncertaintyRequest,
} from '../shell/programs/uncertainty.js';
import type { CliContext } from './context.js';
import { replayAsCsv, replayAsText, replayDocument } from './draw-text.js';
import { whileListening } from './report.js';
import type { ScoreParts } from './score.js';
import { pairsAsCsv, uncertaintyAsCsv, uncertaintyAsText } from './uncertainty-text.js';
import { type Asked, asksWhatMoves, movesAsCsv, movesAsText, movesDocument, whatMoves } from './what-moves.js';

export interface UncertaintyParts extends ScoreParts {
  readonly draw: (index: ScoredIndex, request: UncertaintyRequest) => TE.TaskEither<Problems, DrawnIndex>;
}

interface UncertaintyCall {
  readonly db: string;
  readonly indicators: string;
  readonly index: string;
  readonly period: string;
  readonly view: string | null;
  readonly draws: number | undefined;
  readonly seed: number | undefined;
  /** One draw again instead of all. */
  readonly draw: number | undefined;
  readonly pairs: boolean;
  readonly asked: Asked;
  readonly format: string;
}

export const runUncertainty = async (
  { db, indicators, index, period, view, draws, seed, draw, pairs, asked, format }: UncertaintyCall,
  context: CliContext,
  parts: UncertaintyParts,
): Promise<void> => {
  const { words, log } = context;
  const scored = await parts.score({ db, indicators, index, period, view })();
  if (E.isLeft(scored)) return context.fail(scored.left);
  for (const each of scored.right.warnings) log.line(`${words.say('cli.check.warning')} ${problemAsText(each, words)}`);
  if (draw !== undefined) {
    replay(scored.right, draw, seed, format, context);
    return;
  }

  const moves = asksWhatMoves(asked) ? await whatMoves(scored.right, asked, seed, context) : null;
  if (moves !== null) {
    if (E.isLeft(moves)) return context.fail(moves.left);
    if (moves.right === null) return;
    if (format === 'table') return context.out(movesAsText(scored.right, moves.right, asked, words));
    if (format === 'csv') return context.out(movesAsCsv(scored.right, moves.right, asked, words));
    // What moves the ranks can be asked of an index that names nothing unsure; then there are no places beside it.
    if (scored.right.definition.uncertainty === null || nothingToDraw(scored.right))
      return context.out(`${JSON.stringify(movesDocument(scored.right, moves.right, asked), null, 2)}\n`);
  }

  const units = scored.right.columns.units.length;
  if (pairs && units > mostForPairs)
    return context.fail([problem('PairsTooMany', { index, units, most: mostForPairs })]);
  const listening = whileListening();
  const tell = (done: number, total: number, left: number): void => {
    if (total > tellFrom) log.progress(progressText(done, total, left, words));
  };
  const made = await parts.draw(scored.right, { draws, seed, tell, signal: listening.signal })();
  listening.end();
  log.line('');
  const stopped = listening.status();
  if (stopped !== null) return context.status(stopped);
  if (E.isLeft(made)) return context.fail(made.left);

  const { model, summary, drawn } = made.right;
  if (summary.failed === summary.draws) return context.fail(allFailed(made.right, words));
  if (format === 'json') {
    const document = uncertaintyDocument(model, summary, scored.right, pairs ? pairsOf(model, drawn) : null);
    const beside = moves === null || moves.right === null ? {} : movesDocument(scored.right, moves.right, asked);
    context.out(`${JSON.stringify({ ...document, ...beside }, null, 2)}\n`);
  } else if (format === 'csv') context.out(pairs ? pairsAsCsv(model, drawn) : uncertaintyAsCsv(model, summary));
  else context.out(uncertaintyAsText(made.right, pairs, words));
};

/** What moves the ranks can be asked where the factors have nothing to draw. */
const nothingToDraw = (scored: ScoredIndex): boolean => {
  const made = modelFor(scored, undefined);
  return E.isLeft(made) && isNothingToDraw(made.left);
};

/** One for each reason, with how many draws failed for it. */
const allFailed = ({ model, summary: { draws, reasons } }: DrawnIndex, words: Words): Problems => {
  const { definition, columns } = model.nominal;
  return reasons.map(({ problem: cause, draws: failed, example }) => {
    const why = { cause: cause.code, reason: sentenceOf(cause, words).message };
    const args = { index: definition.id, period: columns.period, draws, failed, example, ...why };
    return problem('AllDrawsFailed', args, definition.uncertainty?.at);
  });
};

/** Fewer draws are done before anybody could read how far they are. */
const tellFrom = 2000;

const replay = (
  scored: ScoredIndex,
  draw: number,
  seed: number | undefined,
  format: string,
  context: CliContext,
): void => {
  const again = drawAgain(scored, draw, seed);
  if (E.isLeft(again)) {
    context.fail(again.left);
    return;
  }
  const { model } = again.right;
  if (format === 'json') context.out(`${JSON.stringify(replayDocument(model, again.right, context.words), null, 2)}\n`);
  else if (format === 'csv') context.out(replayAsCsv(model, again.right));
  else context.out(replayAsText(model, again.right, context.words));
};
