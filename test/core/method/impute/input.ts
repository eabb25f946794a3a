// What an imputation is given, with everything a test does not care for filled in.
import type { Imputed, ImputeMethod, ToImpute } from '../../../../src/core/method/families.js';
import { imputeMethods } from '../../../../src/core/method/impute/methods.js';
import { settingsOf } from '../../../../src/core/method/parameters.js';

export const gap = Number.NaN;

export const imputeMethodOf = (name: string): ImputeMethod => imputeMethods.find((each) => each.name === name)!;

/** All gaps may be filled, more is better, one block, one period, unless `over` says otherwise. */
export const toImpute = (
  columns: ReadonlyArray<ArrayLike<number>>,
  over: Partial<Omit<ToImpute, 'columns'>> = {},
): ToImpute => {
  const arrays = columns.map((values) => Float64Array.from(values));
  return {
    ids: arrays.map((_, column) => `i${column}`),
    columns: arrays,
    gaps: arrays.map((values) => new Uint8Array(values.length).fill(1)),
    directions: arrays.map(() => 1),
    groupOf: null,
    blockOf: new Int32Array(arrays.length),
    periods: [{ at: 2025, columns: arrays }],
    now: 0,
    ...over,
  };
};

export const impute = (
  name: string,
  columns: ReadonlyArray<ArrayLike<number>>,
  over: Partial<Omit<ToImpute, 'columns'>> = {},
  settings: Readonly<Record<string, unknown>> = {},
): Imputed => {
  const method = imputeMethodOf(name);
  return method.compute(toImpute(columns, over), settingsOf(method.parameters, settings));
};
