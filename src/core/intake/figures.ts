// One cell of a column of figures to the value that is kept: per cent and multipliers as the mapping says, and nothing guessed.
import type { Problem } from '../model/problem.js';
import { type Grid, type GridCell, type GridLine, scaled } from './grid.js';
import type { PercentAs, ValueRules } from './mapping.js';
import { readNumber } from './number.js';
import { shortly } from './place.js';
import { type ColumnNumbers, columnNumbers, type Decimal, type EmptySign } from './written-numbers.js';

export interface Figure {
  /** As programs write it; '' where there is none. */
  readonly value: string;
  /** '': observed. */
  readonly status: '' | EmptySign;
  /** The multiplier, or ''. */
  readonly note: string;
  /** `problem`: of the reader, with its own place. */
  readonly fault: { readonly code: Problem['code']; readonly args: Problem['args']; readonly problem?: Problem } | null;
}

export interface FigureRules {
  readonly column: string;
  readonly decimal: Decimal | null;
  readonly empty: ReadonlyMap<string, EmptySign>;
  /** All cells are of one quantity, so that all are in per cent or none. */
  readonly oneQuantity: boolean;
}

/** How a column of one table is read. */
export interface FigureColumn {
  readonly read: (cell: GridCell | null, merged: boolean, rules: ValueRules) => Figure;
}

const none = { value: '', note: '', fault: null } as const;

export const figureColumn = (
  grid: Grid,
  lines: ReadonlyArray<GridLine>,
  position: number,
  rules: FigureRules,
): FigureColumn => {
  const cells = lines.flatMap((line) => line.cells.get(position) ?? []);
  const inPercent = rules.oneQuantity ? cells.find(({ percent }) => percent !== null) : undefined;
  const numbers = columnNumbers(
    cells.filter(({ typed, fault, percent }) => !typed && fault === null && percent === null).map(({ text }) => text),
    {
      column: rules.column,
      decimal: rules.decimal,
      pointUnlessShown: grid.table.separator === ',',
      oneQuantity: rules.oneQuantity,
      signs: rules.empty,
    },
  );
  return {
    read: (cell, merged, { times, percent }) => {
      if (merged) {
        const args = { reason: 'merged', value: shortly(cell?.text ?? '') };
        return { ...none, status: '', fault: { code: 'CellUnreadable', args } };
      }
      if (cell === null) return { ...none, status: 'missing' };
      const found = numberOf(cell, numbers, percent, rules.column, inPercent?.text ?? null);
      if (typeof found === 'object')
        return { ...none, value: cell.fault === null ? cell.text : '', status: '', fault: found };
      if (typeof found === 'string') return { ...none, status: found };
      const value = times === null ? found : scaled(found, times);
      return { value: String(value), status: '', note: times === null || times === 1 ? '' : `× ${times}`, fault: null };
    },
  };
};

const numberOf = (
  cell: GridCell,
  numbers: ColumnNumbers,
  percent: PercentAs | null,
  column: string,
  inPercent: string | null,
): number | EmptySign | NonNullable<Figure['fault']> => {
  if (cell.percent !== null) {
    const [one, other] = [scaled(cell.percent, 100), cell.percent];
    if (cell.percent === 0 || percent === 'of_1') return other;
    if (percent === 'of_100') return one;
    return { code: 'PercentAmbiguous', args: { column, value: cell.text, one: String(one), other: String(other) } };
  }
  if (cell.fault !== null) {
    const { problem: found } = cell.fault;
    return { code: found.code, args: found.args, problem: found };
  }
  const typed = cell.typed ? readNumber(cell.text) : null;
  if (typeof typed === 'number') {
    if (inPercent === null || typed === 0) return typed;
    return { code: 'NumberStylesMixed', args: { column, value: shortly(cell.text), other: inPercent } };
  }
  const read = numbers.read(cell.text);
  return typeof read === 'number' && percent === 'of_1' && cell.text.includes('%') ? scaled(read, 0.01) : read;
};
