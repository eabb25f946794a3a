// Copies the database into one file that carries its own figures; a name that is taken is never written over.
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { E } from '../../core/fp.js';
import { type Problem, problem } from '../../core/model/problem.js';
import { makeFolder } from '../disk/make-folder.js';
import type { BackupReport, ContentFigures, MakeBackup } from '../ports.js';
import { writeBackup } from './checked-copy.js';
import type { Connection } from './connection.js';
import { storeFault } from './faults.js';
import { figuresOf, sameFigures } from './figures.js';
import { besideDatabase } from './keep-old-version.js';
import { connect } from './open.js';
import { readBackup } from './read-backup.js';

export const makeBackup: MakeBackup = (path, file) => async () => {
  try {
    const source = await connect(path, 'read');
    if ('code' in source) return E.left([source]);
    try {
      const made = await backUp(source, path, file);
      return 'code' in made ? E.left([made]) : E.right(made);
    } finally {
      source.close();
    }
  } catch (error) {
    return E.left([storeFault(path, 'read', error)]);
  }
};

/** `file` null: the name is made from the content, so that equal content has one backup. */
export const backUp = async (
  source: Connection,
  path: string,
  file: string | null,
): Promise<BackupReport | Problem> => {
  const target = file ?? nameFor(source, path);
  try {
    makeFolder(dirname(target));
    if (existsSync(target)) {
      const figures = figuresOf(source);
      return (await holds(target, figures)) ? reportOf(target, false, figures) : taken(target);
    }
    return reportOf(target, true, await writeBackup(source, target));
  } catch (error) {
    // Another call may have taken the name while the copy was made.
    if (existsSync(target) && error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return taken(target);
    return storeFault(target, 'write', error);
  }
};

const taken = (file: string): Problem => problem('BackupExists', { file }, { file });

const reportOf = (file: string, made: boolean, figures: ContentFigures): BackupReport => ({
  file,
  made,
  bytes: statSync(file).size,
  figures,
});

const holds = async (file: string, figures: ContentFigures): Promise<boolean> => {
  const found = await readBackup(file);
  return !('code' in found) && sameFigures(found, figures);
};

/** The number of the last import and the beginning of the hash: names sort by age, and equal content has the same name. */
const nameFor = (source: Connection, path: string): string => {
  const last = source.prepare<[], number>('SELECT coalesce(max(id), 0) FROM imports').pluck().get() ?? 0;
  return besideDatabase(path, `backup-${String(last).padStart(4, '0')}-${figuresOf(source).sha256.slice(0, 8)}`);
};
