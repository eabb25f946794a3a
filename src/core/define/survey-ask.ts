// What a survey indicator asks of the answers to a questionnaire, and the name under which the figure runs with the observations.

export interface SurveyAsk {
  readonly instrument: string;
  /** null: the questions are named. */
  readonly module: string | null;
  /** Empty where a module is named. */
  readonly questions: ReadonlyArray<string>;
  /** mean: of the respondents' scores; top_box: share that gave one of the best answers; share: share that gave one of the codes. */
  readonly estimator: 'mean' | 'top_box' | 'share';
  readonly codes: ReadonlyArray<number>;
  readonly boxes: number;
  /** Share of the questions put to a respondent that must have an answer for the respondent to have a score. */
  readonly leastAnswered: number;
}

/** The name under which the estimate is an observation; no variable of a dataset can have it. */
export const estimateName = (ask: SurveyAsk): string => {
  const { instrument, module, questions, estimator, codes, boxes, leastAnswered } = ask;
  const how =
    estimator === 'share' ? `share(${codes.join('|')})` : estimator === 'top_box' ? `top_box(${boxes})` : 'mean';
  const least = estimator === 'mean' && leastAnswered !== defaultLeast ? `>=${leastAnswered}` : '';
  return `${instrument}/${module ?? questions.join('+')}/${how}${least}`;
};

export const defaultLeast = 0.5;
