// What the programs need from the machine. Adapters fit these; nothing else in the project touches disk, database or browser.
import type { Definition } from '../core/define/definition.js';
import type { Instrument } from '../core/define/instrument.js';
import type { Uncertainty } from '../core/define/uncertainty.js';
import type { TE } from '../core/fp.js';
import type { Aliases } from '../core/intake/aliases.js';
import type { CheckedResponse, CheckedTable } from '../core/intake/checked.js';
import type { Dataset, DatasetLicence, DatasetSource } from '../core/intake/datapackage.js';
import type { RawTable, Separator, TableKind } from '../core/intake/table.js';
import type { DeclaredVariable } from '../core/intake/vocabulary.js';
import type { Problems } from '../core/model/problem.js';
import type { ResponseColumns } from '../core/model/responses.js';
import type { Snapshot, SnapshotNeeds } from '../core/model/snapshot.js';
import type { Text } from '../core/model/text.js';
import type { Unit } from '../core/model/unit.js';
import type { Columns } from '../core/score/scores.js';
import type { SamplingErrors } from '../core/uncertainty/cells.js';
import type { Drawn, DrawRange } from '../core/uncertainty/draws.js';

export type * from './ports/publishing.js';

/** One index with what is uncertain in it, as plain data, and which of its draws are wanted. */
export interface DrawJob {
  readonly definition: Definition;
  /** Id of a view. */
  readonly view: string;
  readonly columns: Columns;
  readonly errors: SamplingErrors;
  readonly uncertainty: Uncertainty;
  readonly range: DrawRange;
}

/**
 * Makes the draws of a job on threads of their own; `take` is given ranges that together are the job's, in any order. Left:
 * Interrupted, once the signal has been given and all threads have ended.
 */
export type DrawOnThreads = (
  job: DrawJob,
  take: (part: Drawn) => void,
  signal?: AbortSignal,
) => TE.TaskEither<Problems, void>;

export interface Files {
  /** Text of a file, strict UTF-8; a byte-order mark is dropped. */
  readonly readText: (path: string) => TE.TaskEither<Problems, string>;
  readonly readBytes: (path: string) => TE.TaskEither<Problems, Uint8Array>;
  readonly exists: (path: string) => Promise<boolean>;
  readonly isFolder: (path: string) => Promise<boolean>;
  /** Names inside a folder, sorted by code point; empty where there is none. */
  readonly list: (path: string) => Promise<ReadonlyArray<string>>;
}

/** Left: FolderUnwritable, DiskFull. The file is there whole or not at all; one of that name is replaced. */
export type WriteMarked = (path: string, copy: MarkedCopy) => TE.TaskEither<Problems, void>;

/** A workbook for those who sent a file: their table, with marks on cells, and a list of the marks as the first sheet. */
export interface MarkedCopy {
  /** Their own workbook, kept as far as it can be; null: the sheets below make one. */
  readonly workbook: Uint8Array | null;
  readonly sheets: ReadonlyArray<PlainSheet>;
  readonly marks: ReadonlyArray<CellMark>;
  readonly list: MarkList;
}

/** Texts and nothing else: none of them is ever a formula. */
export interface PlainSheet {
  readonly name: string;
  /** Row in the sheet, from 1, and its cells. */
  readonly rows: ReadonlyArray<{ readonly row: number; readonly cells: ReadonlyArray<string> }>;
  readonly headerRow: number;
}

export interface SheetCell {
  readonly sheet: string;
  /** From 1. */
  readonly row: number;
  /** From 0. */
  readonly column: number;
}

export interface CellMark extends SheetCell {
  readonly kind: 'refused' | 'repaired';
  /** Stands at the cell as a comment; '' where there is the colour alone. */
  readonly comment: string;
}

export interface MarkList {
  readonly name: string;
  /** Lines above the table. */
  readonly about: ReadonlyArray<string>;
  readonly head: ReadonlyArray<string>;
  /** `cell`: where the first column leads to. */
  readonly rows: ReadonlyArray<{ readonly cells: ReadonlyArray<string>; readonly cell: SheetCell | null }>;
  /** Below the table; '' where nothing is left to say. */
  readonly after: string;
}

/**
 * New folders with their files, all of them or none. Left: FolderTaken where one of that name is there already (whatever it holds),
 * FolderUnwritable, DiskFull.
 */
export type WriteFolders = (folders: ReadonlyArray<NewFolder>) => TE.TaskEither<Problems, void>;

export interface NewFolder {
  readonly path: string;
  readonly files: ReadonlyArray<{ readonly name: string; readonly text: string }>;
}

/** A questionnaire and its answers in a period; `columns` null: nobody has answered. Left: UnknownInstrument, what is wrong with its file or the database. */
export type ReadAnswers = (
  instrument: string,
  period: string,
) => TE.TaskEither<Problems, { readonly instrument: Instrument; readonly columns: ResponseColumns | null }>;

export interface SnapshotReader {
  /** One consistent state of the database. */
  readonly readSnapshot: (needs: SnapshotNeeds) => TE.TaskEither<Problems, Snapshot>;
  /** Answers to questionnaires; absent where there is nowhere to read them from. */
  readonly readAnswers?: ReadAnswers;
}

/** The tables of a file, the hash of its bytes, and the encoding of a text (null: a workbook). Left: located problems, all that can be told. */
export type ReadTables = (
  file: string,
  bytes: Uint8Array,
  /** For a mapping: sheets without a header of their own, parted as the mapping says (null: as the lines show). */
  mapped?: { readonly separator: Separator | null },
) => TE.TaskEither<
  Problems,
  { readonly sha256: string; readonly tables: ReadonlyArray<RawTable>; readonly encoding: string | null }
>;

/**
 * `read`: the file must exist. `write`: it is made where there is none, with its folder. Left: DatabaseMissing,
 * DatabaseForeign, DatabaseNewer, DatabaseCorrupt, DatabaseLocked, DatabaseIsBackup, DatabaseUnshared, FolderUnwritable,
 * DiskFull, StoreFailed.
 */
export type OpenStore = (path: string, how: 'read' | 'write') => TE.TaskEither<Problems, Store>;

/** Answers, in a database of their own that its owner alone may read. Left: as `OpenStore`. */
export type OpenResponses = (path: string, how: 'read' | 'write') => TE.TaskEither<Problems, ResponseStore>;

export interface ResponseStore {
  /** One transaction: all of it or nothing. */
  readonly importResponses: (batch: ResponseBatch) => TE.TaskEither<Problems, ResponseOutcome>;
  /** null: there are none. */
  readonly readResponses: (instrument: string, period: string) => TE.TaskEither<Problems, ResponseColumns | null>;
  readonly close: () => void;
}

export interface ResponseBatch {
  /** ISO date and time of the call. */
  readonly started: string;
  /** Those that the tables name, with their questions in the order of the answers. */
  readonly instruments: ReadonlyArray<{ readonly id: string; readonly questions: ReadonlyArray<string> }>;
  readonly tables: ReadonlyArray<{
    readonly file: string;
    readonly sheet: string | null;
    readonly sha256: string;
    readonly rows: number;
    readonly responses: ReadonlyArray<CheckedResponse>;
  }>;
}

export interface ResponseOutcome {
  /** null: nothing was new, and nothing was written. */
  readonly importId: number | null;
  readonly tables: ReadonlyArray<RowCounts>;
}

export interface Store extends SnapshotReader {
  readonly readRegister: () => TE.TaskEither<Problems, StoredRegister>;
  readonly readDatasets: () => TE.TaskEither<Problems, ReadonlyArray<StoredDataset>>;
  /** Periods that have a value of any of these variables or indicators, earliest first by their text. */
  readonly readPeriods: (
    needs: Pick<SnapshotNeeds, 'variables' | 'indicators'>,
  ) => TE.TaskEither<Problems, ReadonlyArray<string>>;
  /** One transaction: all of it or nothing. */
  readonly importBatch: (batch: ImportBatch) => TE.TaskEither<Problems, BatchOutcome>;
  readonly importLedger: () => TE.TaskEither<Problems, ReadonlyArray<LedgerEntry>>;
  readonly close: () => void;
}

/** Rows of each table and a sha256 over them, whatever the order of entry; the last is over all tables. */
export interface ContentFigures {
  /** Of the schema. */
  readonly version: number;
  readonly tables: ReadonlyArray<{ readonly table: string; readonly rows: number; readonly sha256: string }>;
  readonly sha256: string;
}

/** One committed state of the database `db` into a file; null: a name beside the database, made from its content. */
export type MakeBackup = (db: string, file: string | null) => TE.TaskEither<Problems, BackupReport>;

export interface BackupReport {
  readonly file: string;
  /** false: a whole backup of the same content stood there already. */
  readonly made: boolean;
  readonly bytes: number;
  readonly figures: ContentFigures;
}

/** Puts the content of a backup in the place of the database, whole; the backup stays as it is. */
export type RestoreBackup = (db: string, file: string) => TE.TaskEither<Problems, RestoreReport>;

export interface RestoreReport {
  /** Where the database before was kept; null where there was none. */
  readonly replaced: string | null;
  /** Of the backup: an older one is brought up to date in the database, not in the backup. */
  readonly fromVersion: number;
  /** Of the database now. */
  readonly figures: ContentFigures;
}

/** What new data are checked against. */
export interface StoredRegister {
  readonly units: ReadonlyArray<Unit>;
  readonly variables: ReadonlyArray<StoredVariable>;
  /** Spellings of units, by the dataset that brought them. */
  readonly aliases: ReadonlyMap<string, Aliases>;
}

export interface StoredVariable extends DeclaredVariable {
  readonly title: Text | null;
  readonly quantity: string | null;
  /** null: declared by a definition alone. */
  readonly dataset: string | null;
}

/** Where data come from, for the pages that say so. */
export interface StoredDataset {
  readonly name: string;
  readonly title: Text | null;
  readonly version: string | null;
  readonly madeUp: boolean;
  readonly licences: ReadonlyArray<DatasetLicence>;
  readonly sources: ReadonlyArray<DatasetSource>;
  readonly variables: ReadonlyArray<StoredVariable>;
}

export interface ImportBatch {
  /** ISO date and time of the call. */
  readonly started: string;
  readonly datasets: ReadonlyArray<Dataset>;
  /** Variables that no dataset declares but a definition reads. */
  readonly variables: ReadonlyArray<DeclaredVariable>;
  /** Units before the tables that name them. */
  readonly tables: ReadonlyArray<BatchTable>;
}

export interface BatchTable {
  readonly kind: TableKind;
  readonly checked: CheckedTable;
  readonly sha256: string;
  /** Version of the spellings that its names could be read with; null where there were none. */
  readonly aliasesHash: string | null;
  /** By which it was read; null: it is a table of the program's own kind. */
  readonly mapping: MappingVersion | null;
}

/** A mapping file, and the hash of its text. */
export interface MappingVersion {
  readonly file: string;
  readonly hash: string;
}

export interface BatchOutcome {
  /** null: the store said all of it already, and nothing was written. */
  readonly importId: number | null;
  /** In the order of the batch. */
  readonly tables: ReadonlyArray<RowCounts>;
}

/** Counts of units, values or grades. */
export interface RowCounts {
  readonly added: number;
  /** The old one is kept in the history. */
  readonly changed: number;
  readonly unchanged: number;
}

/** One file of one import, in the order in which they came. */
export interface LedgerEntry {
  readonly import: number;
  readonly started: string;
  readonly dataset: string | null;
  readonly file: string;
  readonly sheet: string | null;
  readonly table: string;
  readonly sha256: string;
  readonly rows: number;
  readonly cells: number;
}

/** Standard error: progress and messages. Silent with --quiet; one line at a time where it is no terminal. */
export interface Log {
  readonly line: (text: string) => void;
  /** A line that is written over where standard error is a terminal, at most one in ten seconds elsewhere. */
  readonly progress: (text: string) => void;
}

/** What a lock needs to know of processes: which one we are, and whether another still runs. */
export interface RunningProcess {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}
