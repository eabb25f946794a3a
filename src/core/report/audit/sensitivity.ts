// What the ranks hang on: which unsure choice moves them, and what becomes of them without one part or with one choice changed.
import type { Audit } from '../../audit/audit.js';
import type { RankShift } from '../../uncertainty/remove-one.js';
import type { Sensitivity } from '../../uncertainty/sensitivity.js';
import { sentenceOf } from '../../words/sentence.js';
import type { Words } from '../../words/words.js';
import { factorName } from '../factor-words.js';
import { nothing } from '../figures.js';
import { alternativeTitle, estimateText, failedLine, intervalText, unitName } from '../moves-words.js';
import { type AuditSection, type AuditTable, columnWords, tableOf } from './table.js';

export const sensitivitySection = (audit: Audit, words: Words): AuditSection => ({
  id: 'sensitivity',
  title: words.say('audit.section.sensitivity'),
  // A table that has no rows cannot say why it has none.
  lines: audit.drawn === null || audit.drawn.sensitivity.holds ? [] : failedTexts(audit.drawn.sensitivity, words),
  figure: null,
  tables: [
    ...indicesTable(audit, words),
    ...shiftTable(audit, 'without', audit.without, words),
    ...shiftTable(audit, 'otherwise', audit.otherwise, words),
  ],
});

const failedTexts = (sensitivity: Sensitivity, words: Words): ReadonlyArray<string> =>
  failedLine(sensitivity, words).map((line) =>
    sensitivity.reason === null ? line : `${line} ${sentenceOf(sensitivity.reason, words).message}`,
  );

const indicesTable = ({ drawn }: Audit, words: Words): ReadonlyArray<AuditTable> => {
  const output = drawn?.sensitivity.shift ?? null;
  if (drawn === null || output === null) return [];
  const { factors, runs } = drawn.sensitivity;
  const column = columnWords(words);
  return tableOf<number>(
    words.say('moves.sensitivity.shift'),
    [
      column('factor', 'who', (i) => factorName(drawn.model.factors[i]!, words)),
      column('alone', 'n', (i) => estimateText(output.indices[i]!.first, words)),
      column('interval', 'n', (i) => intervalText(output.indices[i]!.first, words)),
      column('together', 'n', (i) => estimateText(output.indices[i]!.total, words)),
      column('interval', 'n', (i) => intervalText(output.indices[i]!.total, words)),
    ],
    [...factors.keys()],
    [
      words.say('moves.sensitivity.about'),
      words.say('audit.line.runs', { runs }),
      ...failedTexts(drawn.sensitivity, words),
    ],
  );
};

const shiftTable = (
  { scores }: Audit,
  key: 'without' | 'otherwise',
  shifts: ReadonlyArray<RankShift>,
  words: Words,
): ReadonlyArray<AuditTable> => {
  const column = columnWords(words);
  return tableOf<RankShift>(
    words.say(`audit.table.${key}`),
    [
      column(key, 'who', ({ alternative }) => ({
        text: alternativeTitle(scores, alternative, words),
        more: alternative.kind === 'without' ? alternative.node : '',
      })),
      column('mean_shift', 'n', ({ shift }) =>
        shift === null || shift.units === 0 ? nothing : words.number(shift.mean, 2),
      ),
      column('largest', 'n', ({ shift }) => (shift === null ? nothing : String(shift.largest))),
      column('moved', 'n', ({ shift }) => (shift === null ? nothing : String(shift.moved))),
      column('farthest', '', ({ shift, fault }) =>
        fault !== null
          ? { text: sentenceOf(fault, words).message, kind: 'flag' }
          : shift === null || shift.farthest === null
            ? nothing
            : `${unitName(scores, shift.farthest.unit, words)}: ${shift.farthest.from} → ${shift.farthest.to}`,
      ),
    ],
    shifts,
    [words.say('moves.remove.about')],
  );
};
