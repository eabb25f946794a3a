// `lsg import`: files and dataset folders into the store, in one transaction, or not at all.

import type { Definition } from '../../core/define/definition.js';
import type { Instrument } from '../../core/define/instrument.js';
import { E, type TE } from '../../core/fp.js';
import type { CheckedTable, TableToCheck } from '../../core/intake/checked.js';
import { checkTables, holdsResponses, needsDefinitions, variableConflicts } from '../../core/intake/intake.js';
import type { TableKind } from '../../core/intake/table.js';
import { type Vocabulary, vocabularyOf } from '../../core/intake/vocabulary.js';
import { periodKind } from '../../core/model/period.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { Words } from '../../core/words/words.js';
import type {
  BatchOutcome,
  BatchTable,
  Files,
  ImportBatch,
  Log,
  MappingVersion,
  OpenResponses,
  OpenStore,
  ReadTables,
  ResponseBatch,
  RowCounts,
  StoredRegister,
  WriteMarked,
} from '../ports.js';
import { type FileReport, fileReports } from './import-account.js';
import { type AliasVersions, aliasVersions, sharedAliases } from './import-aliases.js';
import { readSources, type SourceFile, type Sources, settleSources } from './import-sources.js';
import { readInstruments } from './instruments.js';
import { type MarkedCopyOf, markedCopies, markedPathFault } from './marked-copies.js';
import { responsesBeside } from './responses-file.js';

export type { FileReport } from './import-account.js';

export interface ImportPorts {
  readonly files: Files;
  readonly readTables: ReadTables;
  readonly openStore: OpenStore;
  /** Wanted where a table holds answers. */
  readonly openResponses?: OpenResponses;
  /** Called only where criteria, or variables that no dataset declares, have to be known. */
  readonly loadDefinitions: (folder: string) => TE.TaskEither<Problems, ReadonlyArray<Definition>>;
  /** ISO date and time, kept with the import. */
  readonly clock: () => string;
  readonly log: Log;
  readonly writeMarked: WriteMarked;
  readonly hash: (text: string) => string;
}

export interface ImportRequest {
  /** Relative to `cwd`, which is the process's own. */
  readonly paths: ReadonlyArray<string>;
  readonly cwd: string;
  /** null: the dataset or the header says which table a file is. */
  readonly as: TableKind | null;
  /** Stands in where a table has no period column, and for blank cells of one. */
  readonly period: string | null;
  /** A file that says where the values stand in sheets that are no canonical tables. */
  readonly mapping?: string | null;
  /** All checks, nothing written, and no database made. */
  readonly dryRun: boolean;
  readonly skipBadRows: boolean;
  readonly db: string;
  /** The database of answers; the one beside `db` unless told. */
  readonly responses?: string | null;
  readonly indicators: string;
  /** Where a copy of each file with faults is written, its cells marked and commented in these words. */
  readonly marked?: { readonly path: string; readonly words: Words } | null;
}

export interface ImportReport {
  readonly files: ReadonlyArray<FileReport>;
  /** What stopped the call; with `skipBadRows` the faults of the rows that were left out. */
  readonly problems: Problems;
  /** The call went through: with `dryRun` too, though nothing is written then. */
  readonly accepted: boolean;
  /** null where nothing was written: a dry run, a refused call, or nothing new. */
  readonly importId: number | null;
  /** The marked copies that were made. */
  readonly marked: ReadonlyArray<MarkedCopyOf>;
}

const emptyRegister: StoredRegister = { units: [], variables: [], aliases: new Map() };

/**
 * Left: nothing could be read at all (a missing file, an unknown encoding, a machine at fault).
 * Right with `accepted` false: the tables were read, rows or columns of them are at fault, and nothing is changed.
 */
export const importData =
  (ports: ImportPorts, request: ImportRequest): TE.TaskEither<Problems, ImportReport> =>
  async () => {
    const { period, db, cwd, as } = request;
    if (period !== null && periodKind(period) === null) {
      return E.left([
        problem('BadOption', {
          option: '--period',
          value: period,
          allowed: '2025, 2025-H1, 2025-Q3, 2025-04, 2025-04-01, 2015/2023',
        }),
      ]);
    }
    const marked = request.marked ?? null;
    const wrongPath = marked === null ? null : markedPathFault(marked.path);
    if (wrongPath !== null) return E.left([wrongPath]);
    const { mapping = null } = request;
    const given = period !== null;
    const read = await readSources(ports.files, ports.readTables, request.paths, cwd, as, mapping, given);
    if (E.isLeft(read)) return read;
    const register = await readStored(ports, db);
    if (E.isLeft(register)) return register;
    const vocabulary = await readVocabulary(ports, request, read.right, register.right);
    if (E.isLeft(vocabulary)) return vocabulary;

    const sources = settleSources(read.right, vocabulary.right);
    const tables = sources.files.flatMap((file) => file.tables);
    const units = register.right.units;
    const aliases = sharedAliases(register.right, sources);
    const mappings = mappingVersions(sources, ports.hash);
    const versions = aliasVersions(tables, aliases, ports.hash);
    const instruments = holdsResponses(tables) ? await readInstruments(ports.files, request.indicators) : noInstruments;
    if (instruments.problems.length > 0) return E.left(instruments.problems);
    const known = { vocabulary: vocabulary.right, instruments: instruments.instruments };
    const checked = checkTables({ tables, period, units, ...known, aliases });
    const problems = checked.flatMap(({ account }) => account.problems);
    const accepted = problems.length === 0 || (request.skipBadRows && checked.every(({ readable }) => readable));
    const filesWith = (counts: ReadonlyMap<CheckedTable, RowCounts>) =>
      fileReports(sources.files, tables, checked, accepted, counts, versions, mappings);
    // Before anything is written to the database: where the copy cannot be made, the call has changed nothing.
    const copies =
      marked === null
        ? E.right([])
        : await markedCopies(ports, sources.files, filesWith(new Map()), { ...marked, cwd });
    if (E.isLeft(copies)) return copies;
    const reportOf = (importId: number | null, counts: ReadonlyMap<CheckedTable, RowCounts>): ImportReport => ({
      files: filesWith(counts),
      problems,
      accepted,
      importId,
      marked: copies.right,
    });
    if (!accepted || request.dryRun) return E.right(reportOf(null, new Map()));

    const batch = batchOf(
      sources,
      tables,
      checked,
      { versions, mappings },
      vocabulary.right,
      register.right,
      ports.clock(),
    );
    const counts = new Map<CheckedTable, RowCounts>();
    let importId: number | null = null;
    if (batch.tables.length > 0 || sources.datasets.length > 0) {
      const outcome = await writeBatch(ports, db, batch);
      if (E.isLeft(outcome)) return outcome;
      batch.tables.forEach((table, i) => {
        counts.set(table.checked, outcome.right.tables[i]!);
      });
      importId = outcome.right.importId;
    }
    const answers = checked.filter(({ kind }) => kind === 'responses');
    if (answers.length > 0) {
      const written = await writeResponses(
        ports,
        request.responses ?? responsesBeside(db),
        responseBatch(sources, tables, checked, known.instruments, batch.started),
      );
      if (E.isLeft(written)) return written;
      answers.forEach((table, i) => {
        counts.set(table, written.right.tables[i]!);
      });
      importId ??= written.right.importId;
    }
    return E.right(reportOf(importId, counts));
  };

/** The store is only read until all rows are known to be sound: a refused call makes no database. */
const readStored = async (ports: ImportPorts, db: string): Promise<E.Either<Problems, StoredRegister>> => {
  const store = await ports.openStore(db, 'read')();
  if (E.isLeft(store)) {
    return store.left.every(({ code }) => code === 'DatabaseMissing') ? E.right(emptyRegister) : store;
  }
  const register = await store.right.readRegister()();
  store.right.close();
  return register;
};

const readVocabulary = async (
  ports: ImportPorts,
  { indicators, period }: ImportRequest,
  { files, datasets }: Sources,
  register: StoredRegister,
): Promise<E.Either<Problems, Vocabulary>> => {
  const stored = new Map(
    register.variables.map(({ name, dataset, measuredIn }) => [
      name,
      { dataset, measuredIn: JSON.stringify(measuredIn) },
    ]),
  );
  const conflicts = variableConflicts(datasets, stored);
  if (conflicts.length > 0) return E.left(conflicts);
  const declared = [...register.variables, ...datasets.flatMap(({ dataset }) => dataset.variables)];
  const tables = files.flatMap((file) => file.tables);
  if (!needsDefinitions(tables, new Set(declared.map(({ name }) => name)), period)) return vocabularyOf([], declared);
  const definitions = await ports.loadDefinitions(indicators)();
  return E.isLeft(definitions) ? definitions : vocabularyOf(definitions.right, declared);
};

const noInstruments = { instruments: [], problems: [] };

const responseBatch = (
  { files }: Sources,
  tables: ReadonlyArray<TableToCheck>,
  checked: ReadonlyArray<CheckedTable>,
  instruments: ReadonlyArray<Instrument>,
  started: string,
): ResponseBatch => {
  const hashes = new Map(files.flatMap((file) => file.tables.map(({ table }) => [table, file.sha256] as const)));
  const found = checked.flatMap((each, i) =>
    each.kind === 'responses' ? [{ each, sha256: hashes.get(tables[i]!.table) ?? '' }] : [],
  );
  const used = new Set(found.flatMap(({ each }) => (each.responses ?? []).map(({ instrument }) => instrument)));
  return {
    started,
    instruments: instruments
      .filter(({ id }) => used.has(id))
      .map(({ id, questions }) => ({ id, questions: questions.map((question) => question.id) })),
    tables: found.map(({ each: { file, sheet, account, responses = [] }, sha256 }) => ({
      file,
      sheet,
      sha256,
      rows: account.rows,
      responses,
    })),
  };
};

const writeResponses = async (ports: ImportPorts, path: string, batch: ResponseBatch) => {
  if (ports.openResponses === undefined) throw new Error('this import has nowhere to keep answers');
  const store = await ports.openResponses(path, 'write')();
  if (E.isLeft(store)) return store;
  const outcome = await store.right.importResponses(batch)();
  store.right.close();
  return outcome;
};

const writeBatch = async (
  ports: ImportPorts,
  db: string,
  batch: ImportBatch,
): Promise<E.Either<Problems, BatchOutcome>> => {
  const store = await ports.openStore(db, 'write')();
  if (E.isLeft(store)) return store;
  const outcome = await store.right.importBatch(batch)();
  store.right.close();
  return outcome;
};

type MappingVersions = ReadonlyMap<SourceFile, MappingVersion>;

/** For each file that a mapping reads. */
const mappingVersions = ({ files }: Sources, hash: (text: string) => string): MappingVersions =>
  new Map(
    files.flatMap((file) =>
      file.mapping === null ? [] : [[file, { file: file.mapping.file, hash: hash(file.mapping.text) }]],
    ),
  );

const writeOrder: Readonly<Record<TableKind, number>> = { units: 0, observations: 1, assessments: 2, responses: 3 };

const batchOf = (
  sources: Sources,
  tables: ReadonlyArray<TableToCheck>,
  checked: ReadonlyArray<CheckedTable>,
  { versions, mappings }: { readonly versions: AliasVersions; readonly mappings: MappingVersions },
  vocabulary: Vocabulary,
  register: StoredRegister,
  started: string,
): ImportBatch => {
  const files = new Map(sources.files.flatMap((file) => file.tables.map(({ table }) => [table, file] as const)));
  const ordered = checked
    .flatMap((found, i): ReadonlyArray<BatchTable> => {
      const kind = found.kind;
      if (kind === null || kind === 'responses') return [];
      const { table } = tables[i]!;
      const aliasesHash = versions.get(table)?.hash ?? null;
      const file = files.get(table);
      const mapping = file === undefined ? null : (mappings.get(file) ?? null);
      return [{ kind, checked: found, sha256: file?.sha256 ?? '', aliasesHash, mapping }];
    })
    .sort((a, b) => writeOrder[a.kind] - writeOrder[b.kind]);

  const declared = new Set([
    ...register.variables.map(({ name }) => name),
    ...sources.datasets.flatMap(({ dataset }) => dataset.variables.map(({ name }) => name)),
  ]);
  const used = new Set<string>();
  for (const { observations, columns } of checked) {
    for (const { variable } of observations) used.add(variable);
    for (const variable of columns?.variables ?? []) used.add(variable);
  }
  const variables = [...used]
    .filter((name) => !declared.has(name))
    .sort()
    .map((name) => ({ name, measuredIn: vocabulary.variables.get(name)?.measuredIn ?? null }));
  return { started, datasets: sources.datasets.map(({ dataset }) => dataset), variables, tables: ordered };
};
