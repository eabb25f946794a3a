// Attributes of units: a column of numbers is read as the values of observations are, by the whole column; any other is text.
import type { RowReader } from './account.js';
import { isTyped, numbersOfColumn } from './column.js';
import type { Header } from './header.js';
import { readNumber } from './number.js';
import { shortly } from './place.js';
import type { RawRow, RawTable } from './table.js';
import type { ColumnNumbers } from './written-numbers.js';

export interface Attributes {
  /** By name, blank cells left out. Filled cells that say there is no number are states. */
  readonly of: Readonly<Record<string, number | string>>;
  readonly states: ReadonlyArray<{ readonly count: number; readonly state: string }>;
}

export type AttributeReader = (reader: RowReader, row: RawRow) => Attributes;

export const attributeReader = (table: RawTable, { further }: Header): AttributeReader => {
  const columns = further.map(({ name, column }) => ({ name, column, numbers: numbersIn(table, column) }));
  return (reader, row) => {
    const found: (readonly [string, number | string])[] = [];
    const states: { readonly count: number; readonly state: string }[] = [];
    for (const { name, column, numbers } of columns) {
      const text = reader.text(row, column);
      if (text === '') continue;
      const plain = numbers === null || isTyped(table, row, column) ? readNumber(text) : null;
      if (typeof plain === 'number') found.push([name, plain]);
      else if (numbers === null) found.push([name, text]);
      else {
        const read = numbers.read(text);
        if (typeof read === 'number') found.push([name, read]);
        else if (typeof read === 'string') {
          states.push({ count: 1, state: read });
          if (read === 'zero' || read === 'negligible') found.push([name, 0]);
        } else reader.refuse(row, column, read.code, { ...read.args, value: shortly(text) });
      }
    }
    // fromEntries makes own properties whatever the name, so that a column called `constructor` is data too.
    return { of: Object.fromEntries(found), states };
  };
};

/** How a column writes its numbers; null for a column of texts: fewer than half are numbers, or codes with leading zeros are among them. */
const numbersIn = (table: RawTable, column: number): ColumnNumbers | null => {
  const numbers = numbersOfColumn(table, column, true);
  let filled = 0;
  let figures = 0;
  for (const row of table.rows) {
    const text = (row.cells[column] ?? '').trim();
    if (text === '') continue;
    const typed = isTyped(table, row, column) && typeof readNumber(text) === 'number';
    if (!typed && /^0[0-9]/.test(text)) return null;
    const read = typed ? 0 : numbers.read(text);
    if (typeof read === 'string') continue;
    filled++;
    if (typeof read === 'number' || read.code !== 'NotANumber') figures++;
  }
  return figures * 2 > filled ? numbers : null;
};
