// What `lsg uncertainty --sensitivity`, `--remove-one` and `--influence` do: tables of what moves the ranks, instead of the places.
import { influenceDocument, outputDocument, shiftDocument } from '../core/audit/document.js';
import { E } from '../core/fp.js';
import { type Problem, type Problems, problem } from '../core/model/problem.js';
import { factorName } from '../core/report/factor-words.js';
import { nothing } from '../core/report/figures.js';
import {
  alternativeText,
  alternativeTitle,
  chanceLine,
  estimateText,
  failedLine,
  intervalText,
  nodeTitle,
  unitName,
} from '../core/report/moves-words.js';
import { progressText } from '../core/report/uncertainty-words.js';
import { type Influence, influenceOf } from '../core/uncertainty/influence.js';
import { chosenOneByOne, leftOutOneByOne, type RankShift } from '../core/uncertainty/remove-one.js';
import type { Output, Sensitivity, SensitivityPlan } from '../core/uncertainty/sensitivity.js';
import { sentenceOf } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';
import { csvText } from '../shell/programs/csv-text.js';
import type { ScoredIndex } from '../shell/programs/score.js';
import { usualPlan } from '../shell/programs/sensitivity.js';
import { modelFor } from '../shell/programs/uncertainty.js';
import type { CliContext } from './context.js';
import { whileListening } from './report.js';
import { findSensitivity } from './sensitivity-run.js';
import { asTable } from './text-table.js';

export interface Asked {
  readonly sensitivity: boolean;
  readonly removeOne: boolean;
  readonly influence: boolean;
  /** undefined: as is usual for the index. */
  readonly plan: { readonly points: number | undefined; readonly sequences: number | undefined };
  /** Code; the indices of its rank instead of those of the mean shift. */
  readonly unit: string | null;
}

export const asksWhatMoves = ({ sensitivity, removeOne, influence }: Asked): boolean =>
  sensitivity || removeOne || influence;

interface Moves {
  readonly sensitivity: Sensitivity | null;
  readonly plan: SensitivityPlan | null;
  readonly removeOne: ReadonlyArray<RankShift> | null;
  readonly influence: ReadonlyArray<Influence> | null;
}

/** Left: the fields were asked for and cannot be had; null: stopped by a signal. */
export const whatMoves = async (
  scored: ScoredIndex,
  asked: Asked,
  seed: number | undefined,
  context: CliContext,
): Promise<E.Either<Problems, Moves | null>> => {
  const { scores, definition } = scored;
  const unknown = unknownUnit(scored, asked.unit);
  if (unknown !== null) return E.left([unknown]);
  let sensitivity: Sensitivity | null = null;
  let plan: SensitivityPlan | null = null;
  if (asked.sensitivity) {
    const made = modelFor(scored, seed);
    if (E.isLeft(made)) return made;
    const { words, log } = context;
    const listening = whileListening();
    const tell = (done: number, total: number, left: number): void =>
      log.progress(progressText(done, total, left, words));
    const usual = usualPlan(made.right.model.factors);
    const { points = usual.points, sequences = usual.sequences } = asked.plan;
    plan = { points, sequences, seed: made.right.seed };
    const found = await findSensitivity(made.right.model, { plan, tell, signal: listening.signal })();
    listening.end();
    log.line('');
    const stopped = listening.status();
    if (stopped !== null) {
      context.status(stopped);
      return E.right(null);
    }
    if (E.isLeft(found)) return found;
    sensitivity = found.right;
  }
  let removeOne: ReadonlyArray<RankShift> | null = null;
  if (asked.removeOne) {
    const without = leftOutOneByOne(scores);
    if (E.isLeft(without)) return without;
    const otherwise = chosenOneByOne(scores, definition.uncertainty?.factors ?? []);
    if (E.isLeft(otherwise)) return otherwise;
    removeOne = [...without.right, ...otherwise.right];
  }
  return E.right({ sensitivity, plan, removeOne, influence: asked.influence ? influenceOf(scores) : null });
};

const unknownUnit = ({ definition, columns }: ScoredIndex, unit: string | null): Problem | null =>
  unit === null || columns.units.some(({ code }) => code === unit)
    ? null
    : problem('UnknownUnitCode', { unit, index: definition.id, period: columns.period });

const outputFor = ({ columns }: ScoredIndex, sensitivity: Sensitivity, unit: string | null): Output | null =>
  unit === null ? sensitivity.shift : sensitivity.units[columns.units.findIndex(({ code }) => code === unit)]!;

/** Fields for the document of `lsg uncertainty --json`. */
export const movesDocument = (
  scored: ScoredIndex,
  { sensitivity, plan, removeOne, influence }: Moves,
  { unit }: Asked,
) => ({
  ...(sensitivity === null
    ? {}
    : {
        sensitivity: {
          ...plan,
          runs: sensitivity.runs,
          failed: sensitivity.failed,
          sets: sensitivity.sets,
          holds: sensitivity.holds,
          reason: sensitivity.reason === null ? null : { code: sensitivity.reason.code, args: sensitivity.reason.args },
          shift: outputDocument(sensitivity.factors, sensitivity.shift),
          ...(unit === null
            ? {}
            : { unit, rank: outputDocument(sensitivity.factors, outputFor(scored, sensitivity, unit)) }),
        },
      }),
  ...(removeOne === null ? {} : { remove_one: removeOne.map((each) => shiftDocument(each, scored)) }),
  ...(influence === null ? {} : { influence: influenceDocument(influence) }),
});

interface Column {
  readonly key: string;
  readonly right: boolean;
}

export const movesAsText = (scored: ScoredIndex, moves: Moves, asked: Asked, words: Words): string => {
  const { definition, columns, scores } = scored;
  const tables: ReadonlyArray<ReadonlyArray<string>> = [
    ...(moves.sensitivity === null ? [] : [sensitivityLines(scored, moves.sensitivity, moves.plan, asked, words)]),
    ...(moves.removeOne === null ? [] : [removeLines(scored, moves.removeOne, words)]),
    ...(moves.influence === null ? [] : [influenceLines(scored, moves.influence, words)]),
  ];
  const lines = [
    `${words.text(definition.title)}, ${columns.period} (${words.text(scores.view.title)})`,
    ...(scored.madeUp ? [words.say('report.made_up')] : []),
    ...(definition.note === null ? [] : [words.text(definition.note)]),
    ...tables.flatMap((table) => ['', ...table]),
  ];
  return `${lines.join('\n')}\n`;
};

const table = (columns: ReadonlyArray<Column>, rows: ReadonlyArray<ReadonlyArray<string>>, words: Words) =>
  asTable(
    columns.map(({ key }) => words.say(`moves.column.${key}`)),
    rows,
    columns.map(({ right }) => right),
  );
const left = (key: string): Column => ({ key, right: false });
const right = (key: string): Column => ({ key, right: true });

const sensitivityLines = (
  scored: ScoredIndex,
  sensitivity: Sensitivity,
  plan: SensitivityPlan | null,
  { unit }: Asked,
  words: Words,
): ReadonlyArray<string> => {
  const { runs, factors } = sensitivity;
  const output = outputFor(scored, sensitivity, unit);
  const title =
    unit === null
      ? words.say('moves.sensitivity.shift')
      : words.say('moves.sensitivity.rank', {
          name: words.text(scored.columns.units.find(({ code }) => code === unit)!.name),
        });
  const about = [
    words.say('moves.sensitivity.runs', { runs, ...plan }),
    ...failedLine(sensitivity, words),
    ...(sensitivity.reason === null ? [] : [`  ${sentenceOf(sensitivity.reason, words).message}`]),
  ];
  if (!sensitivity.holds) return [title, ...about];
  if (output === null) return [title, ...about, words.say('moves.sensitivity.still')];
  return [
    title,
    ...about,
    '',
    ...table(
      [left('factor'), right('first'), right('interval'), right('total'), right('interval')],
      factors.map((name, i) => {
        const { first, total } = output.indices[i]!;
        const factor = scored.definition.uncertainty?.factors.find((each) => each.name === name);
        return [
          factor === undefined ? name : factorName(factor, words),
          ...[estimateText(first, words), intervalText(first, words)],
          ...[estimateText(total, words), intervalText(total, words)],
        ];
      }),
      words,
    ),
    '',
    words.say('moves.sensitivity.about'),
  ];
};

const removeLines = (
  { scores }: ScoredIndex,
  shifts: ReadonlyArray<RankShift>,
  words: Words,
): ReadonlyArray<string> => [
  words.say('moves.remove.title'),
  '',
  ...table(
    [left('id'), left('name'), right('mean'), right('largest'), right('moved'), left('farthest')],
    shifts.map(({ alternative, fault, shift }) => [
      alternative.kind === 'without' ? alternative.node : '',
      alternativeTitle(scores, alternative, words),
      ...(shift === null
        ? [nothing, nothing, nothing, fault === null ? nothing : sentenceOf(fault, words).message]
        : [
            shift.units === 0 ? nothing : words.number(shift.mean, 2),
            String(shift.largest),
            String(shift.moved),
            shift.farthest === null
              ? nothing
              : `${unitName(scores, shift.farthest.unit, words)}: ${shift.farthest.from} → ${shift.farthest.to}`,
          ]),
    ]),
    words,
  ),
  '',
  words.say('moves.remove.about'),
];

const influenceLines = (
  { scores }: ScoredIndex,
  influence: ReadonlyArray<Influence>,
  words: Words,
): ReadonlyArray<string> => {
  const number = (value: number): string => (Number.isNaN(value) ? nothing : words.number(value, 2));
  const share = (value: number): string => (Number.isNaN(value) ? nothing : words.percent(value, 1));
  return [
    words.say('moves.influence.title'),
    '',
    ...table(
      [
        left('id'),
        left('name'),
        right('weight'),
        right('share'),
        right('ratio'),
        right('linear'),
        right('r'),
        left('flag'),
      ],
      influence.map((own) => [
        own.node,
        nodeTitle(scores, own.node, words),
        share(own.weightShare),
        share(own.share),
        number(own.ratio),
        number(own.linear),
        number(own.r),
        own.flag === null ? '' : words.say(`moves.flag.${own.flag}`),
      ]),
      words,
    ),
    '',
    words.say('moves.influence.about'),
    ...chanceLine(influence, words),
  ];
};

/** One table: the one that was asked for. */
export const movesAsCsv = (scored: ScoredIndex, moves: Moves, asked: Asked, words: Words): string => {
  const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
  if (moves.sensitivity !== null) {
    const output = outputFor(scored, moves.sensitivity, asked.unit);
    return csvText([
      ['factor', 'first', 'first_low', 'first_high', 'total', 'total_low', 'total_high'],
      ...moves.sensitivity.factors.map((name, i) => {
        const indices = output?.indices[i];
        if (indices === undefined) return [name, null, null, null, null, null, null];
        const { first, total } = indices;
        return [name, ...[first.value, first.low, first.high, total.value, total.low, total.high].map(orNull)];
      }),
    ]);
  }
  if (moves.removeOne !== null)
    return csvText([
      ['node', 'choice', 'units', 'mean_shift', 'largest_shift', 'moved', 'parted', 'farthest', 'from', 'to', 'failed'],
      ...moves.removeOne.map(({ alternative, fault, shift }) => [
        ...(alternative.kind === 'without' ? [alternative.node, null] : [null, alternativeText(alternative, words)]),
        ...(shift === null
          ? [null, null, null, null, null]
          : [shift.units, orNull(shift.mean), shift.largest, shift.moved, shift.parted]),
        ...(shift === null || shift.farthest === null
          ? [null, null, null]
          : [scored.columns.units[shift.farthest.unit]!.code, shift.farthest.from, shift.farthest.to]),
        fault?.code ?? null,
      ]),
    ]);
  return csvText([
    ['node', 'kind', 'n', 'weight', 'weight_share', 'share', 'ratio', 'linear', 'r', 'p', 'flag', 'chance'],
    ...(moves.influence ?? []).map((own) => [
      ...[own.node, own.kind, own.n],
      ...[own.weight, own.weightShare, own.share, own.ratio, own.linear, own.r, own.p].map(orNull),
      own.flag,
      orNull(own.chance),
    ]),
  ]);
};
