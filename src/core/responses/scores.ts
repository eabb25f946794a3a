// From the codes of answers to one value for each respondent, 0 to 100, as an indicator asks for it; NaN for who gives none.

import { type Instrument, missingKindOf, type Question, scoreOf } from '../define/instrument.js';
import type { SurveyAsk } from '../define/survey-ask.js';
import type { ResponseColumns } from '../model/responses.js';

/** The questions an indicator rests on: those it names, or the scored ones of its module. */
export const questionsOf = ({ questions }: Instrument, ask: SurveyAsk): ReadonlyArray<Question> =>
  questions.filter(({ id, module, direction }) =>
    ask.module === null ? ask.questions.includes(id) : module === ask.module && direction !== 'none',
  );

/** Of each respondent; 0 or 100 for shares. */
export const respondentValues = (ask: SurveyAsk, instrument: Instrument, columns: ResponseColumns): Float64Array => {
  const questions = questionsOf(instrument, ask);
  const [only] = questions;
  if (ask.estimator === 'mean') return meanScores(questions, columns, ask.leastAnswered);
  const values = new Float64Array(columns.rows).fill(Number.NaN);
  if (only === undefined) return values;
  const given = answersTo(only, columns);
  if (given === null) return values;
  const counted = countedBy(ask, only);
  for (let row = 0; row < values.length; row++) {
    const value = given[row]!;
    if (!Number.isNaN(value) && missingKindOf(only, value) === null) values[row] = counted(value) ? 100 : 0;
  }
  return values;
};

const countedBy = ({ estimator, codes, boxes }: SurveyAsk, question: Question): ((value: number) => boolean) => {
  if (estimator === 'share') {
    const wanted = new Set(codes);
    return (value) => wanted.has(value);
  }
  const scores = [...new Set(question.scale.choices.map(({ code }) => scoreOf(question, code)))].sort((a, b) => b - a);
  const least = scores[Math.min(boxes, scores.length) - 1] ?? 100;
  return (value) => scoreOf(question, value) >= least;
};

/** The answers of those who were asked; null: the data have no such column. */
const answersTo = (question: Question, { answers }: ResponseColumns): Float64Array | null => {
  const given = answers.get(question.id);
  if (given === undefined) return null;
  const { askedIf } = question;
  const filter = askedIf === null ? undefined : answers.get(askedIf.question);
  if (askedIf === null || filter === undefined) return given;
  // An answer to a question that was not put to this person says nothing.
  return given.map((value, row) => (askedIf.codes.includes(filter[row]!) ? value : Number.NaN));
};

const meanScores = (
  questions: ReadonlyArray<Question>,
  columns: ResponseColumns,
  leastAnswered: number,
): Float64Array => {
  const sums = new Float64Array(columns.rows);
  const answered = new Int32Array(columns.rows);
  const asked = new Int32Array(columns.rows);
  for (const question of questions) {
    const given = answersTo(question, columns);
    if (given === null) continue;
    const known = new Map<number, number>();
    for (let row = 0; row < given.length; row++) {
      const value = given[row]!;
      if (Number.isNaN(value)) continue;
      let score = known.get(value);
      if (score === undefined) known.set(value, (score = scoreOfAnswer(question, value)));
      if (score === notAsked) continue;
      asked[row] = asked[row]! + 1;
      if (Number.isNaN(score)) continue;
      answered[row] = answered[row]! + 1;
      sums[row] = sums[row]! + score;
    }
  }
  return sums.map((sum, row) => {
    const n = answered[row]!;
    return n > 0 && n >= leastAnswered * asked[row]! - 1e-9 ? sum / n : Number.NaN;
  });
};

const notAsked = -1;

const scoreOfAnswer = (question: Question, value: number): number => {
  const kind = missingKindOf(question, value);
  if (kind === null) return scoreOf(question, value);
  return kind === 'not_asked' ? notAsked : Number.NaN;
};
