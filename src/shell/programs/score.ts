// Scores one index for one period: definitions and a snapshot in, the scores of every view out, with what a trace or a report needs.
import type { Definition, View } from '../../core/define/definition.js';
import { inForce } from '../../core/define/in-force.js';
import { definitionMeaning } from '../../core/define/meaning.js';
import { nearest } from '../../core/define/nearest.js';
import { E, type TE } from '../../core/fp.js';
import { periodKind } from '../../core/model/period.js';
import { distinct, type Problem, type Problems, problem } from '../../core/model/problem.js';
import type { Snapshot } from '../../core/model/snapshot.js';
import { type CellFinder, columnsOf, needsOf, type OtherTotals } from '../../core/score/columns.js';
import { dataMeaning } from '../../core/score/data-meaning.js';
import { lossesOf } from '../../core/score/losses.js';
import { scoreView } from '../../core/score/score.js';
import type { Columns, Scores } from '../../core/score/scores.js';
import { stagesOf } from '../../core/score/stage.js';
import { runSteps } from '../../core/score/steps.js';
import type { Files, SnapshotReader } from '../ports.js';
import { withEstimates } from './answers.js';
import { loadIndex } from './definitions.js';

export interface ScorePorts {
  readonly files: Files;
  readonly store: SnapshotReader;
  /** `sha256:` and the hexadecimal hash of a text. */
  readonly hash: (text: string) => string;
}

export interface ScoreRequest {
  readonly indicators: string;
  readonly index: string;
  readonly period: string;
  /** null: the view that ranks. */
  readonly view: string | null;
  /** A named set of weights in the place of the one in use. */
  readonly weightSet?: string | undefined;
  /** A stage of the recipe that is asked for; a wrong one is told before anything is read. */
  readonly stage?: string | undefined;
  /** Variables that the datasets of the store declare: the names formulas may read besides those of leaves. */
  readonly declared: Iterable<string>;
}

export interface ScoredIndex {
  /** In force for the period. */
  readonly definition: Definition;
  /** The view asked for. */
  readonly scores: Scores;
  /** The other views, in the order of the definition. */
  readonly beside: ReadonlyArray<Scores>;
  readonly columns: Columns;
  readonly cells: CellFinder;
  readonly snapshot: Snapshot;
  readonly definitionHash: string;
  readonly dataHash: string;
  /** Whether the listed units are made up; a listing is never mixed. */
  readonly madeUp: boolean;
  readonly warnings: Problems;
  /** Indexes whose totals it reads, in the order they have to be scored. */
  readonly restsOn: ReadonlyArray<Definition>;
}

export const scoreIndex =
  (ports: ScorePorts, request: ScoreRequest): TE.TaskEither<Problems, ScoredIndex> =>
  async () => {
    if (periodKind(request.period) === null)
      return E.left([problem('BadOption', { option: '--period', value: request.period, allowed: '@expected.period' })]);
    const loaded = await loadIndex(ports.files, request.indicators, request.index, request.declared, request.weightSet);
    if (E.isLeft(loaded)) return loaded;
    const { order, warnings } = loaded.right;

    const stages = stagesOf(order[order.length - 1]!);
    if (request.stage !== undefined && !stages.includes(request.stage))
      return E.left([problem('UnknownStage', { stage: request.stage, known: stages.join(', ') })]);

    const whole = order[order.length - 1]!;
    const restsOn = order.slice(0, -1);
    const totals = await totalsFor(ports, restsOn, request.period);
    if (E.isLeft(totals)) return totals;
    const made = await scoreOne(ports, whole, request.period, request.view, totals.right);
    if (E.isLeft(made)) return made;
    return E.right({ ...made.right, restsOn, warnings: [...warnings, ...made.right.warnings] });
  };

/** The columns that an index as it stands for one period has over the data of another. */
export const columnsOver =
  (
    ports: ScorePorts,
    { definition, restsOn }: Pick<ScoredIndex, 'definition' | 'restsOn'>,
    period: string,
  ): TE.TaskEither<Problems, Columns> =>
  async () => {
    const totals = await totalsFor(ports, restsOn, period);
    if (E.isLeft(totals)) return totals;
    const read = await readData(ports, definition, period);
    if (E.isLeft(read)) return read;
    return E.map(({ columns }: { readonly columns: Columns }) => columns)(
      columnsOf(definition, read.right, period, totals.right),
    );
  };

/** Rows of the store, and what answers to questionnaires come to. */
const readData = async (
  { store }: ScorePorts,
  definition: Definition,
  period: string,
): Promise<E.Either<Problems, Snapshot>> => {
  const needs = needsOf(definition, period);
  const read = await store.readSnapshot(needs)();
  if (E.isLeft(read)) return read;
  return withEstimates(store.readAnswers, definition, needs.periods, read.right);
};

/** Totals of the indexes that an index rests on. */
const totalsFor = async (
  ports: ScorePorts,
  restsOn: ReadonlyArray<Definition>,
  period: string,
): Promise<E.Either<Problems, OtherTotals>> => {
  const totals = new Map<string, ReadonlyMap<string, number>>();
  for (const definition of restsOn) {
    const made = await scoreOne(ports, definition, period, null, totals);
    if (E.isLeft(made)) return made;
    totals.set(definition.id, totalsOf(made.right.scores));
  }
  return E.right(totals);
};

const scoreOne = async (
  ports: ScorePorts,
  whole: Definition,
  period: string,
  view: string | null,
  totals: OtherTotals,
): Promise<E.Either<Problems, Omit<ScoredIndex, 'restsOn'>>> => {
  const definition = inForce(whole, period);
  const chosen = chooseView(definition, view);
  if (E.isLeft(chosen)) return chosen;
  const read = await readData(ports, definition, period);
  if (E.isLeft(read)) return read;
  const snapshot = read.right;
  const made = columnsOf(definition, snapshot, period, totals);
  if (E.isLeft(made)) return made;
  const { columns, cells, warnings } = made.right;
  if (columns.units.length === 0) return E.left([nothingToScore(definition, snapshot, columns)]);

  const others = definition.views.filter(({ id }) => id !== chosen.right.id);
  const scored: Scores[] = [];
  const problems: Problem[] = [];
  const prepared = runSteps(definition, columns);
  if (E.isLeft(prepared)) return prepared;
  for (const each of [chosen.right, ...others]) {
    const result = scoreView(definition, each, columns, prepared.right);
    if (E.isLeft(result)) problems.push(...result.left);
    else scored.push(result.right);
  }
  if (problems.length > 0) return E.left(distinct(problems));
  return E.right({
    definition,
    scores: scored[0]!,
    beside: scored.slice(1),
    columns,
    cells,
    snapshot,
    definitionHash: ports.hash(definitionMeaning(whole)),
    dataHash: ports.hash(dataMeaning(snapshot)),
    madeUp: columns.units.some((unit) => unit.madeUp),
    warnings: [...warnings, ...lossesOf(scored[0]!)],
  });
};

const chooseView = (definition: Definition, id: string | null): E.Either<Problems, View> => {
  const found = definition.views.find((view) => (id === null ? view.ranks : view.id === id));
  if (found !== undefined) return E.right(found);
  const known = definition.views.map((view) => view.id);
  return E.left([
    problem('UnknownView', { view: id ?? '', nearest: nearest(id ?? '', known), known: known.join(', ') }),
  ]);
};

const nothingToScore = (definition: Definition, snapshot: Snapshot, columns: Columns): Problem =>
  snapshot.units.length === 0 || columns.unlisted === 0
    ? problem('NoUnits', { index: definition.id, levels: definition.units.levels.join(', ') }, definition.at)
    : problem('NoData', { index: definition.id, period: columns.period, units: columns.unlisted }, definition.at);

const totalsOf = (scores: Scores): ReadonlyMap<string, number> =>
  new Map(scores.columns.units.map((unit, p) => [unit.code, scores.units[p]!.score]));
