// How a double is written in decimal: the same on every machine.

/**
 * Digits of the shortest decimal that gives the same double back, and where the point stands in them: 12.5 is 125 with
 * the point at 2, 0.025 is 25 with the point at -1. Takes a finite number, not below zero.
 */
export const shortestDigits = (magnitude: number): { readonly digits: string; readonly point: number } => {
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
  const { digits, point } = shortestDigits(Math.abs(value));
  const sign = value < 0 ? '-' : '';
  return point <= 0 ? `${sign}0.${'0'.repeat(-point)}${digits}` : sign + digits.padEnd(point, '0');
};

/**
 * Keeps so many significant digits. Logarithms and exponentials differ in the last binary digit from one machine's
 * library to the next; cut to 12 digits they agree.
 */
export const toSignificant = (value: number, digits: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
