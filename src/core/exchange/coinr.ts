// The two tables that COINr builds a coin from, as a definition and a dataset of ours: iMeta tells the tree, iData the values.
// What has no place here is listed, never dropped in silence.

import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { valuesOf } from './coinr-data.js';
import { cellOf, columnOf, type Element, placeOf, type TextTable } from './coinr-table.js';
import { idsOf } from './ids.js';

export interface CoinrRequest {
  /** Id of the index and name of the dataset. */
  readonly id: string;
  /** Period of values without a Time; null where the call names none. */
  readonly period: string | null;
  readonly meta: TextTable;
  /** One table, or several that share uCode. */
  readonly data: ReadonlyArray<TextTable>;
}

export interface Converted {
  /** Plain values for the index.yaml of the index. */
  readonly index: unknown;
  readonly datapackage: unknown;
  readonly units: ReadonlyArray<ReadonlyArray<string>>;
  readonly observations: ReadonlyArray<ReadonlyArray<string | number | null>>;
  /** What could not be carried over as it stood. */
  readonly notCarried: Problems;
}

const metaColumns: ReadonlySet<string> = new Set([
  'icode',
  'iname',
  'type',
  'level',
  'parent',
  'direction',
  'weight',
  'unit',
  'denominator',
]);

const types: ReadonlySet<string> = new Set(['indicator', 'aggregate', 'group', 'denominator']);

export const fromCoinr = (request: CoinrRequest): E.Either<Problems, Converted> => {
  const { meta } = request;
  const elements = elementsOf(meta);
  if (E.isLeft(elements)) return elements;
  const all = elements.right;
  const indicators = all.filter(({ type }) => type === 'indicator');
  const aggregates = all.filter(({ type }) => type === 'aggregate');
  const problems = wrongTree(all, indicators, aggregates, meta.file);
  if (problems.length > 0) return E.left(problems);

  const notCarried: Problem[] = [];
  const root = aggregates.find(({ parent }) => parent === '')!;
  const below = [...aggregates, ...indicators].filter((each) => each !== root);
  const ids = idsOf(
    below.map(({ code }) => code),
    'id',
    [request.id],
  );
  for (const { code, at } of below)
    if (ids.get(code) !== code) notCarried.push(problem('CoinrRenamed', { from: code, to: ids.get(code)! }, at));
  for (const { code, direction, at } of aggregates)
    if (direction !== '' && direction !== '1') notCarried.push(problem('CoinrGroupDirection', { code }, at));
  const variables = idsOf(
    all.filter(({ type }) => type === 'indicator' || type === 'denominator').map(({ code }) => code),
    'variable',
  );

  // R writes the numbers of rows under a blank heading: they say nothing.
  for (const column of meta.header)
    if (column.trim() !== '' && !metaColumns.has(column.trim().toLowerCase()))
      notCarried.push(problem('CoinrMetaColumn', { column }, meta.headerAt));
  for (const { code, type, at } of all) if (!types.has(type)) notCarried.push(problem('CoinrType', { code, type }, at));

  const data = valuesOf(request.data, request.period, all, variables, notCarried);
  if (E.isLeft(data)) return data;
  return E.right({
    index: indexOf(request, all, root, ids, variables),
    datapackage: datapackageOf(request, all, variables),
    ...data.right,
    notCarried,
  });
};

// iMeta

const elementsOf = (table: TextTable): E.Either<Problems, ReadonlyArray<Element>> => {
  const lacking = ['iCode', 'Type', 'Level', 'Parent'].filter((name) => columnOf(table, name) === -1);
  if (lacking.length > 0)
    return E.left(
      lacking.map((column) =>
        problem('ColumnMissing', { column, table: 'iMeta', known: table.header.join(', ') }, table.headerAt),
      ),
    );
  return E.right(
    table.rows.map((row, i) => {
      const cell = (name: string): string => cellOf(row[columnOf(table, name)]);
      return {
        code: cell('iCode'),
        name: cell('iName') || cell('iCode'),
        type: cell('Type').toLowerCase(),
        parent: cell('Parent'),
        direction: cell('Direction'),
        weight: cell('Weight'),
        unit: cell('Unit'),
        denominator: cell('Denominator'),
        at: table.place(i),
      };
    }),
  );
};

const wrongTree = (
  all: ReadonlyArray<Element>,
  indicators: ReadonlyArray<Element>,
  aggregates: ReadonlyArray<Element>,
  file: string,
): ReadonlyArray<Problem> => {
  const problems: Problem[] = [];
  const roots = aggregates.filter(({ parent }) => parent === '');
  if (roots.length !== 1)
    problems.push(problem('CoinrRoot', { n: roots.length, names: roots.map(({ code }) => code).join(', ') }, { file }));
  const byCode = new Map(aggregates.map((each) => [each.code, each]));
  const seen = new Map<string, Element>();
  for (const element of [...aggregates, ...indicators]) {
    const { code, parent, at } = element;
    const before = seen.get(code);
    if (before !== undefined)
      problems.push(problem('DuplicateId', { id: code, what: 'id', first: placeOf(before.at) }, at));
    seen.set(code, element);
    if (parent !== '' && !byCode.has(parent))
      problems.push(problem('UnknownReference', { id: parent, nearest: '', known: [...byCode.keys()].join(', ') }, at));
    // Whoever climbs from parent to parent must arrive: a circle would never end.
    let above = byCode.get(parent);
    for (let steps = 0; above !== undefined && steps <= aggregates.length; steps++) {
      if (steps === aggregates.length) problems.push(problem('CoinrCircle', { code }, at));
      above = byCode.get(above.parent);
    }
  }
  for (const { code, direction, weight, at } of [...aggregates, ...indicators]) {
    if (!['', '1', '-1'].includes(direction)) problems.push(problem('CoinrDirection', { code, found: direction }, at));
    if (weight !== '' && !(Number(weight) >= 0)) problems.push(problem('CoinrWeight', { code, found: weight }, at));
  }
  const known = all.filter(({ type }) => type === 'denominator').map(({ code }) => code);
  for (const { code, denominator, at } of indicators)
    if (denominator !== '' && !known.includes(denominator))
      problems.push(problem('CoinrDenominator', { code, denominator, known: known.join(', ') }, at));
  for (const { code, at } of aggregates)
    if (![...aggregates, ...indicators].some(({ parent }) => parent === code))
      problems.push(problem('CoinrChildless', { code }, at));
  return problems;
};

// The definition

const inAll = (text: string) => ({ kk: text, ru: text, en: text });

const indexOf = (
  { id }: CoinrRequest,
  all: ReadonlyArray<Element>,
  root: Element,
  ids: ReadonlyMap<string, string>,
  variables: ReadonlyMap<string, string>,
): unknown => {
  const childrenOf = (code: string): ReadonlyArray<unknown> =>
    all
      .filter(({ parent, type }) => parent === code && (type === 'indicator' || type === 'aggregate'))
      .map((element) => {
        const common = {
          id: ids.get(element.code)!,
          title: inAll(element.name),
          ...(element.weight === '' ? {} : { weight: Number(element.weight) }),
        };
        if (element.type === 'aggregate') return { ...common, children: childrenOf(element.code) };
        return {
          ...common,
          kind: 'measure',
          variable: variables.get(element.code)!,
          direction: element.direction === '-1' ? 'down' : 'up',
          measured_in: element.unit === '' ? '–' : element.unit,
        };
      });
  const divided = new Map<string, string[]>();
  for (const { code, type, denominator } of all) {
    if (type !== 'indicator' || denominator === '') continue;
    divided.set(denominator, [...(divided.get(denominator) ?? []), ids.get(code)!]);
  }
  const overrides = [...divided].map(([by, leaves]) => ({ for: leaves, by: variables.get(by) ?? by }));
  return {
    id,
    version: '1',
    title: inAll(root.name),
    units: { levels: ['unit'] },
    recipe: [
      ...(overrides.length === 0 ? [] : [{ step: 'denominate', overrides }]),
      { step: 'normalise', method: 'min-max' },
      { step: 'aggregate', method: 'arithmetic', min_coverage: 0 },
    ],
    views: [{ id: 'all', title: { kk: 'Бәрі', ru: 'Все', en: 'All' }, ranks: true }],
    ranks: { decimals: 10, within: 'all' },
    children: childrenOf(root.code),
  };
};

// The data

const datapackageOf = (
  { id, data, meta }: CoinrRequest,
  all: ReadonlyArray<Element>,
  variables: ReadonlyMap<string, string>,
): unknown => ({
  name: id,
  title: inAll(id),
  description: `Converted from the tables of a COINr coin: ${[...data.map(({ file }) => file), meta.file].join(', ')}.`,
  licenses: [{ name: 'other', title: 'The licence of the tables it was converted from' }],
  sources: [...data, meta].map(({ file }) => ({ title: inAll(file) })),
  variables: all
    .filter(({ code }) => variables.has(code))
    .map(({ code, name, unit }) => ({
      name: variables.get(code)!,
      title: inAll(name),
      measured_in: inAll(unit === '' ? '–' : unit),
    })),
  resources: [
    { name: 'units', path: 'units.csv', table: 'units' },
    { name: 'observations', path: 'observations.csv', table: 'observations' },
  ],
});
