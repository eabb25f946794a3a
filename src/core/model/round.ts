// Rounding as a reader with a pencil would do it; formulas, ranks and printed numbers share it.
import { shortestDigits } from './decimal.js';

/**
 * Rounds half away from zero: the shortest decimal of the double is cut after `decimals` places (negative: before the
 * point), and the nearest double of that is given, so 1.005 gives 1.01 and -0.5 gives -1.
 * Infinite values and NaN come back as they are; zero is never negative.
 */
export const roundHalfAway = (value: number, decimals: number): number => {
  if (!Number.isFinite(value)) return value;
  const magnitude = Math.abs(value);
  const rounded = awayFromTies(magnitude, decimals) ?? byDigits(magnitude, decimals);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
};

const powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/**
 * The quick way, ten times as fast, for a value that is surely not half-way: below 2^42 a product is off by less than
 * 0.002, and dividing one whole number by a power of ten gives the nearest double of that decimal. null: no telling.
 */
const awayFromTies = (magnitude: number, decimals: number): number | null => {
  const power = powers[decimals];
  if (power === undefined) return null;
  const scaled = magnitude * power;
  if (scaled >= 2 ** 42) return null;
  const whole = Math.floor(scaled);
  const rest = scaled - whole;
  if (Math.abs(rest - 0.5) < 0.01) return null;
  return (rest > 0.5 ? whole + 1 : whole) / power;
};

const byDigits = (magnitude: number, decimals: number): number => {
  const { digits, point } = shortestDigits(magnitude);
  const kept = point + decimals;
  if (kept >= digits.length) return magnitude;
  if (kept < 0) return 0;
  const up = digits.charAt(kept) >= '5' ? 1n : 0n;
  return Number(`${BigInt(digits.slice(0, kept)) + up}e${-decimals}`);
};
