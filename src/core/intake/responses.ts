// Rows of respondents: each answer must be one that its question's scale knows. What a person answered is never told, in no message
// and in no account: places alone.
import { type Instrument, isOnScale, missingKindOf, type Question } from '../define/instrument.js';
import { nearest } from '../define/nearest.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { type Account, rowReader } from './account.js';
import type { CheckedResponse } from './checked.js';
import { keyCells, type Reading } from './keys.js';
import { shortly } from './place.js';
import type { RawTable } from './table.js';

export interface ResponsesRead {
  readonly responses: ReadonlyArray<CheckedResponse>;
  readonly account: Account;
  /** Not empty: the table as a whole cannot be read. */
  readonly headerProblems: Problems;
}

const wholeNumber = /^[-−]?\d{1,6}(?:[.,]0+)?$/;

export const readResponses = (reading: Reading, instruments: ReadonlyArray<Instrument>): ResponsesRead => {
  const table = withoutLines(reading.table);
  const { header, seen } = reading;
  const reader = rowReader(table);
  const cells = keyCells({ ...reading, table }, reader);
  const at = {
    instrument: header.at('instrument'),
    respondent: header.at('respondent'),
    weight: header.at('weight'),
    stratum: header.at('stratum'),
    cluster: header.at('cluster'),
    cluster2: header.at('cluster2'),
    fpc: header.at('fpc'),
    fpc2: header.at('fpc2'),
  };
  const byId = new Map(instruments.map((each) => [each.id, each]));
  const used = new Set(table.rows.map(({ cells: row }) => (row[at.instrument] ?? '').trim()));
  const known = instruments.filter(({ id }) => used.has(id));
  const headerProblems = unknownQuestions(reading, table, known);
  if (headerProblems.length > 0) return { responses: [], account: reader.account(), headerProblems };
  const asked = new Map(known.map((each) => [each.id, questionColumns(each, header.at)]));
  // A column of one instrument is blank in the rows of another.
  const foreign = new Map(
    known.map(({ id, questions }) => [
      id,
      header.further.filter(({ name }) => !questions.some((question) => question.id === name)),
    ]),
  );

  const responses: CheckedResponse[] = [];
  for (const row of table.rows) {
    if (!reader.begin(row)) continue;
    const id = reader.text(row, at.instrument);
    const questions = asked.get(id);
    if (questions === undefined) {
      const args = { instrument: shortly(id), nearest: nearest(id, byId.keys()), known: [...byId.keys()].join(', ') };
      reader.refuse(row, at.instrument, 'UnknownInstrument', args);
    }
    const respondent = reader.text(row, at.respondent);
    if (respondent === '') reader.refuse(row, at.respondent, 'ValueMissing', { column: 'respondent' });
    const unit = cells.unit(row);
    const period = cells.period(row);
    const weight = cells.number(row, at.weight);
    if (weight !== null && weight <= 0)
      reader.refuse(row, at.weight, 'WeightNotPositive', { column: 'weight', value: weight });
    const states = new Map<string, number>();
    let blank = 0;
    const answers = (questions ?? []).map(({ question, column }): number | null => {
      const text = column === -1 ? '' : reader.text(row, column);
      if (text === '') {
        if (column !== -1) blank++;
        return null;
      }
      const value = wholeNumber.test(text) ? Number(text.replace('−', '-').replace(',', '.')) : Number.NaN;
      if (!isOnScale(question, value)) {
        reader.refuse(row, column, 'AnswerNotOnScale', scaleArgs(question));
        return null;
      }
      const kind = missingKindOf(question, value);
      if (kind !== null) states.set(kind, (states.get(kind) ?? 0) + 1);
      return value;
    });
    for (const { name, column } of foreign.get(id) ?? []) {
      if (reader.text(row, column) === '') blank++;
      else reader.refuse(row, column, 'AnswerOfAnother', { question: name, instrument: id });
    }
    if (respondent !== '' && period !== null && questions !== undefined) {
      const first = seen.note(table, row, respondent, period, `${id} respondent`);
      // Who it is stands in the file: a message names rows.
      if (first !== null) reader.refuse(row, at.respondent, 'DuplicateRespondent', { instrument: id, period, first });
    }
    const filled = [...states].map(([state, count]) => ({ state, count }));
    const sizes = { fpc: cells.size(row, at.fpc), fpc2: cells.size(row, at.fpc2) };
    if (!reader.settle(row, reader.faults(), { blank: { count: blank, state: 'not_asked' }, filled })) continue;
    if (unit === null || period === null) continue;
    responses.push({
      instrument: id,
      respondent,
      unit: unit.code,
      period,
      weight,
      stratum: cells.words(row, at.stratum),
      cluster: cells.words(row, at.cluster),
      cluster2: cells.words(row, at.cluster2),
      ...sizes,
      answers,
      row: row.row,
      column: 'respondent',
    });
  }
  return { responses, account: silent(reader.account()), headerProblems: [] };
};

interface QuestionColumn {
  readonly question: Question;
  /** -1: the table has no such column, and nobody was asked. */
  readonly column: number;
}

const questionColumns = ({ questions }: Instrument, at: (name: string) => number): ReadonlyArray<QuestionColumn> =>
  questions.map((question) => ({ question, column: at(question.id) }));

/** A column that is no question of any instrument of the table: it may say who somebody is, so it is not passed over. */
const unknownQuestions = ({ header }: Reading, table: RawTable, known: ReadonlyArray<Instrument>): Problems => {
  if (known.length === 0) return [];
  const questions = known.flatMap((each) => each.questions.map(({ id }) => id));
  const instrument = known.map(({ id }) => id).join(', ');
  return header.further.flatMap(({ name, column }): ReadonlyArray<Problem> => {
    if (questions.includes(name)) return [];
    const near = nearest(name, questions);
    const args = { column: shortly(name), nearest: near, instrument };
    return [problem('QuestionUnknown', args, table.place(table.headerRow, column))];
  });
};

const scaleArgs = ({ id, scale }: Question) => ({
  question: id,
  type: scale.type,
  allowed: scale.choices.map(({ code }) => code).join(', '),
  least: scale.least,
  missing: scale.missing.map(({ code }) => code).join(', '),
});

/** The line of a file holds all that a person answered: places without it. */
const withoutLines = (table: RawTable): RawTable => {
  const bare = ({ sourceLine: _line, width: _width, ...place }: Location): Location => place;
  return {
    ...table,
    place: (row, column) => bare(table.place(row, column)),
    faults: table.faults.map((fault) => ({
      ...fault,
      value: '',
      problem: {
        ...fault.problem,
        args: { ...fault.problem.args, value: '' },
        ...(fault.problem.at === undefined ? {} : { at: bare(fault.problem.at) }),
      },
    })),
  };
};

/** What was refused stands in the file: the account gives the places. */
const silent = (account: Account): Account => ({
  ...account,
  refused: account.refused.map((each) => ({ ...each, value: '' })),
});
