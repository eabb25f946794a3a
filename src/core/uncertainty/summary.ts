// From draws to what is printed: the places each unit takes, its scores, who is above whom, and groups that cannot be told apart.

import type { Problem } from '../model/problem.js';
import { bandOf } from '../score/results.js';
import type { Drawn } from './draws.js';
import { groupsOf, type UnitGroup } from './groups.js';
import type { Model } from './model.js';
import { quantileOfSorted, quantilesOfCounts } from './quantiles.js';

export interface Summary {
  readonly draws: number;
  readonly failed: number;
  readonly seed: number;
  /** How often each reason made a draw fail, the most frequent first, with one draw as an example. */
  readonly reasons: ReadonlyArray<{ readonly problem: Problem; readonly draws: number; readonly example: number }>;
  /** Factors that had nothing to draw. */
  readonly idle: ReadonlyArray<string>;
  /** In the order of the index's units. */
  readonly units: ReadonlyArray<UnitSummary>;
  /** In the order of the ranking; with `ranks.within: level` the levels one after the other. */
  readonly groups: ReadonlyArray<UnitGroup>;
  readonly convergence: Convergence;
}

export interface UnitSummary {
  readonly code: string;
  /** Share of the draws in which it had a rank at all. */
  readonly ranked: number;
  /** Over the draws with a rank; null where there is none. Quantiles interpolate between draws (type 7). */
  readonly rank: Spread | null;
  readonly score: { readonly mean: number; readonly p05: number; readonly p95: number } | null;
  /** Share of the draws among the first ten. */
  readonly top: number;
  /** Share of the draws in each band, by its id. */
  readonly bands: Readonly<Record<string, number>>;
}

export interface Spread {
  readonly median: number;
  readonly mean: number;
  /** The places it takes in 90 % of the draws: 5 % are better than `p05`, 5 % worse than `p95`. */
  readonly p05: number;
  readonly p95: number;
}

/**
 * Whether there were enough draws: the even and the odd draws are two analyses of half the size, and half of what they differ by
 * is about the error of the whole.
 */
export interface Convergence {
  /** Largest error of an end of the places, over the units. */
  readonly places: number;
  /** An error up to this does not matter: one place, or a hundredth of the list where that is more. */
  readonly tolerance: number;
  /** Share of units whose ends are within the tolerance. */
  readonly within: number;
  readonly enough: boolean;
  /** Draws that would be enough, by how errors shrink with the root of their number; those made where they are enough. null where none ranked. */
  readonly needed: number | null;
}

/** So much of the units must be within the tolerance. */
const enoughUnits = 0.95;
const firstPlaces = 10;

export const summaryOf = (model: Model, seed: number, drawn: Drawn): Summary => {
  const { nominal } = model;
  const n = drawn.nUnits;
  const draws = drawn.to - drawn.from;
  const valid = draws - drawn.failures.length;
  const scoresOf = scoresByUnit(drawn);
  const units = nominal.columns.units.map(({ code }, p): UnitSummary => {
    const counts = drawn.counts.subarray(p * (n + 1), (p + 1) * (n + 1));
    const ranked = valid - counts[0]!;
    if (ranked === 0) return { code, ranked: 0, rank: null, score: null, top: 0, bands: {} };
    let meanRank = 0;
    let top = 0;
    for (let rank = 1; rank <= n; rank++) {
      meanRank += rank * counts[rank]!;
      if (rank <= firstPlaces) top += counts[rank]!;
    }
    let sum = 0;
    for (const block of drawn.sums) sum += block[p]!;
    const scores = scoresOf(p);
    const [p05, median, p95] = quantilesOfCounts(counts, [0.05, 0.5, 0.95]);
    return {
      code,
      ranked: ranked / valid,
      rank: { median: median!, mean: meanRank / ranked, p05: p05!, p95: p95! },
      score: { mean: sum / ranked, p05: quantileOfSorted(scores, 0.05), p95: quantileOfSorted(scores, 0.95) },
      top: top / valid,
      bands: bandShares(model, scores),
    };
  });
  return {
    draws,
    failed: drawn.failures.length,
    seed,
    reasons: reasonsOf(drawn),
    idle: model.idle,
    units,
    // Without a ranking nobody is told apart from anybody.
    groups: valid === 0 ? [] : groupsOf(model, drawn),
    convergence: convergenceOf(drawn, draws),
  };
};

const keptDraws = ({ totals, nUnits }: Drawn): number => (nUnits === 0 ? 0 : totals.length / nUnits);

/** Units whose draws are gathered in one pass over all draws, which lie draw after draw. */
const unitsAtOnce = 16;

/** The totals of unit `p` in the kept draws, rising; a view that lasts until the next call. Units are asked for in order. */
const scoresByUnit = ({ totals, nUnits }: Drawn): ((p: number) => Float64Array) => {
  const kept = nUnits === 0 ? 0 : totals.length / nUnits;
  const buffer = new Float64Array(unitsAtOnce * kept);
  const lengths = new Int32Array(unitsAtOnce);
  let first = -unitsAtOnce;
  const gather = (): void => {
    lengths.fill(0);
    const width = Math.min(unitsAtOnce, nUnits - first);
    for (let at = first; at < totals.length; at += nUnits)
      for (let u = 0; u < width; u++) {
        const total = totals[at + u]!;
        if (!Number.isNaN(total)) buffer[u * kept + lengths[u]!++] = total;
      }
  };
  return (p) => {
    const tile = p - (p % unitsAtOnce);
    if (tile !== first) {
      first = tile;
      gather();
    }
    const u = p - first;
    return buffer.subarray(u * kept, u * kept + lengths[u]!).sort();
  };
};

const bandShares = (model: Model, sorted: Float64Array): Readonly<Record<string, number>> => {
  const { bands } = model.nominal.definition;
  if (bands.length === 0 || sorted.length === 0) return {};
  const starts = bands.map((band) => firstFrom(sorted, (score) => bandAt(model, score) >= bands.indexOf(band)));
  return Object.fromEntries(
    bands.map(({ id }, b) => [id, ((starts[b + 1] ?? sorted.length) - starts[b]!) / sorted.length]),
  );
};

/** Number of the band of a score; -1 below the lowest. */
const bandAt = ({ nominal: { definition } }: Model, score: number): number => {
  const band = bandOf(definition, score);
  return band === null ? -1 : definition.bands.indexOf(band);
};

/** Position of the first of `sorted` that holds, where all after it hold too. */
const firstFrom = (sorted: Float64Array, holds: (value: number) => boolean): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
};

const reasonsOf = ({ failures }: Drawn): Summary['reasons'] => {
  const byReason = new Map<string, { problem: Problem; draws: number; example: number }>();
  for (const { draw, problem } of failures) {
    const key = [problem.code, problem.args['id'] ?? '', problem.args['method'] ?? ''].join(' ');
    const known = byReason.get(key);
    if (known === undefined) byReason.set(key, { problem, draws: 1, example: draw });
    else known.draws++;
  }
  return [...byReason.values()].sort((a, b) => b.draws - a.draws || a.example - b.example);
};

const convergenceOf = (drawn: Drawn, draws: number): Convergence => {
  const n = drawn.nUnits;
  const kept = keptDraws(drawn);
  const errors: number[] = [];
  const tolerance = Math.max(1, n / 100);
  const width = n + 1;
  const even = new Uint32Array(unitsAtOnce * width);
  const odd = new Uint32Array(unitsAtOnce * width);
  for (let first = 0; first < n; first += unitsAtOnce) {
    const end = Math.min(n, first + unitsAtOnce);
    even.fill(0);
    odd.fill(0);
    for (let draw = 0; draw < kept; draw++) {
      const half = draw % 2 === 0 ? even : odd;
      for (let p = first; p < end; p++) half[(p - first) * width + drawn.ranks[draw * n + p]!]!++;
    }
    for (let u = 0; u < end - first; u++) {
      const [low, high] = endsOf(even.subarray(u * width, (u + 1) * width));
      const [otherLow, otherHigh] = endsOf(odd.subarray(u * width, (u + 1) * width));
      const error = Math.max(Math.abs(low! - otherLow!), Math.abs(high! - otherHigh!)) / 2;
      if (!Number.isNaN(error)) errors.push(error);
    }
  }
  const places = errors.reduce((most, error) => Math.max(most, error), 0);
  const within = errors.length === 0 ? 0 : errors.filter((error) => error <= tolerance).length / errors.length;
  const enough = within >= enoughUnits;
  const typical = quantileOfSorted(Float64Array.from(errors).sort(), enoughUnits);
  const factor = enough || Number.isNaN(typical) ? 1 : Math.max(typical / tolerance, Math.SQRT2) ** 2;
  const needed = errors.length === 0 ? null : enough ? draws : roundedUp(draws * factor);
  return { places, tolerance, within, enough, needed };
};

const endsOf = (counts: Uint32Array): Float64Array => quantilesOfCounts(counts, [0.05, 0.95]);

/** To two digits: more would say that the number is known better than it is. */
const roundedUp = (draws: number): number => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(draws)) - 1);
  return Math.ceil(draws / step) * step;
};
