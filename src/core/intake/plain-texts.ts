// Texts of a column to small whole numbers, each text taken out of the file once: most cells of a long table repeat one before.

export interface PlainTexts {
  /** The number of the text from `start` to `end`, whose signs have this hash. */
  readonly numberOf: (start: number, end: number, hash: number) => number;
  /** By number. */
  readonly texts: ReadonlyArray<string>;
}

/** One step of the hash (FNV-1a over signs of sixteen bits). */
export const hashStep = (hash: number, sign: number): number => Math.imul(hash ^ sign, 0x01000193);
export const hashStart = 0x811c9dc5 | 0;

/** A table with open addresses; slots hold number + 1, and there are at least twice as many as texts. */
export const plainTexts = (source: string): PlainTexts => {
  const texts: string[] = [];
  const hashes: number[] = [];
  let slots = new Int32Array(1024);
  const placeOf = (hash: number): number => (hash ^ (hash >>> 15)) & (slots.length - 1);
  const grow = (): void => {
    slots = new Int32Array(slots.length * 2);
    hashes.forEach((hash, number) => {
      let at = placeOf(hash);
      while (slots[at] !== 0) at = (at + 1) & (slots.length - 1);
      slots[at] = number + 1;
    });
  };
  return {
    texts,
    numberOf: (start, end, hash) => {
      let at = placeOf(hash);
      for (;;) {
        const number = slots[at]! - 1;
        if (number < 0) break;
        const known = texts[number]!;
        if (hashes[number] === hash && known.length === end - start && source.startsWith(known, start)) return number;
        at = (at + 1) & (slots.length - 1);
      }
      texts.push(source.slice(start, end));
      hashes.push(hash);
      slots[at] = texts.length;
      if (texts.length * 2 > slots.length) grow();
      return texts.length - 1;
    },
  };
};
