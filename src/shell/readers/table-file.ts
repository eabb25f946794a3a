// Bytes of a file to raw tables. The kind is seen from the content; a name that says another is refused, not believed.
import { createHash } from 'node:crypto';
import { E } from '../../core/fp.js';
import type { RawTable, Separator } from '../../core/intake/table.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { ReadTables } from '../ports.js';
import { readCsv, type TextTable } from './csv.js';
import { fileSizeLimit } from './disk-files.js';
import { foreignKind, isZip } from './file-kind.js';

/** `file` is the name shown in messages and kept in the store. */
export const readTableFile: ReadTables = (file, bytes, mapped) => async () => {
  const read = await tablesOf(file, bytes, mapped);
  return E.map((found: Read) => ({ sha256: createHash('sha256').update(bytes).digest('hex'), ...found }))(read);
};

const textNames: ReadonlyArray<string> = ['csv', 'txt', 'tsv'];
const workbookNames: ReadonlyArray<string> = ['xls', 'xlsx', 'xlsm', 'xlsb', 'ods', 'numbers'];

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
  if (isZip(bytes)) {
    const { readXlsx } = await import('./xlsx.js');
    const tables = await readXlsx(file, bytes, mapped !== undefined);
    if (E.isRight(tables) && textNames.includes(named)) return refuse('workbook_named_text');
    return E.map((found: ReadonlyArray<RawTable>) => ({ tables: found, encoding: null }))(tables);
  }
  const foreign = foreignKind(bytes);
  if (foreign !== null) return refuse(foreign);
  if (workbookNames.includes(named)) return refuse('no_workbook');
  return E.map(({ table, encoding }: TextTable) => ({ tables: [table], encoding }))(
    readCsv(file, bytes, mapped?.separator ?? null),
  );
};
