// The lowest and the highest value of a column with the first unit that has each: what shifted transforms are measured from.
import type { StepRecord } from '../families.js';

export interface End {
  readonly value: number;
  readonly unit: number;
}

/** NaN at unit -1 in a column without values. */
export const endsOf = (values: Float64Array): { readonly lowest: End; readonly highest: End } => {
  let lowest: End = { value: Number.NaN, unit: -1 };
  let highest: End = { value: Number.NaN, unit: -1 };
  for (let unit = 0; unit < values.length; unit++) {
    const value = values[unit]!;
    if (Number.isNaN(value)) continue;
    if (!(value >= lowest.value)) lowest = { value, unit };
    if (!(value <= highest.value)) highest = { value, unit };
  }
  return { lowest, highest };
};

export const ownersOf = (ends: Readonly<Record<string, End>>): NonNullable<StepRecord['owners']> =>
  Object.entries(ends)
    .filter(([, { unit }]) => unit !== -1)
    .map(([name, { value, unit }]) => ({ name, value, unit }));
