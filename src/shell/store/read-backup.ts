// Whether a file is a backup, whole, and holds what it says of itself.
import { existsSync, statSync } from 'node:fs';
import { type Problem, problem } from '../../core/model/problem.js';
import type { ContentFigures } from '../ports.js';
import type { Connection } from './connection.js';
import { codeOf } from './faults.js';
import { figuresOf } from './figures.js';
import { isBackup, openSound } from './open.js';

interface KeptRow {
  readonly table_name: string;
  readonly rows: number;
  readonly sha256: string;
}

/** Left as a problem: FileMissing, BackupUnsound (why is told), DatabaseNewer; throws where the machine is at fault. */
export const openBackup = async (
  file: string,
): Promise<{ readonly db: Connection; readonly figures: ContentFigures } | Problem> => {
  if (!existsSync(file)) return problem('FileMissing', { file }, { file });
  if (statSync(file).isDirectory() || statSync(file).size === 0) return unsound(file, 'foreign');
  try {
    const opened = await openSound(file, 'read');
    if ('code' in opened) return judged(file, opened);
    const { db } = opened;
    try {
      const figures = soundFigures(db);
      if (typeof figures !== 'string') return { db, figures };
      db.close();
      return unsound(file, figures);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    const code = codeOf(error);
    if (code.startsWith('SQLITE_CORRUPT')) return unsound(file, 'damaged');
    if (code === 'SQLITE_NOTADB' || code === 'SQLITE_ERROR') return unsound(file, 'foreign');
    throw error;
  }
};

export const readBackup = async (file: string): Promise<ContentFigures | Problem> => {
  const opened = await openBackup(file);
  if ('code' in opened) return opened;
  opened.db.close();
  return opened.figures;
};

type Reason = 'foreign' | 'damaged' | 'no_figures' | 'differs';

const unsound = (file: string, reason: Reason): Problem => problem('BackupUnsound', { file, reason }, { file });

const judged = (file: string, found: Problem): Problem =>
  found.code === 'DatabaseForeign'
    ? unsound(file, 'foreign')
    : found.code === 'DatabaseCorrupt'
      ? unsound(file, 'damaged')
      : found;

/** Not integrity alone: a file can be a sound database and lack half of its rows. */
const soundFigures = (db: Connection): ContentFigures | Reason => {
  if (!isBackup(db)) return 'no_figures';
  if (db.pragma('integrity_check(1)', { simple: true }) !== 'ok') return 'damaged';
  const kept = db.prepare<[], KeptRow>('SELECT table_name, rows, sha256 FROM backup ORDER BY table_name').all();
  const found = figuresOf(db);
  const told = kept.map(({ table_name, rows, sha256 }) => `${table_name} ${rows} ${sha256}`).join('\n');
  const counted = found.tables.map(({ table, rows, sha256 }) => `${table} ${rows} ${sha256}`).join('\n');
  return told === counted ? found : 'differs';
};
