// Chance that can be repeated: a stream of its own for every (seed, subject), so that adding a unit or a criterion
// leaves every other value as it was.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Chance {
  /** Evenly spread, 0 included, 1 not. */
  readonly share: () => number;
  /** A whole number, both ends included. */
  readonly whole: (least: number, most: number) => number;
  /** Between -1 and 1, values near 0 the likeliest; sums only, so that every machine gives the same bits. */
  readonly spread: () => number;
  readonly oneOf: <A>(items: readonly [A, ...A[]]) => A;
}

/** The stream for one subject, such as ('990110000', 'PD-01-01'). */
export const chanceFor = (seed: number, ...subject: ReadonlyArray<string>): Chance => {
  const generator = xoroshiro128plus(hash(seed, subject.join('|')));
  // The first numbers after a seed still look like the seed.
  for (let i = 0; i < 8; i++) generator.next();
  const share = (): number => uniformFloat64(generator);
  const whole = (least: number, most: number): number => uniformInt(generator, least, most);
  return {
    share,
    whole,
    spread: () => ((share() + share() + share()) * 2) / 3 - 1,
    oneOf: (items) => items[whole(0, items.length - 1)] ?? items[0],
  };
};

/** FNV-1a over the UTF-16 units, 32 bits, begun from the seed. */
const hash = (seed: number, text: string): number => {
  let sum = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < text.length; i++) {
    sum ^= text.charCodeAt(i);
    sum = Math.imul(sum, 0x01000193);
  }
  return sum;
};
