// Weights under which the parts have the importance they are meant to have, measured by their correlation with the score.
import { pearson } from '../correlation.js';
import type { Fault, ToWeigh, WeighMethod } from '../families.js';
import { number, numberById } from '../parameters.js';
import { downhill, type Lowest } from './downhill.js';
import { boundsFault, nearestShares, type ShareBounds, share } from './shares.js';

const parameters = {
  importances: numberById(
    { least: 0 },
    'The importance each child is to have, in any unit: they are taken as shares of their sum. Left out: all the same.',
    [
      { transparency: 2, services: 1 },
      { a: 50, b: 30, c: 20 },
    ],
    new Map<string, number>(),
  ),
  low: share('The least share of the weight a child may have.', [0.05, 0], 0),
  high: share('The largest share of the weight a child may have.', [0.5, 1], 1),
  within: number(
    { least: 0, most: 1 },
    'How far the importance of a child may stay from its target, as a share of the whole, before it is an error.',
    [0.1, 0.02],
    0.1,
  ),
};

/** Importances of the children: Pearson's r with the node's score, over the sum of them all. */
export const importancesOf = (children: ReadonlyArray<Float64Array>, score: Float64Array): ReadonlyArray<number> => {
  const r = children.map((column) => pearson(column, score).r);
  const sum = r.reduce((a, b) => a + b, 0);
  return r.map((x) => x / sum);
};

const meanSquare = (target: ReadonlyArray<number>, reached: ReadonlyArray<number>): number =>
  target.reduce((sum, t, i) => sum + (t - reached[i]!) ** 2, 0) / target.length;

/** The least mean square told apart from zero: a distance of a ten-billionth. */
const floor = 1e-20;
/** Calls of the objective for each free number: to see where a start leads, and to follow the best of them to its end. */
const looking = 80;
const finishing = 600;
const mostStarts = 8;

/**
 * The shares within the bounds whose importances come nearest to the target: the smallest ln(mean((target - importance)^2)), as
 * COINr measures it. From equal shares, the given ones and some that lean to one child each; the best of all.
 */
export const nearestToTarget = (
  { children, given, aggregate }: Pick<ToWeigh, 'children' | 'given' | 'aggregate'>,
  target: ReadonlyArray<number>,
  bounds: ShareBounds,
): { readonly shares: ReadonlyArray<number>; readonly reached: ReadonlyArray<number> } => {
  const m = children.length;
  // All but one coordinate are free, the last is what is left; outside the bounds the nearest point inside stands for it.
  const inside = (free: ArrayLike<number>): Float64Array => {
    const point = Float64Array.from({ length: m }, (_, i) => free[i] ?? 0);
    point[m - 1] = 1 - point.reduce((sum, x) => sum + x, 0);
    return nearestShares(point, bounds);
  };
  const objective = (free: Float64Array): number => {
    const shares = inside(free);
    const outside = free.reduce((sum, x, i) => sum + (x - shares[i]!) ** 2, 0);
    const off = meanSquare(target, importancesOf(children, aggregate([...shares])));
    return Math.log(off + floor) + outside;
  };
  const total = given.reduce((a, b) => a + b, 0);
  const leaning = Array.from({ length: Math.min(m, mostStarts) }, (_, k) =>
    Float64Array.from({ length: m }, (_of, i) => (i === k ? 0.5 : 0.5 / (m - 1))),
  );
  const starts = [
    new Float64Array(m).fill(1 / m),
    ...(total > 0 ? [Float64Array.from(given, (w) => w / total)] : []),
    ...leaning,
  ];
  const from = (start: Float64Array, evaluations: number): Lowest =>
    downhill(objective, start, 0.5 / m, evaluations * (m - 1), Math.log(2 * floor));
  const led = starts
    .map((start) => from(nearestShares(start, bounds).slice(0, m - 1), looking))
    .reduce((a, b) => (b.value < a.value ? b : a));
  const best = from(led.point, finishing);
  const shares = [...inside(best.point)];
  return { shares, reached: importancesOf(children, aggregate(shares)) };
};

const targetOf = (ids: ReadonlyArray<string>, wanted: ReadonlyMap<string, number>): ReadonlyArray<number> | Fault => {
  if (wanted.size === 0) return ids.map(() => 1 / ids.length);
  for (const child of wanted.keys()) if (!ids.includes(child)) return { code: 'ImportanceUnknown', args: { child } };
  const sum = [...wanted.values()].reduce((a, b) => a + b, 0);
  const target: number[] = [];
  for (const [column, child] of ids.entries()) {
    const value = wanted.get(child);
    if (value === undefined || sum === 0) return { code: 'ImportanceMissing', args: { child }, column };
    target.push(value / sum);
  }
  return target;
};

const unusable = ({ ids, children }: ToWeigh): Fault | null => {
  for (const [column, values] of children.entries()) {
    const there = values.filter((x) => !Number.isNaN(x));
    const args = { child: ids[column]! };
    if (there.length === 0) return { code: 'ChildWithoutScores', args, column };
    if (there.length < 3) return { code: 'TooFewUnits', args: { units: there.length, least: 3 } };
    if (there.every((x) => x === there[0])) return { code: 'ChildConstant', args, column };
  }
  return null;
};

export const optimise: WeighMethod<typeof parameters> = {
  name: 'optimise',
  parameters,
  source: 'W. Becker et al., Weights and importance in composite indicators, Ecological Indicators 80 (2017)',
  compute: (input, settings) => {
    const { ids, children } = input;
    const equal = ids.map(() => 1);
    const target = targetOf(ids, settings.importances);
    if ('code' in target) return { weights: equal, figures: {}, fault: target };
    const fault = boundsFault(settings, ids.length) ?? (ids.length < 2 ? null : unusable(input));
    if (fault !== null || ids.length < 2) return { weights: equal, figures: {}, fault };
    const { shares, reached } = nearestToTarget(input, target, settings);
    const off = target.map((t, i) => Math.abs(t - reached[i]!));
    const worst = off.reduce((a, x, i) => (x > off[a]! || Number.isNaN(x) ? i : a), 0);
    const named = (name: string, of: ReadonlyArray<number>) =>
      Object.fromEntries(ids.map((id, i) => [`${name}.${id}`, of[i]!]));
    return {
      weights: shares,
      figures: {
        units: children[0]!.length,
        mean_square: meanSquare(target, reached),
        largest_distance: off[worst]!,
        ...named('target', target),
        ...named('reached', reached),
      },
      fault:
        off[worst]! <= settings.within
          ? null
          : {
              code: 'ImportanceNotReached',
              args: { child: ids[worst]!, target: rounded(target[worst]!), reached: rounded(reached[worst]!) },
              column: worst,
            },
    };
  },
};

const rounded = (x: number): number => Number(x.toFixed(4));
