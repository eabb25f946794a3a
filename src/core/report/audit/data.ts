// What the data are like: how much of each indicator and unit is known, how values are spread, and what was done to them.
import type { Audit } from '../../audit/audit.js';
import type { IndicatorFacts, UnitFacts } from '../../audit/data.js';
import { methodTitle } from '../../explain/method-words.js';
import type { Words } from '../../words/words.js';
import { nothing, valueNumber } from '../figures.js';
import { type AuditSection, columnWords, tableOf } from './table.js';

/** Units with gaps beyond this number are counted, not listed. */
const mostUnits = 40;

export const dataSection = (audit: Audit, words: Words): AuditSection => {
  const { indicators, units, scores } = audit;
  const column = columnWords(words);
  const sum = (of: (facts: IndicatorFacts) => number): number => indicators.reduce((all, each) => all + of(each), 0);
  const applies = sum((each) => each.applies);
  const percent = (part: number, whole: number): string => (whole === 0 ? nothing : words.percent(part / whole, 1));
  const value = (x: number): string => (Number.isNaN(x) ? nothing : valueNumber(words, x));
  const two = (x: number): string => (Number.isNaN(x) ? nothing : words.number(x, 2));
  const gaps = units
    .filter(({ missing, filled }) => missing > 0 || filled > 0)
    .sort((a, b) => (a.coverage || 0) - (b.coverage || 0) || a.unit - b.unit);
  const excluded = scores.definition.units.exclude;
  return {
    id: 'data',
    title: words.say('audit.section.data'),
    lines: [
      words.say('audit.line.data', {
        known: percent(
          sum((each) => each.known),
          applies,
        ),
        filled: percent(
          sum((each) => each.filled),
          applies,
        ),
        missing: percent(
          sum((each) => each.missing),
          applies,
        ),
      }),
      ...(excluded.length === 0
        ? []
        : [words.say('audit.line.excluded', { n: excluded.length, list: excluded.slice(0, 10).join(', ') })]),
    ],
    figure: null,
    tables: [
      ...tableOf<IndicatorFacts>(
        words.say('audit.table.indicators'),
        [
          column('indicator', 'who', ({ leaf }) => ({ text: words.text(leaf.title), more: leaf.id })),
          column('known', 'n', ({ known, applies: of }) => percent(known, of)),
          column('filled', 'n', ({ filled }) => String(filled)),
          column('missing', 'n', ({ missing }) => String(missing)),
          column('min', 'n', ({ min }) => value(min)),
          column('mean', 'n', ({ mean }) => value(mean)),
          column('max', 'n', ({ max }) => value(max)),
          column('sd', 'n', ({ sd }) => value(sd)),
          column('skewness', 'n', ({ skewness }) => two(skewness)),
          column('kurtosis', 'n', ({ kurtosis }) => two(kurtosis)),
          column('notes', '', ({ flags, treatments }) => ({
            text: flags.map((flag) => words.say(`audit.flag.${flag}`)).join(', '),
            more: treatments.map(({ step, method }) => methodTitle(words, step, { method, settings: {} })).join(', '),
            kind: flags.length > 0 ? 'flag' : '',
          })),
        ],
        indicators,
        [words.say('audit.line.statistics')],
      ),
      ...tableOf<UnitFacts>(
        words.say('audit.table.gaps', { n: gaps.length, shown: Math.min(gaps.length, mostUnits) }),
        [
          column('unit', 'who', ({ unit }) => words.text(scores.columns.units[unit]!.name)),
          column('covered', 'n', ({ coverage }) => (Number.isNaN(coverage) ? nothing : words.percent(coverage, 0))),
          column('filled_share', 'n', ({ filled }) => (filled > 0 ? words.percent(filled, 0) : nothing)),
          column('missing', 'n', ({ missing }) => String(missing)),
        ],
        gaps.slice(0, mostUnits),
      ),
    ],
  };
};
