// The database behind the programs: the only room that speaks SQL. What SQLite throws leaves it as a Problem.
import { E, type TE } from '../../core/fp.js';
import type { Alias, Aliases } from '../../core/intake/aliases.js';
import type { DatasetLicence, DatasetSource } from '../../core/intake/datapackage.js';
import type { Problems } from '../../core/model/problem.js';
import type { Text } from '../../core/model/text.js';
import type { BatchOutcome, LedgerEntry, OpenStore, Store, StoredDataset, StoredVariable } from '../ports.js';
import { storeFault } from './faults.js';
import { batchWriter, referring } from './import-batch.js';
import { type Connection, connect } from './open.js';
import { periodsReader, snapshotReader, unitsReader } from './read-snapshot.js';
import { seal, unseal } from './seal.js';

export const openStore: OpenStore = (path, how) => async () => {
  try {
    const opened = await connect(path, how);
    return 'code' in opened ? E.left([opened]) : E.right(storeOf(opened, path));
  } catch (error) {
    return E.left([storeFault(path, 'open', error)]);
  }
};

const storeOf = (db: Connection, path: string): Store => {
  const attempt =
    <A>(action: 'read' | 'write', run: () => A): TE.TaskEither<Problems, A> =>
    () => {
      try {
        return Promise.resolve(E.right(run()));
      } catch (error) {
        return Promise.resolve(E.left([storeFault(path, action, error)]));
      }
    };
  const snapshot = once(() => snapshotReader(db));
  const batch = once(() => batchWriter(db));

  return {
    readSnapshot: (needs) => attempt('read', () => snapshot()(needs)),
    readRegister: () =>
      attempt('read', () => ({ units: unitsReader(db)(), variables: readVariables(db), aliases: readAliases(db) })),
    readDatasets: () => attempt('read', () => readDatasets(db)),
    readPeriods: (needs) => attempt('read', () => periodsReader(db)(needs)),
    importBatch: (tables) => attempt('write', () => referring(db, tables, () => sealed(db, () => batch()(tables)))),
    importLedger: () => attempt('read', () => readLedger(db)),
    close: () => db.close(),
  };
};

/** The whole call in one transaction, closed by the seal; nothing is written where `write` had nothing new. */
const sealed = (db: Connection, write: () => BatchOutcome): BatchOutcome => {
  db.exec('BEGIN IMMEDIATE');
  try {
    unseal(db);
    const outcome = write();
    if (outcome.importId === null) return outcome;
    seal(db);
    db.exec('COMMIT');
    return outcome;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
};

/** Statements are prepared when they are first wanted. */
const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | null = null;
  return () => (made ??= { value: make() }).value;
};

interface VariableRow {
  readonly name: string;
  readonly measured_in: string | null;
  readonly title: string | null;
  readonly quantity: string | null;
  readonly dataset: string | null;
}

interface DatasetRow {
  readonly name: string;
  readonly title: string | null;
  readonly version: string | null;
  readonly made_up: number;
  readonly licences: string;
  readonly sources: string;
}

// What stands in the JSON columns was written by this program from decoded values.
const textOf = (json: string | null): Text | null => (json === null ? null : (JSON.parse(json) as Text));

const readVariables = (db: Connection): ReadonlyArray<StoredVariable> =>
  db
    .prepare<[], VariableRow>('SELECT name, measured_in, title, quantity, dataset FROM variables ORDER BY name')
    .all()
    .map(({ name, measured_in, title, quantity, dataset }) => ({
      name,
      measuredIn: textOf(measured_in),
      title: textOf(title),
      quantity,
      dataset,
    }));

const readAliases = (db: Connection): ReadonlyMap<string, Aliases> => {
  const tables = new Map<string, Map<string, Alias>>();
  for (const { dataset, spelling, unit, validFrom, validTo } of db
    .prepare<[], Alias & { readonly dataset: string; readonly spelling: string }>(
      `SELECT dataset, spelling, unit, valid_from AS validFrom, valid_to AS validTo FROM aliases ORDER BY dataset, spelling`,
    )
    .all()) {
    let table = tables.get(dataset);
    if (table === undefined) tables.set(dataset, (table = new Map()));
    table.set(spelling, { unit, validFrom, validTo });
  }
  return tables;
};

const readDatasets = (db: Connection): ReadonlyArray<StoredDataset> => {
  const variables = readVariables(db);
  return db
    .prepare<[], DatasetRow>('SELECT name, title, version, made_up, licences, sources FROM datasets ORDER BY name')
    .all()
    .map(({ name, title, version, made_up, licences, sources }) => ({
      name,
      title: textOf(title),
      version,
      madeUp: made_up === 1,
      licences: JSON.parse(licences) as ReadonlyArray<DatasetLicence>,
      sources: JSON.parse(sources) as ReadonlyArray<DatasetSource>,
      variables: variables.filter(({ dataset }) => dataset === name),
    }));
};

const readLedger = (db: Connection): ReadonlyArray<LedgerEntry> =>
  db
    .prepare<[], LedgerEntry>(
      `SELECT f.import AS import, i.started AS started, f.dataset AS dataset, f.file AS file, f.sheet AS sheet,
         f.table_name AS "table", f.sha256 AS sha256, f.rows AS rows, f.cells AS cells
       FROM import_files AS f JOIN imports AS i ON i.id = f.import ORDER BY f.id`,
    )
    .all();
