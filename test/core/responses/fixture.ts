// The shipped questionnaire, asks of it, and small answers made by hand.
import { readFileSync } from 'node:fs';
import { decodeInstrument } from '../../../src/core/define/build-instrument.js';
import type { Instrument } from '../../../src/core/define/instrument.js';
import type { SurveyAsk } from '../../../src/core/define/survey-ask.js';
import { E } from '../../../src/core/fp.js';
import type { ResponseColumns } from '../../../src/core/model/responses.js';
import type { SurveyFindings } from '../../../src/core/model/survey-estimate.js';
import { surveyFindings } from '../../../src/core/responses/estimates.js';

const file = 'indicators/surveys/lgpi-kz.yaml';
const decoded = decodeInstrument({ file, text: readFileSync(file, 'utf8') });
if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left[0]));
export const lgpi: Instrument = decoded.right;

export const ask = (more: Partial<SurveyAsk>): SurveyAsk => ({
  instrument: 'lgpi-kz',
  module: null,
  questions: [],
  estimator: 'mean',
  codes: [],
  boxes: 1,
  leastAnswered: 0.5,
  ...more,
});

/** One row a respondent: unit, cluster, and answers by question. */
export interface Person {
  readonly unit: string;
  readonly cluster?: string;
  readonly stratum?: string;
  readonly weight?: number;
  readonly answers: Readonly<Record<string, number>>;
}

export const columnsOf = (people: ReadonlyArray<Person>): ResponseColumns => {
  const ids = [...new Set(people.flatMap(({ answers }) => Object.keys(answers)))];
  const has = (key: 'cluster' | 'stratum' | 'weight'): boolean => people.some((each) => each[key] !== undefined);
  return {
    instrument: 'lgpi-kz',
    period: '2025',
    rows: people.length,
    unit: people.map(({ unit }) => unit),
    weight: has('weight') ? Float64Array.from(people, ({ weight = Number.NaN }) => weight) : null,
    stratum: has('stratum') ? people.map(({ stratum = '' }) => stratum) : null,
    cluster: has('cluster') ? people.map(({ cluster = '' }) => cluster) : null,
    cluster2: null,
    fpc: null,
    fpc2: null,
    answers: new Map(ids.map((id) => [id, Float64Array.from(people, ({ answers }) => answers[id] ?? Number.NaN)])),
    hash: 'sha256:0',
  };
};

export const found = (asks: ReadonlyArray<SurveyAsk>, people: ReadonlyArray<Person>, by = lgpi): SurveyFindings => {
  const made = surveyFindings(asks, by, columnsOf(people));
  if (E.isLeft(made)) throw new Error(JSON.stringify(made.left));
  return made.right;
};
