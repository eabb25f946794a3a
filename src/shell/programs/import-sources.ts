// The paths of a call to the tables in them: files as they are, dataset folders by what their datapackage.json lists.
import { E } from '../../core/fp.js';
import type { TableToCheck } from '../../core/intake/checked.js';
import { type Dataset, decodeDatapackage } from '../../core/intake/datapackage.js';
import { mapTables } from '../../core/intake/mapped.js';
import type { Mapping } from '../../core/intake/mapping.js';
import { settleWords } from '../../core/intake/settled.js';
import type { RawTable, TableKind } from '../../core/intake/table.js';
import type { Vocabulary } from '../../core/intake/vocabulary.js';
import { type Problem, type Problems, problem } from '../../core/model/problem.js';
import type { Files, ReadTables } from '../ports.js';

export interface SourceFile {
  /** As the store keeps it: relative where it lies below the working folder, with forward slashes. */
  readonly file: string;
  readonly sha256: string;
  /** null: a workbook. */
  readonly encoding: string | null;
  /** By which it is read; null: it needs none. */
  readonly mapping: { readonly file: string; readonly text: string } | null;
  readonly tables: ReadonlyArray<TableToCheck>;
  /** The sheets as they were read: what the tables are, or what a mapping made them from. */
  readonly raw: ReadonlyArray<RawTable>;
}

export interface Sources {
  readonly files: ReadonlyArray<SourceFile>;
  /** Each dataset once, with the file that describes it. */
  readonly datasets: ReadonlyArray<{ readonly dataset: Dataset; readonly file: string }>;
}

interface Wanted {
  readonly file: string;
  readonly kind: TableKind | null;
  readonly dataset: Dataset | null;
}

/** Fails with everything that is wrong with any of the paths and files, in their order. */
export const readSources = async (
  files: Files,
  readTables: ReadTables,
  paths: ReadonlyArray<string>,
  cwd: string,
  as: TableKind | null,
  mappingFile: string | null = null,
  periodGiven = false,
): Promise<E.Either<Problems, Sources>> => {
  const problems: Problem[] = [];
  const datasets = new Map<string, { readonly dataset: Dataset; readonly file: string } | null>();
  const wanted = new Map<string, Wanted>();
  const named = new Set<Dataset>();

  /** The description of a folder, read once; null where there is none or it is at fault. */
  const describe = async (folder: string): Promise<Dataset | null> => {
    const file = joined(folder, 'datapackage.json');
    const before = datasets.get(file);
    if (before !== undefined) return before?.dataset ?? null;
    const text = await files.readText(file)();
    const decoded = E.isLeft(text) ? text : decodeDatapackage(file, text.right);
    if (E.isLeft(decoded)) problems.push(...decoded.left);
    datasets.set(file, E.isLeft(decoded) ? null : { dataset: decoded.right, file });
    return E.isLeft(decoded) ? null : decoded.right;
  };
  const want = (entry: Wanted): void => {
    if (!wanted.has(entry.file)) wanted.set(entry.file, entry);
  };

  const mapping = mappingFile === null ? null : await readMapping(files, shownPath(mappingFile, cwd));
  if (mapping !== null && E.isLeft(mapping)) return mapping;
  for (const path of paths) {
    const shown = shownPath(path, cwd);
    const isDescription = lastPart(shown) === 'datapackage.json';
    const folder = isDescription ? folderOf(shown) : shown;
    if (isDescription || (await files.isFolder(shown))) {
      if (!(await files.exists(joined(folder, 'datapackage.json')))) {
        const file = joined(folder, 'datapackage.json');
        problems.push(problem('FileMissing', { file }, { file }));
        continue;
      }
      const dataset = await describe(folder);
      if (dataset !== null) named.add(dataset);
      for (const entry of dataset?.files ?? []) {
        const file = joined(folder, entry.path);
        if (await files.exists(file)) want({ file, kind: as ?? entry.table, dataset });
        else problems.push(problem('FileMissing', { file }, entry.at));
      }
      continue;
    }
    if (!(await files.exists(shown))) {
      problems.push(problem('FileMissing', { file: shown }, { file: shown }));
      continue;
    }
    // A file of a dataset brings its dataset along: its spellings of names, and whether it is made up.
    const beside = folderOf(shown);
    const dataset = (await files.exists(joined(beside, 'datapackage.json'))) ? await describe(beside) : null;
    const listed = dataset?.files.find((entry) => plainPath(entry.path) === lastPart(shown));
    want({ file: shown, kind: as ?? listed?.table ?? null, dataset: listed === undefined ? null : dataset });
  }

  const read: SourceFile[] = [];
  for (const { file, kind, dataset } of wanted.values()) {
    const bytes = await files.readBytes(file)();
    if (E.isLeft(bytes)) {
      problems.push(...bytes.left);
      continue;
    }
    // A file that its dataset describes needs no mapping.
    const { by, version } = mapping === null || dataset !== null ? { by: null, version: null } : mapping.right;
    const tables = await readTables(file, bytes.right, by === null ? undefined : { separator: by.separator })();
    if (E.isLeft(tables)) {
      problems.push(...tables.left);
      continue;
    }
    const { sha256, encoding, tables: raw } = tables.right;
    if (by !== null) {
      const mapped = mapTables(by, raw, periodGiven);
      if (E.isLeft(mapped)) problems.push(...mapped.left);
      else {
        const observations: TableKind = 'observations';
        const made = mapped.right.map((table) => ({ table, kind: observations, dataset }));
        read.push({ file, sha256, encoding, mapping: version, raw, tables: made });
      }
      continue;
    }
    read.push({ file, sha256, encoding, mapping: null, raw, tables: raw.map((table) => ({ table, kind, dataset })) });
  }
  if (problems.length > 0) return E.left(problems);
  // A folder that is named may do no more than declare variables and spellings, for tables that offices send.
  const declares = [...named].some(({ variables, aliases }) => variables.length + aliases.size > 0);
  if (read.length === 0 && !declares) return E.left([problem('NothingToImport', {}, { file: paths[0] ?? '' })]);
  const used = new Set([...named, ...read.flatMap(({ tables }) => tables.map(({ dataset }) => dataset))]);
  const described = [...datasets.values()].flatMap((entry) =>
    entry !== null && used.has(entry.dataset) ? [entry] : [],
  );
  return E.right({ files: read, datasets: described });
};

const readMapping = async (
  files: Files,
  file: string,
): Promise<E.Either<Problems, { readonly by: Mapping; readonly version: NonNullable<SourceFile['mapping']> }>> => {
  const text = await files.readText(file)();
  if (E.isLeft(text)) return text;
  // Most calls have none: what reads YAML is loaded where there is one.
  const { decodeMapping } = await import('../../core/intake/mapping.js');
  const decoded = decodeMapping(file, text.right);
  return E.isLeft(decoded) ? decoded : E.right({ by: decoded.right, version: { file, text: text.right } });
};

/** Words that the files of a mapping use for variables, once it is known which are declared. */
export const settleSources = (sources: Sources, vocabulary: Vocabulary): Sources => ({
  ...sources,
  files: sources.files.map((file) => ({
    ...file,
    tables: file.tables.map((input) => ({ ...input, table: settleWords(input.table, vocabulary) })),
  })),
});

/** As the store and messages name a file: relative where it lies below the working folder, with forward slashes. */
export const shownPath = (path: string, cwd: string): string => {
  const slashed = path.replaceAll('\\', '/');
  const base = cwd.replaceAll('\\', '/').replace(/\/$/, '');
  return plainPath(slashed.startsWith(`${base}/`) ? slashed.slice(base.length + 1) : slashed);
};

/** Without `.`, doubled slashes, and `..` where a folder stands before it. */
const plainPath = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else parts.push(part);
  }
  const plain = parts.join('/');
  if (path.startsWith('/')) return `/${plain}`;
  return plain === '' ? '.' : plain;
};

const joined = (folder: string, name: string): string => plainPath(`${folder}/${name}`);
const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => {
  const at = path.lastIndexOf('/');
  return at < 0 ? '.' : path.slice(0, Math.max(1, at));
};
