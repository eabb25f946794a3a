// How a double is written and rounded in decimal: the same on every machine, and by rules a reader can follow with a pencil.

/** Digits and place of the point of the shortest decimal that gives the same double back: 0.025 is 25 with the point at -1. */
const shortest = (magnitude: number): { readonly digits: string; readonly point: number } => {
  const [mantissa = '0', exponent = '0'] = magnitude.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
};

/**
 * The shortest decimal that gives the same double back, written without an exponent: `0.0000001`, never `1e-7`.
 * Minus is the hyphen; −0 gives `0`. For finite numbers only.
 */
export const decimalOf = (value: number): string => {
  const plain = String(value === 0 ? 0 : value);
  if (!plain.includes('e')) return plain;
  const { digits, point } = shortest(Math.abs(value));
  const sign = value < 0 ? '-' : '';
  return point <= 0 ? `${sign}0.${'0'.repeat(-point)}${digits}` : sign + digits.padEnd(point, '0');
};

/**
 * Rounds half away from zero, as a reader with a pencil would: the shortest decimal of the value is cut after
 * `decimals` places (negative: before the point), and the nearest double of the result is taken. So 1.005 gives 1.01.
 */
export const roundHalfAway = (value: number, decimals: number): number => {
  if (!Number.isFinite(value) || value === 0) return value;
  const { digits, point } = shortest(Math.abs(value));
  const kept = point + decimals;
  if (kept >= digits.length) return value;
  const sign = value < 0 ? '-' : '';
  if (kept < 0) return Number(`${sign}0`);
  const raised = digits.charAt(kept) >= '5' ? 1n : 0n;
  return Number(`${sign}${BigInt(digits.slice(0, kept) || '0') + raised}e${-decimals}`);
};

/**
 * Keeps so many significant digits. Logarithms and exponentials differ in the last binary digit from one machine's
 * library to the next; cut to 12 digits they agree.
 */
export const toSignificant = (value: number, digits: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
