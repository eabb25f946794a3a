// The list of contents of a ZIP file, read before anything is unpacked: a workbook of one megabyte can hold three hundred.
import { inflateRawSync } from 'node:zlib';
import { E } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';

export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly method: number;
  /** Where its local header stands. */
  readonly offset: number;
}

export const zipLimits = { file: 20 * 1024 * 1024, unpacked: 200 * 1024 * 1024, ratio: 100, entries: 2_000 };
/** Below this size a high ratio is nothing to fear: sheets of few different cells pack well. */
const ratioMatters = 1024 * 1024;

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/** Fails: no end record (truncated, or no ZIP at all), entries that do not add up, and sizes above the limits. */
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
  if (count > zipLimits.entries) return exceeds('entries', count, zipLimits.entries);

  const entries: ZipEntry[] = [];
  const names = new TextDecoder('utf-8');
  let at = start;
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) return refuse('broken_workbook');
    if ((view.getUint16(at + 8, true) & 1) === 1) return refuse('locked_workbook');
    const nameLength = view.getUint16(at + 28, true);
    const entry: ZipEntry = {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      name: names.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    };
    entries.push(entry);
    total += entry.unpacked;
    if (total > zipLimits.unpacked) return exceeds('unpacked_bytes', total, zipLimits.unpacked);
    const ratio = entry.unpacked / Math.max(1, entry.packed);
    if (entry.unpacked > ratioMatters && ratio > zipLimits.ratio) {
      return exceeds('ratio', Math.round(ratio), zipLimits.ratio);
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return E.right(entries);
};

/** The end record stands in the last 64 kB, behind a comment of unknown length. */
const endRecord = (view: DataView): number | null => {
  const first = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  return null;
};

/** Unpacks one entry, never to more than the directory has promised: null where it lies or is damaged. */
export const unpackEntry = (bytes: Uint8Array, entry: ZipEntry): Buffer | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = entry.offset;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== localSignature) return null;
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (packed.length !== entry.packed) return null;
  try {
    const data =
      entry.method === 0
        ? Buffer.from(packed)
        : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) });
    return data.length === entry.unpacked ? data : null;
  } catch {
    return null;
  }
};
