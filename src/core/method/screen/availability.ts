// How much of its data a unit has: shares of present and of non-zero values, over all indicators or below each group of them.

export interface Availability {
  readonly applicable: Int32Array;
  readonly missing: Int32Array;
  readonly zeros: Int32Array;
  /** Present over applicable; NaN where nothing applies to the unit. */
  readonly available: Float64Array;
  /** Present values that are not zero, over present; NaN where none is present. */
  readonly nonZero: Float64Array;
}

/**
 * `columns[c][u]`, missing NaN; `applies[c][u]` is 1 where the indicator applies to the unit: what does not apply is no gap.
 * Shares are quotients of counts, so that three of four is 0.75 to the last bit and a threshold written so is reached.
 */
export const availabilityOf = (
  columns: ReadonlyArray<Float64Array>,
  applies: ReadonlyArray<Uint8Array>,
  nUnits: number,
): Availability => {
  const applicable = new Int32Array(nUnits);
  const missing = new Int32Array(nUnits);
  const zeros = new Int32Array(nUnits);
  columns.forEach((values, column) => {
    const open = applies[column]!;
    for (let unit = 0; unit < nUnits; unit++) {
      if (open[unit] === 0) continue;
      const value = values[unit]!;
      applicable[unit]!++;
      if (Number.isNaN(value)) missing[unit]!++;
      else if (value === 0) zeros[unit]!++;
    }
  });
  return {
    applicable,
    missing,
    zeros,
    available: Float64Array.from(applicable, (n, unit) => (n - missing[unit]!) / n),
    nonZero: Float64Array.from(applicable, (n, unit) => (n - missing[unit]! - zeros[unit]!) / (n - missing[unit]!)),
  };
};

/** For each group, given as positions of its columns, the share of present over applicable values of every unit. */
export const availabilityByGroup = (
  columns: ReadonlyArray<Float64Array>,
  applies: ReadonlyArray<Uint8Array>,
  groups: ReadonlyArray<ReadonlyArray<number>>,
  nUnits: number,
): ReadonlyArray<Float64Array> =>
  groups.map(
    (group) =>
      availabilityOf(
        group.map((column) => columns[column]!),
        group.map((column) => applies[column]!),
        nUnits,
      ).available,
  );
