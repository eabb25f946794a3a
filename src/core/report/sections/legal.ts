// The legal basis of the criteria: a duty only where the text of the act was seen, else good practice still to be checked.
import type { Words } from '../../words/words.js';
import { codeText } from '../figures.js';
import { leavesIn, type Report } from '../report.js';

export interface LegalSection {
  readonly duties: ReadonlyArray<LegalRow>;
  readonly practice: ReadonlyArray<LegalRow>;
}

export interface LegalRow {
  readonly text: string;
  /** Codes of the criteria that rest on it. */
  readonly codes: ReadonlyArray<string>;
}

/** null where the index names no legal basis at all. */
export const legalOf = (report: Report, words: Words): LegalSection | null => {
  const duties = new Map<string, string[]>();
  const practice = new Map<string, string[]>();
  for (const { leaf } of leavesIn(report.scores)) {
    const basis = leaf.legalBasis;
    if (basis === null || basis.certainty === 'none') continue;
    const list = basis.certainty === 'recalled' ? practice : duties;
    const text = words.text(basis.text);
    list.set(text, [...(list.get(text) ?? []), codeText(leaf) || words.text(leaf.title)]);
  }
  if (duties.size + practice.size === 0) return null;
  const rows = (list: Map<string, string[]>): ReadonlyArray<LegalRow> =>
    [...list].map(([text, codes]) => ({ text, codes })).sort((a, b) => words.compare(a.text, b.text));
  return { duties: rows(duties), practice: rows(practice) };
};
