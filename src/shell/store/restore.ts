// Puts the content of a backup in the place of a database: checked before and after, the one before kept, all of it or nothing.
import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { E } from '../../core/fp.js';
import type { Problem } from '../../core/model/problem.js';
import { makeFolder } from '../disk/make-folder.js';
import type { ContentFigures, RestoreBackup, RestoreReport } from '../ports.js';
import { backUp } from './backup.js';
import { besides, copyTo, draftName, publish, removeWhole } from './checked-copy.js';
import type { Connection } from './connection.js';
import { syncPath } from './durable.js';
import { storeFault } from './faults.js';
import { figuresOf } from './figures.js';
import { besideDatabase } from './keep-old-version.js';
import { takeSteps } from './migrations.js';
import { connect } from './open.js';
import { openBackup } from './read-backup.js';
import { replaceContent } from './replace-content.js';
import { schemaVersion } from './schema.js';
import { seal } from './seal.js';

export const restoreBackup: RestoreBackup = (path, file) => async () => {
  const draft = draftName(path);
  try {
    const backup = await openBackup(file);
    if ('code' in backup) return E.left([backup]);
    try {
      makeFolder(dirname(path));
      const figures = await draftOf(backup.db, backup.figures.version, draft);
      const replaced = await putInPlace(draft, path);
      if (typeof replaced === 'object' && replaced !== null) return E.left([replaced]);
      const report: RestoreReport = { replaced, fromVersion: backup.figures.version, figures };
      return E.right(report);
    } finally {
      backup.db.close();
    }
  } catch (error) {
    return E.left([storeFault(path, 'write', error)]);
  } finally {
    removeWhole(draft);
  }
};

/** What the backup holds, without the backup's own figures and in the schema of this program. */
const draftOf = async (backup: Connection, version: number, draft: string): Promise<ContentFigures> => {
  let figures: ContentFigures | null = null;
  await copyTo(backup, draft, (copy) => {
    copy.exec('DROP TABLE backup');
    if (version < schemaVersion) takeSteps(copy, version);
    else seal(copy);
    figures = figuresOf(copy);
  });
  syncPath(draft);
  if (figures === null) throw new Error('the copy of the backup was not made');
  return figures;
};

/** Where the database before is now, null where there was none; or why it stays. */
const putInPlace = async (draft: string, path: string): Promise<string | null | Problem> => {
  if (!existsSync(path) || statSync(path).size === 0) {
    rmSync(path, { force: true });
    for (const rest of besides(path)) rmSync(rest, { force: true });
    publish(draft, path);
    return null;
  }
  const db = await connect(path, 'write').catch((error) => storeFault(path, 'open', error));
  if (!('code' in db)) {
    try {
      return await replaceContent(db, draft, async () => {
        const source = await connect(path, 'read');
        if ('code' in source) return source;
        try {
          const kept = await backUp(source, path, null);
          return 'code' in kept ? kept : kept.file;
        } finally {
          source.close();
        }
      });
    } finally {
      db.close();
    }
  }
  // A database that SQLite cannot read has nobody at work in it: the file itself is put aside, with its log.
  return db.code === 'DatabaseCorrupt' ? swapFiles(draft, path) : db;
};

const swapFiles = (draft: string, path: string): string => {
  let number = 1;
  const name = (): string => besideDatabase(path, `damaged-${number}`);
  while (existsSync(name())) number++;
  const aside = name();
  linkSync(path, aside);
  for (const [i, rest] of besides(path).entries()) if (existsSync(rest)) renameSync(rest, besides(aside)[i]!);
  renameSync(draft, path);
  syncPath(dirname(path));
  return aside;
};
