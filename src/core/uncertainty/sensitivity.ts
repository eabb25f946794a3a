// Which of the unsure choices moves the ranks: Sobol indices of every factor, on the mean rank shift of the index and on the rank
// of each unit, with an interval over sequences that are scrambled independently.
//
// First order S: share of the variance that goes where the factor alone were settled. Total T: share that would stay where all
// others were settled. A factor of many numbers (weights, respondents' errors, grades, imputation) counts as one group.
import type { Problem } from '../model/problem.js';
import { hash, mixed } from './chance.js';
import type { Model } from './model.js';
import { mostDimensions, scrambled, sobolPoints } from './sobol.js';

export interface SensitivityPlan {
  readonly seed: number;
  /** Points of each sequence, a power of two. */
  readonly points: number;
  /** At least 16, so that the interval over them means something. */
  readonly sequences: number;
}

export interface Estimate {
  readonly value: number;
  /** 95 % interval over the sequences, by Student's t. */
  readonly low: number;
  readonly high: number;
}

export interface FactorIndices {
  readonly first: Estimate;
  readonly total: Estimate;
}

export interface Sensitivity {
  /** Runs that were made, and those in which one of a set failed so that the set counts nowhere. */
  readonly runs: number;
  readonly failed: number;
  readonly reason: Problem | null;
  /** Sets that were made; false where so many of them failed that no index would hold: then there are none. */
  readonly sets: number;
  readonly holds: boolean;
  /** Names, in the order of the definition. */
  readonly factors: ReadonlyArray<string>;
  /** Of the mean over the ranked units of |rank - nominal rank|; null where it does not vary. */
  readonly shift: Output | null;
  /** Of each unit's rank, in the order of the index's units; null where it does not vary or the unit has no rank. */
  readonly units: ReadonlyArray<Output | null>;
}

export interface Output {
  readonly mean: number;
  readonly variance: number;
  /** In the order of `factors`. */
  readonly indices: ReadonlyArray<FactorIndices>;
}

/** Failed sets are not spread evenly over what was drawn: with more of them than this share no index is given. */
export const mostFailed = 0.01;

/** Two independent samples take two dimensions a factor. */
export const mostFactors = Math.floor(mostDimensions / 2);

/**
 * Runs `sequences x points x (factors + 2)` draws. `quantile` is Student's t for 97.5 % with `sequences - 1` degrees of freedom.
 * Sources: Saltelli et al. 2010 (first order, here centred), Jansen 1999 (total), Owen 1995 (scrambling).
 */
export const sensitivityOf = (
  model: Model,
  plan: SensitivityPlan,
  quantile: number,
  tell?: (done: number) => void,
): Sensitivity => {
  const parts: SequencePart[] = [];
  for (let sequence = 0; sequence < plan.sequences; sequence++)
    parts.push(sequencePart(model, plan, sequence, (done) => tell?.(sequence * plan.points + done)));
  return sensitivityFrom(model, plan, parts, quantile);
};

/** What one sequence came to, as plain data: sequences know nothing of each other, so any thread may make any of them. */
export interface SequencePart {
  readonly sequence: number;
  readonly sums: Sums;
  readonly failed: number;
  readonly reason: Problem | null;
}

/** The draws of one sequence, from 0. */
export const sequencePart = (
  model: Model,
  { points, seed }: SensitivityPlan,
  sequence: number,
  tell?: (done: number) => void,
): SequencePart => {
  const d = model.factors.length;
  const base = sobolPoints(points, 2 * d);
  const runner = new Runner(model);
  const sums = sumsFor(runner.outputs, d);
  let failed = 0;
  const both = new Float64Array(2 * d);
  const mixedPoint = new Float64Array(d);
  // By the factor's name, so that a factor more or less leaves the scrambling of the others alone.
  const seeds = Array.from({ length: 2 * d }, (_, i) =>
    hash(mixed(seed) ^ mixed(sequence + 1), `${i < d ? 'A' : 'B'} ${model.factors[i % d]!.name}`),
  );
  for (let k = 0; k < points; k++) {
    for (let i = 0; i < 2 * d; i++) both[i] = scrambled(base[k * 2 * d + i]!, seeds[i]!) / 2 ** 32;
    const a = runner.run(both.subarray(0, d));
    const b = runner.run(both.subarray(d));
    const mixes = Array.from({ length: d }, (_, i) => {
      mixedPoint.set(both.subarray(0, d));
      mixedPoint[i] = both[d + i]!;
      return runner.run(mixedPoint);
    });
    if (a === null || b === null || mixes.some((each) => each === null)) failed++;
    else addTo(sums, a, b, mixes as ReadonlyArray<Float64Array>);
    tell?.(k + 1);
  }
  return { sequence, sums, failed, reason: runner.fault };
};

/** All sequences of a plan together, in whatever order they come. */
export const sensitivityFrom = (
  model: Pick<Model, 'factors' | 'nominal'>,
  { points, sequences }: SensitivityPlan,
  parts: ReadonlyArray<SequencePart>,
  quantile: number,
): Sensitivity => {
  const d = model.factors.length;
  const inOrder = [...parts].sort((a, b) => a.sequence - b.sequence);
  const sums = inOrder.map((part) => part.sums);
  const sets = sequences * points;
  const failed = inOrder.reduce((total, part) => total + part.failed, 0);
  const holds = failed <= sets * mostFailed;
  const output = (o: number): Output | null => (holds ? outputOf(sums, o, d, quantile) : null);
  return {
    runs: sets * (d + 2),
    failed,
    sets,
    holds,
    reason: inOrder.find(({ reason }) => reason !== null)?.reason ?? null,
    factors: model.factors.map(({ name }) => name),
    shift: output(0),
    units: model.nominal.units.map((_unit, p) => output(p + 1)),
  };
};

/** Draws to outputs: the mean rank shift, then for each unit its rank minus its nominal rank (NaN: no rank). */
class Runner {
  readonly outputs: number;
  fault: Problem | null = null;
  private readonly totals: Float64Array;

  constructor(private readonly model: Model) {
    this.outputs = model.nominal.units.length + 1;
    this.totals = new Float64Array(this.outputs - 1);
  }

  run(shares: Float64Array): Float64Array | null {
    const fault = this.model.draw(shares, this.totals);
    if (fault !== null) {
      this.fault ??= fault;
      return null;
    }
    const ranks = this.model.ranks(this.totals);
    const { units } = this.model.nominal;
    const y = new Float64Array(this.outputs);
    let shift = 0;
    let counted = 0;
    for (let p = 0; p < ranks.length; p++) {
      const nominal = units[p]!.rank;
      y[p + 1] = ranks[p] === 0 || nominal === 0 ? Number.NaN : ranks[p]! - nominal;
      if (Number.isNaN(y[p + 1]!)) continue;
      shift += Math.abs(y[p + 1]!);
      counted++;
    }
    y[0] = counted === 0 ? Number.NaN : shift / counted;
    return y;
  }
}

/** What one sequence adds up to, for each output. */
export interface Sums {
  readonly n: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  /** sum y_B (y_ABi - y_A), sum (y_ABi - y_A), sum (y_A - y_ABi)^2; factor after factor. */
  readonly products: Float64Array;
  readonly differences: Float64Array;
  readonly squaredDifferences: Float64Array;
}

const sumsFor = (outputs: number, factors: number): Sums => ({
  n: new Float64Array(outputs),
  sum: new Float64Array(outputs),
  squares: new Float64Array(outputs),
  products: new Float64Array(outputs * factors),
  differences: new Float64Array(outputs * factors),
  squaredDifferences: new Float64Array(outputs * factors),
});

const addTo = (own: Sums, a: Float64Array, b: Float64Array, mixes: ReadonlyArray<Float64Array>): void => {
  const outputs = own.n.length;
  for (let o = 0; o < outputs; o++) {
    let known = a[o]! + b[o]!;
    for (const mix of mixes) known += mix[o]!;
    // A unit without a rank in one of the runs takes no part in this set.
    if (Number.isNaN(known)) continue;
    own.n[o]! += 1;
    own.sum[o]! += a[o]! + b[o]!;
    own.squares[o]! += a[o]! ** 2 + b[o]! ** 2;
    for (let i = 0; i < mixes.length; i++) {
      const difference = mixes[i]![o]! - a[o]!;
      const at = i * outputs + o;
      own.products[at]! += b[o]! * difference;
      own.differences[at]! += difference;
      own.squaredDifferences[at]! += difference ** 2;
    }
  }
};

const outputOf = (sums: ReadonlyArray<Sums>, o: number, d: number, quantile: number): Output | null => {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (const own of sums) {
    n += own.n[o]!;
    sum += own.sum[o]!;
    squares += own.squares[o]!;
  }
  if (n < 2) return null;
  const mean = sum / (2 * n);
  const variance = (squares - 2 * n * mean ** 2) / (2 * n - 1);
  if (!(variance > 1e-12)) return null;
  const used = sums.filter((own) => own.n[o]! > 0);
  const indices = Array.from({ length: d }, (_, i): FactorIndices => {
    const over = (value: (own: Sums, at: number) => number): Estimate =>
      withInterval(
        used.map((own) => value(own, i * own.n.length + o) / own.n[o]! / variance),
        used.map((own) => own.n[o]!),
        quantile,
      );
    return {
      first: over((own, at) => own.products[at]! - mean * own.differences[at]!),
      total: over((own, at) => own.squaredDifferences[at]! / 2),
    };
  });
  return { mean, variance, indices };
};

/** The mean over the sequences, each counting by its sets, and its interval from their spread. */
const withInterval = (values: ReadonlyArray<number>, weights: ReadonlyArray<number>, quantile: number): Estimate => {
  const whole = weights.reduce((total, each) => total + each, 0);
  const value = values.reduce((total, each, r) => total + each * weights[r]!, 0) / whole;
  if (values.length < 2) return { value, low: Number.NaN, high: Number.NaN };
  const spread = values.reduce((total, each) => total + (each - value) ** 2, 0);
  const error = Math.sqrt(spread / (values.length - 1) / values.length);
  return { value, low: value - quantile * error, high: value + quantile * error };
};
