// Comparing every unit with every other, part by part: how much of the weight stands on whose side.
import type { ToAggregate } from '../families.js';
import { Meetings, mostPlaces, type PackedChild, packed } from './packed-places.js';

/** Scores this close, relative to their size, are the same score computed in another order. */
const sameScore = 1e-12;
/** Shares this close to one half are one half. */
export const halfTolerance = 1e-9;

/** Places of the scores from the lowest, equal scores one place: whole numbers compare faster than scores with a tolerance. */
const placesOf = (column: Float64Array): Int32Array => {
  const sorted = column.filter((x) => !Number.isNaN(x)).sort();
  const places = new Map<number, number>();
  let place = 0;
  for (let k = 0; k < sorted.length; k++) {
    const [before, x] = [sorted[k - 1] ?? Number.NEGATIVE_INFINITY, sorted[k]!];
    if (x - before > sameScore * Math.max(Math.abs(x), Math.abs(before))) place++;
    places.set(x, place);
  }
  return Int32Array.from(column, (x) => places.get(x) ?? 0);
};

/** So many children of one weight are worth packing; fewer are added one by one. */
const worthPacking = 3;

interface Sorted {
  /** Children that weigh the same for every unit that has them, by that weight. */
  readonly packs: ReadonlyArray<{ readonly weight: number; readonly children: ReadonlyArray<PackedChild> }>;
  /** The others, by position. */
  readonly single: ReadonlyArray<number>;
}

const sortedByWeight = (places: ReadonlyArray<Int32Array>, counts: ReadonlyArray<Float64Array>, n: number): Sorted => {
  const byWeight = new Map<number, number[]>();
  const single: number[] = [];
  counts.forEach((count, c) => {
    const weight = count.find((each) => each > 0);
    if (weight === undefined) return;
    const same = n < mostPlaces && count.every((each) => each === 0 || each === weight);
    if (!same) single.push(c);
    else byWeight.set(weight, [...(byWeight.get(weight) ?? []), c]);
  });
  const packs = [...byWeight].flatMap(([weight, members]) => {
    if (members.length >= worthPacking)
      return [{ weight, children: members.map((c) => packed(placesFromOne(places[c]!, counts[c]!))) }];
    single.push(...members);
    return [];
  });
  return { packs, single };
};

const placesFromOne = (places: Int32Array, count: Float64Array): Int32Array =>
  places.map((place, p) => (count[p]! > 0 ? place + 1 : 0));

/**
 * Calls `tell(i, j, share)` once for every pair i < j that has a child in common: the share of the weight of the common
 * children on which i is higher, half of it where both are equal; the share of j is 1 - share. The weight of a child is the
 * mean of what it has in both units, so that nothing depends on the order of the units, and a child that one of the two lacks
 * counts for neither. Every pair has to meet: O(n^2 m), with a small constant where children share a weight.
 */
export const eachPair = (
  { children, weights, nUnits }: ToAggregate,
  tell: (i: number, j: number, share: number) => void,
): void => {
  const places = children.map(placesOf);
  const counts = children.map((column, c) =>
    column.map((score, p) => (!Number.isNaN(score) && weights[c]![p]! > 0 ? weights[c]![p]! : 0)),
  );
  const { packs, single } = sortedByWeight(places, counts, nUnits);
  const meetings = new Meetings(nUnits);
  const lead = new Float64Array(nUnits);
  const total = new Float64Array(nUnits);
  for (let i = 0; i < nUnits; i++) {
    lead.fill(0);
    total.fill(0);
    for (const { weight, children: pack } of packs) {
      meetings.count(pack, i);
      meetings.addTo(lead, total, 2 * weight, i);
    }
    for (const c of single) {
      const own = counts[c]![i]!;
      if (own > 0) meet(i, places[c]!, own, counts[c]!, lead, total);
    }
    for (let j = i + 1; j < nUnits; j++) if (total[j]! > 0) tell(i, j, (1 + lead[j]! / total[j]!) / 2);
  }
};

/** Adds the weight of one child to every meeting of unit i: its lead is the weight ahead less the weight behind. */
const meet = (
  i: number,
  place: Int32Array,
  own: number,
  count: Float64Array,
  lead: Float64Array,
  total: Float64Array,
): void => {
  const mine = place[i]!;
  for (let j = i + 1; j < place.length; j++) {
    const theirs = count[j]!;
    if (theirs === 0) continue;
    const weight = own + theirs;
    const difference = (mine - place[j]!) | 0;
    total[j]! += weight;
    // The sign of a whole number without a branch: the processor cannot guess who wins.
    lead[j]! += weight * ((difference >> 31) | (-difference >>> 31));
  }
};

/**
 * The outranking matrix, row by row (n x n): the share of the weight on which the unit of the row is higher than the unit of
 * the column, 0 on the diagonal, NaN where the two have no child in common.
 * Source: G. Munda and M. Nardo, Noncompensatory/nonlinear composite indicators for ranking countries (2009).
 */
export const outrankingMatrix = (input: ToAggregate): Float64Array => {
  const n = input.nUnits;
  const matrix = new Float64Array(n * n).fill(Number.NaN);
  for (let p = 0; p < n; p++) matrix[p * n + p] = 0;
  eachPair(input, (i, j, share) => {
    matrix[i * n + j] = share;
    matrix[j * n + i] = 1 - share;
  });
  return matrix;
};

/** The first unit that has a child with a score and a weight but none in common with any other unit; -1 where there is none. */
export const alone = ({ children, weights, nUnits }: ToAggregate, compared: Int32Array): number => {
  for (let p = 0; p < nUnits; p++) {
    if (compared[p]! > 0) continue;
    if (children.some((column, c) => !Number.isNaN(column[p]!) && weights[c]![p]! > 0)) return p;
  }
  return -1;
};
