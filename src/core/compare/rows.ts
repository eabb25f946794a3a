// One unit's data under a definition, and the mixtures of its data of A and of B: values from one side, gaps from another.
import { type Columns, type OtherPeriod, stateCode } from '../score/scores.js';

/** What the engine reads of one unit: one number for each leaf, denominator, and leaf of another period. */
export interface Row {
  readonly raw: Float64Array;
  readonly state: Uint8Array;
  readonly imputed: Uint8Array;
  readonly denominators: Float64Array;
  /** Raw values of other periods, then their denominators, period by period. */
  readonly otherPeriods: Float64Array;
}

/** `p`: the unit's position; -1 gives a row in which everything is missing. */
export const rowOf = (columns: Columns, p: number): Row => {
  const at = (column: Float64Array): number => (p === -1 ? Number.NaN : column[p]!);
  return {
    raw: Float64Array.from(columns.leaves, ({ raw }) => at(raw)),
    state: Uint8Array.from(columns.leaves, ({ state }) => (p === -1 ? stateCode.missing : state[p]!)),
    imputed: Uint8Array.from(columns.leaves, ({ imputed }) => (p === -1 ? 0 : imputed[p]!)),
    denominators: Float64Array.from([...(columns.denominators ?? new Map<string, Float64Array>()).values()].map(at)),
    otherPeriods: Float64Array.from(
      (columns.otherPeriods ?? []).flatMap((then) => [...then.leaves, ...then.denominators.values()].map(at)),
    ),
  };
};

/**
 * Values of `values` where `gaps` has a value too; where only `gaps` has one it stands, so that whether there is a value
 * is decided by `gaps` alone, and so are states and what counts as imputed.
 */
export const mixedRow = (values: Row, gaps: Row): Row => ({
  raw: mixed(values.raw, gaps.raw),
  state: gaps.state,
  imputed: gaps.imputed,
  denominators: mixed(values.denominators, gaps.denominators),
  otherPeriods: mixed(values.otherPeriods, gaps.otherPeriods),
});

const mixed = (values: Float64Array, gaps: Float64Array): Float64Array =>
  gaps.map((gap, i) => (Number.isNaN(gap) || Number.isNaN(values[i] ?? Number.NaN) ? gap : values[i]!));

export const sameRow = (a: Row, b: Row): boolean =>
  sameNumbers(a.state, b.state) &&
  sameNumbers(a.imputed, b.imputed) &&
  sameNumbers(a.raw, b.raw) &&
  sameNumbers(a.denominators, b.denominators) &&
  sameNumbers(a.otherPeriods, b.otherPeriods);

const sameNumbers = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
};

/** Columns of `units`, one row for each, named and ordered as in `like`; the denominators' and periods' order is that of `rowOf`. */
export const columnsOfRows = (like: Columns, units: Columns['units'], rows: ReadonlyArray<Row>): Columns => {
  const { denominators, otherPeriods } = like;
  const column = (read: (row: Row) => number): Float64Array => Float64Array.from(rows, read);
  let next = 0;
  const further = (): Float64Array => {
    const k = next++;
    return column((row) => row.otherPeriods[k] ?? Number.NaN);
  };
  return {
    period: like.period,
    units,
    unlisted: 0,
    leaves: like.leaves.map((_leaf, i) => ({
      raw: column((row) => row.raw[i]!),
      state: Uint8Array.from(rows, (row) => row.state[i]!),
      imputed: Uint8Array.from(rows, (row) => row.imputed[i]!),
    })),
    ...(denominators === undefined
      ? {}
      : {
          denominators: new Map(
            [...denominators.keys()].map((name, k) => [name, column((row) => row.denominators[k] ?? Number.NaN)]),
          ),
        }),
    ...(otherPeriods === undefined
      ? {}
      : {
          otherPeriods: otherPeriods.map(
            (then): OtherPeriod => ({
              period: then.period,
              leaves: then.leaves.map(further),
              denominators: new Map([...then.denominators.keys()].map((name) => [name, further()])),
            }),
          ),
        }),
  };
};

export interface Substitute {
  readonly columns: Columns;
  readonly position: number;
  readonly put: (row: Row) => void;
}

/** A copy of the columns in which `put` writes the row of one unit, again and again; where the list lacks it, it comes last. */
export const substituteFor = (base: Columns, unit: Columns['units'][number]): Substitute => {
  const found = base.units.findIndex(({ code }) => code === unit.code);
  const n = base.units.length + (found === -1 ? 1 : 0);
  const position = found === -1 ? n - 1 : found;
  const longer = (column: Float64Array): Float64Array => {
    const made = new Float64Array(n).fill(Number.NaN);
    made.set(column);
    return made;
  };
  const bytes = (column: Uint8Array): Uint8Array => {
    const made = new Uint8Array(n);
    made.set(column);
    return made;
  };
  const leaves = base.leaves.map(({ raw, state, imputed }) => ({
    raw: longer(raw),
    state: bytes(state),
    imputed: bytes(imputed),
  }));
  const named = (columns: ReadonlyMap<string, Float64Array>) =>
    new Map([...columns].map(([name, column]) => [name, longer(column)]));
  const denominators = base.denominators === undefined ? undefined : named(base.denominators);
  const otherPeriods = base.otherPeriods?.map((then) => ({
    period: then.period,
    leaves: then.leaves.map(longer),
    denominators: named(then.denominators),
  }));
  const others = (otherPeriods ?? []).flatMap((then) => [...then.leaves, ...then.denominators.values()]);
  return {
    position,
    columns: {
      period: base.period,
      units: found === -1 ? [...base.units, unit] : base.units,
      unlisted: base.unlisted,
      leaves,
      ...(denominators === undefined ? {} : { denominators }),
      ...(otherPeriods === undefined ? {} : { otherPeriods }),
    },
    put: (row) => {
      leaves.forEach((leaf, i) => {
        leaf.raw[position] = row.raw[i]!;
        leaf.state[position] = row.state[i]!;
        leaf.imputed[position] = row.imputed[i]!;
      });
      let k = 0;
      for (const column of denominators?.values() ?? []) column[position] = row.denominators[k++] ?? Number.NaN;
      k = 0;
      for (const column of others) column[position] = row.otherPeriods[k++] ?? Number.NaN;
    },
  };
};
