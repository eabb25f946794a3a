// The data of one side as the definition of the other reads them. What only one definition reads has nothing to be compared
// with: its data are those of its own side everywhere, so that a new indicator is a change of the definition and of nothing else.
import type { Definition, Leaf } from '../define/definition.js';
import { printFormula } from '../define/formula/print.js';
import { type Columns, type LeafColumn, type OtherPeriod, stateCode } from '../score/scores.js';

/**
 * `read`: the columns of `definition` over the data of the other side; `own`: over the data of its own. Gives `read` with
 * the columns of `own` for indicators that the other definition lacks, or reads in another way that its data cannot answer.
 */
export const crossed = (
  definition: Definition,
  other: Definition,
  read: Columns,
  own: Columns,
  /** Codes of the units that the other side lists. */
  listed: ReadonlySet<string>,
): Columns => {
  const others = new Map(other.leaves.map((leaf) => [leaf.id, leaf]));
  const ownSided = definition.leaves.map((leaf, i) => {
    const found = others.get(leaf.id);
    if (found === undefined) return true;
    return !readAlike(leaf, found) && isEmpty(read.leaves[i]!);
  });
  if (!ownSided.includes(true)) return read;

  // Units of the other side's list that have data in what was taken over belong to the list here too.
  const rowOf = new Map(read.units.map(({ code }, p) => [code, p]));
  const ownRowOf = new Map(own.units.map(({ code }, p) => [code, p]));
  const added = own.units.filter(({ code }, p) => !rowOf.has(code) && listed.has(code) && hasValue(own, ownSided, p));
  const units = [...read.units, ...added].sort((x, y) => (x.code < y.code ? -1 : 1));
  const rows = units.map(({ code }) => rowOf.get(code) ?? -1);
  const ownRows = units.map(({ code }) => ownRowOf.get(code) ?? -1);

  const values = (column: Float64Array, at: ReadonlyArray<number>): Float64Array =>
    Float64Array.from(at, (p) => (p === -1 ? Number.NaN : column[p]!));
  const leafColumn = (column: LeafColumn, at: ReadonlyArray<number>): LeafColumn => ({
    raw: values(column.raw, at),
    state: Uint8Array.from(at, (p) => (p === -1 ? stateCode.missing : column.state[p]!)),
    imputed: Uint8Array.from(at, (p) => (p === -1 ? 0 : column.imputed[p]!)),
  });
  const period = (then: OtherPeriod, k: number): OtherPeriod => ({
    period: then.period,
    leaves: then.leaves.map((column, i) =>
      ownSided[i] ? values(own.otherPeriods?.[k]?.leaves[i] ?? column, ownRows) : values(column, rows),
    ),
    denominators: new Map([...then.denominators].map(([name, column]) => [name, values(column, rows)])),
  });
  return {
    period: read.period,
    units,
    unlisted: read.unlisted,
    leaves: definition.leaves.map((_leaf, i) =>
      ownSided[i] ? leafColumn(own.leaves[i]!, ownRows) : leafColumn(read.leaves[i]!, rows),
    ),
    ...(read.denominators === undefined
      ? {}
      : { denominators: new Map([...read.denominators].map(([name, column]) => [name, values(column, rows)])) }),
    ...(read.otherPeriods === undefined ? {} : { otherPeriods: read.otherPeriods.map(period) }),
  };
};

/** Whether both definitions take the indicator's value from the same place in the same way. */
const readAlike = (a: Leaf, b: Leaf): boolean =>
  a.kind === b.kind &&
  a.variable === b.variable &&
  a.index === b.index &&
  (a.formula === null ? '' : printFormula(a.formula.tree)) === (b.formula === null ? '' : printFormula(b.formula.tree));

const isEmpty = ({ state }: LeafColumn): boolean =>
  state.every((code) => code === stateCode.missing || code === stateCode.not_applicable);

const hasValue = ({ leaves }: Columns, ownSided: ReadonlyArray<boolean>, p: number): boolean =>
  leaves.some(({ state }, i) => ownSided[i] && (state[p] === stateCode.scored || state[p] === stateCode.no_evidence));
