// A mapping file: where in an office's sheet the units, periods and values stand, and what its signs mean.
import { choose, isPlainMap, listOf, mapOf, oneOf, text, trueOrFalse, wholeNumber } from '../define/codec.js';
import { decodeFile } from '../define/decode.js';
import { code, isMap, period, textOrNumber, type ValueOf, variable } from '../define/raw/values.js';
import { field, record } from '../define/record.js';
import type { Path } from '../define/source.js';
import { E } from '../fp.js';
import type { Location, Problems } from '../model/problem.js';
import { comparable } from './register.js';
import { bureauSigns, type Decimal, type EmptySign } from './written-numbers.js';

const rowNumber = wholeNumber('whole_number', 1, 1_000_000);
const rowNumbers = listOf(rowNumber, 1);
const headerRows = choose<number | ReadonlyArray<number>>([rowNumber.schema, rowNumbers.schema], (value) =>
  Array.isArray(value) ? rowNumbers : rowNumber,
);

const keyMap = record(
  { column: field(textOrNumber, 'Heading, letter or number of the column that names the units.', 'Region', 'A') },
  { by: field(oneOf('code', 'name'), 'What stands in the cells: codes or names.', 'code', 'name') },
);
const key = choose<string | number | ValueOf<typeof keyMap>>([textOrNumber.schema, keyMap.schema], (value) =>
  isMap(value) ? keyMap : textOrNumber,
);

const periodColumn = record(
  { column: field(textOrNumber, 'Heading, letter or number of the column that holds the period.', 'Year', 2) },
  {},
);
const periodOrColumn = choose<string | ValueOf<typeof periodColumn>>([period.schema, periodColumn.schema], (value) =>
  isMap(value) ? periodColumn : period,
);

const valueMap = record(
  { variable: field(variable, 'The variable whose values stand in the column.', 'population', 'roads_km') },
  { period: field(period, 'The period of this column alone.', '2024', '2025-Q1') },
);
const valueColumn = choose<string | ValueOf<typeof valueMap>>([variable.schema, valueMap.schema], (value) =>
  isMap(value) ? valueMap : variable,
);

/** The keys of a mapping file; the JSON Schema comes from here too. */
export const mappingCodec = record(
  {
    key: field(key, 'The column that says which unit a row is about.', 'Region', { column: 'A', by: 'name' }),
    columns: field(
      mapOf(valueColumn),
      'Heading, letter or number of each column that is read, and its variable.',
      { 'Population, people': 'population' },
      { C: { variable: 'population', period: '2024' } },
    ),
  },
  {
    sheet: field(textOrNumber, 'Name of the sheet, or its number among those that hold anything.', 'Table 1', 2),
    separator: field(oneOf('comma', 'semicolon', 'tab'), 'What parts the columns of a text file.', 'semicolon', 'tab'),
    header: field(headerRows, 'The row of the headings, or the rows of a heading of several lines.', 3, [3, 4]),
    period: field(periodOrColumn, 'The period of all values, or the column that holds it.', '2025', { column: 'Year' }),
    transposed: field(trueOrFalse, 'The units stand in columns and the variables in rows.', true, false),
    stop: field(text, 'Reading ends at the row whose key begins with this text.', 'Note', 'Ескерту'),
    skip: field(listOf(text), 'Keys of rows that are totals; an asterisk at the end stands for any ending.', [
      'Total*',
    ]),
    decimal: field(oneOf('comma', 'point'), 'The decimal sign, where the figures do not show it.', 'comma', 'point'),
    empty: field(
      mapOf(oneOf('zero', 'negligible', 'confidential', 'missing')),
      'What the signs in place of figures mean; added to those of the Bureau of National Statistics.',
      { '-': 'zero' },
      { 'n/a': 'missing' },
    ),
    aliases: field(mapOf(code), 'Spellings of unit names in this file, and the codes they stand for.', {
      'Abay region': '100000000',
    }),
  },
);

export interface ValueColumn {
  readonly variable: string;
  /** null: the period of the row. */
  readonly period: string | null;
}

export interface Mapping {
  readonly file: string;
  readonly sheet: string | number | null;
  readonly separator: ',' | ';' | '\t' | null;
  /** From 1, in the order of the file; null: the first row that holds anything. */
  readonly header: ReadonlyArray<number> | null;
  readonly key: { readonly column: string | number; readonly by: 'code' | 'name' | null };
  /** null: `--period` says it. */
  readonly period: string | { readonly column: string | number } | null;
  readonly columns: ReadonlyMap<string, ValueColumn>;
  readonly transposed: boolean;
  readonly stop: string | null;
  readonly skip: ReadonlyArray<string>;
  readonly decimal: Decimal | null;
  readonly empty: ReadonlyMap<string, EmptySign>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly locate: (path: Path) => Location;
}

const signs = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** Fails with every fault of the file at its line. */
export const decodeMapping = (file: string, content: string): E.Either<Problems, Mapping> =>
  E.map(
    ({ value, source }: { value: ValueOf<typeof mappingCodec>; source: { locate: Mapping['locate'] } }): Mapping => {
      const header = value.header ?? null;
      return {
        file,
        sheet: value.sheet ?? null,
        separator: value.separator === undefined ? null : signs[value.separator],
        header: typeof header === 'number' ? [header] : header === null ? null : [...header].sort((a, b) => a - b),
        key: isPlainMap(value.key)
          ? { column: value.key.column, by: value.key.by ?? null }
          : { column: value.key, by: null },
        period: value.period ?? null,
        columns: new Map(
          [...value.columns].map(([name, to]) => [
            name,
            typeof to === 'string'
              ? { variable: to, period: null }
              : { variable: to.variable, period: to.period ?? null },
          ]),
        ),
        transposed: value.transposed ?? false,
        stop: value.stop ?? null,
        skip: value.skip ?? [],
        decimal: value.decimal ?? null,
        // A file that needs a mapping is an office's own: there the Latin x is meant for the Cyrillic sign.
        empty: new Map([...bureauSigns, ['x', 'confidential'], ['X', 'confidential'], ...(value.empty ?? [])]),
        aliases: new Map([...(value.aliases ?? [])].map(([name, unit]) => [comparable(name), unit])),
        locate: source.locate,
      };
    },
  )(decodeFile(mappingCodec, { file, text: content }));
