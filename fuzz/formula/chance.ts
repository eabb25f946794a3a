// Seeded chance for the fuzz: the same seed draws the same inputs on every machine.

export interface Chance {
  /** A whole number from 0 up to, and without, `n`. */
  readonly below: (n: number) => number;
  readonly one: <A>(of: ReadonlyArray<A>) => A;
  /** True once in `n` times. */
  readonly once: (n: number) => boolean;
}

/** Mulberry32: 32 bits of state, plenty for a few million draws. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    one: (of) => of[below(of.length)]!,
    once: (n) => below(n) === 0,
  };
};
