// Many draws: for each the totals and ranks, gathered so that nothing grows with their number but what is kept on purpose.
import type { Problem } from '../model/problem.js';
import { shareOf } from './chance.js';
import type { Model } from './model.js';

export interface DrawRange {
  readonly seed: number;
  /** First draw, and the one after the last; draws are numbered from 0. */
  readonly from: number;
  readonly to: number;
}

/** What a range of draws came to. Two ranges put together in their order (`joined`) are the range over both. */
export interface Drawn {
  readonly nUnits: number;
  readonly from: number;
  readonly to: number;
  /** How often each unit took each place: `counts[unit * (nUnits + 1) + rank]`; rank 0 counts draws without a rank. */
  readonly counts: Uint32Array;
  /** Totals and ranks of the draws before `mostKept`, draw after draw; failed draws are NaN and 0 throughout. */
  readonly totals: Float64Array;
  readonly ranks: Uint16Array;
  /** Sum of the totals of each unit over blocks of draws, so that the sum does not depend on who drew what. */
  readonly sums: ReadonlyArray<Float64Array>;
  readonly failures: ReadonlyArray<Failure>;
}

export interface Failure {
  readonly draw: number;
  readonly problem: Problem;
}

/** Draws that go into one partial sum. */
export const blockOfDraws = 64;

/** So many draws are kept one by one: quantiles of scores, pairs and groups rest on these; for 228 units some 36,000. */
export const mostKept = (nUnits: number): number => Math.max(blockOfDraws, Math.floor(2 ** 23 / Math.max(1, nUnits)));

/** The shares of one draw: they depend on seed, draw and the factor's own name, and on nothing else. */
export const sharesOf = ({ factors }: Model, seed: number, draw: number): Float64Array => {
  const shares = new Float64Array(factors.length);
  for (let f = 0; f < factors.length; f++) shares[f] = shareOf(seed, draw, factors[f]!.name);
  return shares;
};

/** `from` must be a multiple of `blockOfDraws`. `tell` hears how many are done, now and then. */
export const drawRange = (model: Model, { seed, from, to }: DrawRange, tell?: (done: number) => void): Drawn => {
  const n = model.nominal.columns.units.length;
  const kept = Math.max(0, Math.min(to, mostKept(n)) - from);
  const counts = new Uint32Array(n * (n + 1));
  const totals = new Float64Array(kept * n).fill(Number.NaN);
  const ranks = new Uint16Array(kept * n);
  const sums: Float64Array[] = [];
  const failures: Failure[] = [];
  const isDrawn = new Uint8Array(kept);
  const own = new Float64Array(n);
  for (let draw = from; draw < to; draw++) {
    if ((draw - from) % blockOfDraws === 0) {
      sums.push(new Float64Array(n));
      tell?.(draw - from);
    }
    const fault = model.draw(sharesOf(model, seed, draw), own);
    if (fault !== null) {
      failures.push({ draw, problem: fault });
      continue;
    }
    const places = model.ranks(own);
    const sum = sums[sums.length - 1]!;
    for (let p = 0; p < n; p++) if (!Number.isNaN(own[p]!)) sum[p]! += own[p]!;
    const row = draw - from;
    if (row < kept) {
      isDrawn[row] = 1;
      totals.set(own, row * n);
      ranks.set(places, row * n);
    } else for (let p = 0; p < n; p++) counts[p * (n + 1) + places[p]!]!++;
  }
  countKept(n, ranks, isDrawn, counts);
  return { nUnits: n, from, to, counts, totals, ranks, sums, failures };
};

/** Units that are counted together, so that their counts stay near at hand. */
const unitsAtOnce = 16;

const countKept = (n: number, ranks: Uint16Array, isDrawn: Uint8Array, counts: Uint32Array): void => {
  for (let first = 0; first < n; first += unitsAtOnce) {
    const end = Math.min(n, first + unitsAtOnce);
    for (let row = 0; row < isDrawn.length; row++) {
      if (isDrawn[row] === 0) continue;
      for (let p = first; p < end; p++) counts[p * (n + 1) + ranks[row * n + p]!]!++;
    }
  }
};

/** Puts ranges together, in whatever order they come, so that only the whole and one range are held at a time. */
export interface Gathering {
  readonly take: (part: Drawn) => void;
  /** All ranges have been taken. */
  readonly whole: () => Drawn;
}

export const gathering = (nUnits: number, from: number, to: number): Gathering => {
  const kept = Math.max(0, Math.min(to, mostKept(nUnits)) - from);
  const counts = new Uint32Array(nUnits * (nUnits + 1));
  const totals = new Float64Array(kept * nUnits);
  const ranks = new Uint16Array(kept * nUnits);
  const sums: Float64Array[] = [];
  const failures: Failure[] = [];
  return {
    take: (part) => {
      for (let i = 0; i < counts.length; i++) counts[i]! += part.counts[i]!;
      totals.set(part.totals, part.totals.length === 0 ? 0 : (part.from - from) * nUnits);
      ranks.set(part.ranks, part.ranks.length === 0 ? 0 : (part.from - from) * nUnits);
      part.sums.forEach((sum, block) => {
        sums[(part.from - from) / blockOfDraws + block] = sum;
      });
      failures.push(...part.failures);
    },
    whole: () => ({
      nUnits,
      from,
      to,
      counts,
      totals,
      ranks,
      sums,
      failures: failures.sort((a, b) => a.draw - b.draw),
    }),
  };
};

/** Ranges that follow one another, as one. */
export const joined = (parts: ReadonlyArray<Drawn>): Drawn => {
  const [first] = parts;
  if (parts.length === 1 || first === undefined) return first!;
  const all = gathering(first.nUnits, first.from, parts.at(-1)!.to);
  for (const part of parts) all.take(part);
  return all.whole();
};
