// Files of this machine behind the Files port.
import { readdir, readFile, stat } from 'node:fs/promises';
import { E } from '../../core/fp.js';
import { type Problem, problem } from '../../core/model/problem.js';
import type { Files } from '../ports.js';

/** No table that a person keeps is larger; anything above is a mistake or an attack. */
export const fileSizeLimit = 256 * 1024 * 1024;

export const diskFiles: Files = {
  readText: (path) => async () => {
    try {
      const bytes = await readFile(path);
      return E.right(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch (cause) {
      return E.left([readFault(path, cause)]);
    }
  },
  readBytes: (path) => async () => {
    try {
      // Before it is in memory; what has no size of its own (a pipe) is measured when it has come.
      const { size } = await stat(path);
      if (size > fileSizeLimit) {
        return E.left([problem('FileTooLarge', { file: path, size, limit: fileSizeLimit }, { file: path })]);
      }
      return E.right(await readFile(path));
    } catch (cause) {
      return E.left([readFault(path, cause)]);
    }
  },
  exists: async (path) => (await kindOf(path)) !== null,
  isFolder: async (path) => (await kindOf(path)) === 'folder',
  list: async (path) => {
    try {
      return (await readdir(path)).sort();
    } catch {
      // A folder that is not there holds nothing; one that cannot be read shows when its files are asked for.
      return [];
    }
  },
};

const kindOf = async (path: string): Promise<'folder' | 'file' | null> => {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
};

const readFault = (path: string, cause: unknown): Problem => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const at = { file: path };
  if (code === 'ENOENT' || code === 'ENOTDIR') return problem('FileMissing', { file: path }, at);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA' || cause instanceof TypeError)
    return problem('EncodingNotUtf8', { encoding: '' }, at);
  return problem('FileUnreadable', { file: path, cause: code === '' ? String(cause) : code }, at);
};
