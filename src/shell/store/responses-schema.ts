// The database of answers: its own file, so that copying, backing up or publishing the other one takes nobody's answers along.
// Steps as in schema.ts: a released one is never edited.
import type { Schema } from './migrations.js';
import { unsealTrigger } from './seal.js';

/** The letters "lsgr". */
const applicationId = 0x6c736772;

/**
 * Answers stand as a JSON list in the order of the questions that the row of the instrument gives (which only ever grows), null where
 * nothing was asked: a row of sixty answers is a hundred bytes, and reading a hundred thousand of them is one parse.
 */
const first = `
CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL
) STRICT;

CREATE TABLE import_files (
  id INTEGER PRIMARY KEY,
  import INTEGER NOT NULL REFERENCES imports (id),
  file TEXT NOT NULL,
  sheet TEXT,
  sha256 TEXT NOT NULL,
  rows INTEGER NOT NULL
) STRICT;

CREATE TABLE instruments (
  id TEXT PRIMARY KEY,
  questions TEXT NOT NULL CHECK (json_valid(questions))
) STRICT, WITHOUT ROWID;

CREATE TABLE responses (
  instrument TEXT NOT NULL REFERENCES instruments (id),
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]*'),
  respondent TEXT NOT NULL CHECK (respondent <> ''),
  unit TEXT NOT NULL,
  weight REAL CHECK (weight IS NULL OR (weight > 0 AND weight < 1e300)),
  stratum TEXT, cluster TEXT, cluster2 TEXT,
  fpc REAL, fpc2 REAL,
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  file INTEGER NOT NULL REFERENCES import_files (id),
  row INTEGER NOT NULL,
  PRIMARY KEY (instrument, period, respondent)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_history (
  id INTEGER PRIMARY KEY,
  instrument TEXT NOT NULL, period TEXT NOT NULL, respondent TEXT NOT NULL, unit TEXT NOT NULL,
  weight REAL, stratum TEXT, cluster TEXT, cluster2 TEXT, fpc REAL, fpc2 REAL, answers TEXT NOT NULL,
  file INTEGER NOT NULL, row INTEGER NOT NULL,
  replaced_by INTEGER NOT NULL REFERENCES import_files (id)
) STRICT;

CREATE TRIGGER responses_keep_old AFTER UPDATE ON responses
BEGIN
  INSERT INTO responses_history (instrument, period, respondent, unit, weight, stratum, cluster, cluster2, fpc, fpc2, answers,
    file, row, replaced_by)
  VALUES (OLD.instrument, OLD.period, OLD.respondent, OLD.unit, OLD.weight, OLD.stratum, OLD.cluster, OLD.cluster2, OLD.fpc,
    OLD.fpc2, OLD.answers, OLD.file, OLD.row, NEW.file);
END;

CREATE TABLE seal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  pages TEXT NOT NULL,
  cookie INTEGER NOT NULL,
  counter INTEGER NOT NULL
) STRICT;
INSERT INTO seal (id, pages, cookie, counter) VALUES (1, 'writing', 0, 0);
${['responses', 'instruments']
  .flatMap((table) => (['INSERT', 'UPDATE', 'DELETE'] as const).map((event) => unsealTrigger(table, event)))
  .join('')}
`;

export const responsesSchema: Schema = { applicationId, steps: [first] };
