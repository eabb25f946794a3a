// Weights as they were given and as they work.
import type { Audit } from '../../audit/audit.js';
import type { Influence } from '../../uncertainty/influence.js';
import type { Words } from '../../words/words.js';
import { nothing } from '../figures.js';
import { chanceLine, nodeTitle } from '../moves-words.js';
import { twoBars } from './marks.js';
import { fewUnitsLines } from './structure.js';
import { type AuditSection, columnWords, tableOf } from './table.js';

export const weightsSection = (audit: Audit, words: Words): AuditSection => {
  const { influence, scores } = audit;
  const column = columnWords(words);
  const number = (value: number): string => (Number.isNaN(value) ? nothing : words.number(value, 2));
  const share = (value: number): string => (Number.isNaN(value) ? nothing : words.percent(value, 1));
  const tableFor = (kind: Influence['kind']) => {
    const rows = influence.filter((own) => own.kind === kind);
    const most = rows.reduce((top, own) => Math.max(top, own.weightShare || 0, own.share || 0), 0) || 1;
    return tableOf<Influence>(
      words.say(`audit.table.influence_${kind}`),
      [
        column(kind, 'who', ({ node }) => ({ text: nodeTitle(scores, node, words), more: node })),
        column('weight', 'n', ({ weightShare }) => share(weightShare)),
        column('influence', 'n', ({ share: own }) => share(own)),
        column('bars', 'plot', ({ weightShare, share: own }) => ({ text: '', mark: twoBars(weightShare, own, most) })),
        column('ratio', 'n', ({ ratio }) => number(ratio)),
        column('linear', 'n', ({ linear }) => number(linear)),
        column('flag', '', ({ flag }) =>
          flag === null ? '' : { text: words.say(`moves.flag.${flag}`), kind: 'flag' },
        ),
      ],
      rows,
    );
  };
  return {
    id: 'weights',
    title: words.say('audit.section.weights'),
    lines: [words.say('audit.line.influence'), ...chanceLine(influence, words), ...fewUnitsLines(audit, words)],
    figure: null,
    tables: [...tableFor('group'), ...tableFor('indicator')],
  };
};
