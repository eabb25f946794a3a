// The key `estimate` of a survey indicator, judged by itself and against the questionnaire that it names.
import { type Problem, problem } from '../model/problem.js';
import type { Definition } from './definition.js';
import type { Instrument } from './instrument.js';
import { nearest } from './nearest.js';
import { at, type Cursor } from './placed.js';
import type { RawLeaf } from './raw/leaf.js';
import { defaultLeast, type SurveyAsk } from './survey-ask.js';

/** null where the leaf names none, or names it wrongly, which is told. */
export const buildEstimate = (raw: RawLeaf, cursor: Cursor, problems: Problem[]): SurveyAsk | null => {
  const { estimate } = raw;
  if (estimate === undefined) return null;
  const { module = null, question, estimator = 'mean', codes, boxes } = estimate;
  const before = problems.length;
  const oneKey = (found: string, keys: string): void => {
    problems.push(problem('OneKeyOf', { found, keys }, at(cursor, 'estimate')));
  };
  if (module !== null && question !== undefined) oneKey('module, question', 'module, question');
  if (module === null && question === undefined) oneKey('', 'module, question');
  const questions = question === undefined ? [] : typeof question === 'string' ? [question] : question;
  const lacks = (key: string, example: string): void => {
    problems.push(problem('MissingKey', { key, allowed: '', example }, at(cursor, 'estimate', 'estimator')));
  };
  if (estimator === 'share' && codes === undefined) lacks('codes', '[1]');
  if (estimator !== 'mean' && questions.length !== 1 && (module === null) !== (question === undefined))
    problems.push(problem('EstimatorOfOne', { estimator, id: raw.id }, at(cursor, 'estimate', 'estimator')));
  if (problems.length > before) return null;
  return {
    instrument: estimate.instrument,
    module,
    questions,
    estimator,
    codes: estimator === 'share' ? (codes ?? []) : [],
    boxes: boxes ?? 1,
    leastAnswered: estimate.least_answered ?? defaultLeast,
  };
};

/** Names that no questionnaire has, and questions that have no score to take a mean of. */
export const checkEstimates = (
  definition: Definition,
  instruments: ReadonlyArray<Instrument>,
): ReadonlyArray<Problem> =>
  definition.leaves.flatMap(({ estimate, at: where }): ReadonlyArray<Problem> => {
    if (estimate === undefined || estimate === null) return [];
    const unknown = (id: string, known: ReadonlyArray<string>): Problem =>
      problem('UnknownReference', { id, nearest: nearest(id, known), known: known.slice(0, 60).join(', ') }, where);
    const instrument = instruments.find(({ id }) => id === estimate.instrument);
    if (instrument === undefined) {
      const ids = instruments.map(({ id }) => id);
      const args = {
        instrument: estimate.instrument,
        nearest: nearest(estimate.instrument, ids),
        known: ids.join(', '),
      };
      return [problem('UnknownInstrument', args, where)];
    }
    const modules = instrument.modules.map(({ id }) => id);
    if (estimate.module !== null && !modules.includes(estimate.module)) return [unknown(estimate.module, modules)];
    const ids = instrument.questions.map(({ id }) => id);
    const lost = estimate.questions.filter((id) => !ids.includes(id));
    if (lost.length > 0) return lost.map((id) => unknown(id, ids));
    const asked = instrument.questions.filter(({ id, module }) =>
      estimate.module === null ? estimate.questions.includes(id) : module === estimate.module,
    );
    if (estimate.estimator === 'share') {
      const scale = asked[0]?.scale;
      const codes = scale?.choices.map(({ code }) => code) ?? [];
      const odd = scale?.type === 'single' ? estimate.codes.filter((code) => !codes.includes(code)) : [];
      return odd.map((code) => unknown(String(code), codes.map(String)));
    }
    const scored = asked.filter(({ direction }) => direction !== 'none');
    const needed = estimate.module === null ? asked.length : 1;
    if (scored.length >= needed) return [];
    const question = asked.find(({ direction }) => direction === 'none')?.id ?? estimate.module ?? '';
    return [problem('QuestionWithoutScore', { question, estimator: estimate.estimator }, where)];
  });
