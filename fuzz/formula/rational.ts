// Exact fractions of whole numbers, and square roots, logarithms and exponentials to forty digits.

/** `d` is above zero; the fraction need not be in lowest terms. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const zero: Rational = { n: 0n, d: 1n };
const long = 1n << 256n;

export const rational = (n: bigint, d = 1n): Rational => {
  const [top, bottom] = d < 0n ? [-n, -d] : [n, d];
  if (bottom < long) return { n: top, d: bottom };
  const common = gcd(top < 0n ? -top : top, bottom);
  return { n: top / common, d: bottom / common };
};

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

export const plus = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const negative = (a: Rational): Rational => ({ n: -a.n, d: a.d });
export const less = (a: Rational, b: Rational): Rational => plus(a, negative(b));
export const times = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const over = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);
export const size = (a: Rational): Rational => (a.n < 0n ? negative(a) : a);
/** Below, at or above zero. */
export const signOf = (a: Rational): -1 | 0 | 1 => (a.n < 0n ? -1 : a.n > 0n ? 1 : 0);
export const order = (a: Rational, b: Rational): -1 | 0 | 1 => signOf(less(a, b));
export const floorOf = (a: Rational): bigint => {
  const whole = a.n / a.d;
  return a.n < 0n && whole * a.d !== a.n ? whole - 1n : whole;
};
export const tenTo = (power: number): Rational =>
  power >= 0 ? rational(10n ** BigInt(power)) : rational(1n, 10n ** BigInt(-power));

/** The decimal that a double is written as: 0.1 is one tenth. */
export const asWritten = (value: number): Rational => {
  const [mantissa = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const [whole = '0', decimals = ''] = mantissa.split('.');
  const digits = times(rational(BigInt(whole + decimals)), tenTo(Number(exponent) - decimals.length));
  return value < 0 ? negative(digits) : digits;
};

/** What a double is, to its last bit. */
export const asStored = (value: number): Rational => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const power = Number((bits >> 52n) & 0x7ffn);
  const fraction = (bits & ((1n << 52n) - 1n)) | (power === 0 ? 0n : 1n << 52n);
  const shift = Math.max(power, 1) - 1075;
  const magnitude = shift >= 0 ? rational(fraction << BigInt(shift)) : rational(fraction, 1n << BigInt(-shift));
  return bits >> 63n === 1n ? negative(magnitude) : magnitude;
};

const bitsOf = (n: bigint): number => n.toString(2).length;

/** The nearest double; infinite where there is none that large. */
export const toDouble = (a: Rational): number => {
  if (a.n === 0n) return 0;
  const magnitude = a.n < 0n ? -a.n : a.n;
  const shift = 80 - (bitsOf(magnitude) - bitsOf(a.d));
  const scaled = shift >= 0 ? (magnitude << BigInt(shift)) / a.d : magnitude / (a.d << BigInt(-shift));
  // Eighty bits are far more than a double holds, so what is cut away cannot change the nearest one but at a tie.
  const double = Number(scaled | 1n);
  const value = shift > 1000 ? (double / 2 ** 1000) * 2 ** (1000 - shift) : double * 2 ** -shift;
  return a.n < 0n ? -value : value;
};

const digits = 45;
const unit = 10n ** BigInt(digits);
const fixed = (a: Rational): bigint => (a.n * unit) / a.d;

export const squareRoot = (a: Rational): Rational => {
  // A small number is first made large by an even power of ten, so that no digits are lost.
  const lift = Math.max(0, bitsOf(a.d) - bitsOf(a.n < 1n ? 1n : a.n)) + digits;
  const scaled = (a.n * 10n ** BigInt(2 * lift)) / a.d;
  return rational(wholeRoot(scaled), 10n ** BigInt(lift));
};

const wholeRoot = (n: bigint): bigint => {
  if (n < 2n) return n;
  let guess = 1n << BigInt(Math.ceil(bitsOf(n) / 2));
  for (;;) {
    const better = (guess + n / guess) >> 1n;
    if (better >= guess) return guess;
    guess = better;
  }
};

/** 2 * (z + z^3/3 + z^5/5 + ...), the logarithm of (1 + z) / (1 - z), in fixed point. */
const logSeries = (z: bigint): bigint => {
  const squared = (z * z) / unit;
  let power = z;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = (power * squared) / unit;
  }
  return 2n * sum;
};

const logOfTwo = logSeries(unit / 3n);

export const logarithm = (a: Rational): Rational => {
  const twos = bitsOf(a.n) - bitsOf(a.d);
  const reduced = twos >= 0 ? rational(a.n, a.d << BigInt(twos)) : rational(a.n << BigInt(-twos), a.d);
  const one = rational(1n);
  const z = fixed(over(less(reduced, one), plus(reduced, one)));
  return rational(logSeries(z) + BigInt(twos) * logOfTwo, unit);
};

export const exponential = (a: Rational): Rational => {
  const power = fixed(a);
  const twos = power / logOfTwo;
  const rest = power - twos * logOfTwo;
  let term = unit;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = (term * rest) / unit / k;
  }
  return twos >= 0n ? rational(sum << twos, unit) : rational(sum, unit << -twos);
};
