// Transforms of single values before normalisation: the log of money, the root of a rate.
import type { Transform } from '../define/definition.js';

/**
 * One raw value, before normalisation. NaN in, NaN out; NaN too where the function has no value (the log of zero, the root
 * of a negative) or none that a double can hold (the square of 1e200).
 */
export const transformValue = (transform: Transform, value: number): number => {
  switch (transform) {
    case 'none':
      return value;
    case 'ln':
      return value > 0 ? Math.log(value) : Number.NaN;
    case 'log10':
      return value > 0 ? Math.log10(value) : Number.NaN;
    case 'sqrt':
      return value >= 0 ? Math.sqrt(value) : Number.NaN;
    case 'square':
      return finite(value * value);
    case 'reciprocal':
      return finite(1 / value);
  }
};

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);

/** The same for `values[p]`, one per unit; without a transform the column itself, not a copy. */
export const transformColumn = (transform: Transform, values: Float64Array): Float64Array => {
  if (transform === 'none') return values;
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = transformValue(transform, values[i]!);
  return out;
};
