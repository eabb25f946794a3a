// What the programs need from the machine. Adapters fit these; nothing else in the project touches disk, database or browser.
import type { TE } from '../core/fp.js';
import type { Problems } from '../core/model/problem.js';
import type { Snapshot, SnapshotNeeds } from '../core/model/snapshot.js';

export interface Files {
  /** Text of a file, strict UTF-8; a byte-order mark is dropped. */
  readonly readText: (path: string) => TE.TaskEither<Problems, string>;
  readonly readBytes: (path: string) => TE.TaskEither<Problems, Uint8Array>;
  readonly exists: (path: string) => Promise<boolean>;
  readonly isFolder: (path: string) => Promise<boolean>;
  /** Names inside a folder, sorted by code point; empty where there is none. */
  readonly list: (path: string) => Promise<ReadonlyArray<string>>;
}

export interface SnapshotReader {
  /** One consistent state of the database. */
  readonly readSnapshot: (needs: SnapshotNeeds) => TE.TaskEither<Problems, Snapshot>;
}

/** Standard error: progress and messages. Silent with --quiet; one line at a time where it is no terminal. */
export interface Log {
  readonly line: (text: string) => void;
  /** A line that is written over where standard error is a terminal, at most one in ten seconds elsewhere. */
  readonly progress: (text: string) => void;
}
