// Shares of a whole within bounds: whether there are any, and the nearest ones to any point.
import type { Fault } from '../families.js';
import { number } from '../parameters.js';

/** Bounds are sums of fractions: three thirds are a whole. */
const tolerance = 1e-9;

export interface ShareBounds {
  readonly low: number;
  readonly high: number;
}

export const canHold = ({ low, high }: ShareBounds, count: number): boolean =>
  low <= high && count * low <= 1 + tolerance && count * high >= 1 - tolerance;

export const boundsFault = ({ low, high }: ShareBounds, children: number): Fault | null =>
  canHold({ low, high }, children) ? null : { code: 'ShareBoundsCannotHold', args: { low, high, children } };

export const share = (...[about, examples, otherwise]: [string, readonly [number, number], number?]) =>
  number({ least: 0, most: 1 }, about, examples, otherwise);

/**
 * The shares between `low` and `high` that add up to 1 and are nearest to `point`: every coordinate less the same amount, cut
 * to the bounds; the amount by halving. The bounds must be able to hold.
 */
export const nearestShares = (point: ArrayLike<number>, { low, high }: ShareBounds): Float64Array => {
  const cut = (x: number): number => (x < low ? low : x > high ? high : x);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < point.length; i++) {
    least = Math.min(least, point[i]! - high);
    most = Math.max(most, point[i]! - low);
  }
  for (;;) {
    const middle = (least + most) / 2;
    // Halving ends where there is no double between the two.
    if (!(middle > least && middle < most)) break;
    let sum = 0;
    for (let i = 0; i < point.length; i++) sum += cut(point[i]! - middle);
    if (sum > 1) least = middle;
    else most = middle;
  }
  return Float64Array.from({ length: point.length }, (_, i) => cut(point[i]! - most));
};
