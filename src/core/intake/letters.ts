// Letters lost before the file came here: Windows-1251 has no place for sixteen Kazakh letters, and programs put a question mark there.

export interface LostLetter {
  /** Of the word, from 0. */
  readonly offset: number;
  readonly word: string;
}

/** Enough to show that a file is spoilt; the rest would only repeat it. */
const shownAtMost = 20;

/** Question marks inside a Cyrillic word, or at its start. One at the end of a word is a question, one in an address a query. */
export const lostLetters = (text: string): ReadonlyArray<LostLetter> => {
  if (!text.includes('?')) return [];
  const found: LostLetter[] = [];
  for (const match of text.matchAll(wordWithMarks)) {
    if (match[0].includes('://') || !lost.test(match[0])) continue;
    const start = match[0].search(/[\p{Script=Cyrillic}?]/u);
    const word = match[0].slice(start).replace(/[^\p{Script=Cyrillic}?]+$/u, '');
    found.push({ offset: match.index + start, word });
    if (found.length === shownAtMost) break;
  }
  return found;
};

/** A run without blanks, quotes or separators that holds a question mark. */
const wordWithMarks = /[^\s",;?]*\?[^\s",;]*/gu;
const lost = /(?:^|[\p{Script=Cyrillic}«(„“\-–])\?+\p{Script=Cyrillic}/u;
