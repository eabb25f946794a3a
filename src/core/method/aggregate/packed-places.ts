// Comparing one unit with all others in many children of one weight: places of two units stand in one whole number, so that one
// subtraction compares both. What is counted is exact, and the weight enters once.

/** Two units in one number: each has 16 bits, of which the highest is kept free for the answer. */
const ones = 0x00010001;
const highs = 0x80008000 | 0;
/** Above every place: nobody is ahead of it. */
const absent = 0x7fff;
/** Places that fit beside the free bit, without 0 and `absent`. */
export const mostPlaces = 0x7ffd;

/** A child, its places packed; units without a place are behind nobody and ahead of nobody. */
export interface PackedChild {
  /** Places from 1, 0 where the unit has none. */
  readonly places: Int32Array;
  /** Two units each, absent ones above all. */
  readonly above: Int32Array;
  /** Two units each with the highest bit set, absent ones below all; null where all places are there and differ. */
  readonly below: Int32Array | null;
  /** Two units each, 1 where there is a place; null where all have one. */
  readonly there: Int32Array | null;
}

/** `places` from 1 to `mostPlaces`, 0 where the unit has none. */
export const packed = (places: Int32Array): PackedChild => {
  const words = (places.length + 1) >> 1;
  const above = new Int32Array(words).fill((absent << 16) | absent);
  const below = new Int32Array(words).fill(highs);
  const there = new Int32Array(words);
  const seen = new Uint8Array(absent);
  let [hasGaps, hasTies] = [false, false];
  for (let j = 0; j < places.length; j++) {
    const place = places[j]!;
    if (place === 0) {
      hasGaps = true;
      continue;
    }
    hasTies ||= seen[place] === 1;
    seen[place] = 1;
    const [word, shift] = [j >> 1, (j & 1) << 4];
    above[word] = (above[word]! & ~(0xffff << shift)) | (place << shift);
    below[word]! |= place << shift;
    there[word]! |= 1 << shift;
  }
  return { places, above, below: hasGaps || hasTies ? below : null, there: hasGaps ? there : null };
};

/** What is counted of one unit against all: for each other the children it is ahead in less those it is behind in, and those both have. */
export class Meetings {
  readonly #leads: Int32Array;
  readonly #common: Int32Array;
  #met = 0;
  #full = 0;

  constructor(units: number) {
    this.#leads = new Int32Array((units + 1) >> 1);
    this.#common = new Int32Array((units + 1) >> 1);
  }

  /** Unit `i` against those after it, in all the children. */
  count(children: ReadonlyArray<PackedChild>, i: number): void {
    const first = i >> 1;
    this.#leads.fill(0, first);
    this.#common.fill(0, first);
    this.#met = 0;
    this.#full = 0;
    for (const { places, above, below, there } of children) {
      const mine = places[i]!;
      if (mine === 0) continue;
      this.#met++;
      if (below === null) addStrict(this.#leads, above, mine, first);
      else addEither(this.#leads, above, below, mine, first);
      if (there === null) this.#full++;
      else addAll(this.#common, there, first);
    }
  }

  /** Adds `weight` times what was counted to `lead` and `total` of each unit after `i`. */
  addTo(lead: Float64Array, total: Float64Array, weight: number, i: number): void {
    if (this.#met === 0) return;
    for (let j = i + 1; j < lead.length; j++) {
      const shift = (j & 1) << 4;
      const ahead = ((this.#leads[j >> 1]! >>> shift) & 0xffff) - this.#met;
      lead[j]! += weight * ahead;
      total[j]! += weight * (this.#full + ((this.#common[j >> 1]! >>> shift) & 0xffff));
    }
  }
}

// Each adds 2 where the unit is ahead, 1 where equal or one is absent, 0 where it is behind.

/** The highest bit stays where mine is not below theirs; nobody else has my place, so that is ahead. */
const addStrict = (leads: Int32Array, above: Int32Array, mine: number, first: number): void => {
  const own = (mine << 16) | mine | highs;
  for (let k = first; k < leads.length; k++) leads[k] = (leads[k]! + ((((own - above[k]!) >> 15) & ones) << 1)) | 0;
};

const addEither = (leads: Int32Array, above: Int32Array, below: Int32Array, mine: number, first: number): void => {
  const bare = (mine << 16) | mine;
  const own = bare | highs;
  for (let k = first; k < leads.length; k++) {
    const notBehind = ((own - above[k]!) >> 15) & ones;
    const notAhead = ((below[k]! - bare) >> 15) & ones;
    leads[k] = (leads[k]! + notBehind + ones - notAhead) | 0;
  }
};

const addAll = (into: Int32Array, from: Int32Array, first: number): void => {
  for (let k = first; k < into.length; k++) into[k] = (into[k]! + from[k]!) | 0;
};
