// Chance that can be repeated: one share for every (seed, draw, factor), and a stream of numbers that follows from a share alone.
// So no draw depends on another, on the order of the work, or on which other factors are switched on.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const twoTo32 = 2 ** 32;

/** Evenly spread over 0 (included) to 1 (not), 53 bits, for one factor in one draw. */
export const shareOf = (seed: number, draw: number, factor: string): number => evenly(hash(seed, factor), draw);

const evenly = (subject: number, draw: number): number => {
  const high = mixed(subject ^ mixed(draw + 0x9e3779b9)) >>> 5;
  const low = mixed(subject ^ mixed(draw ^ 0x85ebca6b)) >>> 6;
  return (high * 2 ** 26 + low) / 2 ** 53;
};

/**
 * A share of its own for every node (by the `hash` of its id) under the share of a factor: two indexes that are compared draw the
 * same for the nodes they both have, whatever else they have.
 */
export const shareFor = (share: number, subject: number): number => {
  const bits = share * twoTo32;
  const high = Math.floor(bits);
  return evenly(subject, mixed(high ^ mixed(Math.floor((bits - high) * twoTo32))));
};

export interface Stream {
  /** Evenly spread, 0 included, 1 not. */
  readonly share: () => number;
  /** Normal, mean 0, variance 1. */
  readonly normal: () => number;
  /** Gamma with this shape and scale 1. */
  readonly gamma: (shape: number) => number;
}

/** Where a factor needs more than one number, they all follow from its share. */
export const streamOf = (share: number): Stream => {
  const bits = share * twoTo32;
  const high = Math.floor(bits);
  const low = Math.floor((bits - high) * twoTo32);
  const generator = xoroshiro128plus(mixed(high ^ mixed(low)));
  // The first numbers after a seed still look like the seed.
  for (let i = 0; i < 4; i++) generator.next();
  const next = (): number => uniformFloat64(generator);
  let kept: number | null = null;
  const normal = (): number => {
    if (kept !== null) {
      const value = kept;
      kept = null;
      return value;
    }
    // Box and Muller 1958; 1 - u is never 0.
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { share: next, normal, gamma: (shape) => gamma(shape, next, normal) };
};

/** Marsaglia and Tsang 2000; below shape 1 by their boost. */
const gamma = (shape: number, share: () => number, normal: () => number): number => {
  if (shape < 1) return gamma(shape + 1, share, normal) * (1 - share()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - share()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
};

/** The final mix of MurmurHash3, 32 bits: every bit of the input moves half the bits of the output. */
export const mixed = (value: number): number => {
  let x = value | 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return x ^ (x >>> 16);
};

/** FNV-1a over the UTF-16 units, 32 bits, begun from the seed. */
export const hash = (seed: number, text: string): number => {
  let sum = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum;
};
