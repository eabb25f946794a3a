// The verdicts, each with its figure, its rule and where the rule comes from.
import type { Audit } from '../../audit/audit.js';
import { type Judged, type Rule, type Verdict, verdicts } from '../../audit/rules.js';
import type { Words } from '../../words/words.js';
import { nothing } from '../figures.js';
import { verdictSign } from './marks.js';
import { type AuditSection, columnWords, tableOf } from './table.js';

/** So many ids or codes stand in one row. */
const mostNamed = 6;

export const verdictSection = (audit: Audit, words: Words): AuditSection => {
  const column = columnWords(words);
  return {
    id: 'verdicts',
    title: words.say('audit.section.verdicts'),
    lines: [words.say('audit.line.verdicts'), verdictSentence(audit, words)],
    figure: null,
    tables: tableOf<Judged>(
      words.say('audit.table.verdicts'),
      [
        column('rule', 'who ask', ({ rule }) => ({
          text: words.say(`audit.rule.${rule.id}.ask`),
          more: words.say('audit.line.source', { source: words.say(`audit.rule.${rule.id}.source`) }),
        })),
        column('figure', 'n', ({ rule, finding }) =>
          finding === null ? nothing : figureText(rule, finding.figure, words),
        ),
        column('threshold', 'rule-text', ({ rule }) => thresholdText(rule, words)),
        column('verdict', 'verdict', ({ verdict, finding }) => ({
          text: words.say(`audit.verdict.${verdict}`),
          more: finding === null ? '' : listed(finding.named),
          kind: verdict,
          mark: verdictSign(verdict),
        })),
      ],
      audit.verdicts,
    ),
  };
};

export const countsOf = (audit: Audit): Readonly<Record<Verdict, number>> => {
  const counts = { met: 0, doubtful: 0, not_met: 0, not_judged: 0 };
  for (const { verdict } of audit.verdicts) counts[verdict]++;
  return counts;
};

export const verdictSentence = (audit: Audit, words: Words): string => {
  const counts = countsOf(audit);
  return words.say('audit.line.counts', Object.fromEntries(verdicts.map((each) => [each, counts[each]])));
};

const listed = (names: ReadonlyArray<string>): string =>
  names.slice(0, mostNamed).join(', ') + (names.length > mostNamed ? ', …' : '');

const figureText = ({ as }: Rule, figure: number, words: Words): string =>
  as === 'share' ? words.percent(figure, 1) : as === 'count' ? String(figure) : words.number(figure, 2);

const boundText = ({ as }: Rule, bound: number, words: Words): string =>
  as === 'share'
    ? words.percent(bound, Math.abs(bound * 100 - Math.round(bound * 100)) < 1e-9 ? 0 : 1)
    : words.plain(bound);

const thresholdText = (rule: Rule, words: Words): string => {
  const args = { met: boundText(rule, rule.met, words) };
  if (rule.doubtful === rule.met) return words.say(`audit.threshold.${rule.better}`, args);
  if (!Number.isFinite(rule.doubtful)) return words.say('audit.threshold.open', args);
  return words.say(`audit.threshold.${rule.better}_both`, { ...args, doubtful: boundText(rule, rule.doubtful, words) });
};
