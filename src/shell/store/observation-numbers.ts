// A step of the schema: observations under whole numbers instead of texts, which takes half the room and a third of the time.
import type { Status } from '../../core/model/observation.js';
import { unsealTrigger } from './seal.js';

/** The number of a status in `observation_cells` is its place here, for good. */
export const statusOrder = [
  'observed',
  'zero',
  'negligible',
  'confidential',
  'missing',
  'imputed',
  'estimated',
] as const satisfies ReadonlyArray<Status>;
const statusNumbers = statusOrder.map((status, i) => `WHEN '${status}' THEN ${i}`).join(' ');
const statusNames = statusOrder.map((status, i) => `WHEN ${i} THEN '${status}'`).join(' ');

const texts = ['period_ids', 'unit_ids', 'variable_ids', 'column_ids'];

/**
 * Observations under whole numbers: a year of a country is a hundred thousand rows, and each of them named its unit, period and
 * variable in full. `observations` is a view of the same columns as the table it replaces.
 */
export const observationNumbers = `
CREATE TABLE period_ids (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL UNIQUE CHECK (period GLOB '[0-9][0-9][0-9][0-9]*')
) STRICT;
CREATE TABLE unit_ids (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL UNIQUE REFERENCES units (code)
) STRICT;
CREATE TABLE variable_ids (
  id INTEGER PRIMARY KEY,
  variable TEXT NOT NULL UNIQUE REFERENCES variables (name)
) STRICT;
CREATE TABLE column_ids (
  id INTEGER PRIMARY KEY,
  column_name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO period_ids (period) SELECT DISTINCT period FROM observations ORDER BY period;
INSERT INTO unit_ids (unit) SELECT DISTINCT unit FROM observations ORDER BY unit;
INSERT INTO variable_ids (variable) SELECT DISTINCT variable FROM observations ORDER BY variable;
INSERT INTO column_ids (column_name) SELECT DISTINCT column_name FROM observations ORDER BY column_name;

CREATE TABLE observation_cells (
  period INTEGER NOT NULL REFERENCES period_ids (id),
  unit INTEGER NOT NULL REFERENCES unit_ids (id),
  variable INTEGER NOT NULL REFERENCES variable_ids (id),
  value REAL CHECK (value BETWEEN -1e300 AND 1e300),
  status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 6),
  se REAL CHECK (se BETWEEN -1e300 AND 1e300),
  n INTEGER,
  df REAL CHECK (df BETWEEN -1e300 AND 1e300),
  source TEXT,
  note TEXT,
  file INTEGER NOT NULL REFERENCES import_files (id),
  row INTEGER NOT NULL,
  column_id INTEGER NOT NULL REFERENCES column_ids (id),
  PRIMARY KEY (period, unit, variable),
  CHECK ((value IS NULL) = (status BETWEEN 3 AND 4))
) STRICT, WITHOUT ROWID;
INSERT INTO observation_cells
SELECT p.id, u.id, v.id, o.value,
  CASE o.status ${statusNumbers} END,
  o.se, o.n, o.df, o.source, o.note, o.file, o.row, c.id
FROM observations AS o
JOIN period_ids AS p ON p.period = o.period
JOIN unit_ids AS u ON u.unit = o.unit
JOIN variable_ids AS v ON v.variable = o.variable
JOIN column_ids AS c ON c.column_name = o.column_name
ORDER BY p.id, u.id, v.id;
DROP TABLE observations;

CREATE VIEW observations AS
SELECT p.period, u.unit, v.variable, o.value,
  CASE o.status ${statusNames} END AS status,
  o.se, o.n, o.df, o.source, o.note, o.file, o.row, c.column_name
FROM observation_cells AS o
JOIN period_ids AS p ON p.id = o.period
JOIN unit_ids AS u ON u.id = o.unit
JOIN variable_ids AS v ON v.id = o.variable
JOIN column_ids AS c ON c.id = o.column_id;

CREATE TRIGGER observations_keep_old AFTER UPDATE ON observation_cells
WHEN OLD.value IS NOT NEW.value OR OLD.status IS NOT NEW.status OR OLD.se IS NOT NEW.se OR OLD.n IS NOT NEW.n
  OR OLD.df IS NOT NEW.df OR OLD.source IS NOT NEW.source OR OLD.note IS NOT NEW.note
BEGIN
  INSERT INTO observations_history
    (period, unit, variable, value, status, se, n, df, source, note, file, row, column_name, replaced_by)
  VALUES (
    (SELECT period FROM period_ids WHERE id = OLD.period),
    (SELECT unit FROM unit_ids WHERE id = OLD.unit),
    (SELECT variable FROM variable_ids WHERE id = OLD.variable),
    OLD.value, CASE OLD.status ${statusNames} END, OLD.se, OLD.n, OLD.df, OLD.source, OLD.note, OLD.file, OLD.row,
    (SELECT column_name FROM column_ids WHERE id = OLD.column_id),
    (SELECT import FROM import_files WHERE id = NEW.file));
END;
${texts.flatMap((table) => [unsealTrigger(table, 'INSERT'), unsealTrigger(table, 'UPDATE'), unsealTrigger(table, 'DELETE')]).join('')}
${unsealTrigger('observation_cells', 'UPDATE')}
${unsealTrigger('observation_cells', 'DELETE')}
`;
