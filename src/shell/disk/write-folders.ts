// New folders put in their places whole: each is made beside its place under another name and renamed when all are written.
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { E } from '../../core/fp.js';
import { type Problem, problem } from '../../core/model/problem.js';
import type { NewFolder, WriteFolders } from '../ports.js';
import { makeFolder } from './make-folder.js';

export const writeFolders: WriteFolders = (folders) => async () => {
  const made: string[] = [];
  try {
    for (const { path } of folders) if (existsSync(path)) return E.left([takenProblem(path)]);
    const drafts = folders.map((folder) => ({ path: folder.path, draft: draftOf(folder, made) }));
    for (const { draft, path } of drafts) {
      // Another call may have come first since we looked.
      if (existsSync(path)) {
        removeAll(made);
        return E.left([takenProblem(path)]);
      }
      renameSync(draft, path);
      made.push(path);
    }
    return E.right(undefined);
  } catch (error) {
    removeAll(made);
    return E.left([diskFault(error, folders)]);
  }
};

/** The folder under a name of its own; noted in `made` as soon as it is there. */
const draftOf = ({ path, files }: NewFolder, made: string[]): string => {
  makeFolder(dirname(path));
  const draft = mkdtempSync(join(dirname(path), `.${basename(path)}.new-`));
  made.push(draft);
  // Temporary folders are their owner's alone; this one is to be read like any other.
  chmodSync(draft, 0o755);
  for (const { name, text } of files) writeFileSync(join(draft, name), text, { flag: 'wx' });
  return draft;
};

const removeAll = (paths: ReadonlyArray<string>): void => {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
};

const takenProblem = (folder: string): Problem => problem('FolderTaken', { folder }, { file: folder });

/** What is no refusal of the system is thrown again as the bug it is. */
const diskFault = (error: unknown, folders: ReadonlyArray<NewFolder>): Problem => {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  const path = folders[0]?.path ?? '';
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(error.code)
    ? problem('DiskFull', { path })
    : problem('FolderUnwritable', { folder: dirname(path), cause: error.code });
};
