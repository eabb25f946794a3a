// Texts of a column to small whole numbers, each text taken out of the file once: most cells of a long table repeat one before.
import type { PlainText } from './table.js';

/** Of one column; `textAt` gives the numbers. */
export interface PlainTexts {
  /** In bytes, by number. */
  lengths: Uint32Array;
  /** Where each text stands first, by number. */
  starts: Uint32Array;
  /** By number: the other text that came after it last. */
  follows: Uint32Array;
  count: number;
  last: number;
  /** The text before was the one before it once more. */
  repeats: boolean;
  /** The slow way: the number under the hash, or a new one; -1: no text begins here. */
  readonly looked: (start: number) => number;
  /** By number. */
  readonly texts: () => ReadonlyArray<string>;
}

const lineFeed = 10;
const carriageReturn = 13;

/**
 * The number of the text that begins here and ends before the sign or the end of the line; -1: there is none.
 * Tables repeat in order: the text before and what came after it last are compared first, byte for byte.
 */
export const textAt = (texts: PlainTexts, bytes: Uint8Array, sign: number, at: number): number => {
  const { last, starts, lengths } = texts;
  let guess = texts.repeats ? last : texts.follows[last]!;
  for (let turn = 0; turn < 2 && guess < texts.count; turn++) {
    const length = lengths[guess]!;
    const start = starts[guess]!;
    let same = 0;
    while (same < length && bytes[at + same] === bytes[start + same]) same++;
    const next = bytes[at + length];
    if (same === length && (next === sign || next === lineFeed || next === carriageReturn || next === undefined)) {
      texts.repeats = guess === last;
      texts.last = guess;
      return guess;
    }
    guess = guess === last ? texts.follows[last]! : last;
  }
  return texts.looked(at);
};

/** Texts are found again under their hash (FNV-1a), in a table with open addresses whose slots hold number + 1, at most half of them full. */
export const plainTexts = ({ bytes, textOf }: PlainText, sign: number): PlainTexts => {
  const size = bytes.length;
  let room = 256;
  let hashes = new Int32Array(room);
  let slots = new Uint32Array(room * 2);

  const longer = <A extends Uint32Array | Int32Array>(made: A, old: A): A => {
    made.set(old);
    return made;
  };
  const grow = (): void => {
    room *= 2;
    column.starts = longer(new Uint32Array(room), column.starts);
    column.lengths = longer(new Uint32Array(room), column.lengths);
    column.follows = longer(new Uint32Array(room), column.follows);
    hashes = longer(new Int32Array(room), hashes);
    slots = new Uint32Array(room * 2);
    for (let number = 0; number < column.count; number++) slots[slotOf(hashes[number]!, 0, 0)] = number + 1;
  };
  /** Of the text from `start` on, or the empty one where it would stand; of no length: an empty one. */
  const slotOf = (hash: number, start: number, length: number): number => {
    const { starts, lengths } = column;
    let at = (hash ^ (hash >>> 15)) & (slots.length - 1);
    for (;;) {
      const number = slots[at]! - 1;
      if (number < 0) return at;
      if (length > 0 && hashes[number] === hash && lengths[number] === length && isSame(starts[number]!, start, length))
        return at;
      at = (at + 1) & (slots.length - 1);
    }
  };
  const isSame = (one: number, other: number, length: number): boolean => {
    for (let i = 0; i < length; i++) if (bytes[one + i] !== bytes[other + i]) return false;
    return true;
  };
  const looked = (start: number): number => {
    let hash = 0x811c9dc5 | 0;
    let at = start;
    for (; at < size; at++) {
      const byte = bytes[at]!;
      if (byte === sign || byte === lineFeed || byte === carriageReturn) break;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    const length = at - start;
    if (length === 0) return -1;
    const slot = slotOf(hash, start, length);
    let number = slots[slot]! - 1;
    if (number < 0) {
      number = column.count++;
      column.starts[number] = start;
      column.lengths[number] = length;
      hashes[number] = hash;
      slots[slot] = column.count;
      if (column.count === room) grow();
    }
    column.repeats = number === column.last;
    column.follows[column.last] = number;
    column.last = number;
    return number;
  };

  const column: PlainTexts = {
    lengths: new Uint32Array(room),
    starts: new Uint32Array(room),
    follows: new Uint32Array(room),
    count: 0,
    last: 0,
    repeats: false,
    looked,
    texts: () =>
      Array.from({ length: column.count }, (_, i) => {
        const start = column.starts[i]!;
        return textOf(start, start + column.lengths[i]!);
      }),
  };
  return column;
};
