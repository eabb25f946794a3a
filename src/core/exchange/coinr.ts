// The two tables that COINr builds a coin from, as a definition and a dataset of ours: iMeta tells the tree, iData the values.
// What has no place here is listed, never dropped in silence.

import { E } from '../fp.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { codePattern } from '../model/unit.js';
import { idsOf } from './ids.js';

/** A table as it was read: header and cells as text, with the file for the sake of places. */
export interface TextTable {
  readonly file: string;
  readonly header: ReadonlyArray<string>;
  readonly rows: ReadonlyArray<ReadonlyArray<string>>;
}

export interface CoinrRequest {
  /** Id of the index and name of the dataset. */
  readonly id: string;
  /** Period of values without a Time. */
  readonly period: string;
  readonly meta: TextTable;
  /** One table, or several that share uCode. */
  readonly data: ReadonlyArray<TextTable>;
}

export interface Converted {
  /** Plain values for the YAML files of the index, by file name. */
  readonly index: ReadonlyMap<string, unknown>;
  readonly datapackage: unknown;
  readonly units: ReadonlyArray<ReadonlyArray<string>>;
  readonly observations: ReadonlyArray<ReadonlyArray<string>>;
  /** What could not be carried over as it stood. */
  readonly notCarried: Problems;
}

interface Element {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly level: number;
  readonly parent: string;
  readonly direction: string;
  readonly weight: string;
  readonly unit: string;
  readonly denominator: string;
  readonly at: Location;
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

export const fromCoinr = (request: CoinrRequest): E.Either<Problems, Converted> => {
  const { meta } = request;
  const elements = elementsOf(meta);
  if (E.isLeft(elements)) return elements;
  const all = elements.right;
  const indicators = all.filter(({ type }) => type === 'indicator');
  const aggregates = all.filter(({ type }) => type === 'aggregate');
  const problems = wrongTree(indicators, aggregates, meta.file);
  if (problems.length > 0) return E.left(problems);

  const notCarried: Problem[] = [];
  const ids = idsOf([...aggregates, ...indicators].map(({ code }) => code));
  for (const { code, at } of [...aggregates, ...indicators])
    if (ids.get(code) !== code) notCarried.push(problem('CoinrRenamed', { from: code, to: ids.get(code)! }, at));
  for (const { code, direction, at } of aggregates)
    if (direction !== '' && direction !== '1') notCarried.push(problem('CoinrGroupDirection', { code }, at));
  const variables = idsOf(
    all.filter(({ type }) => type === 'indicator' || type === 'denominator').map(({ code }) => code),
    'variable',
  );

  for (const column of meta.header)
    if (!metaColumns.has(column.trim().toLowerCase()))
      notCarried.push(problem('CoinrColumn', { column }, { file: meta.file, line: 1 }));

  const root = aggregates.find(({ parent }) => parent === '')!;
  const data = valuesOf(request, all, variables, notCarried);
  if (E.isLeft(data)) return data;
  return E.right({
    index: new Map([['index.yaml', indexOf(request, all, root, ids, variables)]]),
    datapackage: datapackageOf(request, all, variables),
    ...data.right,
    notCarried,
  });
};

// iMeta

const elementsOf = ({ file, header, rows }: TextTable): E.Either<Problems, ReadonlyArray<Element>> => {
  const column = (name: string): number => header.findIndex((each) => each.trim().toLowerCase() === name.toLowerCase());
  const lacking = ['iCode', 'Type', 'Level', 'Parent'].filter((name) => column(name) === -1);
  if (lacking.length > 0)
    return E.left(
      lacking.map((name) =>
        problem('ColumnMissing', { column: name, table: 'iMeta', known: header.join(', ') }, { file, line: 1 }),
      ),
    );
  const cell = (row: ReadonlyArray<string>, name: string): string => {
    const value = (row[column(name)] ?? '').trim();
    return value === 'NA' ? '' : value;
  };
  return E.right(
    rows.map((row, i) => ({
      code: cell(row, 'iCode'),
      name: cell(row, 'iName') || cell(row, 'iCode'),
      type: cell(row, 'Type').toLowerCase(),
      level: Number(cell(row, 'Level') || Number.NaN),
      parent: cell(row, 'Parent'),
      direction: cell(row, 'Direction'),
      weight: cell(row, 'Weight'),
      unit: cell(row, 'Unit'),
      denominator: cell(row, 'Denominator'),
      at: { file, line: i + 2 },
    })),
  );
};

const wrongTree = (
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
      problems.push(problem('DuplicateId', { id: code, what: 'id', first: `${file}:${before.at.line}` }, at));
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

const valuesOf = (
  { data, period }: CoinrRequest,
  all: ReadonlyArray<Element>,
  variables: ReadonlyMap<string, string>,
  notCarried: Problem[],
): E.Either<Problems, Pick<Converted, 'units' | 'observations'>> => {
  const groups = all.filter(({ type }) => type === 'group').map(({ code }) => code);
  const units = new Map<string, { readonly name: string; readonly attributes: Map<string, string> }>();
  const values = new Map<string, Map<string, string>>();
  const problems: Problem[] = [];
  const codes = new Map<string, string>();
  for (const table of data) {
    const at = (name: string): number => table.header.findIndex((each) => each.trim() === name);
    const [code, name, time] = [at('uCode'), at('uName'), at('Time')];
    if (code === -1) {
      const args = { column: 'uCode', table: 'iData', known: table.header.join(', ') };
      problems.push(problem('ColumnMissing', args, { file: table.file, line: 1 }));
      continue;
    }
    table.header.forEach((header, column) => {
      const known =
        [code, name, time].includes(column) || variables.has(header.trim()) || groups.includes(header.trim());
      if (!known) notCarried.push(problem('CoinrColumn', { column: header }, { file: table.file, line: 1 }));
    });
    table.rows.forEach((row, i) => {
      const place = { file: table.file, line: i + 2 };
      const given = (row[code] ?? '').trim();
      const unit = given.toUpperCase().replace(/[^A-Z0-9-]/g, '-');
      const owner = codes.get(unit);
      if (!codePattern.test(unit) || (owner !== undefined && owner !== given)) {
        problems.push(problem('CoinrUnitCode', { found: given }, place));
        return;
      }
      if (owner === undefined && unit !== given)
        notCarried.push(problem('CoinrRenamed', { from: given, to: unit }, place));
      codes.set(unit, given);
      const known = units.get(unit) ?? { name: given, attributes: new Map<string, string>() };
      units.set(unit, { name: name === -1 ? known.name : row[name] || known.name, attributes: known.attributes });
      const when = time === -1 ? period : (row[time] ?? '').trim();
      const key = `${unit} ${when}`;
      const own = values.get(key) ?? new Map<string, string>();
      values.set(key, own);
      table.header.forEach((header, column) => {
        const cell = (row[column] ?? '').trim();
        if (cell === '' || cell === 'NA') return;
        if (groups.includes(header.trim())) known.attributes.set(header.trim(), cell);
        const variable = variables.get(header.trim());
        if (variable === undefined) return;
        if (Number.isFinite(Number(cell))) own.set(variable, cell);
        else notCarried.push(problem('CoinrNotNumber', { column: header, value: cell, unit: given }, place));
      });
    });
  }
  if (problems.length > 0) return E.left(problems);
  const names = [...new Set(variables.values())];
  return E.right({
    units: [
      ['code', 'level', 'name_kk', 'name_ru', 'name_en', 'parent', ...groups],
      ...[...units].map(([code, { name, attributes }]) => [
        code,
        'unit',
        name,
        name,
        name,
        '',
        ...groups.map((group) => attributes.get(group) ?? ''),
      ]),
    ],
    observations: [
      ['unit', 'period', ...names],
      ...[...values].map(([key, own]) => [...key.split(' '), ...names.map((name) => own.get(name) ?? '')]),
    ],
  });
};

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
