// Codes that a spreadsheet has turned into numbers: which codes of the register they can have been. Nothing is chosen here.
// Codes with letters are never turned into numbers, and pass by.

/** Codes of the classifier have nine digits. */
const length = 9;

export interface CodeFinder {
  /**
   * The codes that the cell may have been, in their order; null where it does not look like a code at all. A cell that is
   * nine plain digits fits itself alone.
   */
  readonly fits: (cell: string) => ReadonlyArray<string> | null;
}

/** Signs that take no room, as web pages and messengers leave them between digits. */
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const scientific = /^([0-9])(?:[.,]([0-9]{1,14}))?[eEеЕ]\+?0?([0-9]{1,2})$/;

/** Off with what a spreadsheet or a person puts round a code to keep it text: `="..."`, quotes, apostrophes, blanks. */
const undressed = (cell: string): string => {
  const plain = cell.replace(invisible, '').trim();
  const inner = /^=?"([^"]*)"$/.exec(plain)?.[1] ?? plain;
  return inner.replace(/^['’‘`]+|['’‘`]+$/g, '').trim();
};

/** Digits alone where the cell is one whole number, however it is grouped; null where it is something else. */
const digitsOf = (text: string): string | null => {
  const whole = text.replace(/[.,]0{1,4}$/, '');
  const grouped = /^[0-9]{1,3}(?:([.,'’])[0-9]{3})(?:\1[0-9]{3})*$/.test(whole) ? whole.replace(/[.,'’]/g, '') : whole;
  const digits = grouped.replace(/\s/gu, '');
  return /^[0-9]+$/.test(digits) ? digits : null;
};

export const codeFinder = (codes: Iterable<string>): CodeFinder => {
  const known = new Set([...codes].filter((code) => /^[0-9]+$/.test(code)));
  // For each number of decimals, the codes under their scientific form: made when a cell first asks for it.
  const rounded = new Map<number, Map<string, string[]>>();
  const roundedTo = (decimals: number): Map<string, string[]> => {
    const before = rounded.get(decimals);
    if (before !== undefined) return before;
    const made = new Map<string, string[]>();
    for (const code of [...known].sort()) {
      const written = Number(code).toExponential(decimals);
      const of = made.get(written);
      if (of === undefined) made.set(written, [code]);
      else of.push(code);
    }
    rounded.set(decimals, made);
    return made;
  };
  return {
    fits: (cell) => {
      const text = undressed(cell);
      const short = scientific.exec(text.replace(/\s/gu, ''));
      if (short !== null) {
        const [, first = '', decimals = '', exponent = ''] = short;
        const written = `${first}${decimals === '' ? '' : `.${decimals}`}e+${Number(exponent)}`;
        return roundedTo(decimals.length).get(written) ?? [];
      }
      const digits = digitsOf(text);
      if (digits === null) return null;
      const code = digits.length < length ? digits.padStart(length, '0') : digits;
      return known.has(code) ? [code] : [];
    },
  };
};

/** A code in scientific notation: its last digits are gone. */
export const isScientific = (cell: string): boolean => scientific.test(undressed(cell).replace(/\s/gu, ''));
