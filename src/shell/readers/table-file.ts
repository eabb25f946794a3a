// Bytes of a file to raw tables. The kind is seen from the content; a name that says another is refused, not believed.
import { E, TE } from '../../core/fp.js';
import type { RawTable } from '../../core/intake/table.js';
import { type Problems, problem } from '../../core/model/problem.js';
import { readCsv } from './csv.js';

/** No table that a person keeps is larger; anything above is a mistake or an attack. */
export const fileSizeLimit = 256 * 1024 * 1024;

/** `file` is the name shown in messages and kept in the store. Fails: located problems, all that can be told. */
export const readTableFile = (file: string, bytes: Uint8Array): TE.TaskEither<Problems, ReadonlyArray<RawTable>> => {
  const refuse = (reason: string): TE.TaskEither<Problems, never> =>
    TE.left([problem('FormatNotRead', { reason }, { file })]);
  if (bytes.length === 0) return TE.left([problem('FileEmpty', { file }, { file })]);
  if (bytes.length > fileSizeLimit) {
    return TE.left([problem('FileTooLarge', { file, size: bytes.length, limit: fileSizeLimit }, { file })]);
  }
  const named = /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  // Compound files: workbooks before 2007, and workbooks locked with a password.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return refuse('old_workbook');
  if (startsWith(bytes, [0x50, 0x4b])) {
    if (named === 'csv' || named === 'txt' || named === 'tsv') return refuse('workbook_named_text');
    return () => import('./xlsx.js').then(({ readXlsx }) => readXlsx(file, bytes));
  }
  if (named === 'xls' || named === 'xlsx' || named === 'xlsm' || named === 'ods') return refuse('no_workbook');
  return () => Promise.resolve(E.map((table: RawTable) => [table])(readCsv(file, bytes)));
};

const startsWith = (bytes: Uint8Array, signature: ReadonlyArray<number>): boolean =>
  signature.every((byte, i) => bytes[i] === byte);
