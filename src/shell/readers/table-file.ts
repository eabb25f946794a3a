// Bytes of a file to raw tables. The kind is seen from the content; a name that says another is refused, not believed.
import { createHash } from 'node:crypto';
import { E } from '../../core/fp.js';
import type { RawTable, Separator } from '../../core/intake/table.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { ReadTables } from '../ports.js';
import { readCsv, type TextTable } from './csv.js';

/** No table that a person keeps is larger; anything above is a mistake or an attack. */
export const fileSizeLimit = 256 * 1024 * 1024;

/** `file` is the name shown in messages and kept in the store. */
export const readTableFile: ReadTables = (file, bytes, mapped) => async () => {
  const read = await tablesOf(file, bytes, mapped);
  return E.map((found: Read) => ({ sha256: createHash('sha256').update(bytes).digest('hex'), ...found }))(read);
};

interface Read {
  readonly tables: ReadonlyArray<RawTable>;
  readonly encoding: string | null;
}

const tablesOf = async (
  file: string,
  bytes: Uint8Array,
  mapped: { readonly separator: Separator | null } | undefined,
): Promise<E.Either<Problems, Read>> => {
  const refuse = (reason: string) => E.left([problem('FormatNotRead', { reason }, { file })]);
  if (bytes.length === 0) return E.left([problem('FileEmpty', { file }, { file })]);
  if (bytes.length > fileSizeLimit) {
    return E.left([problem('FileTooLarge', { file, size: bytes.length, limit: fileSizeLimit }, { file })]);
  }
  const named = /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  // Compound files: workbooks before 2007, and workbooks locked with a password.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return refuse('old_workbook');
  if (startsWith(bytes, [0x50, 0x4b])) {
    if (named === 'csv' || named === 'txt' || named === 'tsv') return refuse('workbook_named_text');
    const { readXlsx } = await import('./xlsx.js');
    return E.map((tables: ReadonlyArray<RawTable>) => ({ tables, encoding: null }))(
      await readXlsx(file, bytes, mapped !== undefined),
    );
  }
  if (['xls', 'xlsx', 'xlsm', 'ods'].includes(named)) return refuse('no_workbook');
  return E.map(({ table, encoding }: TextTable) => ({ tables: [table], encoding }))(
    readCsv(file, bytes, mapped?.separator ?? null),
  );
};

const startsWith = (bytes: Uint8Array, signature: ReadonlyArray<number>): boolean =>
  signature.every((byte, i) => bytes[i] === byte);
