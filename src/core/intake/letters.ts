// Letters lost before the file came here: Windows-1251 has no place for sixteen Kazakh letters, and programs put a question mark there.

export interface LostLetter {
  /** Of the word, from 0. */
  readonly offset: number;
  readonly word: string;
}

/** Enough to show that a file is spoilt; the rest would only repeat it. */
const shownAtMost = 20;

/** No word is longer; looking no further keeps a cell of a million signs from costing more than it holds. */
const wordLength = 80;

/** Question marks inside a Cyrillic word, or at its start. One at the end of a word is a question, one in an address a query. */
export const lostLetters = (text: string): ReadonlyArray<LostLetter> => {
  const found: LostLetter[] = [];
  let at = text.indexOf('?');
  while (at !== -1 && found.length < shownAtMost) {
    let start = at;
    while (start > 0 && at - start < wordLength && !partsWords.test(text[start - 1]!)) start--;
    let end = at + 1;
    while (end < text.length && end - at < wordLength && !partsWords.test(text[end]!)) end++;
    const run = text.slice(start, end);
    if (!run.includes('://') && lost.test(run)) {
      const first = run.search(/[\p{Script=Cyrillic}?]/u);
      const word = run.slice(first).replace(/[^\p{Script=Cyrillic}?]+$/u, '');
      found.push({ offset: start + first, word });
    }
    at = text.indexOf('?', end);
  }
  return found;
};

const partsWords = /[\s",;]/;
const lost = /(?:^|[\p{Script=Cyrillic}«(„“\-–])\?+\p{Script=Cyrillic}/u;
