// How indicators hang together: with their own group, with others, with the total, and with each other.
import type { Audit } from '../../audit/audit.js';
import { enoughUnits, type GroupFacts, type IndicatorLinks, type Twins } from '../../audit/structure.js';
import { againstBelow } from '../../uncertainty/influence.js';
import type { Words } from '../../words/words.js';
import { nothing } from '../figures.js';
import { nodeTitle } from '../moves-words.js';
import { heatMap, shadeOf } from './marks.js';
import { type AuditSection, type CellText, columnWords, tableOf } from './table.js';

/** With more groups at the top there is no room for a column each. */
const mostTops = 7;
const mostTwins = 30;
const shortName = 26;

export const fewUnitsLines = ({ scores }: Pick<Audit, 'scores'>, words: Words): ReadonlyArray<string> => {
  const n = scores.units.filter(({ rank }) => rank > 0).length;
  return n < enoughUnits ? [words.say('audit.line.few_units', { n, least: enoughUnits })] : [];
};

export const structureSection = (audit: Audit, words: Words): AuditSection => {
  const { structure, scores } = audit;
  const { indicators, tops, groups, twins, matrix } = structure;
  const column = columnWords(words);
  const name = (id: string): string => nodeTitle(scores, id, words);
  const shown = tops.length > 1 && tops.length <= mostTops ? tops : [];
  const link = (r: number, isOwn = false): CellText => ({
    text: Number.isNaN(r) ? nothing : words.number(r, 2),
    kind: `h${shadeOf(r)}${r < againstBelow ? ' against' : ''}${isOwn ? ' own' : ''}`,
  });
  const starts = indicators.flatMap(({ parent }, i) => (i > 0 && indicators[i - 1]!.parent !== parent ? [i] : []));
  const short = (text: string): string =>
    text.length > shortName ? `${text.slice(0, shortName - 1).trimEnd()}…` : text;
  return {
    id: 'structure',
    title: words.say('audit.section.structure'),
    lines: [words.say('audit.line.structure'), ...fewUnitsLines(audit, words)],
    figure:
      indicators.length < 2
        ? null
        : {
            title: words.say('audit.line.heat'),
            svg: heatMap({
              title: words.say('audit.line.heat_title', { n: indicators.length }),
              description: words.say('audit.line.heat_description', { pairs: twins.length }),
              matrix,
              names: indicators.map(({ leaf }) => short(words.text(leaf.title))),
              starts,
            }),
          },
    tables: [
      ...tableOf<IndicatorLinks>(
        words.say('audit.table.links'),
        [
          column('indicator', 'who', ({ leaf, parent }) => ({
            text: words.text(leaf.title),
            more: shown.some(({ id }) => id === parent) ? leaf.id : `${leaf.id} · ${name(parent)}`,
          })),
          ...(shown.some(({ id }) => indicators.every(({ parent }) => parent !== id)) || shown.length === 0
            ? [column<IndicatorLinks>('own_group', 'n', ({ own }) => link(own.r, true))]
            : []),
          ...shown.map((group, t) => ({
            head: words.text(group.title),
            kind: 'n',
            cell: ({ tops: links, parent }: IndicatorLinks) => link(links[t]!.r, parent === group.id),
          })),
          column('total', 'n', ({ total }) => link(total.r)),
          column('nearer', '', ({ nearer }) => (nearer === null ? '' : { text: name(nearer.group), kind: 'flag' })),
        ],
        indicators,
        [words.say('audit.line.links', { n: scores.units.filter(({ rank }) => rank > 0).length })],
      ),
      ...tableOf<GroupFacts>(
        words.say('audit.table.groups'),
        [
          column('group', 'who', ({ group }) => ({ text: words.text(group.title), more: group.id })),
          column('children', 'n', ({ children }) => String(children)),
          column('complete', 'n', ({ complete }) => String(complete)),
          column('alpha', 'n', ({ alpha }) => ({
            text: Number.isNaN(alpha) ? nothing : words.number(alpha, 2),
            kind: alpha < 0.7 ? 'flag' : '',
          })),
          column('first', 'n', ({ first }) => (Number.isNaN(first) ? nothing : words.percent(first, 0))),
          column('above', 'n', ({ above, first }) => ({
            text: Number.isNaN(first) ? nothing : String(above),
            kind: above > 1 ? 'flag' : '',
          })),
        ],
        groups,
        [words.say('audit.line.groups')],
      ),
      ...tableOf<Twins>(
        words.say('audit.table.twins', { n: twins.length }),
        [
          column('one', 'who', ({ a }) => ({ text: name(a), more: a })),
          column('other', '', ({ b }) => ({ text: name(b), more: b })),
          column('r', 'n', ({ r }) => words.number(r, 2)),
        ],
        twins.slice(0, mostTwins),
      ),
    ],
  };
};
