// The cells of one sheet as its XML streams by: what each holds, whether a formula gave it, which are merged and which are hidden.
import { columnLetters } from '../../core/intake/grid.js';
import { cellKey } from '../../core/intake/table.js';
import { type Problem, problem } from '../../core/model/problem.js';
import { isoOfSerial, kindOfFormat, type NumberKind } from './number-format.js';
import { Runs } from './raised-text.js';
import { type CellBatch, type CellKind, type CellRange, cellKinds, type SheetEnd } from './workbook-messages.js';
import {
  type CellStyles,
  isTrue,
  type PartReader,
  type SharedTexts,
  sheetLimits,
  textLimits,
} from './workbook-parts.js';
import { attributeOf, xmlText } from './xml-scan.js';

export interface SheetContext {
  readonly file: string;
  readonly sheet: string;
  readonly shared: SharedTexts;
  readonly styles: CellStyles;
  readonly from1904: boolean;
  /** Of the sheets before. */
  readonly before: SheetSizes;
}

/** What a workbook has come to so far. */
export interface SheetSizes {
  readonly cells: number;
  /** Cells whose meaning is not certain. */
  readonly faults: number;
  /** Of the texts that stand in the cells themselves. */
  readonly signs: number;
}

export interface SheetReader extends PartReader<SheetEnd> {
  /** The filled cells since the last call; null where there are none. */
  readonly take: () => CellBatch | null;
  /** Those of the sheets before included. */
  readonly sizes: () => SheetSizes;
}

const lastRow = 1_048_576;
const lastColumn = 16_384;
const longestText = 32_767;

export const sheetReader = (context: SheetContext): SheetReader => {
  const { file, sheet } = context;
  const kinds = formatKinds(context.styles.formats);
  const shared = new Map<string, string>();
  const runs = new Runs();
  const merges: CellRange[] = [];
  const hiddenRows: number[] = [];
  const hiddenColumns: number[] = [];
  let batch = emptyBatch();
  let stopped: Problem | null = null;
  let { cells, faults, signs } = context.before;
  let row = 0;
  let column = -1;
  let inCell = false;
  let reading = 0;
  let type = '';
  let style = 0;
  /** The texts of the cell: null where the element does not stand there at all. */
  let value: string | null = null;
  let inline: string | null = null;
  let formula: string | null = null;
  let taken: 'v' | 'f' | 't' | null = null;

  const stop = (found: Problem): boolean => {
    stopped = found;
    return false;
  };
  const here = () => ({ file, sheet, cell: `${columnLetters(Math.max(0, column))}${Math.max(1, row)}` });
  const broken = (): boolean => stop(problem('FormatNotRead', { reason: 'broken_workbook' }, here()));
  const exceeds = (what: string, found: number, limit: number): boolean =>
    stop(problem('LimitExceeded', { what, found, limit }, here()));

  const openRow = (attributes: string): boolean => {
    const given = attributeOf(attributes, 'r');
    const next = given === null ? row + 1 : Number(given);
    if (inCell || !Number.isInteger(next) || next <= row || next > lastRow) return broken();
    row = next;
    column = -1;
    if (isTrue(attributeOf(attributes, 'hidden')) && hiddenRows.length < sheetLimits.rows) hiddenRows.push(row);
    return true;
  };

  const openCell = (attributes: string): boolean => {
    const given = attributeOf(attributes, 'r');
    const at = given === null ? { row, column: column + 1 } : cellOf(given);
    if (inCell || row === 0 || at === null || at.row !== row || at.column <= column) return broken();
    column = at.column;
    inCell = true;
    type = attributeOf(attributes, 't') ?? 'n';
    style = Number(attributeOf(attributes, 's') ?? 0);
    value = inline = formula = null;
    runs.reset();
    return column < lastColumn || broken();
  };

  const openFormula = (attributes: string): void => {
    formula = '';
    taken = 'f';
    const index = attributeOf(attributes, 'si');
    if (index !== null) formulaIndex = index;
  };
  let formulaIndex: string | null = null;

  const closeCell = (): boolean => {
    inCell = false;
    if (formula !== null && formulaIndex !== null) {
      if (formula === '') formula = shared.get(formulaIndex) ?? '';
      else shared.set(formulaIndex, formula);
    }
    formulaIndex = null;
    const content = contentOf();
    if (content === null) return true;
    if (content === 'broken') return broken();
    const found = isStruckThrough() ? { kind: 'struck' as const, text: content.text } : content;
    if (row > sheetLimits.rows) return exceeds('rows', row, sheetLimits.rows);
    if (column >= sheetLimits.columns) return exceeds('columns', column + 1, sheetLimits.columns);
    cells++;
    if (cells > sheetLimits.cells) return exceeds('cells', cells, sheetLimits.cells);
    if (found.kind !== 'number' && found.kind !== 'text' && ++faults > sheetLimits.faults) {
      return exceeds('faults', faults, sheetLimits.faults);
    }
    const key = cellKey(row, column);
    batch.keys.push(key);
    batch.kinds.push(cellKinds.indexOf(found.kind));
    batch.texts.push(found.text);
    if (formula !== null) batch.formulas.push(key);
    if (found.kind === 'percent') batch.formats.push([key, context.styles.formats[style] ?? '']);
    return true;
  };

  /** null: nothing stands in the cell. */
  const contentOf = (): { readonly kind: CellKind; readonly text: string } | null | 'broken' => {
    if (type === 'inlineStr') return textCell(inline ?? '');
    if (value === null || (value === '' && type !== 'str')) {
      return formula === null ? null : { kind: 'no_result', text: formula };
    }
    if (type === 's') {
      const text = /^\s*\d{1,7}\s*$/.test(value) ? context.shared.texts[Number(value)] : undefined;
      return text === undefined ? 'broken' : textCell(text);
    }
    if (type === 'str') return textCell(value);
    if (type === 'b') return { kind: 'boolean', text: isTrue(value.trim()) ? 'TRUE' : 'FALSE' };
    if (type === 'e') return { kind: 'error', text: value };
    if (type === 'd') return { kind: 'date', text: value.replace(/T00:00:00(?:\.0+)?Z?$/, '') };
    if (type !== 'n') return { kind: 'unreadable', text: value };
    return numberCell(value.trim());
  };

  /** As a whole, or a part of its text: what is struck through holds no longer, and nothing says what does. */
  const isStruckThrough = (): boolean =>
    context.styles.struck.has(style) ||
    (type === 's' && context.shared.struck.size > 0 && context.shared.struck.has(Number(value))) ||
    (type === 'inlineStr' && runs.struck);

  const numberCell = (written: string): { readonly kind: CellKind; readonly text: string } => {
    const number = decimal.test(written) ? Number(written) : Number.NaN;
    if (!Number.isFinite(number)) return { kind: 'unreadable', text: written };
    const kind = kinds[style] ?? 'plain';
    if (kind === 'plain') return { kind: 'number', text: String(number) };
    if (kind === 'percent') return { kind: 'percent', text: String(number) };
    const iso = isoOfSerial(number, context.from1904);
    return iso === null ? { kind: 'unreadable', text: written } : { kind: 'date', text: iso };
  };

  return {
    events: {
      open: (name, attributes) => {
        if (name === 'c') return openCell(attributes);
        if (name === 'row') return openRow(attributes);
        if (inCell) {
          if (name === 'v') {
            value ??= '';
            taken = 'v';
          } else if (name === 'f') openFormula(attributes);
          else if (name === 'rPh') reading++;
          else if (name === 't' && reading === 0) {
            inline ??= '';
            taken = 't';
          } else runs.open(name, (of) => attributeOf(attributes, of));
          return true;
        }
        if (name === 'mergeCell') {
          const range = rangeOf(attributeOf(attributes, 'ref') ?? '');
          if (range === null) return broken();
          merges.push(range);
          [row, column] = [range.top, range.left];
          if (merges.length > sheetLimits.merged) return exceeds('merged', merges.length, sheetLimits.merged);
        } else if (name === 'col' && isTrue(attributeOf(attributes, 'hidden'))) {
          const last = Math.min(Number(attributeOf(attributes, 'max')), sheetLimits.columns);
          for (let at = Number(attributeOf(attributes, 'min')); at >= 1 && at <= last; at++) hiddenColumns.push(at - 1);
          if (hiddenColumns.length > lastColumn) return broken();
        }
        return true;
      },
      text: (raw) => {
        if (taken === null) return true;
        const read = xmlText(raw);
        if (read === null) return broken();
        if (taken === 'v') value += read;
        else if (taken === 't') inline += runs.read(read);
        else formula += read;
        const length = (value?.length ?? 0) + (inline?.length ?? 0) + (formula?.length ?? 0);
        if (length > 4 * longestText) return exceeds('text_signs', length, longestText);
        // As they are written: reading a million entities costs more than a million letters.
        signs += raw.length;
        return signs <= textLimits.signs || exceeds('text_signs', signs, textLimits.signs);
      },
      close: (name) => {
        if (name === taken) taken = null;
        else if (name === 'rPh') reading--;
        return name === 'c' && inCell ? closeCell() : true;
      },
    },
    take: () => {
      if (batch.keys.length === 0) return null;
      const full = batch;
      batch = emptyBatch();
      return full;
    },
    sizes: () => ({ cells, faults, signs }),
    result: () => ({ kind: 'sheet_end', merges, hiddenRows, hiddenColumns }),
    problem: () => stopped,
  };
};

const emptyBatch = () => ({
  kind: 'cells' as const,
  keys: [] as number[],
  kinds: [] as number[],
  texts: [] as string[],
  formulas: [] as number[],
  formats: [] as [number, string][],
});

const formatKinds = (formats: ReadonlyArray<string>): ReadonlyArray<NumberKind> => {
  const known = new Map<string, NumberKind>();
  return formats.map((code) => {
    const kind = known.get(code) ?? kindOfFormat(code);
    known.set(code, kind);
    return kind;
  });
};

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** Signs that XML cannot hold are written `_x000D_`; a line end is a line feed. */
const textCell = (text: string): { readonly kind: CellKind; readonly text: string } | null => {
  const whole = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
  return whole === '' ? null : { kind: 'text', text: whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole };
};

/** `AB12` to row 12, column 27. */
const cellOf = (reference: string): { readonly row: number; readonly column: number } | null => {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  const row = Number(reference.slice(at));
  const sound = at > 0 && at <= 3 && column <= lastColumn && Number.isInteger(row) && row >= 1 && row <= lastRow;
  return sound ? { row, column: column - 1 } : null;
};

const rangeOf = (reference: string): CellRange | null => {
  const [first = '', last = first] = reference.replaceAll('$', '').split(':');
  const from = cellOf(first);
  const to = cellOf(last);
  if (from === null || to === null || to.row < from.row || to.column < from.column) return null;
  return { top: from.row, left: from.column, bottom: to.row, right: to.column };
};
