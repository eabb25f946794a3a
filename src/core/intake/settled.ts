// What a mapping leaves to the declared variables: titles that stand for names, and whether figures are measured as their variable is.
import { problem } from '../model/problem.js';
import { langs } from '../model/text.js';
import { mappedHeader, mappedValueColumn } from './mapped.js';
import { shortly } from './place.js';
import { comparable } from './register.js';
import type { CellFault, RawTable } from './table.js';
import type { Vocabulary } from './vocabulary.js';

const variableAt = mappedHeader.indexOf('variable');

/** Tables of no mapping come back as they are. A figure measured otherwise than its variable is a fault at its cell (MeasuredOtherwise). */
export const settleWords = (table: RawTable, vocabulary: Vocabulary): RawTable => {
  const { mapped } = table;
  if (mapped === undefined) return table;
  const faults: CellFault[] = [];
  const rows = table.rows.map((row) => {
    const word = row.cells[variableAt] ?? '';
    const titled = vocabulary.variables.has(word) ? null : (vocabulary.titles.get(comparable(word)) ?? null);
    const name = titled ?? word;
    const measured = mapped.measuredIn?.(row.row) ?? null;
    const declared = vocabulary.variables.get(name);
    if (measured !== null && declared !== undefined) {
      const expected = [...new Set(langs.flatMap((lang) => declared.measuredIn?.[lang] ?? []))];
      if (!expected.some((each) => comparable(each) === comparable(measured))) {
        const args = {
          variable: name,
          found: measured === '' ? '∅' : shortly(measured),
          declared: expected.length > 0 ? 'yes' : 'no',
          expected: expected.join(' / '),
        };
        const at = table.place(row.row, mappedValueColumn);
        const value = shortly(row.cells[mappedValueColumn] ?? '');
        faults.push({
          row: row.row,
          column: mappedValueColumn,
          value,
          problem: problem('MeasuredOtherwise', args, at),
        });
      }
    }
    return titled === null ? row : { row: row.row, cells: row.cells.with(variableAt, titled) };
  });
  return { ...table, rows, faults: [...table.faults, ...faults] };
};
