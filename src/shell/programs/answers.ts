// Reads the answers that the indicators of an index ask for, and puts what they come to among the observations of a run.

import type { Definition } from '../../core/define/definition.js';
import type { Instrument } from '../../core/define/instrument.js';
import { nearest } from '../../core/define/nearest.js';
import { estimateName, type SurveyAsk } from '../../core/define/survey-ask.js';
import { E } from '../../core/fp.js';
import type { Observation } from '../../core/model/observation.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { ResponseColumns } from '../../core/model/responses.js';
import type { Snapshot } from '../../core/model/snapshot.js';
import type { SurveyEstimate, SurveyFindings } from '../../core/model/survey-estimate.js';
import { surveyFindings } from '../../core/responses/estimates.js';
import type { Files, OpenResponses, ReadAnswers } from '../ports.js';
import { readInstruments } from './instruments.js';

/** Questionnaires of `indicators`, answers of the database at `path`; a database that is not there holds none. */
export const answersReader =
  (files: Files, openResponses: OpenResponses, indicators: string, path: string): ReadAnswers =>
  (id, period) =>
  async () => {
    const { instruments, problems } = await readInstruments(files, indicators);
    const instrument = instruments.find((each) => each.id === id);
    if (instrument === undefined) {
      if (problems.length > 0) return E.left(problems);
      const ids = instruments.map((each) => each.id);
      return E.left([
        problem('UnknownInstrument', { instrument: id, nearest: nearest(id, ids), known: ids.join(', ') }),
      ]);
    }
    const store = await openResponses(path, 'read')();
    if (E.isLeft(store)) {
      const isMissing = store.left.every(({ code }) => code === 'DatabaseMissing');
      return isMissing ? E.right({ instrument, columns: null }) : store;
    }
    const columns = await store.right.readResponses(id, period)();
    store.right.close();
    return E.map((found: ResponseColumns | null) => ({ instrument, columns: found }))(columns);
  };

/** The snapshot with the estimates of the periods that the definition reads; as it was where no indicator asks for any. */
export const withEstimates = async (
  read: ReadAnswers | undefined,
  definition: Definition,
  periods: ReadonlyArray<string>,
  snapshot: Snapshot,
): Promise<E.Either<Problems, Snapshot>> => {
  const asks = asksOf(definition);
  if (asks.length === 0 || read === undefined) return E.right(snapshot);
  const known = new Set(snapshot.units.map(({ code }) => code));
  const found: { readonly findings: SurveyFindings; readonly observations: ReadonlyArray<Observation> }[] = [];
  for (const id of new Set(asks.map(({ instrument }) => instrument))) {
    for (const period of periods) {
      const answers = await read(id, period)();
      if (E.isLeft(answers)) return answers;
      const { instrument, columns } = answers.right;
      if (columns === null) continue;
      const made = surveyFindings(
        asks.filter((ask) => ask.instrument === id),
        instrument,
        columns,
      );
      if (E.isLeft(made)) return made;
      const estimates = made.right.estimates.filter(({ unit }) => known.has(unit));
      const observations = estimates.map((each) => observationOf(each, instrument, columns.hash));
      found.push({ findings: { ...made.right, estimates }, observations });
    }
  }
  return E.right({
    ...snapshot,
    observations: [...snapshot.observations, ...found.flatMap(({ observations }) => observations)],
    surveys: {
      estimates: found.flatMap(({ findings }) => findings.estimates),
      correlation: (unit, a, b) => {
        for (const { findings } of found) {
          const correlation = findings.correlation(unit, a, b);
          if (correlation !== null) return correlation;
        }
        return null;
      },
    },
  });
};

const asksOf = ({ leaves }: Definition): ReadonlyArray<SurveyAsk> => [
  ...new Map(
    leaves.flatMap(({ estimate = null }) => (estimate === null ? [] : [[estimateName(estimate), estimate]])),
  ).values(),
];

/** What runs over observations sees no difference; the hash of the answers goes into that of the data. */
const observationOf = (found: SurveyEstimate, { version }: Instrument, hash: string): Observation => ({
  unit: found.unit,
  period: found.period,
  variable: found.variable,
  value: found.value,
  status: found.value === null ? 'confidential' : 'estimated',
  se: found.se,
  n: found.n,
  df: found.df,
  source: `${found.instrument} ${version}`,
  note: hash,
  from: { importId: 0, file: `${found.instrument} (${found.period})`, sheet: null, row: 0, column: found.variable },
});
