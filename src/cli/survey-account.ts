// What `lsg survey estimate` tells: the table with what was taken for granted, or one JSON document.
import type { EstimateLine, LineReason } from '../core/survey/asked.js';
import type { Words } from '../core/words/words.js';
import type { SurveyReport, SurveyRequest } from '../shell/programs/survey-estimate.js';
import { asTable } from './text-table.js';

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Full doubles; null where there is nothing to say, and then `notes` says why. */
export const surveyDocument = (report: SurveyReport, request: SurveyRequest, words: Words) => ({
  estimates: report.lines.map(({ domain, variable, category, n, estimate, se, df, deff, low, high }) => ({
    domain,
    variable,
    category,
    n,
    estimate: orNull(estimate),
    se: orNull(se),
    df: orNull(df),
    deff: orNull(deff),
    low: orNull(low),
    high: orNull(high),
  })),
  design: {
    rows: report.rows,
    outside: report.outside,
    strata: report.strata,
    psus: report.psus,
    clusters: report.clusters,
    lonely: request.lonely,
    level: request.level,
    deff_against: report.countsPeople ? 'without_replacement' : 'with_replacement',
    assumed: report.assumed,
  },
  notes: notesOf(report, words),
});

export const surveyText = (report: SurveyReport, { level }: SurveyRequest, words: Words): string => {
  const { lines } = report;
  const withDomain = lines.some(({ domain }) => domain !== null);
  const withCategory = lines.some(({ category }) => category !== null);
  const say = (key: string, args: Readonly<Record<string, string | number>> = {}): string =>
    words.say(`survey.${key}`, args);
  const percent = words.percent(level, Number.isInteger(Math.round(level * 1e6) / 1e4) ? 0 : 1);
  const head = [
    ...(withDomain ? [say('domain')] : []),
    say('variable'),
    ...(withCategory ? [say('category')] : []),
    ...['n', 'estimate', 'se', 'df', 'deff'].map((key) => say(key)),
    say('low', { level: percent }),
    say('high', { level: percent }),
  ];
  const texts = head.length - 7;
  const rows = lines.map(({ domain, variable, category, n, estimate, se, df, deff, low, high }) => [
    ...(withDomain ? [domain ?? ''] : []),
    variable,
    ...(withCategory ? [category ?? ''] : []),
    words.plain(n, 0),
    ...[estimate, se].map((value) => figure(value, words)),
    Number.isFinite(df) ? words.plain(df, 0) : '–',
    figure(deff, words, 3),
    ...[low, high].map((value) => figure(value, words)),
  ]);
  const table =
    lines.length === 0
      ? []
      : asTable(
          head,
          rows,
          head.map((_, column) => column >= texts),
        );
  return `${[...table, '', ...notesOf(report, words)].join('\n').trim()}\n`;
};

/** Five significant figures; a line where there is nothing to say. */
const figure = (value: number, words: Words, figures = 5): string => {
  if (!Number.isFinite(value)) return '–';
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return words.plain(value, Math.min(9, Math.max(0, figures - 1 - size)));
};

/** So many lines are named of one kind. */
const shownAtMost = 12;

/** What was taken for granted, and the lines that have no error, each kind in one sentence. */
const notesOf = (report: SurveyReport, words: Words): ReadonlyArray<string> => {
  const { lines, rows, strata, psus, assumed, outside } = report;
  const notes = [words.say('survey.design', { rows, strata, psus })];
  if (assumed !== null) notes.push(words.say(`survey.assumed.${assumed}`));
  if (outside > 0) notes.push(words.say('survey.outside', { n: outside }));
  const reasons: ReadonlyArray<LineReason> = ['no_answers', 'df_zero', 'no_denominator', 'all_equal'];
  for (const reason of reasons) {
    const found = lines.filter((line) => line.reason === reason);
    if (found.length === 0) continue;
    const names = found.slice(0, shownAtMost).map(nameOf).join('; ');
    notes.push(words.say(`survey.reason.${reason}`, { lines: names, more: Math.max(0, found.length - shownAtMost) }));
  }
  return notes;
};

const nameOf = ({ domain, variable, category }: EstimateLine): string =>
  [domain, variable, category].filter((part) => part !== null).join(', ');
