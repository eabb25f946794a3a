// The list of contents of a ZIP file, read before anything is unpacked: a workbook of one megabyte can hold three hundred.
import { E } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';

export interface ZipEntry {
  /** With forward slashes, as it is written. */
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  /** 0: stored as it is; 8: deflated. No other is written for workbooks. */
  readonly method: 0 | 8;
  readonly crc: number;
  /** Where its packed bytes stand. */
  readonly start: number;
}

export const zipLimits = { file: 20 * 1024 * 1024, unpacked: 200 * 1024 * 1024, ratio: 100, entries: 2_000 };
/** Below this size a high ratio is nothing to fear: sheets of few different cells pack well. */
const ratioMatters = 1024 * 1024;

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** A field of the classic format that says "see the 64-bit record": no file of twenty megabytes needs one. */
const [elsewhere16, elsewhere32] = [0xffff, 0xffffffff];

/**
 * Fails: no end record (truncated, or no ZIP at all), entries that do not add up, lie over each other or bear one name twice
 * (two programs would read two different files), entries under a password, and sizes above the limits.
 */
export const readZipDirectory = (file: string, bytes: Uint8Array): E.Either<Problems, ReadonlyArray<ZipEntry>> => {
  const refuse = (reason: string) => E.left([problem('FormatNotRead', { reason }, { file })]);
  const exceeds = (what: string, found: number, limit: number) =>
    E.left([problem('LimitExceeded', { what, found, limit }, { file })]);
  if (bytes.length > zipLimits.file) return exceeds('file_bytes', bytes.length, zipLimits.file);

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end === null) return refuse('broken_workbook');
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === elsewhere16 || start === elsewhere32) return refuse('broken_workbook');
  if (count > zipLimits.entries) return exceeds('entries', count, zipLimits.entries);

  const entries: ZipEntry[] = [];
  let at = start;
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== entrySignature) return refuse('broken_workbook');
    const length = 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (at + length > end) return refuse('broken_workbook');
    // Encrypted, by the old way or by the strong one, with or without the list itself.
    if ((view.getUint16(at + 8, true) & 0x2041) !== 0) return refuse('locked_workbook');
    const entry = entryAt(view, bytes, at, start);
    if (entry === null) return refuse('broken_workbook');
    entries.push(entry);
    total += entry.unpacked;
    if (total > zipLimits.unpacked) return exceeds('unpacked_bytes', total, zipLimits.unpacked);
    const ratio = entry.unpacked / Math.max(1, entry.packed);
    if (entry.unpacked > ratioMatters && ratio > zipLimits.ratio) {
      return exceeds('ratio', Math.round(ratio), zipLimits.ratio);
    }
    at += length;
  }
  return at === end && apart(entries) ? E.right(entries) : refuse('broken_workbook');
};

/** The end record stands in the last 64 kB, behind a comment that it gives the length of; the one that reaches the end counts. */
const endRecord = (view: DataView): number | null => {
  const first = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) !== endSignature) continue;
    if (at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return null;
};

/** An entry of the list, held against the header before its bytes; null where the two differ or a field is none we can trust. */
const entryAt = (view: DataView, bytes: Uint8Array, at: number, listStart: number): ZipEntry | null => {
  const method = view.getUint16(at + 10, true);
  const crc = view.getUint32(at + 16, true);
  const packed = view.getUint32(at + 20, true);
  const unpacked = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  if (method !== 0 && method !== 8) return null;
  if (packed === elsewhere32 || unpacked === elsewhere32 || local === elsewhere32) return null;
  if (method === 0 && packed !== unpacked) return null;
  if (local + 30 > listStart || view.getUint32(local, true) !== localSignature) return null;
  if (view.getUint16(local + 8, true) !== method) return null;
  const name = bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true));
  const nameLength = view.getUint16(local + 26, true);
  const start = local + 30 + nameLength + view.getUint16(local + 28, true);
  if (start + packed > listStart) return null;
  if (Buffer.compare(name, bytes.subarray(local + 30, local + 30 + nameLength)) !== 0) return null;
  const text = new TextDecoder('utf-8').decode(name).replaceAll('\\', '/');
  return { name: text, method, crc, packed, unpacked, start };
};

/** No byte belongs to two entries, and no name to two: both are ways of hiding what is in a file. */
const apart = (entries: ReadonlyArray<ZipEntry>): boolean => {
  if (new Set(entries.map(({ name }) => name.toLowerCase())).size !== entries.length) return false;
  const ordered = [...entries].sort((a, b) => a.start - b.start);
  return ordered.every((entry, i) => i === 0 || ordered[i - 1]!.start + ordered[i - 1]!.packed <= entry.start);
};
