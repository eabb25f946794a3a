// Texts of a column to small whole numbers, each text taken out of the file once: most cells of a long table repeat one before.
import type { PlainText } from './table.js';

export interface PlainTexts {
  /** The number of the text that begins here and ends before the sign or the end of the line; -1: there is none. */
  readonly numberAt: (at: number) => number;
  /** In bytes. */
  readonly lengthOf: (number: number) => number;
  /** By number. */
  readonly texts: () => ReadonlyArray<string>;
}

const lineFeed = 10;
const carriageReturn = 13;

/**
 * Tables repeat in order: whatever came after a text before is compared first, byte for byte. Where that fails the text is looked up
 * under its hash (FNV-1a), in a table with open addresses whose slots hold number + 1, at least twice as many as there are texts.
 */
export const plainTexts = ({ bytes, textOf }: PlainText, sign: number): PlainTexts => {
  const size = bytes.length;
  let count = 0;
  let room = 256;
  let starts = new Uint32Array(room);
  let lengths = new Uint32Array(room);
  let hashes = new Int32Array(room);
  let follows = new Uint32Array(room);
  let slots = new Uint32Array(room * 2);
  let last = 0;

  const longer = <A extends Uint32Array | Int32Array>(made: A, old: A): A => {
    made.set(old);
    return made;
  };
  const grow = (): void => {
    room *= 2;
    starts = longer(new Uint32Array(room), starts);
    lengths = longer(new Uint32Array(room), lengths);
    hashes = longer(new Int32Array(room), hashes);
    follows = longer(new Uint32Array(room), follows);
    slots = new Uint32Array(room * 2);
    for (let number = 0; number < count; number++) slots[slotOf(hashes[number]!, 0, 0)] = number + 1;
  };
  /** Of the text from `start` on, or the empty one where it would stand; of no length: an empty one. */
  const slotOf = (hash: number, start: number, length: number): number => {
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
  const ends = (at: number): boolean => {
    if (at >= size) return true;
    const byte = bytes[at]!;
    return byte === sign || byte === lineFeed || byte === carriageReturn;
  };
  const looked = (start: number): number => {
    let hash = 0x811c9dc5 | 0;
    let at = start;
    for (; !ends(at); at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    const length = at - start;
    if (length === 0) return -1;
    const slot = slotOf(hash, start, length);
    let number = slots[slot]! - 1;
    if (number < 0) {
      number = count++;
      starts[number] = start;
      lengths[number] = length;
      hashes[number] = hash;
      // A text is most often followed by itself.
      follows[number] = number;
      slots[slot] = count;
      if (count === room) grow();
    }
    follows[last] = number;
    last = number;
    return number;
  };

  return {
    numberAt: (at) => {
      const guess = follows[last]!;
      const start = starts[guess]!;
      const end = at + lengths[guess]!;
      if (guess >= count || end > size) return looked(at);
      for (let i = at, j = start; i < end; i++, j++) if (bytes[i] !== bytes[j]) return looked(at);
      if (!ends(end)) return looked(at);
      last = guess;
      return guess;
    },
    lengthOf: (number) => lengths[number]!,
    texts: () => Array.from({ length: count }, (_, i) => textOf(starts[i]!, starts[i]! + lengths[i]!)),
  };
};
