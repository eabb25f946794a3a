// One entry of a ZIP file, unpacked piece by piece: never more than its list of contents promised, never the whole of it in memory.
import { crc32, createInflateRaw } from 'node:zlib';
import type { ZipEntry } from './zip-directory.js';

const piece = 256 * 1024;

/**
 * Gives the bytes of an entry to `take`, which answers false to stop. `ended`: all of it was given and its size and checksum are as
 * promised; `stopped`: `take` wanted no more; `broken`: it lies about its size, or is damaged.
 */
export const unpackPart = async (
  bytes: Uint8Array,
  { method, start, packed, unpacked, crc }: ZipEntry,
  take: (chunk: Buffer) => boolean | Promise<boolean>,
): Promise<'ended' | 'stopped' | 'broken'> => {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset + start, packed);
  let size = 0;
  let sum = 0;
  const chunks = method === 0 ? slices(source) : inflated(source);
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > unpacked) return 'broken';
      sum = crc32(chunk, sum);
      if (!(await take(chunk))) return 'stopped';
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && /^(Z_|ERR_)/.test(String(cause.code))) return 'broken';
    throw cause;
  }
  return size === unpacked && sum === crc ? 'ended' : 'broken';
};

function* slices(source: Buffer): Generator<Buffer> {
  for (let at = 0; at < source.length; at += piece) yield source.subarray(at, at + piece);
}

const inflated = (source: Buffer): AsyncIterable<Buffer> => {
  const stream = createInflateRaw({ chunkSize: piece });
  stream.end(source);
  return stream;
};
