// Benefit of the doubt: every unit is measured with the weights that are best for it, within bounds on what each part may make up.
import { solve } from 'yalps';
import type { Fault, ToWeigh, Weighed, WeighMethod } from '../families.js';
import { boundsFault, canHold, nearestShares, type ShareBounds, share } from './shares.js';

const parameters = {
  low: share('The least share of the score that each part makes up.', [0.05, 0]),
  high: share('The largest share of the score that each part makes up.', [0.4, 1]),
};

/** A score this small beside the largest of its column is zero: no weight could make it a share of anything. */
const nothing = 1e-9;
/** How far the shares of the solver may miss the bounds before its answer is not believed. */
const slack = 1e-6;

/**
 * Units that no other unit equals or beats on every part; only they can be the best practice under weights of zero or more.
 * A missing score counts as nothing: a unit is held against others by the parts it has.
 */
export const benchmarks = (children: ReadonlyArray<Float64Array>): ReadonlyArray<number> => {
  const n = children[0]?.length ?? 0;
  const at = (p: number, c: number): number => children[c]![p]! || 0;
  const beats = (a: number, b: number): boolean => {
    let higher = false;
    for (let c = 0; c < children.length; c++) {
      if (at(a, c) < at(b, c)) return false;
      if (at(a, c) > at(b, c)) higher = true;
    }
    return higher || a < b;
  };
  const found: number[] = [];
  for (let p = 0; p < n; p++) {
    let beaten = false;
    for (let q = 0; q < n && !beaten; q++) beaten = q !== p && beats(q, p);
    if (!beaten) found.push(p);
  }
  return found;
};

export interface Standing {
  readonly shares: ReadonlyArray<number>;
  /** How many times the unit's own score the best of all has under these shares. */
  readonly z: number;
}

/**
 * The shares of the score, between the bounds and adding up to 1, under which the unit stands best against the best of all:
 * the smallest z with sum over c of share[c] * ratio[c] <= z for each row of `ratios` (what a benchmark has over what the unit
 * has). Few rows bind, so the programme starts with few and takes in the one most exceeded until none is. Null where the solver
 * has no answer that can be believed.
 */
export const bestShares = (
  ratios: ReadonlyArray<Float64Array>,
  count: number,
  bounds: ShareBounds,
): Standing | null => {
  const highest = (shares: ArrayLike<number>): { readonly row: number; readonly z: number } => {
    let [row, z] = [0, Number.NEGATIVE_INFINITY];
    ratios.forEach((of, j) => {
      let sum = 0;
      for (let c = 0; c < count; c++) sum += of[c]! * shares[c]!;
      if (sum > z) [row, z] = [j, sum];
    });
    return { row, z };
  };
  const rows = new Set([highest(nearestShares(new Float64Array(count).fill(1 / count), bounds)).row]);
  for (;;) {
    const raw = solved(
      [...rows].map((j) => ratios[j]!),
      count,
      bounds,
    );
    if (raw === null) return null;
    // Onto the bounds to the last bit; the height follows from the shares and not from the solver.
    const shares = [...nearestShares(raw, bounds)];
    if (shares.some((x, c) => Math.abs(x - raw[c]!) > slack)) return null;
    const { row, z } = highest(shares);
    if (rows.has(row)) return { shares, z };
    rows.add(row);
  }
};

const solved = (rows: ReadonlyArray<Float64Array>, count: number, { low, high }: ShareBounds): Float64Array | null => {
  // In what is above the least share, so that the solver starts from a corner and carries few bounds.
  const rest = 1 - count * low;
  const constraints = new Map<string, { equal?: number; max?: number }>([['whole', { equal: rest }]]);
  const variables = new Map<string, ReadonlyArray<readonly [string, number]>>();
  rows.forEach((row, j) => {
    constraints.set(`unit ${j}`, { max: -low * row.reduce((sum, r) => sum + r, 0) });
  });
  for (let c = 0; c < count; c++) {
    const bound: [string, number][] = [];
    if (high - low < rest) {
      constraints.set(`share ${c}`, { max: high - low });
      bound.push([`share ${c}`, 1]);
    }
    variables.set(`s${c}`, [['whole', 1], ...bound, ...rows.map((row, j) => [`unit ${j}`, row[c]!] as const)]);
  }
  variables.set('z', [['z', 1], ...rows.map((_row, j) => [`unit ${j}`, -1] as const)]);
  const found = solve<string, string>(
    { direction: 'minimize', objective: 'z', constraints, variables },
    { precision: 1e-10 },
  );
  if (found.status !== 'optimal') return null;
  const values = new Map(found.variables);
  return Float64Array.from({ length: count }, (_, c) => low + (values.get(`s${c}`) ?? 0));
};

interface Doubted {
  readonly weights: ReadonlyArray<Float64Array>;
  readonly fault: Fault | null;
}

/**
 * Weights of every child and unit such that the sum of weight times score is the unit's score, 100 for the best practice: with
 * the same weights no unit comes above 100, and each part makes up between `low` and `high` of the unit's own score. A child
 * without a score has weight 0.
 */
const weightsOf = ({ ids, children }: ToWeigh, bounds: ShareBounds): Doubted => {
  const n = children[0]?.length ?? 0;
  const weights = children.map(() => new Float64Array(n));
  const largest = children.map((column) => column.reduce((a, x) => (x > a ? x : a), 0));
  const best = benchmarks(children);
  const failed = (fault: Fault): Doubted => ({ weights, fault });
  for (let p = 0; p < n; p++) {
    const there = children.flatMap((column, c) => (Number.isNaN(column[p]!) ? [] : [c]));
    if (there.length === 0) continue;
    const below = there.find((c) => children[c]![p]! < 0);
    if (below !== undefined) {
      return failed({ code: 'BenefitBelowZero', args: { child: ids[below]! }, column: below, unit: p });
    }
    const used = there.filter((c) => children[c]![p]! > nothing * largest[c]!);
    const zero = there.find((c) => !used.includes(c));
    if (zero !== undefined && bounds.low > 0) {
      return failed({ code: 'BenefitOfZero', args: { child: ids[zero]! }, column: zero, unit: p });
    }
    if (used.length === 0) {
      // Nothing anywhere: zero under whatever weights.
      for (const c of there) weights[c]![p] = 1;
      continue;
    }
    if (!canHold(bounds, used.length)) {
      const args = { low: bounds.low, high: bounds.high, children: used.length };
      return failed({ code: 'BenefitBoundsCannotHold', args, unit: p });
    }
    const ratios = best.map((q) => Float64Array.from(used, (c) => (children[c]![q]! || 0) / children[c]![p]!));
    const found = bestShares(ratios, used.length, bounds);
    if (found === null) return failed({ code: 'BenefitUnsolved', args: {}, unit: p });
    used.forEach((c, k) => {
      weights[c]![p] = (100 * found.shares[k]!) / (found.z * children[c]![p]!);
    });
  }
  return { weights, fault: null };
};

export const benefitOfTheDoubt: WeighMethod<typeof parameters> = {
  name: 'benefit-of-the-doubt',
  parameters,
  source:
    'L. Cherchye, W. Moesen, N. Rogge and T. Van Puyenbroeck, An introduction to benefit of the doubt composite indicators, Social Indicators Research 82 (2007)',
  aggregatedBy: 'sum',
  perUnit: true,
  compute: (input, settings): Weighed => {
    const { ids, children } = input;
    const fault = boundsFault(settings, ids.length);
    if (fault !== null) return { weights: ids.map(() => 1), figures: {}, fault };
    const made = weightsOf(input, settings);
    if (made.fault !== null) return { weights: ids.map(() => 1), figures: {}, fault: made.fault };
    return { weights: made.weights, figures: figuresOf(ids, children, made.weights), fault: null };
  },
};

/** `units` with a score, `at_best` of them at 100, and for each child the mean share it makes up of the scores. */
const figuresOf = (
  ids: ReadonlyArray<string>,
  children: ReadonlyArray<Float64Array>,
  weights: ReadonlyArray<Float64Array>,
): Readonly<Record<string, number>> => {
  const shares = ids.map(() => 0);
  let [units, scored, atBest] = [0, 0, 0];
  for (let p = 0; p < (children[0]?.length ?? 0); p++) {
    const parts = ids.map((_id, c) => (weights[c]![p]! > 0 ? weights[c]![p]! * children[c]![p]! : 0));
    const score = parts.reduce((a, b) => a + b, 0);
    if (weights.some((column) => column[p]! > 0)) units++;
    if (score >= 100 - 1e-6) atBest++;
    if (!(score > 0)) continue;
    scored++;
    parts.forEach((part, c) => {
      shares[c]! += part / score;
    });
  }
  const named = ids.map((id, c) => [`part.${id}`, scored === 0 ? 0 : shares[c]! / scored] as const);
  return { units, at_best: atBest, ...Object.fromEntries(named) };
};
