// datapackage.json of a dataset: what its files are, where they come from, which variables and spellings they use.
import * as t from 'io-ts';
import { readJsonSource } from '../define/json-source.js';
import { nearest } from '../define/nearest.js';
import { E } from '../fp.js';
import { isDate } from '../model/period.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { sameInAll, type Text } from '../model/text.js';
import { codePattern } from '../model/unit.js';
import type { Alias } from './aliases.js';
import { namePattern } from './header.js';
import { shortly } from './place.js';
import { comparable } from './register.js';
import { isTableKind, type TableKind, tableKinds } from './table.js';
import type { DeclaredVariable } from './vocabulary.js';

export interface Dataset {
  readonly name: string;
  readonly title: Text | null;
  /** Edition of the source, as its keepers name it. */
  readonly version: string | null;
  /** Every value and unit of it is invented. */
  readonly madeUp: boolean;
  readonly licences: ReadonlyArray<DatasetLicence>;
  readonly sources: ReadonlyArray<DatasetSource>;
  readonly variables: ReadonlyArray<DatasetVariable>;
  /** The dataset's own spellings of unit names, to codes. */
  readonly aliases: ReadonlyMap<string, Alias>;
  readonly files: ReadonlyArray<DatasetFile>;
}

export interface DatasetLicence {
  readonly name: string;
  readonly title: string | null;
  readonly path: string | null;
}

export interface DatasetSource {
  readonly title: Text;
  readonly path: string | null;
}

export interface DatasetVariable extends DeclaredVariable {
  readonly title: Text | null;
  /** share, rate, count, stock, ...: null where not said. */
  readonly quantity: string | null;
}

export interface DatasetFile {
  /** Relative to the folder of datapackage.json. */
  readonly path: string;
  /** null: not said; the header decides. */
  readonly table: TableKind | null;
  readonly at: Location;
}

const TextOrTexts = t.union([t.string, t.type({ kk: t.string, ru: t.string, en: t.string })], 'text or {kk, ru, en}');
type TextOrTexts = t.TypeOf<typeof TextOrTexts>;

const Licence = t.intersection([t.type({ name: t.string }), t.partial({ title: t.string, path: t.string })], 'licence');

const Source = t.intersection([t.type({ title: TextOrTexts }), t.partial({ path: t.string })], 'source');

const Variable = t.intersection(
  [t.type({ name: t.string, measured_in: TextOrTexts }), t.partial({ title: TextOrTexts, quantity: t.string })],
  'variable',
);

const CodeOrAlias = t.union(
  [t.string, t.intersection([t.type({ unit: t.string }), t.partial({ valid_from: t.string, valid_to: t.string })])],
  'a code, or {unit, valid_from, valid_to}',
);

const Resource = t.intersection(
  [t.type({ path: t.string }), t.partial({ name: t.string, table: t.string })],
  'resource',
);

/** Keys of the Data Package standard that are not named here are left to other programs. */
const Package = t.intersection(
  [
    t.type({ name: t.string, resources: t.array(Resource) }),
    t.partial({
      title: TextOrTexts,
      version: t.string,
      made_up: t.boolean,
      licenses: t.array(Licence),
      sources: t.array(Source),
      variables: t.array(Variable),
      aliases: t.record(t.string, CodeOrAlias),
    }),
  ],
  'datapackage',
);

/** Fails: text that is no JSON, a key of the wrong type, a path that leaves the folder, a table or variable name that is none. */
export const decodeDatapackage = (file: string, text: string): E.Either<Problems, Dataset> => {
  const invalid = (key: string, expected: string, found: string, at: Location): Problem =>
    problem('DatapackageInvalid', { key, expected, found: shortly(found) }, at);
  const json = parseJson(text);
  // JSON is YAML too, and the reader of definitions knows the line of every value.
  const source = readJsonSource(file, text);
  if (E.isLeft(json)) {
    const at = E.isLeft(source) ? source.left[0]?.at : undefined;
    return E.left([invalid('', 'JSON', json.left, at ?? { file })]);
  }
  const locate = (path: ReadonlyArray<string | number>): Location =>
    E.isRight(source) ? source.right.locate(path) : { file };

  const decoded = Package.decode(json.right);
  if (E.isLeft(decoded)) {
    const told = new Map<string, Problem>();
    for (const { context, value } of decoded.left) {
      const path = pathOf(context);
      const key = path.join('.');
      const expected = context[context.length - 1]?.type.name ?? '';
      if (!told.has(key))
        told.set(key, invalid(key, expected, value === undefined ? '∅' : JSON.stringify(value), locate(path)));
    }
    return E.left([...told.values()]);
  }

  const found = decoded.right;
  const problems: Problem[] = [];
  const files = found.resources.map((resource, i): DatasetFile => {
    const path = ['resources', i];
    if (!isInside(resource.path)) {
      problems.push(
        invalid(`resources.${i}.path`, 'a path inside the folder', resource.path, locate([...path, 'path'])),
      );
    }
    const table = resource.table;
    if (table !== undefined && !isTableKind(table)) {
      const near = nearest(table, tableKinds);
      const expected = near === '' ? tableKinds.join(' | ') : `${tableKinds.join(' | ')} (${near}?)`;
      problems.push(invalid(`resources.${i}.table`, expected, table, locate([...path, 'table'])));
    }
    const kind = table !== undefined && isTableKind(table) ? table : null;
    return {
      path: resource.path,
      table: kind,
      // Looked for where it is told: a place takes the full reading of the file.
      get at() {
        return locate([...path, 'path']);
      },
    };
  });
  (found.variables ?? []).forEach(({ name }, i) => {
    if (namePattern.test(name)) return;
    problems.push(invalid(`variables.${i}.name`, 'letters, digits and _', name, locate(['variables', i, 'name'])));
  });
  const aliases = new Map<string, Alias>();
  for (const [spelling, entry] of Object.entries(found.aliases ?? {})) {
    const { unit, valid_from = null, valid_to = null } = typeof entry === 'string' ? { unit: entry } : entry;
    const wrong = (expected: string, value: string): void => {
      problems.push(invalid(`aliases.${spelling}`, expected, value, locate(['aliases', spelling])));
    };
    if (!codePattern.test(unit)) wrong('a code of nine digits, or of capital letters, digits and hyphens', unit);
    for (const day of [valid_from, valid_to]) if (day !== null && !isDate(day)) wrong('a date such as 2022-09-17', day);
    if (valid_from !== null && valid_to !== null && valid_from > valid_to)
      wrong('valid_from before valid_to', valid_from);
    const name = comparable(spelling);
    const before = aliases.get(name);
    if (before !== undefined && before.unit !== unit) wrong(`one unit for one name (${before.unit})`, unit);
    aliases.set(name, { unit, validFrom: valid_from, validTo: valid_to });
  }
  if (problems.length > 0) return E.left(problems);

  return E.right({
    name: found.name,
    title: found.title === undefined ? null : textOf(found.title),
    version: found.version ?? null,
    madeUp: found.made_up ?? false,
    licences: (found.licenses ?? []).map(({ name, title, path }) => ({
      name,
      title: title ?? null,
      path: path ?? null,
    })),
    sources: (found.sources ?? []).map(({ title, path }) => ({ title: textOf(title), path: path ?? null })),
    variables: (found.variables ?? []).map(({ name, measured_in, title, quantity }) => ({
      name: name.normalize('NFC'),
      measuredIn: textOf(measured_in),
      title: title === undefined ? null : textOf(title),
      quantity: quantity ?? null,
    })),
    aliases,
    files,
  });
};

const textOf = (found: TextOrTexts): Text =>
  typeof found === 'string' ? sameInAll(found) : { kk: found.kk, ru: found.ru, en: found.en };

const parseJson = (text: string): E.Either<string, unknown> => {
  try {
    return E.right(JSON.parse(text));
  } catch (error) {
    return E.left(error instanceof Error ? error.message : String(error));
  }
};

/** Unions and intersections put the number of their member into io-ts's context: those steps lead nowhere in the file. */
const pathOf = (context: t.Context): ReadonlyArray<string | number> => {
  const path: (string | number)[] = [];
  context.forEach((entry, i) => {
    const above = context[i - 1]?.type;
    if (i === 0 || above instanceof t.UnionType || above instanceof t.IntersectionType) return;
    path.push(above instanceof t.ArrayType ? Number(entry.key) : entry.key);
  });
  return path;
};

const isInside = (path: string): boolean =>
  path !== '' && !/^([a-z]:|[/\\])/i.test(path) && !path.split(/[/\\]/).includes('..') && !path.includes('\0');
