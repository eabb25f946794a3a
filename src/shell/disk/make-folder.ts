// Makes a folder and those above it, one at a time. Node's own recursive way runs for ever where a folder may not be made
// and the system says that it is not there, as below /proc.
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Nothing where it is there already. Throws what the file system throws, EEXIST where a file has the name. */
export const makeFolder = (folder: string): void => {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been quicker.
    if (!isFolder(folder)) throw error;
  }
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
