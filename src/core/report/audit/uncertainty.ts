// How sure the ranks are: what is drawn, how many units keep their place, and the places of each.
import type { Audit } from '../../audit/audit.js';
import { groupNumbers } from '../../uncertainty/document.js';
import type { Words } from '../../words/words.js';
import { nothing } from '../figures.js';
import { convergenceText, factorText, failureTexts, idleTexts, placesText } from '../uncertainty-words.js';
import { rankRange } from './marks.js';
import { type AuditSection, type AuditTable, columnWords, tableOf } from './table.js';

type Drawn = NonNullable<Audit['drawn']>;

const steps = [0, 1, 2, 3, 5, 10];

export const uncertaintySection = (audit: Audit, words: Words): AuditSection => {
  const { drawn } = audit;
  const none = { id: 'uncertainty', title: words.say('audit.section.uncertainty'), figure: null };
  if (drawn === null) return { ...none, lines: [words.say('audit.line.nothing_unsure')], tables: [] };
  const { model, summary } = drawn;
  const idle = new Set(summary.idle);
  const isDrawn = summary.failed < summary.draws;
  return {
    ...none,
    lines: [
      words.say('uncertainty.drawn', { draws: summary.draws, seed: summary.seed }),
      ...model.factors
        .filter(({ name }) => !idle.has(name))
        .map((factor) => factorText(factor, model.nominal.definition, words)),
      ...idleTexts(model, summary, words),
      ...failureTexts(summary, words),
      ...(isDrawn
        ? [
            convergenceText(summary, words),
            words.say('uncertainty.places_about'),
            words.say('audit.line.rank_groups', { n: summary.groups.length }),
          ]
        : [words.say('uncertainty.all_failed')]),
    ],
    tables: isDrawn ? [...keptTable(audit, drawn, words), ...placesTable(audit, drawn, words)] : [],
  };
};

const keptTable = ({ scores }: Audit, { summary }: Drawn, words: Words): ReadonlyArray<AuditTable> => {
  const column = columnWords(words);
  const ranked = summary.units.flatMap(({ rank }, p) => {
    const own = scores.units[p]!.rank;
    return rank === null || own === 0 ? [] : [{ low: own - Math.floor(rank.p05), high: Math.ceil(rank.p95) - own }];
  });
  return tableOf<number>(
    words.say('audit.table.kept'),
    [
      column('within', 'who', (step) => words.say('audit.line.within', { n: step })),
      column('units', 'n', (step) => String(keeping(step))),
      column('units_share', 'n', (step) =>
        ranked.length === 0 ? nothing : words.percent(keeping(step) / ranked.length, 0),
      ),
    ],
    steps.filter((step) => step < Math.max(2, ranked.length)),
  );
  function keeping(step: number): number {
    return ranked.filter(({ low, high }) => Math.max(low, high) <= step).length;
  }
};

const placesTable = ({ scores }: Audit, { summary }: Drawn, words: Words): ReadonlyArray<AuditTable> => {
  const column = columnWords(words);
  const groups = groupNumbers(summary);
  const ranked = scores.order.filter((p) => scores.units[p]!.rank > 0);
  return tableOf<number>(
    words.say('audit.table.places'),
    [
      column('unit', 'who', (p) => words.text(scores.columns.units[p]!.name)),
      column('rank', 'n', (p) => String(scores.units[p]!.rank)),
      column('places', 'n', (p) => placesText(summary.units[p]!.rank)),
      column('range', 'plot', (p) => {
        const spread = summary.units[p]!.rank;
        const { rank, rankOf } = scores.units[p]!;
        return spread === null
          ? nothing
          : { text: '', mark: rankRange(spread.p05, spread.median, spread.p95, rank, rankOf) };
      }),
      column('rank_group', 'n', (p) => String(groups.get(scores.columns.units[p]!.code) ?? nothing)),
    ],
    ranked,
    [words.say('audit.line.range'), words.say('uncertainty.groups_about')],
  );
};
