// A mapping file decoded: for each table of an office's file where units, periods and values stand, and what its signs mean.
import { isPlainMap } from '../define/codec.js';
import { decodeFile } from '../define/decode-file.js';
import type { Path } from '../define/source.js';
import { E } from '../fp.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { mappingCodec, type RawMapping, type RawTableMapping } from './mapping-keys.js';
import { comparable } from './register.js';
import { bureauSigns, type Decimal, type EmptySign } from './written-numbers.js';

export type PercentAs = 'of_100' | 'of_1';
export type PeriodTaken = 'year' | 'half' | 'quarter' | 'month' | 'day';

/** How a figure becomes a value; null: as the next wider rule says. */
export interface ValueRules {
  readonly times: number | null;
  readonly percent: PercentAs | null;
}

export interface NamedVariable extends ValueRules {
  readonly variable: string;
}

export interface ValueColumn extends ValueRules {
  /** null: the row says it. */
  readonly variable: string | null;
  /** null: the period of the row. */
  readonly period: string | null;
  /** Words for variables that hold in this column before those of the table; in their comparable form. */
  readonly names: ReadonlyMap<string, NamedVariable>;
  readonly decimal: Decimal | null;
  /** Where the mapping says so, for a fault of it. */
  readonly path: Path;
}

export interface PeriodColumn {
  readonly column: string | number;
  readonly take: PeriodTaken | null;
  readonly names: ReadonlyMap<string, string>;
  readonly fillDown: boolean;
}

export interface VariableColumn {
  readonly column: string | number;
  readonly names: ReadonlyMap<string, NamedVariable>;
  readonly others: 'refuse' | 'leave_out';
  readonly fillDown: boolean;
}

/** Where the larger unit of a row is named: in a column (a blank cell means the filled one above), or in headings among the rows. */
export type WithinRule =
  | { readonly column: string | number; readonly blankName: 'refuse' | 'whole' | 'leave_out' }
  | { readonly rows: ReadonlyArray<string> };

export interface KeyColumn {
  readonly column: string | number;
  readonly by: 'code' | 'name' | null;
  readonly fillDown: boolean;
  /** null: names are looked up in the whole register. */
  readonly within: WithinRule | null;
}

export interface TableMapping {
  readonly sheet: string | number | null;
  /** From 1, in the order of the file; null: the first row of the table that holds anything. */
  readonly header: ReadonlyArray<number> | null;
  readonly from: string | number | null;
  readonly until: string | number | null;
  readonly transposed: boolean;
  readonly key: KeyColumn;
  readonly where: ReadonlyMap<string, ReadonlySet<string>>;
  /** null: `--period` says it. */
  readonly period: string | PeriodColumn | null;
  /** By the column as the mapping names it. */
  readonly columns: ReadonlyMap<string, ValueColumn>;
  readonly variable: VariableColumn | null;
  readonly measuredIn: { readonly column: string | number; readonly times: ReadonlyMap<string, number> } | null;
  readonly skip: ReadonlyArray<string>;
  readonly stop: string | null;
  readonly rules: ValueRules;
  readonly decimal: Decimal | null;
  readonly empty: ReadonlyMap<string, EmptySign>;
  readonly aliases: ReadonlyMap<string, string>;
  /** Of a key of this table, wherever it stands. */
  readonly locate: (path: Path) => Location;
}

export interface Mapping {
  readonly file: string;
  readonly separator: ',' | ';' | '\t' | null;
  /** At least one. */
  readonly tables: ReadonlyArray<TableMapping>;
}

const signs = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** Fails with every fault of the file at its line. */
export const decodeMapping = (file: string, content: string): E.Either<Problems, Mapping> => {
  const decoded = decodeFile(mappingCodec, { file, text: content });
  if (E.isLeft(decoded)) return decoded;
  const { value, source } = decoded.right;
  const problems: Problem[] = [];
  const tables = (value.tables ?? [null]).map((own, i) => {
    const under = own === null ? [] : ['tables', i];
    const locate = (path: Path): Location =>
      source.locate(own !== null && Object.hasOwn(own, String(path[0] ?? '')) ? [...under, ...path] : path);
    const table = tableOf(together(value, own), locate);
    problems.push(...against(table), ...againstWithin(together(value, own), locate));
    return table;
  });
  if (problems.length > 0) return E.left(problems);
  return E.right({ file, separator: value.separator === undefined ? null : signs[value.separator], tables });
};

/** The keys of a table: its own, else those above the list; spellings and signs of both. */
const together = ({ tables: _, separator: __, ...above }: RawMapping, own: RawTableMapping | null): RawTableMapping => {
  if (own === null) return above;
  const { columns, value, ...rest } = above;
  // Columns and a single column of values are two ways to say the same: the table's own way wins.
  const values = own.columns === undefined && own.value === undefined ? { columns, value } : {};
  return {
    ...rest,
    ...Object.fromEntries(Object.entries(values).filter(([, each]) => each !== undefined)),
    ...own,
    aliases: new Map([...(above.aliases ?? []), ...(own.aliases ?? [])]),
    empty: new Map([...(above.empty ?? []), ...(own.empty ?? [])]),
  };
};

const tableOf = (raw: RawTableMapping, locate: TableMapping['locate']): TableMapping => {
  const header = raw.header ?? null;
  const key = raw.key ?? '';
  return {
    sheet: raw.sheet ?? null,
    header: typeof header === 'number' ? [header] : header === null ? null : [...header].sort((a, b) => a - b),
    from: raw.from ?? null,
    until: raw.until ?? null,
    transposed: raw.transposed ?? false,
    key: isPlainMap(key)
      ? { column: key.column, by: key.by ?? null, fillDown: key.fill_down ?? false, within: withinOf(key.within) }
      : { column: key, by: null, fillDown: false, within: null },
    where: new Map(
      [...(raw.where ?? [])].map(([column, texts]) => [
        column,
        new Set((typeof texts === 'string' ? [texts] : texts).map(comparable)),
      ]),
    ),
    period: periodOf(raw.period),
    columns: columnsOf(raw),
    variable:
      raw.variable === undefined
        ? null
        : {
            column: raw.variable.column,
            names: namesOf(raw.variable.names),
            others: raw.variable.others ?? 'refuse',
            fillDown: raw.variable.fill_down ?? false,
          },
    measuredIn:
      raw.measured_in === undefined
        ? null
        : {
            column: raw.measured_in.column,
            times: new Map([...(raw.measured_in.times ?? [])].map(([word, times]) => [comparable(word), times])),
          },
    skip: raw.skip ?? [],
    stop: raw.stop ?? null,
    rules: { times: raw.times ?? null, percent: raw.percent ?? null },
    decimal: raw.decimal ?? null,
    // A file that needs a mapping is an office's own: there the Latin x is meant for the Cyrillic sign.
    empty: new Map([...bureauSigns, ['x', 'confidential'], ['X', 'confidential'], ...(raw.empty ?? [])]),
    aliases: new Map([...(raw.aliases ?? [])].map(([name, unit]) => [comparable(name), unit])),
    locate,
  };
};

type RawKey = Exclude<NonNullable<RawTableMapping['key']>, string | number>;

const withinOf = (raw: RawKey['within']): WithinRule | null => {
  if (raw === undefined) return null;
  if (!isPlainMap(raw)) return { column: raw, blankName: 'refuse' };
  if (raw.column !== undefined) return { column: raw.column, blankName: raw.blank_name ?? 'refuse' };
  return { rows: raw.rows ?? [] };
};

const periodOf = (raw: RawTableMapping['period']): TableMapping['period'] => {
  if (raw === undefined || typeof raw === 'string') return raw ?? null;
  const names = new Map([...(raw.names ?? [])].map(([word, period]) => [comparable(word), period]));
  return { column: raw.column, take: raw.take ?? null, names, fillDown: raw.fill_down ?? false };
};

type RawNames = NonNullable<NonNullable<RawTableMapping['variable']>['names']>;

const namesOf = (raw: RawNames | undefined): ReadonlyMap<string, NamedVariable> =>
  new Map(
    [...(raw ?? [])].map(([word, to]) => [
      comparable(word),
      typeof to === 'string'
        ? { variable: to, times: null, percent: null }
        : { variable: to.variable, times: to.times ?? null, percent: to.percent ?? null },
    ]),
  );

const columnsOf = ({ columns, value }: RawTableMapping): ReadonlyMap<string, ValueColumn> => {
  const plain = { period: null, names: namesOf(undefined), times: null, percent: null, decimal: null };
  const found = new Map<string, ValueColumn>();
  for (const [name, to] of columns ?? []) {
    const path = ['columns', name];
    if (typeof to === 'string') found.set(name, { ...plain, variable: to, path });
    else {
      found.set(name, {
        variable: to.variable ?? null,
        period: to.period ?? null,
        names: namesOf(to.names),
        times: to.times ?? null,
        percent: to.percent ?? null,
        decimal: to.decimal ?? null,
        path,
      });
    }
  }
  if (value !== undefined) found.set(String(value), { ...plain, variable: null, path: ['value'] });
  return found;
};

/** The larger unit is named in one way, and what is said of its column needs one. */
const againstWithin = ({ key }: RawTableMapping, locate: TableMapping['locate']): ReadonlyArray<Problem> => {
  const within = isPlainMap(key) ? key.within : undefined;
  if (!isPlainMap(within)) return [];
  const { column, rows, blank_name } = within;
  const say = (reason: string, ...path: Path): ReadonlyArray<Problem> => [
    problem('MappingConflict', { reason, first: '', second: '' }, locate(['key', 'within', ...path])),
  ];
  if (column !== undefined && rows !== undefined) return say('within_twice', 'rows');
  if (column === undefined && rows === undefined) return say('within_nothing');
  return column === undefined && blank_name !== undefined ? say('blank_name_of_rows', 'blank_name') : [];
};

/** Keys that do not go together. */
const against = (table: TableMapping): ReadonlyArray<Problem> => {
  const { columns, variable, locate, from, until } = table;
  const found: Problem[] = [];
  const say = (reason: string, path: Path, args: Readonly<Record<string, string>> = {}): void => {
    found.push(problem('MappingConflict', { reason, first: '', second: '', ...args }, locate(path)));
  };
  const ways = [...columns.values()].map(({ path }) => path[0]);
  if (ways.includes('value') && ways.includes('columns')) say('value_and_columns', ['value']);
  for (const [name, column] of columns) {
    if (column.variable === null && variable === null) say('no_variable', column.path, { first: name });
    if (column.variable !== null && column.names.size > 0) say('variable_and_names', column.path, { first: name });
  }
  if (variable !== null && [...columns.values()].every((column) => column.variable !== null)) {
    say('variable_unused', ['variable']);
  }
  const multiplied = [...columns.values()].find(({ times }) => times !== null);
  if (table.measuredIn !== null && (table.rules.times !== null || multiplied !== undefined)) {
    say('times_twice', table.rules.times !== null ? ['times'] : [...(multiplied?.path ?? []), 'times']);
  }
  if (typeof from === 'number' && typeof until === 'number' && until < from) {
    say('until_before_from', ['until'], { first: String(from), second: String(until) });
  }
  return found;
};
