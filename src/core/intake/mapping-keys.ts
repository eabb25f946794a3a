// The keys of a mapping file, what can stand behind each, and the sentences and examples that editors show for them.
import * as t from 'io-ts';
import {
  Codec,
  choose,
  fail,
  isPlainMap,
  type JsonSchema,
  listOf,
  mapOf,
  number,
  oneOf,
  text,
  trueOrFalse,
  wholeNumber,
} from '../define/codec.js';
import { nearest } from '../define/nearest.js';
import { code, period, textOrNumber, type ValueOf, variable } from '../define/raw/values.js';
import { field, record } from '../define/record.js';
import { E } from '../fp.js';

const rowNumber = wholeNumber('row_number', 1, 1_000_000);
const rowNumbers = listOf(rowNumber, 1);
const headerRows = choose<number | ReadonlyArray<number>>([rowNumber.schema, rowNumbers.schema], (value) =>
  Array.isArray(value) ? rowNumbers : rowNumber,
);
const rowOrText = choose<number | string>([rowNumber.schema, text.schema], (value) =>
  typeof value === 'number' ? rowNumber : text,
);
const orMap = <A, B>(plain: Codec<A>, map: Codec<B>): Codec<A | B> =>
  choose<A | B>([plain.schema, map.schema], (value) => (isPlainMap(value) ? map : plain));

const columnField = (about: string, ...examples: ReadonlyArray<string | number>) =>
  field(textOrNumber, `Heading, letter or number of the column ${about}`, ...examples);
const fillDown = field(
  trueOrFalse,
  'A blank cell means the same as the filled one above it, as where a name stands once for several rows.',
  true,
  false,
);
const percent = field(
  oneOf('of_100', 'of_1'),
  'What a cell that shows 45 % stands for: 45 (of_100) or 0.45 (of_1). Workbooks hold 0.45 there, so it is asked, never guessed.',
  'of_100',
  'of_1',
);
const times = field(
  number('positive', 1e-12),
  'Every value is multiplied by this before it is kept, and the value says so in its note.',
  1000,
  0.001,
);

const within = orMap(
  textOrNumber,
  record(
    {},
    {
      column: columnField('that names the larger unit. A blank cell means the filled one above it.', 'Region', 'A'),
      rows: field(
        listOf(text, 1),
        'Names that stand as headings in the column of the key: the rows below lie in that unit. An asterisk at the end stands for any ending.',
        ['Akmola Region', 'Aktobe Region'],
        ['область *', 'Акмолинская область'],
      ),
      blank_name: field(
        oneOf('refuse', 'whole', 'leave_out'),
        'A row that names the larger unit and nothing inside it: refused, of the larger unit as a whole, or left out and counted.',
        'whole',
        'leave_out',
      ),
    },
  ),
);

const key = orMap(
  textOrNumber,
  record(
    { column: columnField('that names the units.', 'Region', 'A') },
    {
      by: field(oneOf('code', 'name'), 'What stands in the cells: codes or names.', 'code', 'name'),
      fill_down: fillDown,
      within: field(
        within,
        'The larger unit in which a name is looked up, for names that several units bear: its column, or the rows that are its headings.',
        'Region',
        { rows: ['Akmola Region', 'Aktobe Region'] },
      ),
    },
  ),
);

const periodOrColumn = orMap(
  period,
  record(
    { column: columnField('that holds the period.', 'Year', 2) },
    {
      take: field(
        oneOf('year', 'half', 'quarter', 'month', 'day'),
        'Where the cells are dates: the period in which the day lies.',
        'year',
        'month',
      ),
      names: field(
        mapOf(period),
        'Periods in the words of this file.',
        { 'Jan-Jun 2024': '2024-H1' },
        { 'I полугодие 2024': '2024-H1' },
      ),
      fill_down: fillDown,
    },
  ),
);

const namedVariable = record(
  { variable: field(variable, 'The variable that these words stand for.', 'population', 'roads_km') },
  { times, percent },
);
const names = mapOf(orMap(variable, namedVariable));
const namesField = field(
  names,
  'Words of this file for variables, exactly as they are written there. Names and titles of declared variables are known without.',
  { 'Population, people': 'population' },
  { 'Roads, thousand km': { variable: 'roads_km', times: 1000 } },
);

const valueColumn = orMap(
  variable,
  record(
    {},
    {
      variable: field(variable, 'The variable whose values stand in the column.', 'population', 'roads_km'),
      period: field(period, 'The period of this column alone.', '2024', '2025-Q1'),
      names: namesField,
      times,
      percent,
      decimal: field(oneOf('comma', 'point'), 'The decimal sign of this column.', 'comma', 'point'),
    },
  ),
);

const variableColumn = record(
  { column: columnField('that names the variable of each row.', 'Indicator', 'B') },
  {
    names: namesField,
    others: field(
      oneOf('refuse', 'leave_out'),
      'Rows whose words stand neither under names nor among the declared variables: refused, or left out and counted.',
      'refuse',
      'leave_out',
    ),
    fill_down: fillDown,
  },
);

const measuredIn = record(
  { column: columnField('that says what each value is measured in.', 'Unit of measurement', 'C') },
  {
    times: field(
      mapOf(number('positive', 1e-12)),
      'Words for units of measurement, and by what the value is multiplied to be measured as its variable is.',
      { 'million tenge': 1000 },
      { '%': 1, people: 1 },
    ),
  },
);

const where = mapOf(
  choose<string | ReadonlyArray<string>>([text.schema, listOf(text, 1).schema], (value) =>
    Array.isArray(value) ? listOf(text, 1) : text,
  ),
);

/** All that says where one table stands and how it is read; nothing of it is required before the tables are put together. */
const tableFields = {
  sheet: field(textOrNumber, 'Name of the sheet, or its number among those that hold anything.', 'Table 1', 2),
  header: field(headerRows, 'The row of the headings, or the rows of a heading of several lines.', 3, [3, 4]),
  from: field(
    rowOrText,
    'The first row that belongs to the table: its number, or the text with which the row above begins. Headings named under header may stand above.',
    12,
    'Table 2',
  ),
  until: field(
    rowOrText,
    'The last row that is read, or the text with which the first row begins that is not read any more.',
    40,
    'Table 3',
  ),
  transposed: field(trueOrFalse, 'The units stand in columns and the variables in rows.', true, false),
  key: field(key, 'The column that says which unit a row is about.', 'Region', { column: 'A', by: 'name' }),
  where: field(
    where,
    'Only rows are read in which these columns hold one of these texts; the others are counted.',
    { Kind: 'actual' },
    { Group: ['budget', 'spending'] },
  ),
  period: field(periodOrColumn, 'The period of all values, or the column that holds it.', '2025', { column: 'Year' }),
  columns: field(
    mapOf(valueColumn),
    'Heading, letter or number of each column that is read, and its variable.',
    { 'Population, people': 'population' },
    { C: { variable: 'population', period: '2024' } },
  ),
  variable: field(
    variableColumn,
    'In a table with one value a row: the column that names the variable.',
    { column: 'Indicator' },
    { column: 'B', names: { 'Population, people': 'population' }, others: 'leave_out' },
  ),
  value: columnField('that holds the values, where the variable is named in each row.', 'Value', 'D'),
  measured_in: field(
    measuredIn,
    'The column that says what the values are measured in; it is compared with what the variable is measured in.',
    { column: 'Unit of measurement' },
    { column: 'C', times: { 'million tenge': 1000 } },
  ),
  skip: field(
    listOf(text),
    'Names or codes of rows that are totals; an asterisk at the end stands for any ending.',
    ['Total*'],
    ['Kazakhstan', '000000000'],
  ),
  stop: field(text, 'Reading ends at the row whose key begins with this text.', 'Note', 'Ескерту'),
  decimal: field(oneOf('comma', 'point'), 'The decimal sign, where the figures do not show it.', 'comma', 'point'),
  percent,
  times,
  empty: field(
    mapOf(oneOf('zero', 'negligible', 'confidential', 'missing')),
    'What the signs in place of figures mean; added to those of the Bureau of National Statistics.',
    { '-': 'zero' },
    { 'n/a': 'missing' },
  ),
  aliases: field(
    mapOf(code),
    'Spellings of unit names in this file, and the codes they stand for.',
    { 'Abay region': '100000000' },
    { 'Акмолинская обл.': '110000000' },
  ),
};

export const tableCodec = record({}, tableFields);
export type RawTableMapping = ValueOf<typeof tableCodec>;

const fileCodec = record(
  {},
  {
    ...tableFields,
    separator: field(oneOf('comma', 'semicolon', 'tab'), 'What parts the columns of a text file.', 'semicolon', 'tab'),
    tables: field(
      listOf(tableCodec, 1),
      'Several tables of one file. What stands above the list holds for each of them unless it says otherwise.',
      [{ sheet: '2023', period: '2023' }],
      [{ until: 'Table 2' }, { from: 'Table 2' }],
    ),
  },
);
export type RawMapping = ValueOf<typeof fileCodec>;

const keyOfUnits = { key: 'key', allowed: '', example: '{column: Region, by: name}' };
const keyOfValues = { key: 'columns', allowed: '', example: '{"Population, people": population}' };

/** What each table lacks once the keys above the list are counted in; a misspelt key is told already. */
const lacking = (value: unknown, context: t.Context): t.Errors => {
  if (!isPlainMap(value)) return [];
  const tables = Array.isArray(value.tables) ? value.tables.map((table: unknown, i) => ({ table, i })) : [];
  const places = tables.length === 0 ? [{ table: value, i: -1 }] : tables;
  return places.flatMap(({ table, i }) => {
    if (!isPlainMap(table)) return [];
    const has = (name: string): boolean => Object.hasOwn(table, name) || Object.hasOwn(value, name);
    const known = Object.keys(tableFields);
    const meant = [...Object.keys(table), ...Object.keys(value)]
      .filter((name) => !known.includes(name) && name !== 'tables')
      .map((name) =>
        nearest(
          name,
          known.filter((each) => !has(each)),
        ),
      );
    const wanted = [
      ...(has('key') || meant.includes('key') ? [] : [keyOfUnits]),
      ...(has('columns') || has('value') || meant.includes('columns') || meant.includes('value') ? [] : [keyOfValues]),
    ];
    const at =
      i < 0
        ? context
        : t.appendContext(t.appendContext(context, 'tables', fileCodec, value.tables), String(i), fileCodec, table);
    return wanted.flatMap((args) => {
      const missing = fail<never>(table, at, 'MissingKey', args, 'key');
      return E.isLeft(missing) ? missing.left : [];
    });
  });
};

/** The keys of a mapping file; the JSON Schema comes from here too. */
export const mappingCodec: Codec<RawMapping> = new Codec(
  'mapping',
  (value, context) => {
    const decoded = fileCodec.validate(value, context);
    const errors = [...(E.isLeft(decoded) ? decoded.left : []), ...lacking(value, context)];
    return errors.length > 0 ? t.failures(errors) : decoded;
  },
  fileCodec.schema,
);

/** Draft-07, for editors. */
export const mappingSchema = (): JsonSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A mapping: where in the tables of an office the units, periods and values stand',
  ...mappingCodec.schema,
  required: undefined,
  anyOf: [{ required: ['tables'] }, { required: ['key', 'columns'] }, { required: ['key', 'value'] }],
});
