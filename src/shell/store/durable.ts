// Waits until a file or the names in a folder are on the disk.
import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';

/** Folders can be opened on Unix only; elsewhere the system sees to names by itself. */
export const syncPath = (path: string): void => {
  const isFolder = statSync(path).isDirectory();
  try {
    const file = openSync(path, isFolder ? 'r' : 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!isFolder) throw error;
  }
};
