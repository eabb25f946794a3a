// A step of the schema: units of other lists than the classifier (deputies, projects, countries) carry codes with letters.
import { unsealTrigger } from './seal.js';

/** The same rule as `codePattern` of the model; devices of Windows are no names of files. */
const devices = ['COM', 'LPT'].flatMap((port) => Array.from({ length: 10 }, (_, i) => `${port}${i}`));
const code = (column: string): string => `
    (length(${column}) = 9 AND ${column} NOT GLOB '*[^0-9]*')
    OR (length(${column}) <= 32 AND ${column} GLOB '[A-Z]*' AND ${column} NOT GLOB '*[^A-Z0-9-]*'
      AND ${column} NOT IN (${['CON', 'PRN', 'AUX', 'NUL', ...devices].map((name) => `'${name}'`).join(', ')}))
  `;

/** A check cannot be changed in place: both tables are made anew. `unitsTrigger` keeps the past of units, and went with the old table. */
export const unitCodes = (unitsTrigger: string): string => `
CREATE TABLE units_anew (
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
INSERT INTO units_anew
SELECT code, level, name_kk, name_ru, name_en, parent, valid_from, valid_to, replaces, attributes, file, row, column_name
FROM units ORDER BY code;
DROP TABLE units;
ALTER TABLE units_anew RENAME TO units;

CREATE TABLE aliases_anew (
  dataset TEXT NOT NULL REFERENCES datasets (name),
  spelling TEXT NOT NULL,
  unit TEXT NOT NULL CHECK (${code('unit')}),
  valid_from TEXT,
  valid_to TEXT,
  PRIMARY KEY (dataset, spelling)
) STRICT, WITHOUT ROWID;
INSERT INTO aliases_anew SELECT dataset, spelling, unit, valid_from, valid_to FROM aliases ORDER BY dataset, spelling;
DROP TABLE aliases;
ALTER TABLE aliases_anew RENAME TO aliases;
${unitsTrigger}
${['units', 'aliases'].flatMap((table) => [unsealTrigger(table, 'UPDATE'), unsealTrigger(table, 'DELETE')]).join('')}
${unsealTrigger('units', 'INSERT')}
`;
