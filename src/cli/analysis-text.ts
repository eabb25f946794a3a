// The tables of an analysis as a person reads them in the terminal: heads and remarks in words, the rows that need a look first.
import { intercept } from '../core/analyse/regress.js';
import type { Cell, Sheet, SheetId } from '../core/analyse/sheet.js';
import type { Words } from '../core/words/words.js';
import { asTable } from './text-table.js';

/** Columns left to --json and --csv, where a line of the terminal would not hold them all. */
const shownColumns: Readonly<Partial<Record<SheetId, ReadonlyArray<string>>>> = {
  descriptive: [
    ...['id', 'n', 'min', 'max', 'mean', 'median', 'sd', 'skew', 'kurt'],
    ...['flag_available', 'flag_non_zero', 'flag_unique', 'flag_shape'],
  ],
  correlations: ['group', 'a', 'b', 'n', 'pearson', 'pearson_p_holm', 'spearman', 'kendall', 'flag'],
  levels: ['id', 'group', 'n', 'pearson', 'pearson_p_holm', 'spearman', 'kendall', 'flag'],
};
/** Of these only rows with a remark are shown. */
const onlyFlagged: ReadonlySet<SheetId> = new Set([
  'correlations',
  'levels',
  'items',
  'loadings',
  'inflation',
  'influence',
]);
/** So many rows of a table are shown at most. */
const mostRows = 60;
/** Cells that hold a word of the program, not a name or a number. */
const isWord = (column: string): boolean => /^(flag(_.*)?|verdict|method)$/.test(column);
const isShare = (column: string): boolean => /^p$|^p_if$|^f_p$|_p(_|$)/.test(column);

/** Terminal text of all tables, a blank line between them. */
export const sheetsAsText = (sheets: ReadonlyArray<Sheet>, words: Words): string =>
  sheets.map((sheet) => sheetLines(sheet, words).join('\n')).join('\n\n');

const sheetLines = ({ id, columns, rows, notes }: Sheet, words: Words): ReadonlyArray<string> => {
  const shown = shownColumns[id] ?? columns;
  const at = shown.map((name) => columns.indexOf(name));
  const flag = columns.indexOf('flag');
  const flagged = onlyFlagged.has(id) ? rows.filter((row) => row[flag] !== 'ok') : rows;
  const first = flagged.slice(0, mostRows);
  const isWhole = (c: number): boolean => rows.every((row) => typeof row[c] !== 'number' || Number.isInteger(row[c]));
  const title = words.say(`analyse.table.${id}`);
  return [
    title,
    '═'.repeat(title.length),
    ...notes.map((note) => words.say(`analyse.note.${note.id}`, argsInWords(note.args, words))),
    ...(first.length === 0
      ? []
      : asTable(
          shown.map((name) => headOf(name, words)),
          first.map((row) => at.map((c) => cellText(columns[c]!, row[c] ?? null, isWhole(c), words))),
          at.map((c) => !isWord(columns[c]!) && rows.some((row) => typeof row[c] === 'number')),
        )),
    ...remark(id, { shown: first.length, flagged: flagged.length, all: rows.length }, words),
  ];
};

const remark = (
  id: SheetId,
  { shown, flagged, all }: { readonly shown: number; readonly flagged: number; readonly all: number },
  words: Words,
): ReadonlyArray<string> => {
  if (all === 0) return [words.say('analyse.nothing')];
  if (flagged === 0) return [words.say('analyse.none_flagged', { of: all, id })];
  if (shown < flagged) return [words.say('analyse.first_rows', { n: shown, of: all, id })];
  return flagged < all ? [words.say('analyse.only_flagged', { n: flagged, of: all, id })] : [];
};

/** A column named after an indicator or group keeps that name. */
const headOf = (name: string, words: Words): string =>
  words.has(`analyse.column.${name}`) ? words.say(`analyse.column.${name}`) : name;

const cellText = (column: string, cell: Cell, isWhole: boolean, words: Words): string => {
  if (cell === null) return '–';
  if (cell === 'ok' && isWord(column)) return '';
  if (cell === intercept) return words.say('analyse.word.intercept');
  if (typeof cell === 'string')
    return isWord(column) && words.has(`analyse.word.${cell}`) ? words.say(`analyse.word.${cell}`) : cell;
  if (isWhole && !isShare(column)) return words.plain(cell);
  if (isShare(column)) return cell < 0.001 ? `<${words.number(0.001, 3)}` : words.number(cell, 3);
  return words.number(cell, Math.abs(cell) < 0.01 && cell !== 0 ? 4 : 3);
};

const argsInWords = (
  args: Readonly<Record<string, string | number>>,
  words: Words,
): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'number' && !Number.isInteger(value) ? words.plain(value, 4) : value,
    ]),
  );
