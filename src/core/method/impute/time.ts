// Fillings from other periods of the same unit: which are known, and what they give for the own period.
import { written } from '../arithmetic.js';
import type { Imputed, ToImpute } from '../families.js';
import { fillEach } from './filling.js';

/** Reads periods as far as they go, both ways. */
export const allPeriods = () => ({ back: Number.POSITIVE_INFINITY, ahead: Number.POSITIVE_INFINITY });

export interface Known {
  /** Position in `periods`. */
  readonly period: number;
  readonly at: number;
  readonly value: number;
}

/** What is told of one gap from the known values around it. */
export interface FromTime {
  readonly value: number;
  readonly expression: string;
  /** Years between the own period and the one the value was taken from; the nearest one, where there are two. */
  readonly distance: number;
}

/** The nearest known values before and after the own period, null where there is none. */
export interface Around {
  readonly before: Known | null;
  readonly after: Known | null;
  /** How many periods have a value. */
  readonly known: number;
  readonly at: number;
}

/**
 * Each gap from the known values around it; only what was observed is looked at, never what another gap was filled with.
 * Figures: `furthest`, the longest way in years to a value that was used.
 */
export const fillFromTime = (input: ToImpute, fill: (around: Around, now: number) => FromTime | null): Imputed => {
  const { periods, now } = input;
  const at = periods[now]!.at;
  const aroundOf = (column: number, unit: number): Around => {
    let before: Known | null = null;
    let after: Known | null = null;
    let known = 0;
    for (let period = 0; period < periods.length; period++) {
      const value = periods[period]!.columns[column]![unit]!;
      if (period === now || Number.isNaN(value)) continue;
      known++;
      const here = { period, at: periods[period]!.at, value };
      if (period < now) before = here;
      else after ??= here;
    }
    return { before, after, known, at };
  };
  return fillEach(input, (column, units) => {
    const found = new Map<number, FromTime>();
    for (const unit of units) {
      const told = fill(aroundOf(column, unit), now);
      if (told !== null) found.set(unit, told);
    }
    const furthest = [...found.values()].reduce((most, { distance }) => Math.max(most, distance), 0);
    return {
      valueAt: (unit) => found.get(unit)?.value ?? Number.NaN,
      figures: found.size === 0 ? {} : { furthest },
      expressionAt: (unit) => found.get(unit)?.expression ?? null,
    };
  });
};

/** One known value as it is. */
export const taken = ({ value, at }: Known, now: number): FromTime => ({
  value,
  expression: written(value),
  distance: Math.abs(now - at),
});

/** On the straight line between the neighbours; beyond the ends the nearest known value. Null without any. */
export const onTheLine = ({ before, after, at }: Around): FromTime | null => {
  if (before === null || after === null) {
    const only = before ?? after;
    return only === null ? null : taken(only, at);
  }
  const gone = written(at - before.at);
  const way = written(after.at - before.at);
  return {
    value: before.value + ((after.value - before.value) * (at - before.at)) / (after.at - before.at),
    expression: `${written(before.value)} + (${written(after.value)} - ${written(before.value)}) * ${gone} / ${way}`,
    distance: Math.min(at - before.at, after.at - at),
  };
};
