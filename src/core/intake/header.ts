// Which canonical table a header belongs to, and where each of its columns stands.
import { nearest } from '../define/nearest.js';
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { shortly } from './place.js';
import { type RawTable, type TableKind, tableKinds } from './table.js';

export interface Header {
  readonly kind: TableKind;
  /** A row for each value, or a column for each variable or question. */
  readonly shape: 'long' | 'wide';
  /** Position of a known column, or -1. */
  readonly at: (column: string) => number;
  /** The columns beyond the known ones: attributes of units, variables of a wide table. */
  readonly further: ReadonlyArray<{ readonly name: string; readonly column: number }>;
}

interface Shape {
  readonly required: ReadonlyArray<string>;
  readonly optional: ReadonlyArray<string>;
  readonly further: boolean;
}

const shapes: Readonly<Record<'units' | 'long' | 'wide' | 'assessments' | 'responses', Shape>> = {
  units: {
    required: ['code', 'level', 'name_kk', 'name_ru', 'name_en', 'parent'],
    optional: ['valid_from', 'valid_to', 'replaces'],
    further: true,
  },
  long: {
    required: ['unit', 'period', 'variable', 'value'],
    optional: ['status', 'se', 'n', 'df', 'source', 'note'],
    further: false,
  },
  wide: { required: ['unit', 'period'], optional: [], further: true },
  assessments: {
    required: ['unit', 'period', 'indicator'],
    optional: ['grade', 'value', 'round', 'cases', 'reason', 'evidence', 'comment', 'assessor', 'date'],
    further: false,
  },
  responses: {
    required: ['instrument', 'respondent', 'unit', 'period'],
    optional: ['weight', 'stratum', 'cluster', 'cluster2', 'fpc', 'fpc2'],
    further: true,
  },
};

/** Every column name of every canonical table. */
export const canonicalColumns: ReadonlySet<string> = new Set(
  Object.values(shapes).flatMap(({ required, optional }) => [...required, ...optional]),
);

/** Names of attributes and variables: letters of any script first, then letters, digits and `_`. */
export const namePattern = /^\p{L}[\p{L}\p{N}_]{0,63}$/u;

/** What the header is taken for when nobody says; capitals and blanks do not hide a table, they are reported column by column. */
export const recognise = (header: ReadonlyArray<string>): TableKind | null => {
  const has = new Set(header.map((name) => name.trim().toLowerCase()));
  if (has.has('instrument') && has.has('respondent')) return 'responses';
  if (has.has('code') && has.has('level')) return 'units';
  if (!has.has('unit')) return null;
  if (has.has('indicator')) return 'assessments';
  return has.has('variable') || has.has('period') ? 'observations' : null;
};

/** `kind` null: by the header itself. `periodGiven`: the call supplies the period, the column may be absent. */
export const readHeader = (
  table: RawTable,
  kind: TableKind | null,
  periodGiven: boolean,
): E.Either<Problems, Header> => {
  const names = table.header.map((name) => name.normalize('NFC'));
  const found =
    kind ?? recognise(names) ?? (periodGiven && names.some((name) => name === 'unit') ? 'observations' : null);
  const place = (column: number) => table.place(table.headerRow, column);
  if (found === null) {
    const args = { found: shortly(names.join(', ')), tables: tableKinds.join(', ') };
    return E.left([problem('TableUnknown', args, place(0))]);
  }
  const long = found !== 'observations' || names.includes('variable') || names.includes('value');
  const shape = shapes[found === 'observations' ? (long ? 'long' : 'wide') : found];
  const known = [...shape.required, ...shape.optional];

  const problems: Problem[] = [];
  const positions = new Map<string, number>();
  const further: { name: string; column: number }[] = [];
  names.forEach((name, column) => {
    if (positions.has(name)) problems.push(problem('ColumnTwice', { column: shortly(name) }, place(column)));
    else if (known.includes(name)) positions.set(name, column);
    else if (shape.further && namePattern.test(name) && !known.includes(name.toLowerCase())) {
      positions.set(name, column);
      further.push({ name, column });
    } else {
      const near = nearest(name.trim(), known);
      const args = { column: shortly(name), near: near === '' ? 'no' : 'yes', nearest: near, known: known.join(', ') };
      problems.push(problem('ColumnUnknown', args, place(column)));
    }
  });
  const lacks = (column: string): void => {
    problems.push(problem('ColumnMissing', { column, table: found, known: known.join(', ') }, place(0)));
  };
  for (const column of shape.required) {
    if (!positions.has(column) && !(column === 'period' && periodGiven)) lacks(column);
  }
  if (found === 'assessments' && !positions.has('grade') && !positions.has('value')) lacks('grade');
  if (!long && further.length === 0 && problems.length === 0) lacks('variable');
  if (problems.length > 0) return E.left(problems);
  return E.right({
    kind: found,
    shape: long && found !== 'responses' ? 'long' : 'wide',
    at: (column) => positions.get(column) ?? -1,
    further,
  });
};
