// Weights brought to known totals group by group: post-stratification and raking; extreme weights cut back, and what that costs.
import { E } from '../fp.js';
import { type Problems, problem } from '../model/problem.js';
import type { Codes } from './codes.js';
import { type Design, withWeights } from './design.js';

/** A column of groups and how many people each group has in the population, in the order of its names. */
export interface Margin {
  /** For messages. */
  readonly name: string;
  readonly groups: Codes;
  readonly totals: Float64Array;
}

/**
 * w * N_g / sum of w in g. Linearised values lose the mean of z w0/w in their group, weighted by w0. Left: MarginBlank, MarginEmpty.
 */
export const postStratified = (design: Design, margin: Margin): E.Either<Problems, Design> => {
  const faults = marginFaults(margin);
  if (faults.length > 0) return E.left(faults);
  const of = margin.groups.of;
  const before = sumsBy(of, margin.totals.length, design.weights);
  const weights = design.weights.map((weight, row) => (weight * margin.totals[of[row]!]!) / before[of[row]!]!);
  const base = design.weights;
  const inner = design.residual;
  const residual = (z: Float64Array): Float64Array => {
    const plain = inner === null ? z : inner(z);
    const sums = sumsBy(
      of,
      before.length,
      plain.map((value, row) => (value * base[row]!) / weights[row]!),
    );
    return plain.map((value, row) => value - (weights[row]! * sums[of[row]!]!) / before[of[row]!]!);
  };
  return E.right(withWeights(design, weights, residual));
};

export interface RakingSettings {
  /** Sweeps stop once no cell of the margins crossed has moved by more than this much weight; null: 1e-13 of the total. */
  readonly tolerance: number | null;
  readonly sweeps: number;
}

/** Post-stratified to each margin in turn until nothing moves (Deming and Stephan 1940). Left: MarginBlank, MarginEmpty,
 * MarginsDisagree, RakingNotReached. */
export const raked = (
  design: Design,
  margins: ReadonlyArray<Margin>,
  { tolerance, sweeps }: RakingSettings = { tolerance: null, sweeps: 1000 },
): E.Either<Problems, Design> => {
  const faults = [...margins.flatMap(marginFaults), ...disagreeing(margins)];
  if (faults.length > 0) return E.left(faults);
  const cells = crossed(margins.map(({ groups }) => groups));
  let total = 0;
  for (const count of margins[0]?.totals ?? []) total += count;
  const least = tolerance ?? 1e-13 * total;
  const weights = Float64Array.from(design.weights);
  let before = sumsBy(cells.of, cells.count, weights);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const { groups, totals } of margins) {
      const sums = sumsBy(groups.of, totals.length, weights);
      for (let row = 0; row < weights.length; row++) {
        const group = groups.of[row]!;
        weights[row] = (weights[row]! * totals[group]!) / sums[group]!;
      }
    }
    const after = sumsBy(cells.of, cells.count, weights);
    const moved = after.some((sum, cell) => Math.abs(sum - before[cell]!) > least);
    before = after;
    if (!moved) return E.right(withWeights(design, weights, afterRaking(margins, weights)));
  }
  return E.left([problem('RakingNotReached', { n: sweeps })]);
};

/** Ten rounds over the margins, each taking out the plain mean of z / w in its groups. */
const afterRaking =
  (margins: ReadonlyArray<Margin>, weights: Float64Array) =>
  (z: Float64Array): Float64Array => {
    const left = z.map((value, row) => value / weights[row]!);
    const counts = margins.map(({ groups, totals }) =>
      sumsBy(groups.of, totals.length, new Float64Array(z.length).fill(1)),
    );
    for (let round = 0; round < 10; round++) {
      margins.forEach(({ groups, totals }, m) => {
        const sums = sumsBy(groups.of, totals.length, left);
        for (let row = 0; row < left.length; row++) {
          const group = groups.of[row]!;
          left[row] = left[row]! - sums[group]! / counts[m]![group]!;
        }
      });
    }
    return left.map((value, row) => value * weights[row]!);
  };

export interface Trimmed {
  readonly weights: Float64Array;
  /** Rows cut back. */
  readonly cut: number;
  /** Share of all weight that was above the limit and went to the others. */
  readonly moved: number;
  /** Kish design effects; their ratio is what trimming gains, `moved` is what it may bias. */
  readonly deffBefore: number;
  readonly deffAfter: number;
}

/** Weights above `limit` (in medians of the weights) cut back to it; what they lose is shared out over the others by their weight. */
export const trimmed = (weights: Float64Array, limit: number): Trimmed => {
  const sorted = Float64Array.from(weights).sort();
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  const most = limit * median;
  const kept = Float64Array.from(weights);
  const isCut = new Uint8Array(weights.length);
  let total = 0;
  for (const weight of weights) total += weight;
  // What is shared out may lift others above the limit: they are cut in their turn.
  for (let again = total > 0 && limit >= 1; again; ) {
    again = false;
    let [over, others] = [0, 0];
    kept.forEach((weight, row) => {
      if (weight > most * (1 + 1e-12)) {
        over += weight - most;
        kept[row] = most;
        isCut[row] = 1;
        again = true;
      }
    });
    kept.forEach((weight, row) => {
      if (isCut[row] === 0) others += weight;
    });
    if (!again || others === 0) break;
    kept.forEach((weight, row) => {
      if (isCut[row] === 0) kept[row] = weight * (1 + over / others);
    });
  }
  let [cut, moved] = [0, 0];
  weights.forEach((weight, row) => {
    if (isCut[row] === 1) {
      cut++;
      moved += weight - kept[row]!;
    }
  });
  return { weights: kept, cut, moved: moved / total, deffBefore: kishDeff(weights), deffAfter: kishDeff(kept) };
};

/** n sum(w^2) / (sum w)^2 (Kish 1965): what unequal weights alone cost. */
export const kishDeff = (weights: Float64Array, used: Uint8Array | null = null): number => {
  let [n, sum, squares] = [0, 0, 0];
  for (let row = 0; row < weights.length; row++) {
    if (used !== null && used[row] === 0) continue;
    n++;
    sum += weights[row]!;
    squares += weights[row]! * weights[row]!;
  }
  return (n * squares) / (sum * sum);
};

/** Margins of one population have one sum: otherwise the last one wins, and the others are missed without a word. */
const disagreeing = (margins: ReadonlyArray<Margin>): Problems => {
  const sums = margins.map(({ totals }) => totals.reduce((sum, count) => sum + count, 0));
  return margins.flatMap(({ name }, m) =>
    Math.abs(sums[m]! - sums[0]!) > 1e-9 * sums[0]!
      ? [problem('MarginsDisagree', { one: margins[0]!.name, sum: sums[0]!, other: name, other_sum: sums[m]! })]
      : [],
  );
};

const marginFaults = ({ name, groups, totals }: Margin): Problems => {
  const blank = groups.of.indexOf(-1);
  if (blank !== -1) return [problem('MarginBlank', { column: name, row: blank + 1 })];
  const rows = sumsBy(groups.of, groups.names.length, new Float64Array(groups.of.length).fill(1));
  return groups.names.flatMap((group, code) =>
    rows[code]! > 0 && totals[code]! > 0 ? [] : [problem('MarginEmpty', { column: name, group })],
  );
};

const sumsBy = (of: Int32Array, count: number, values: Float64Array): Float64Array => {
  const sums = new Float64Array(count);
  for (let row = 0; row < of.length; row++) sums[of[row]!] = sums[of[row]!]! + values[row]!;
  return sums;
};

const crossed = (columns: ReadonlyArray<Codes>) => {
  const seen = new Map<string, number>();
  const of = new Int32Array(columns[0]?.of.length ?? 0);
  for (let row = 0; row < of.length; row++) {
    const key = columns.map((column) => column.of[row]).join(' ');
    const cell = seen.get(key) ?? seen.size;
    seen.set(key, cell);
    of[row] = cell;
  }
  return { of, count: seen.size };
};
