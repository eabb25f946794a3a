// Why a cell of a workbook is not taken as it stands: its meaning is not certain, or the file does not hold its value.
import { lostLetters } from '../../core/intake/letters.js';
import { type Location, type Problem, type ProblemArgs, problem } from '../../core/model/problem.js';
import type { CellKind } from './workbook-messages.js';

/** Columns in which Excel's own dates are dates; in any other a date is a number or a code that Excel has misread. */
const dateColumns: ReadonlySet<string> = new Set(['date', 'valid_from', 'valid_to']);

/** Signs that no table holds in earnest: control signs, and the mark of a letter lost on the way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const damagedSign = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;

/** null: the text can be taken. `column`: the canonical name of the column, '' where it has none. */
export const cellFault = (kind: CellKind, text: string, column: string, at: () => Location): Problem | null => {
  const unreadable = (reason: string, value: string): Problem => problem('CellUnreadable', { reason, value }, at());
  switch (kind) {
    case 'number':
      return null;
    case 'text': {
      const lost = lostLetters(text)[0];
      if (lost !== undefined) return problem('LettersLost', { value: lost.word }, at());
      const damaged = damagedSign.exec(text)?.[0];
      if (damaged === undefined) return null;
      return unreadable('damaged_sign', `U+${damaged.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
    }
    case 'date':
      return dateColumns.has(column) && /^\d{4}-\d{2}-\d{2}$/.test(text) ? null : unreadable('date', text);
    case 'percent':
      return problem('NumberAmbiguous', ambiguous(Number(text), column), at());
    case 'boolean':
    case 'error':
      return unreadable(kind, text);
    case 'struck':
      return unreadable('struck', text);
    case 'no_result':
      return unreadable('formula', text);
    case 'unreadable':
      return unreadable('unknown_kind', text);
  }
};

/** 0.25 shown as 25 %: the tables count per cent from 0 to 100, so both readings are near at hand. */
const ambiguous = (value: number, column: string): ProblemArgs => {
  // As many digits as are certain: 0.07 times a hundred is 7, not 7.000000000000001.
  const shown = String(Number((value * 100).toPrecision(15)));
  return { column, value: `${shown}%`, one: shown, other: String(value) };
};
