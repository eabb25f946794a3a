// Answers of respondents in and out of their own database, readable by its owner alone where the system knows rights.
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { E, type TE } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import type { ResponseColumns } from '../../core/model/responses.js';
import { makeFolder } from '../disk/make-folder.js';
import type { OpenResponses, ResponseBatch, ResponseOutcome, ResponseStore, RowCounts } from '../ports.js';
import { storeFault } from './faults.js';
import { type Connection, connect } from './open.js';
import { responsesSchema } from './responses-schema.js';
import { seal, unseal } from './seal.js';

export const openResponses: OpenResponses = (path, how) => async () => {
  try {
    if (how === 'write') makePrivate(path);
    const opened = await connect(path, how, responsesSchema);
    return 'code' in opened ? E.left([opened]) : E.right(storeOf(opened, path));
  } catch (error) {
    return E.left([storeFault(path, 'open', error)]);
  }
};

/** SQLite gives the files beside a database the rights of the database. */
const makePrivate = (path: string): void => {
  makeFolder(dirname(path));
  if (existsSync(path)) chmodSync(path, ownerAlone);
  else closeSync(openSync(path, 'a', ownerAlone));
};

const ownerAlone = 0o600;

const storeOf = (db: Connection, path: string): ResponseStore => {
  const attempt =
    <A>(action: 'read' | 'write', run: () => A): TE.TaskEither<Problems, A> =>
    () => {
      try {
        return Promise.resolve(E.right(run()));
      } catch (error) {
        return Promise.resolve(E.left([storeFault(path, action, error)]));
      }
    };
  return {
    importResponses: (batch) => attempt('write', () => write(db, batch)),
    readResponses: (instrument, period) => attempt('read', () => db.transaction(() => read(db, instrument, period))()),
    close: () => db.close(),
  };
};

const write = (db: Connection, batch: ResponseBatch): ResponseOutcome => {
  db.exec('BEGIN IMMEDIATE');
  try {
    unseal(db);
    const outcome = writeRows(db, batch);
    if (outcome.importId === null) return outcome;
    seal(db);
    db.exec('COMMIT');
    return outcome;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
};

const writeRows = (db: Connection, { started, instruments, tables }: ResponseBatch): ResponseOutcome => {
  const places = new Map(instruments.map(({ id, questions }) => [id, placesOf(db, id, questions)]));
  const importId = Number(
    db.prepare<[string]>('INSERT INTO imports (started) VALUES (?)').run(started).lastInsertRowid,
  );
  const newFile = db.prepare<[number, string, string | null, string, number]>(
    'INSERT INTO import_files (import, file, sheet, sha256, rows) VALUES (?, ?, ?, ?, ?)',
  );
  const compared = ['unit', 'weight', 'stratum', 'cluster', 'cluster2', 'fpc', 'fpc2', 'answers'];
  const put = db.prepare(
    `INSERT INTO responses (instrument, period, respondent, ${compared.join(', ')}, file, row)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (instrument, period, respondent) DO UPDATE SET ${[...compared, 'file', 'row'].map((c) => `${c} = excluded.${c}`).join(', ')}
     WHERE ${compared.map((c) => `${c} IS NOT excluded.${c}`).join(' OR ')}`,
  );
  const history = db.prepare<[], number>('SELECT count(*) FROM responses_history').pluck();
  let anything = false;
  const counts = tables.map(({ file, sheet, sha256, rows, responses }): RowCounts => {
    const id = Number(newFile.run(importId, file, sheet, sha256, rows).lastInsertRowid);
    const before = history.get() ?? 0;
    let written = 0;
    for (const each of responses) {
      const { instrument, period, respondent, unit, weight, stratum, cluster, cluster2, fpc, fpc2, answers, row } =
        each;
      const stored = placed(answers, places.get(instrument)!);
      const keys = [instrument, period, respondent, unit, weight, stratum, cluster, cluster2, fpc, fpc2] as const;
      written += put.run(...keys, stored, id, row).changes;
    }
    anything ||= written > 0;
    const changed = (history.get() ?? 0) - before;
    return { added: written - changed, changed, unchanged: responses.length - written };
  });
  return { importId: anything ? importId : null, tables: counts };
};

interface Places {
  /** Of each question of the instrument its place in the stored list. */
  readonly of: ReadonlyArray<number>;
  readonly size: number;
}

/** Questions that are new to the database get places behind the others: what stands there keeps its meaning. */
const placesOf = (db: Connection, id: string, questions: ReadonlyArray<string>): Places => {
  const known = questionsOf(db, id);
  const all = [...known, ...questions.filter((question) => !known.includes(question))];
  if (all.length > known.length || known.length === 0)
    db.prepare<[string, string]>(
      'INSERT INTO instruments (id, questions) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET questions = excluded.questions',
    ).run(id, JSON.stringify(all));
  return { of: questions.map((question) => all.indexOf(question)), size: all.length };
};

const questionsOf = (db: Connection, id: string): ReadonlyArray<string> => {
  const text = db.prepare<[string], string>('SELECT questions FROM instruments WHERE id = ?').pluck().get(id);
  // Written by this program alone.
  return text === undefined ? [] : (JSON.parse(text) as ReadonlyArray<string>);
};

/** Blanks at the end are left out, so that a longer form later changes no row. */
const placed = (answers: ReadonlyArray<number | null>, { of, size }: Places): string => {
  const list = new Array<number | null>(size).fill(null);
  answers.forEach((answer, i) => {
    list[of[i]!] = answer;
  });
  let end = list.length;
  while (end > 0 && list[end - 1] === null) end--;
  return JSON.stringify(list.slice(0, end));
};

type Nullable<A> = A | null;
type Row = readonly [
  respondent: string,
  unit: string,
  weight: Nullable<number>,
  stratum: Nullable<string>,
  cluster: Nullable<string>,
  cluster2: Nullable<string>,
  fpc: Nullable<number>,
  fpc2: Nullable<number>,
  answers: string,
];

/** null: nobody has answered it in this period. */
const read = (db: Connection, instrument: string, period: string): ResponseColumns | null => {
  const rows = db
    .prepare<[string, string], Row>(
      `SELECT respondent, unit, weight, stratum, cluster, cluster2, fpc, fpc2, answers FROM responses
       WHERE instrument = ? AND period = ? ORDER BY unit, respondent`,
    )
    .raw()
    .all(instrument, period);
  if (rows.length === 0) return null;
  const questions = questionsOf(db, instrument);
  const columns = questions.map(() => new Float64Array(rows.length).fill(Number.NaN));
  const hash = createHash('sha256').update(JSON.stringify([instrument, period, questions]));
  // One parse for many rows: each list by itself would cost as much again.
  for (let from = 0; from < rows.length; from += block) {
    const some = rows.slice(from, from + block);
    for (const row of some) hash.update(JSON.stringify(row));
    const lists = JSON.parse(`[${some.map((row) => row[8]).join(',')}]`) as ReadonlyArray<ReadonlyArray<number | null>>;
    lists.forEach((list, i) => {
      for (let q = 0; q < list.length; q++) {
        const value = list[q];
        if (typeof value === 'number') columns[q]![from + i] = value;
      }
    });
  }
  const figures = (at: 2 | 6 | 7): Float64Array | null =>
    rows.every((row) => row[at] === null) ? null : Float64Array.from(rows, (row) => row[at] ?? Number.NaN);
  const texts = (at: 3 | 4 | 5): ReadonlyArray<string> | null =>
    rows.every((row) => row[at] === null) ? null : rows.map((row) => row[at] ?? '');
  return {
    instrument,
    period,
    rows: rows.length,
    unit: rows.map((row) => row[1]),
    weight: figures(2),
    stratum: texts(3),
    cluster: texts(4),
    cluster2: texts(5),
    fpc: figures(6),
    fpc2: figures(7),
    answers: new Map(questions.map((question, q) => [question, columns[q]!])),
    hash: `sha256:${hash.digest('hex')}`,
  };
};

const block = 2000;
