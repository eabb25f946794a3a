// Transforms of single values before normalisation: the log of money, the root of a rate.
import type { Transform } from '../define/definition.js';

/** NaN in, NaN out; NaN too where the function has no value (the log of zero, the root of a negative). */
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
      return value * value;
    case 'reciprocal':
      return value === 0 ? Number.NaN : 1 / value;
  }
};

export const transformColumn = (transform: Transform, values: Float64Array): Float64Array => {
  if (transform === 'none') return values;
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = transformValue(transform, values[i]!);
  return out;
};
