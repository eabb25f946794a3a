// Names typed with letters of two alphabets: they look right and are not the same text. They are named as such, never taken.

/** Latin letters beside the Cyrillic ones that look the same in print. */
const pairs: ReadonlyArray<readonly [string, string]> = [
  ...[...'ABCEHIKMOPTXYaceiopxyhs'].map((latin, i) => [latin, [...'АВСЕНІКМОРТХҮасеіорхуһѕ'][i]!] as const),
  ['Ə', 'Ә'],
  ['ə', 'ә'],
];
const cyrillicFor = new Map(pairs);
const latinFor = new Map(pairs.map(([latin, cyrillic]) => [cyrillic, latin]));

export interface MixedName {
  /** The odd letters, each once. */
  readonly letters: string;
  readonly script: 'latin' | 'cyrillic';
  /** The name with the odd letters replaced by those they look like. */
  readonly mended: string;
}

/** A word with both Latin and Cyrillic letters: the letters of the rarer script are the odd ones. null where no word is mixed. */
export const mixedName = (name: string): MixedName | null => {
  const letters = new Set<string>();
  let script: MixedName['script'] = 'latin';
  const mended = name.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const latin = word.match(/\p{Script=Latin}/gu) ?? [];
    const cyrillic = word.match(/\p{Script=Cyrillic}/gu) ?? [];
    if (latin.length === 0 || cyrillic.length === 0) return word;
    script = latin.length <= cyrillic.length ? 'latin' : 'cyrillic';
    for (const letter of script === 'latin' ? latin : cyrillic) letters.add(letter);
    const other = script === 'latin' ? cyrillicFor : latinFor;
    return [...word].map((letter) => other.get(letter) ?? letter).join('');
  });
  return letters.size === 0 ? null : { letters: [...letters].join(', '), script, mended };
};
