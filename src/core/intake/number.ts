// The only reading of numbers at the border: what is not certainly one number is refused, never half read.

const canonical = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?$/;
/** `1,234` is a thousand to some and one and a bit to others. */
const eitherReading = /^-?[1-9][0-9]{0,2}(?:,[0-9]{3})+$/;

/** Larger numbers are refused: the store holds to the same bound, so that sums and products stay finite. */
export const numberLimit = 1e300;

/**
 * Minus (also U+2212), digits without leading zeros, a decimal point with digits behind it, and an exponent as programs
 * write it (1e-05): nothing else. The grammar decides; `Number` then only turns the checked digits into the nearest double.
 *
 * @example readNumber('12.50') // => 12.5
 * @example readNumber('12,5') // => 'NotANumber'
 * @example readNumber('1,234') // => 'NumberAmbiguous'
 */
export const readNumber = (text: string): number | 'NotANumber' | 'NumberAmbiguous' => {
  const plain = text.charCodeAt(0) === 0x2212 ? `-${text.slice(1)}` : text;
  if (!canonical.test(plain)) return eitherReading.test(plain) ? 'NumberAmbiguous' : 'NotANumber';
  const value = Number(plain);
  if (Math.abs(value) >= numberLimit) return 'NotANumber';
  return value === 0 ? 0 : value;
};

/** A whole number from 0 on, as counts of cases and respondents are. */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
