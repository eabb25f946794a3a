// The reference results that lie beside a checkout where the team has them, as tables and as definitions of ours.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'yaml';
import { decodeIndex } from '../../src/core/define/decode.js';
import type { Definition } from '../../src/core/define/definition.js';
import { fromCoinr } from '../../src/core/exchange/coinr.js';
import type { TextTable } from '../../src/core/exchange/coinr-table.js';
import { E } from '../../src/core/fp.js';
import { sameInAll } from '../../src/core/model/text.js';
import { score } from '../../src/core/score/score.js';
import { type Columns, type Scores, stateCode } from '../../src/core/score/scores.js';

export interface Table {
  readonly header: ReadonlyArray<string>;
  readonly rows: ReadonlyArray<Readonly<Record<string, string>>>;
}

export const tableOf = (path: string): Table => {
  const [header = [], ...rows] = parse(readFileSync(path, 'utf8'), { bom: true }) as string[][];
  return { header, rows: rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? '']))) };
};

export const numberOf = (cell: string | undefined): number =>
  cell === undefined || cell === '' || cell === 'NaN' || cell === 'NA'
    ? Number.NaN
    : cell === 'Inf'
      ? Number.POSITIVE_INFINITY
      : Number(cell);

const textTable = (path: string): TextTable => tableOfText(path, readFileSync(path, 'utf8'));

export const tableOfText = (file: string, text: string): TextTable => {
  const [header = [], ...rows] = parse(text, { bom: true }) as string[][];
  return { file, header, headerAt: { file, line: 1 }, rows, place: (i) => ({ file, line: i + 2 }) };
};

export interface Coin {
  /** The index as a plain value, before anything of the recipe is changed. */
  readonly index: Record<string, unknown> & { recipe: ReadonlyArray<Record<string, unknown>> };
  readonly units: ReadonlyArray<{ readonly code: string; readonly attributes: Readonly<Record<string, string>> }>;
  /** By variable, in the order of `units`. */
  readonly values: ReadonlyMap<string, Float64Array>;
}

/** `groups`: columns of the data that iMeta does not name as groups, though the recipe asks for them. */
export const coinOf = (meta: string, data: ReadonlyArray<string>, groups: ReadonlyArray<string> = []): Coin => {
  const named = textTable(meta);
  const rows1 = groups.map((group) =>
    named.header.map((name) => (name === 'iCode' ? group : name === 'Type' ? 'Group' : '')),
  );
  return coinFrom(
    { ...named, rows: [...named.rows, ...rows1] },
    data.map((path) => textTable(path)),
  );
};

export const coinFrom = (meta: TextTable, data: ReadonlyArray<TextTable>): Coin => {
  const converted = fromCoinr({ id: 'asem', period: '2018', meta, data });
  if (E.isLeft(converted)) throw new Error(JSON.stringify(converted.left));
  const [unitHeader = [], ...unitRows] = converted.right.units;
  const [header = [], ...rows] = converted.right.observations.map((row) => row.map((cell) => String(cell ?? '')));
  const sorted = [...unitRows].sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
  const byUnit = new Map(rows.map((row) => [row[0]!, row]));
  return {
    index: converted.right.index as Coin['index'],
    units: sorted.map((row) => ({
      code: row[0]!,
      attributes: Object.fromEntries(unitHeader.map((name, i) => [name, row[i]!])),
    })),
    values: new Map(
      header
        .slice(2)
        .map((name, i) => [name, Float64Array.from(sorted, ([code]) => numberOf(byUnit.get(code!)?.[i + 2]))]),
    ),
  };
};

/** The definition with another recipe, and other changes of its leaves; decoded as a file is. */
export const definitionOf = (
  coin: Coin,
  recipe: ReadonlyArray<Record<string, unknown>>,
  leaf: (id: string) => Record<string, unknown> = () => ({}),
  weights?: ReadonlyMap<string, number>,
): Definition => {
  const changed = (node: Record<string, unknown>): Record<string, unknown> => {
    const children = node['children'] as ReadonlyArray<Record<string, unknown>> | undefined;
    const id = String(node['id']);
    const weight = weights === undefined ? {} : { weight: weights.get(id) ?? 1 };
    return children === undefined
      ? { ...node, ...weight, ...leaf(id) }
      : { ...node, ...weight, children: children.map(changed) };
  };
  const children = (coin.index['children'] as ReadonlyArray<Record<string, unknown>>).map(changed);
  const text = stringify({ ...coin.index, recipe, children }, { aliasDuplicateObjects: false });
  const decoded = decodeIndex([{ file: 'index.yaml', text }], 'index.yaml');
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left.slice(0, 3), null, 1));
  return decoded.right.definition;
};

export const columnsOfCoin = (coin: Coin, definition: Definition): Columns => ({
  period: '2018',
  units: coin.units.map(({ code, attributes }) => ({
    code,
    level: 'unit',
    name: sameInAll(code),
    parent: null,
    validFrom: null,
    validTo: null,
    replaces: null,
    madeUp: false,
    attributes,
  })),
  unlisted: 0,
  leaves: definition.leaves.map((leaf) => {
    const raw = coin.values.get(leaf.variable!)!;
    return {
      raw,
      state: Uint8Array.from(raw, (value) => (Number.isNaN(value) ? stateCode.missing : stateCode.scored)),
      imputed: new Uint8Array(raw.length),
    };
  }),
  denominators: coin.values,
});

/** One coin a year, from a table with a Time. */
export const panelOf = (meta: string, data: string, years: ReadonlyArray<string>): ReadonlyMap<string, Coin> => {
  const table = textTable(data);
  const time = table.header.indexOf('Time');
  const whole = textTable(meta);
  const [type, divisor] = [whole.header.indexOf('Type'), whole.header.indexOf('Denominator')];
  // The panel has no denominators and no groups, and its pipelines divide by nothing.
  const tree = {
    ...whole,
    rows: whole.rows
      .filter((row) => row[type] === 'Indicator' || row[type] === 'Aggregate')
      .map((row) => row.map((cell, c) => (c === divisor ? '' : cell))),
  };
  return new Map(
    years.map((year) => {
      const rows = table.rows.filter((row) => row[time] === year);
      return [year, coinFrom(tree, [{ ...table, rows }])];
    }),
  );
};

/** The score of one year with the other years at hand. */
export const scoredIn = (panel: ReadonlyMap<string, Coin>, definition: Definition, year: string): Scores => {
  const own = columnsOfCoin(panel.get(year)!, definition);
  const otherPeriods = [...panel].flatMap(([period, coin]) =>
    period === year
      ? []
      : [
          {
            period,
            leaves: columnsOfCoin(coin, definition).leaves.map(({ raw }) => raw),
            denominators: coin.values,
          },
        ],
  );
  const result = score(definition, definition.views[0]!, { ...own, period: year, otherPeriods });
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left.slice(0, 3), null, 1));
  return result.right;
};

export const scored = (coin: Coin, definition: Definition): Scores => {
  const result = score(definition, definition.views[0]!, columnsOfCoin(coin, definition));
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left.slice(0, 3), null, 1));
  return result.right;
};

/** Largest difference, relative and absolute near zero; gaps must be gaps in both. */
export const difference = (ours: ArrayLike<number>, theirs: ArrayLike<number>): number => {
  let worst = 0;
  for (let i = 0; i < ours.length; i++) {
    const [a, b] = [ours[i]!, theirs[i]!];
    if (Number.isNaN(a) !== Number.isNaN(b)) return Number.POSITIVE_INFINITY;
    if (Number.isNaN(a) || a === b) continue;
    worst = Math.max(worst, Math.abs(a - b) / Math.max(1, Math.abs(b)));
  }
  return worst;
};

export const hasFolder = (path: string): boolean => existsSync(path);
export const inFolder = (...parts: ReadonlyArray<string>): string => join(...parts);
