// Workbooks as tables, one for each sheet that holds anything; the reading itself is done by another process.
import { E } from '../../core/fp.js';
import type { RawTable } from '../../core/intake/table.js';
import { type Problems, problem } from '../../core/model/problem.js';
import { type GatheredSheet, tableOf } from './sheet-table.js';
import type { SheetEnd, WorkbookMessage } from './workbook-messages.js';
import { askWorkbookProcess } from './workbook-process.js';

/** One table for each sheet that holds anything. `asGrid`: for a mapping, all rows alike and no header. */
export const readXlsx = async (
  file: string,
  bytes: Uint8Array,
  asGrid = false,
): Promise<E.Either<Problems, ReadonlyArray<RawTable>>> => {
  const sheets: GatheredSheet[] = [];
  const read = await askWorkbookProcess({ file, bytes }, (message) => gather(sheets, message));
  if (E.isLeft(read)) return read;
  const filled = sheets.filter(({ batches }) => batches.length > 0);
  if (filled.length === 0) return E.left([problem('FileEmpty', { file }, { file })]);
  const tables = filled.map((sheet) => tableOf(file, sheet, asGrid));
  const faulty = tables.flatMap((table) => (E.isLeft(table) ? table.left : []));
  if (faulty.length > 0) return E.left(faulty);
  return E.right(tables.flatMap((table) => (E.isRight(table) ? [table.right] : [])));
};

const noEnd: SheetEnd = { kind: 'sheet_end', merges: [], hiddenRows: [], hiddenColumns: [] };

const gather = (sheets: GatheredSheet[], message: WorkbookMessage): void => {
  if (message.kind === 'sheet') sheets.push({ name: message.name, hidden: message.hidden, batches: [], end: noEnd });
  const last = sheets[sheets.length - 1];
  if (message.kind === 'cells') last?.batches.push(message);
  else if (message.kind === 'sheet_end' && last !== undefined) last.end = message;
};
