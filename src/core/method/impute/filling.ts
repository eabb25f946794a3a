// The frame of every imputation: cells that are there stay, gaps that may be filled are, and what was filled or left is counted.
import type { Fault, Imputed, StepRecord, ToImpute } from '../families.js';

/** How the gaps of one column are filled. */
export interface Filling {
  /** NaN where the gap stays. */
  readonly valueAt: (unit: number) => number;
  readonly figures?: StepRecord['figures'];
  /** Of a cell that was filled; without it the value itself is printed by whoever tells the step. */
  readonly expressionAt?: (unit: number) => string | null;
  /** Of this column, unless it names another. */
  readonly fault?: Fault;
}

/** Whether the cell is missing and may be filled. */
export const isGap = ({ columns, gaps }: ToImpute, column: number, unit: number): boolean =>
  Number.isNaN(columns[column]![unit]!) && gaps[column]![unit] === 1;

/** Units with a gap to be filled in this column. */
export const gapsOf = (input: ToImpute, column: number): ReadonlyArray<number> => {
  const units: number[] = [];
  for (let unit = 0; unit < input.columns[column]!.length; unit++) if (isGap(input, column, unit)) units.push(unit);
  return units;
};

/**
 * Every column with its gaps filled; `fillingOf` is asked only for columns that have any. Figures of each record: `filled` and
 * `left`, cells, beside those of the method.
 */
export const fillEach = (
  input: ToImpute,
  fillingOf: (column: number, units: ReadonlyArray<number>) => Filling,
): Imputed => {
  const columns: Float64Array[] = [];
  const records: StepRecord[] = [];
  const faults: Fault[] = [];
  input.columns.forEach((before, column) => {
    const units = gapsOf(input, column);
    const values = before.slice();
    const marks = new Uint8Array(values.length);
    const filling = units.length === 0 ? null : fillingOf(column, units);
    let filled = 0;
    for (const unit of filling === null ? [] : units) {
      const value = filling!.valueAt(unit);
      if (!Number.isFinite(value)) continue;
      values[unit] = value;
      marks[unit] = 1;
      filled++;
    }
    if (filling?.fault !== undefined) faults.push({ column, ...filling.fault });
    columns.push(values);
    records.push({
      figures: { ...filling?.figures, filled, left: units.length - filled },
      expression: (unit) => (marks[unit] === 1 ? (filling?.expressionAt?.(unit) ?? null) : null),
      marks,
    });
  });
  return { columns, records, faults };
};

/** Methods that look at the own period only. */
export const ownPeriod = () => ({ back: 0, ahead: 0 });
