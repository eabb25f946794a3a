// Writes checked tables in one transaction. A row that says what the store says already is left alone, so the same file
// twice changes nothing; where a value differs the database keeps the old one in the history.
import type { CheckedAssessment, CheckedTable, CheckedUnit } from '../../core/intake/checked.js';
import type { BatchOutcome, ImportBatch, RowCounts } from '../ports.js';
import type { Connection } from './open.js';
import { type KeptTable, keptColumns } from './schema.js';
import { type ObservationsWriter, observationsWriter } from './write-observations.js';

export const batchWriter = (db: Connection): ((batch: ImportBatch) => BatchOutcome) => {
  const totalChanges = db.prepare<[], number>('SELECT total_changes()').pluck();
  const rowsWriter = tableWriter(db);
  const metadata = metadataWriter(db);
  const newImport = db.prepare<[string]>('INSERT INTO imports (started) VALUES (?)');
  const newFile = db.prepare<
    [
      number,
      string | null,
      string,
      string | null,
      string,
      string,
      number,
      number,
      string | null,
      string | null,
      string | null,
    ]
  >(
    `INSERT INTO import_files (import, dataset, file, sheet, table_name, sha256, rows, cells, aliases_hash, mapping, mapping_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  const write = db.transaction((batch: ImportBatch): BatchOutcome => {
    const importId = Number(newImport.run(batch.started).lastInsertRowid);
    let anything = metadata(batch, importId);
    const observations = observationsWriter(db);
    const tables = batch.tables.map(({ kind, checked, sha256, aliasesHash, mapping }): RowCounts => {
      const { file, sheet, dataset, account } = checked;
      const by = [aliasesHash, mapping?.file ?? null, mapping?.hash ?? null] as const;
      const added = newFile.run(importId, dataset, file, sheet, kind, sha256, account.rows, account.cells, ...by);
      // New texts are no changes of rows: they get their numbers before the count begins.
      observations.number(checked);
      const before = totalChanges.get() ?? 0;
      const written = rowsWriter(checked, Number(added.lastInsertRowid), observations);
      // A changed row counts once as itself and once more as the old one put into the history.
      const changed = (totalChanges.get() ?? 0) - before - written;
      anything ||= written > 0;
      const values = checked.observations.length + (checked.columns?.row.length ?? 0);
      const all = checked.units.length + values + checked.assessments.length;
      return { added: written - changed, changed, unchanged: all - written };
    });
    if (!anything) throw new NothingNew(tables);
    if (isNumbered(batch)) checkReferences(db);
    return { importId, tables };
  });

  return (batch) => {
    try {
      return write.immediate(batch);
    } catch (error) {
      if (error instanceof NothingNew) return { importId: null, tables: error.tables };
      throw error;
    }
  };
};

/**
 * Observations refer by numbers that were looked up in the same transaction. Asking SQLite for four of them again in every row
 * takes a third of the time; so where nothing else comes, the few rows that refer by text are checked together at the end.
 * To be called outside of a transaction, with all of it inside.
 */
export const referring = <A>(db: Connection, batch: ImportBatch, write: () => A): A => {
  if (!isNumbered(batch)) return write();
  db.pragma('foreign_keys = OFF');
  try {
    return write();
  } finally {
    db.pragma('foreign_keys = ON');
  }
};

const isNumbered = ({ tables }: ImportBatch): boolean => tables.every(({ kind }) => kind === 'observations');

const checkReferences = (db: Connection): void => {
  for (const table of [
    'import_files',
    'datasets',
    'aliases',
    'variables',
    'variables_history',
    'unit_ids',
    'variable_ids',
  ]) {
    const broken = db.pragma(`foreign_key_check(${table})`);
    if (Array.isArray(broken) && broken.length > 0) throw new Error(`${table} refers to what is not there`);
  }
};

/** Thrown to roll the transaction back when it turns out that the store said everything already. */
class NothingNew extends Error {
  constructor(readonly tables: ReadonlyArray<RowCounts>) {
    super('nothing new');
  }
}

const upsert = (table: KeptTable, key: ReadonlyArray<string>, origin: ReadonlyArray<string>): string => {
  const kept = keptColumns[table];
  const columns = [...key, ...kept, ...origin];
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${[...kept, ...origin].map((c) => `${c} = excluded.${c}`).join(', ')}
    WHERE ${kept.map((c) => `${c} IS NOT excluded.${c}`).join(' OR ')}`;
};

/** SQLite stores a NaN as NULL without a word: nothing that is not finite may reach it. */
const finite = (value: number | null): number | null => {
  if (value !== null && !Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  return value;
};

/** Writes the rows of a table; gives how many were new or different. */
const tableWriter = (
  db: Connection,
): ((checked: CheckedTable, file: number, observations: ObservationsWriter) => number) => {
  const inFile = ['file', 'row', 'column_name'];
  const unit = db.prepare(upsert('units', ['code'], inFile));
  const assessment = db.prepare(upsert('assessments', ['period', 'unit', 'indicator', 'round'], inFile));

  const writeUnit = (u: CheckedUnit, file: number): number => {
    const names = Object.keys(u.attributes).sort();
    const attributes = JSON.stringify(Object.fromEntries(names.map((name) => [name, u.attributes[name]])));
    const { name, parent, validFrom, validTo, replaces } = u;
    return unit.run(
      u.code,
      u.level,
      name.kk,
      name.ru,
      name.en,
      parent,
      validFrom,
      validTo,
      replaces,
      attributes,
      file,
      u.row,
      u.column,
    ).changes;
  };
  const writeAssessment = (a: CheckedAssessment, file: number): number =>
    assessment.run(
      a.period,
      a.unit,
      a.indicator,
      a.round,
      a.grade,
      finite(a.value),
      finite(a.cases),
      a.reason,
      a.evidence,
      a.comment,
      a.assessor,
      a.date,
      file,
      a.row,
      a.column,
    ).changes;

  return ({ units, observations, columns, assessments }, file, writer) => {
    let written = 0;
    for (const row of units) written += writeUnit(row, file);
    if (observations.length > 0) written += writer.rows(observations, file);
    if (columns !== undefined) written += writer.columns(columns, file);
    for (const row of assessments) written += writeAssessment(row, file);
    return written;
  };
};

/** Datasets, their variables and spellings; true where any of it was new or different. */
const metadataWriter = (db: Connection): ((batch: ImportBatch, importId: number) => boolean) => {
  const dataset = db.prepare<[string, string | null, string | null, number, string, string, number]>(
    `INSERT INTO datasets (name, title, version, made_up, licences, sources, import) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET title = excluded.title, version = excluded.version, made_up = excluded.made_up,
       licences = excluded.licences, sources = excluded.sources, import = excluded.import
     WHERE title IS NOT excluded.title OR version IS NOT excluded.version OR made_up IS NOT excluded.made_up
       OR licences IS NOT excluded.licences OR sources IS NOT excluded.sources`,
  );
  const variable = db.prepare(upsert('variables', ['name'], ['dataset', 'import']));
  const undeclared = db.prepare<[string, string | null, number]>(
    'INSERT INTO variables (name, measured_in, import) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING',
  );
  const alias = db.prepare<[string, string, string, string | null, string | null]>(
    `INSERT INTO aliases (dataset, spelling, unit, valid_from, valid_to) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (dataset, spelling)
     DO UPDATE SET unit = excluded.unit, valid_from = excluded.valid_from, valid_to = excluded.valid_to
     WHERE unit IS NOT excluded.unit OR valid_from IS NOT excluded.valid_from OR valid_to IS NOT excluded.valid_to`,
  );
  const dropAliases = db.prepare<[string, string]>(
    'DELETE FROM aliases WHERE dataset = ? AND spelling NOT IN (SELECT value FROM json_each(?))',
  );
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

  return ({ datasets, variables }, importId) => {
    let written = 0;
    for (const { name, title, version, madeUp, licences, sources, variables: declared, aliases } of datasets) {
      const made = madeUp ? 1 : 0;
      written += dataset.run(
        name,
        json(title),
        version,
        made,
        JSON.stringify(licences),
        JSON.stringify(sources),
        importId,
      ).changes;
      for (const v of declared) {
        written += variable.run(v.name, json(v.measuredIn), json(v.title), v.quantity, name, importId).changes;
      }
      written += dropAliases.run(name, JSON.stringify([...aliases.keys()])).changes;
      for (const [spelling, { unit, validFrom, validTo }] of aliases)
        written += alias.run(name, spelling, unit, validFrom, validTo).changes;
    }
    for (const { name, measuredIn } of variables) written += undeclared.run(name, json(measuredIn), importId).changes;
    return written > 0;
  };
};
