// From answers to the estimates of every unit: errors of the design, rules of what may be published, correlations. Start reading here.
// Nothing of a person leaves: a suppressed figure is not even made.

import type { Instrument } from '../define/instrument.js';
import { estimateName, type SurveyAsk } from '../define/survey-ask.js';
import { E } from '../fp.js';
import type { Problems } from '../model/problem.js';
import type { ResponseColumns } from '../model/responses.js';
import type { EstimateFlag, SurveyEstimate, SurveyFindings } from '../model/survey-estimate.js';
import { type Codes, codesOf } from '../survey/codes.js';
import type { Design } from '../survey/design.js';
import { type Judged, judged } from '../survey/disclosure.js';
import { domainMeans, planDomains } from '../survey/domains.js';
import type { Estimate } from '../survey/estimate.js';
import { shareInterval, waldInterval } from '../survey/intervals.js';
import { kishDeff } from '../survey/weighting.js';
import { correlations } from './correlations.js';
import { designOf } from './sample-design.js';
import { questionsOf, respondentValues } from './scores.js';

/** Left: what is wrong with the design that the answers carry. */
export const surveyFindings = (
  asks: ReadonlyArray<SurveyAsk>,
  instrument: Instrument,
  columns: ResponseColumns,
): E.Either<Problems, SurveyFindings> =>
  E.map((design: Design) => findingsOf(asks, instrument, columns, design))(designOf(instrument, columns));

const findingsOf = (
  asks: ReadonlyArray<SurveyAsk>,
  instrument: Instrument,
  columns: ResponseColumns,
  design: Design,
): SurveyFindings => {
  const units = codesOf(columns.unit);
  const plan = planDomains(design, units);
  const asked = asks.map((ask) => ({
    ask,
    name: estimateName(ask),
    values: respondentValues(ask, instrument, columns),
  }));
  const estimates = asked.flatMap(({ ask, name, values }) => {
    const isShare = values.every((value) => Number.isNaN(value) || value === 0 || value === 100);
    const means = domainMeans(plan, values);
    const questions = questionsOf(instrument, ask);
    const sensitive = questions.length === 1 && questions.some((question) => question.sensitive);
    return units.names.flatMap((unit, domain): ReadonlyArray<SurveyEstimate> => {
      const mean = means[domain]!;
      if (mean.n === 0) return [];
      const kish = (): number => kishOf(design, units, values, domain);
      const found = figuresOf(mean, instrument, design, isShare, kish);
      return [
        estimateOf(found, judged(found, instrument.disclosure, sensitive), instrument, columns.period, name, unit),
      ];
    });
  });
  return {
    estimates: withoutOpposites(estimates, asked),
    correlation: correlations(asked, units, instrument, columns, design),
  };
};

/** Where a share of everybody or nobody is shown as a range, other figures of the same question would give it away. */
const withoutOpposites = (
  estimates: ReadonlyArray<SurveyEstimate>,
  asked: ReadonlyArray<{ readonly ask: SurveyAsk; readonly name: string }>,
): ReadonlyArray<SurveyEstimate> => {
  const question = new Map(
    asked.flatMap(({ ask: { module, questions }, name }) =>
      module === null && questions.length === 1 ? [[name, questions[0]!] as const] : [],
    ),
  );
  const hidden = new Set(
    estimates.flatMap(({ flags, unit, variable }) =>
      flags.includes('range') ? [`${unit} ${question.get(variable) ?? ''}`] : [],
    ),
  );
  return estimates.map((each) =>
    each.value === null || !hidden.has(`${each.unit} ${question.get(each.variable) ?? '-'}`)
      ? each
      : { ...each, ...nothing, flags: ['complement'], ranks: false },
  );
};

const nothing = { value: null, n: null, nEffective: null, deff: null, df: null, se: null, low: null, high: null };

const kishOf = (design: Design, units: Codes, values: Float64Array, domain: number): number =>
  kishDeff(
    design.weights,
    Uint8Array.from(values, (value, row) => (units.of[row] === domain && !Number.isNaN(value) ? 1 : 0)),
  );

/** All that is known of an estimate before it is judged. */
const figuresOf = (mean: Estimate, { sampling }: Instrument, design: Design, isShare: boolean, kish: () => number) => {
  const isDrawn = sampling.kind === 'probability';
  const deff = design.countsPeople ? mean.deffWor : mean.deffWr;
  // Where all say the same there is no spread to compare: the weights alone tell how many count.
  const nEffective = Number.isNaN(mean.nEffective) ? mean.n / kish() : mean.nEffective;
  const share = { estimate: mean.estimate / 100, se: mean.se / 100, df: mean.df, n: mean.n };
  const { level } = sampling;
  const interval = isShare
    ? shareInterval('logit', share, level, mean.se > 0 ? mean.n : nEffective)
    : waldInterval(mean.estimate / 100, mean.se / 100, mean.df, level);
  return {
    kind: isShare ? ('share' as const) : ('mean' as const),
    value: mean.estimate,
    n: mean.n,
    nEffective,
    deff,
    df: isDrawn ? mean.df : Number.NaN,
    se: isDrawn ? mean.se : Number.NaN,
    low: isDrawn ? Math.max(0, interval.low * 100) : Number.NaN,
    high: isDrawn ? Math.min(100, interval.high * 100) : Number.NaN,
    isDrawn,
  };
};
type Figures = ReturnType<typeof figuresOf>;

const estimateOf = (
  found: Figures,
  { isPublished, ranks, flags, range }: Judged,
  { id, sampling }: Instrument,
  period: string,
  variable: string,
  unit: string,
): SurveyEstimate => {
  const plain = (value: number): number | null => (isPublished && Number.isFinite(value) ? value : null);
  return {
    unit,
    period,
    variable,
    instrument: id,
    value: plain(found.value),
    n: plain(found.n),
    nEffective: plain(found.nEffective),
    deff: plain(found.deff),
    df: plain(found.df),
    se: plain(found.se),
    low: range === null ? plain(found.low) : range.low,
    high: range === null ? plain(found.high) : range.high,
    level: sampling.level,
    flags: flags as ReadonlyArray<EstimateFlag>,
    ranks,
  };
};
