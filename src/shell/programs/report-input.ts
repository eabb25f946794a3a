// Gathers what the pages of a report tell: the scored index, its views, the period before, the datasets behind it, and the ways of numbers.
import { signShares } from '../../core/compare/sign-share.js';
import { explain } from '../../core/explain/explain.js';
import { E, type TE } from '../../core/fp.js';
import { earlierPeriod } from '../../core/model/period.js';
import type { Problems } from '../../core/model/problem.js';
import { langs, sameInAll } from '../../core/model/text.js';
import type { Dataset, RankUncertainty, ReportInput } from '../../core/report/input.js';
import { scoreDocument } from '../../core/score/document.js';
import { totalWith } from '../../core/score/gain.js';
import { uncertaintyDocument } from '../../core/uncertainty/document.js';
import type { Store } from '../ports.js';
import { pairsFor } from './compare.js';
import { type ScoredIndex, type ScorePorts, type ScoreRequest, scoreIndex } from './score.js';
import { isNothingToDraw, type UncertaintyPorts, uncertaintyOf } from './uncertainty.js';

export interface ReportInputPorts extends ScorePorts, UncertaintyPorts {
  readonly store: Store;
  /** Name and version of the engine. */
  readonly engine: string;
}

export interface PreparedReport {
  readonly input: ReportInput;
  /** The document of `lsg score --json`. */
  readonly scoresJson: string;
  /** The document of `lsg uncertainty --json`; null where the index names nothing unsure. */
  readonly uncertaintyJson: string | null;
}

export const prepareReport =
  (ports: ReportInputPorts, request: Omit<ScoreRequest, 'view'>): TE.TaskEither<Problems, PreparedReport> =>
  async () => {
    const now = await scoreIndex(ports, { ...request, view: null })();
    if (E.isLeft(now)) return now;
    const scored = now.right;
    const before = await scoredBefore(ports, request, scored);
    if (E.isLeft(before)) return before;
    const datasets = await datasetsBehind(ports.store, scored);
    if (E.isLeft(datasets)) return datasets;

    const made = await drawnFor(ports, scored, before.right);
    if (E.isLeft(made) && !isNothingToDraw(made.left)) return made;
    const nothingToDraw = E.isLeft(made) ? made.left : [];
    const drawn = E.isLeft(made) ? null : made.right;

    const { scores, cells, definitionHash, dataHash } = scored;
    const input: ReportInput = {
      scores,
      beside: scored.beside,
      previous: before.right?.scores ?? null,
      snapshot: scored.snapshot,
      uncertainty: drawn?.uncertainty ?? null,
      nothingToDraw,
      definitionHash,
      dataHash,
      engine: ports.engine,
      edition: null,
      madeUp: scored.madeUp,
      datasets: datasets.right,
      langs,
      pdf: true,
      profiles: null,
      trace: (unit, node, words) => explain(scores, cells, unit, node, words),
      totalIf: (unit, changes) => totalWith(scores, unit, changes),
    };
    return E.right({
      input,
      scoresJson: `${JSON.stringify(scoreDocument(scores, { definitionHash, dataHash }), null, 2)}\n`,
      uncertaintyJson: drawn?.json ?? null,
    });
  };

/** The period before; null where it has no data, or only units of the other kind, real or made up. */
const scoredBefore = async (
  ports: ReportInputPorts,
  request: Omit<ScoreRequest, 'view'>,
  now: ScoredIndex,
): Promise<E.Either<Problems, ScoredIndex | null>> => {
  const period = earlierPeriod(request.period, 1);
  if (period === null) return E.right(null);
  const before = await scoreIndex(ports, { ...request, period, view: null })();
  if (E.isRight(before)) return E.right(before.right.madeUp === now.madeUp ? before.right : null);
  return before.left.every(({ code }) => code === 'NoData' || code === 'NoUnits') ? E.right(null) : before;
};

/** The draws of an edition are made once, for all its pages; null where the index names nothing unsure. */
const drawnFor = async (
  ports: ReportInputPorts,
  now: ScoredIndex,
  before: ScoredIndex | null,
): Promise<E.Either<Problems, { readonly uncertainty: RankUncertainty; readonly json: string } | null>> => {
  if (now.definition.uncertainty === null) return E.right(null);
  const drawn = await uncertaintyOf(ports, now)();
  if (E.isLeft(drawn)) return drawn;
  const { model, summary } = drawn.right;
  const pairs = before === null ? E.right(null) : pairsFor(before, now);
  if (E.isLeft(pairs)) return pairs;
  const changeShare = pairs.right === null ? null : signShares(...pairs.right);
  return E.right({
    uncertainty: { summary, factors: model.factors, changeShare },
    json: `${JSON.stringify(uncertaintyDocument(model, summary, now, null), null, 2)}\n`,
  });
};

/** The datasets that the rows behind the scores, and the units themselves, came in with. */
const datasetsBehind = async (
  store: Store,
  scored: ScoredIndex,
): Promise<E.Either<Problems, ReadonlyArray<Dataset>>> => {
  const [datasets, ledger] = [await store.readDatasets()(), await store.importLedger()()];
  if (E.isLeft(datasets)) return datasets;
  if (E.isLeft(ledger)) return ledger;
  const files = new Set(
    [...scored.snapshot.observations, ...scored.snapshot.assessments].map(
      ({ from }) => `${from.importId} ${from.file}`,
    ),
  );
  const entries = ledger.right.filter((entry) => files.has(`${entry.import} ${entry.file}`) || entry.table === 'units');
  const used = new Set(entries.map(({ dataset }) => dataset));
  // A file that came by itself is its own source: a reader must see that it stands behind the numbers.
  const loose = [...new Set(entries.filter(({ dataset }) => dataset === null).map(({ file }) => file))].sort();
  return E.right([
    ...datasets.right
      .filter((dataset) => used.has(dataset.name) && dataset.madeUp === scored.madeUp)
      .map((dataset) => ({
        name: dataset.name,
        title: dataset.title ?? sameInAll(dataset.name),
        licences: dataset.licences.map(({ name, title, path }) => ({ title: sameInAll(title ?? name), url: path })),
        sources: dataset.sources.map(({ title, path }) => ({ title, url: path })),
      })),
    ...loose.map((file) => ({
      name: file,
      title: sameInAll(file.slice(file.lastIndexOf('/') + 1)),
      licences: [],
      sources: [],
    })),
  ]);
};
