// The tables of the database, as numbered steps: step n brings a database from version n - 1 to n. A released step is never edited.
// migrations.ts takes the steps a database lacks, all in one transaction, foreign keys off, after a backup of the old version.
import { observationNumbers } from './observation-numbers.js';
import { sealStep } from './seal.js';
import { unitCodes } from './unit-codes.js';

/** Says whose file this is: the letters "lsgi". */
export const applicationId = 0x6c736769;

/** Codes as the first version had them; unit-codes.ts has today's. */
const code = (column: string): string => `length(${column}) = 9 AND ${column} NOT GLOB '*[^0-9]*'`;
const finite = (column: string): string => `${column} IS NULL OR abs(${column}) < 1e300`;

/** Columns whose change makes a new revision, for each table that keeps its past. */
const kept = {
  units: ['level', 'name_kk', 'name_ru', 'name_en', 'parent', 'valid_from', 'valid_to', 'replaces', 'attributes'],
  variables: ['measured_in', 'title', 'quantity'],
  observations: ['value', 'status', 'se', 'n', 'df', 'source', 'note'],
  assessments: ['grade', 'value', 'cases', 'reason', 'evidence', 'comment', 'assessor', 'date'],
} as const;

export type KeptTable = keyof typeof kept;
export const keptColumns: Readonly<Record<KeptTable, ReadonlyArray<string>>> = kept;

/** Whatever changes a row, the old one is written to the history first: the database itself sees to it. */
const historyTrigger = (
  table: KeptTable,
  key: ReadonlyArray<string>,
  origin: ReadonlyArray<string>,
  by: string,
): string => {
  const columns = [...key, ...kept[table], ...origin];
  return `
CREATE TRIGGER ${table}_keep_old AFTER UPDATE ON ${table}
WHEN ${kept[table].map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ')}
BEGIN
  INSERT INTO ${table}_history (${columns.join(', ')}, replaced_by)
  VALUES (${columns.map((column) => `OLD.${column}`).join(', ')}, ${by});
END;`;
};
const importOfFile = '(SELECT import FROM import_files WHERE id = NEW.file)';
const inFile = ['file', 'row', 'column_name'] as const;
const unitsTrigger = historyTrigger('units', ['code'], inFile, importOfFile);

const first = `
CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL
) STRICT;

CREATE TABLE datasets (
  name TEXT PRIMARY KEY,
  title TEXT CHECK (title IS NULL OR json_valid(title)),
  version TEXT,
  made_up INTEGER NOT NULL CHECK (made_up IN (0, 1)),
  licences TEXT NOT NULL CHECK (json_valid(licences)),
  sources TEXT NOT NULL CHECK (json_valid(sources)),
  import INTEGER NOT NULL REFERENCES imports (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE aliases (
  dataset TEXT NOT NULL REFERENCES datasets (name),
  spelling TEXT NOT NULL,
  unit TEXT NOT NULL CHECK (${code('unit')}),
  PRIMARY KEY (dataset, spelling)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_files (
  id INTEGER PRIMARY KEY,
  import INTEGER NOT NULL REFERENCES imports (id),
  dataset TEXT REFERENCES datasets (name),
  file TEXT NOT NULL,
  sheet TEXT,
  table_name TEXT NOT NULL CHECK (table_name IN ('units', 'observations', 'assessments')),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  rows INTEGER NOT NULL,
  cells INTEGER NOT NULL
) STRICT;

CREATE TABLE units (
  code TEXT PRIMARY KEY CHECK (${code('code')}),
  level TEXT NOT NULL CHECK (level <> ''),
  name_kk TEXT NOT NULL CHECK (name_kk <> ''),
  name_ru TEXT NOT NULL CHECK (name_ru <> ''),
  name_en TEXT NOT NULL CHECK (name_en <> ''),
  parent TEXT REFERENCES units (code) DEFERRABLE INITIALLY DEFERRED,
  valid_from TEXT,
  valid_to TEXT,
  replaces TEXT,
  attributes TEXT NOT NULL CHECK (json_valid(attributes)),
  file INTEGER NOT NULL REFERENCES import_files (id),
  row INTEGER NOT NULL,
  column_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE variables (
  name TEXT PRIMARY KEY CHECK (name <> ''),
  measured_in TEXT CHECK (measured_in IS NULL OR json_valid(measured_in)),
  title TEXT CHECK (title IS NULL OR json_valid(title)),
  quantity TEXT,
  dataset TEXT REFERENCES datasets (name),
  import INTEGER NOT NULL REFERENCES imports (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE observations (
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]*'),
  unit TEXT NOT NULL REFERENCES units (code),
  variable TEXT NOT NULL REFERENCES variables (name),
  value REAL CHECK (${finite('value')}),
  status TEXT NOT NULL
    CHECK (status IN ('observed', 'zero', 'negligible', 'confidential', 'missing', 'imputed', 'estimated')),
  se REAL CHECK (${finite('se')}),
  n INTEGER,
  df REAL CHECK (${finite('df')}),
  source TEXT,
  note TEXT,
  file INTEGER NOT NULL REFERENCES import_files (id),
  row INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  PRIMARY KEY (period, unit, variable),
  CHECK ((value IS NULL) = (status IN ('missing', 'confidential')))
) STRICT, WITHOUT ROWID;

CREATE TABLE assessments (
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]*'),
  unit TEXT NOT NULL REFERENCES units (code),
  indicator TEXT NOT NULL CHECK (indicator <> ''),
  round TEXT NOT NULL CHECK (round IN ('official', 'self', 'first', 'second')),
  grade TEXT,
  value REAL CHECK (${finite('value')}),
  cases INTEGER,
  reason TEXT,
  evidence TEXT,
  comment TEXT,
  assessor TEXT,
  date TEXT,
  file INTEGER NOT NULL REFERENCES import_files (id),
  row INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  PRIMARY KEY (period, unit, indicator, round),
  CHECK ((grade IS NULL) <> (value IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE units_history (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL REFERENCES units (code),
  level TEXT NOT NULL, name_kk TEXT NOT NULL, name_ru TEXT NOT NULL, name_en TEXT NOT NULL,
  parent TEXT, valid_from TEXT, valid_to TEXT, replaces TEXT, attributes TEXT NOT NULL,
  file INTEGER NOT NULL REFERENCES import_files (id), row INTEGER NOT NULL, column_name TEXT NOT NULL,
  replaced_by INTEGER NOT NULL REFERENCES imports (id)
) STRICT;

CREATE TABLE variables_history (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL REFERENCES variables (name),
  measured_in TEXT, title TEXT, quantity TEXT, dataset TEXT,
  import INTEGER NOT NULL REFERENCES imports (id),
  replaced_by INTEGER NOT NULL REFERENCES imports (id)
) STRICT;

CREATE TABLE observations_history (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL, unit TEXT NOT NULL, variable TEXT NOT NULL,
  value REAL, status TEXT NOT NULL, se REAL, n INTEGER, df REAL, source TEXT, note TEXT,
  file INTEGER NOT NULL REFERENCES import_files (id), row INTEGER NOT NULL, column_name TEXT NOT NULL,
  replaced_by INTEGER NOT NULL REFERENCES imports (id)
) STRICT;

CREATE TABLE assessments_history (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL, unit TEXT NOT NULL, indicator TEXT NOT NULL, round TEXT NOT NULL,
  grade TEXT, value REAL, cases INTEGER, reason TEXT, evidence TEXT, comment TEXT, assessor TEXT, date TEXT,
  file INTEGER NOT NULL REFERENCES import_files (id), row INTEGER NOT NULL, column_name TEXT NOT NULL,
  replaced_by INTEGER NOT NULL REFERENCES imports (id)
) STRICT;
${unitsTrigger}
${historyTrigger('variables', ['name'], ['dataset', 'import'], 'NEW.import')}
${historyTrigger('observations', ['period', 'unit', 'variable'], inFile, importOfFile)}
${historyTrigger('assessments', ['period', 'unit', 'indicator', 'round'], inFile, importOfFile)}
`;

/** Names that were in use for a time, and which spellings a file's names were read with. */
const datedAliases = `
ALTER TABLE aliases ADD COLUMN valid_from TEXT;
ALTER TABLE aliases ADD COLUMN valid_to TEXT;
ALTER TABLE import_files ADD COLUMN aliases_hash TEXT;
`;

/** By which mapping a file was read: a number can be followed to what was said of its cell. */
const mappings = `
ALTER TABLE import_files ADD COLUMN mapping TEXT;
ALTER TABLE import_files ADD COLUMN mapping_hash TEXT;
`;

export const migrations: ReadonlyArray<string> = [
  first,
  sealStep,
  datedAliases,
  observationNumbers,
  unitCodes(unitsTrigger),
  mappings,
];
export const schemaVersion = migrations.length;
