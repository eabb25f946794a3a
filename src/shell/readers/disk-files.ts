// Files of this machine behind the Files port.
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { E } from '../../core/fp.js';
import { type Problem, type Problems, problem } from '../../core/model/problem.js';
import type { Files } from '../ports.js';

/** A year of 2,500 units and 107 criteria takes half of it; anything above is a mistake or an attack. */
export const fileSizeLimit = 20 * 1024 * 1024;

export const diskFiles: Files = {
  readText: (path) => async () => {
    const bytes = await bytesOf(path);
    if (E.isLeft(bytes)) return bytes;
    try {
      return E.right(new TextDecoder('utf-8', { fatal: true }).decode(bytes.right));
    } catch (cause) {
      return E.left([readFault(path, cause)]);
    }
  },
  readBytes: (path) => () => bytesOf(path),
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

/** Judged by its size before it is in memory; what tells no size (a pipe, a device that never ends) is cut off at the limit. */
const bytesOf = async (path: string): Promise<E.Either<Problems, Uint8Array>> => {
  const tooLarge = (size: number) =>
    E.left([problem('FileTooLarge', { file: path, size, limit: fileSizeLimit }, { file: path })]);
  try {
    const { size } = await stat(path);
    if (size > fileSizeLimit) return tooLarge(size);
    const pieces: Buffer[] = [];
    let read = 0;
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
      if (!(piece instanceof Buffer)) continue;
      pieces.push(piece);
      read += piece.length;
      if (read > fileSizeLimit) return tooLarge(read);
    }
    return E.right(Buffer.concat(pieces, read));
  } catch (cause) {
    return E.left([readFault(path, cause)]);
  }
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
