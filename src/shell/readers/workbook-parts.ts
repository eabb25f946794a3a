// What stands round the sheets of a workbook: which there are, where they lie, their shared texts, their formats, their calendar.
import { type Problem, problem } from '../../core/model/problem.js';
import { formatCode } from './number-format.js';
import { isStruck, Runs } from './raised-text.js';
import { attributeOf, type XmlEvents, xmlText } from './xml-scan.js';

export const sheetLimits = {
  sheets: 50,
  rows: 100_000,
  columns: 1_000,
  /** Filled ones, of all sheets. */
  cells: 2_000_000,
  merged: 100_000,
  /** Cells whose meaning is not certain, dates and per cents among them: each is kept with its place and its reason. */
  faults: 300_000,
  /** Relations, formats and styles. */
  entries: 100_000,
};
/** `signs`: of the shared texts, and once more of those that stand in the cells. */
export const textLimits = { strings: 500_000, signs: 32_000_000 };

export interface SheetName {
  readonly name: string;
  readonly hidden: boolean;
  /** By which the relations of the workbook give its part. */
  readonly relation: string;
}

export interface WorkbookList {
  readonly sheets: ReadonlyArray<SheetName>;
  readonly from1904: boolean;
}

/** Events for a part, what they have gathered, and the problem for which they stopped. */
export interface PartReader<A> {
  readonly events: XmlEvents;
  readonly result: () => A;
  readonly problem: () => Problem | null;
}

const nothing = (): boolean => true;

export const workbookList = (file: string): PartReader<WorkbookList> => {
  const sheets: SheetName[] = [];
  const tooMany = (): Problem | null => {
    const args = { what: 'sheets', found: sheets.length, limit: sheetLimits.sheets };
    return sheets.length > sheetLimits.sheets ? problem('LimitExceeded', args, { file }) : null;
  };
  let from1904 = false;
  return {
    events: {
      open: (name, attributes) => {
        if (name === 'sheet') {
          sheets.push({
            name: attributeOf(attributes, 'name') ?? '',
            hidden: (attributeOf(attributes, 'state') ?? 'visible') !== 'visible',
            relation: attributeOf(attributes, 'id') ?? '',
          });
        } else if (name === 'workbookPr') from1904 = isTrue(attributeOf(attributes, 'date1904'));
        return sheets.length <= sheetLimits.sheets;
      },
      text: nothing,
      close: nothing,
    },
    result: () => ({ sheets, from1904 }),
    problem: tooMany,
  };
};

export const isTrue = (value: string | null): boolean => value === '1' || value === 'true' || value === 'on';

export interface Relation {
  /** The last word of its type: `worksheet`, `sharedStrings`. */
  readonly type: string;
  readonly target: string;
}

/** Relations of a part by their id; those that lead out of the file are left out, and never followed. `folder`: of the part, with a slash. */
export const relations = (folder: string): PartReader<ReadonlyMap<string, Relation>> => {
  const found = new Map<string, Relation>();
  return {
    events: {
      open: (name, attributes) => {
        if (name !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return true;
        const target = attributeOf(attributes, 'Target') ?? '';
        const type = (attributeOf(attributes, 'Type') ?? '').replace(/^.*\//, '');
        found.set(attributeOf(attributes, 'Id') ?? '', { type, target: resolved(folder, target) });
        return found.size <= sheetLimits.entries;
      },
      text: nothing,
      close: nothing,
    },
    result: () => found,
    problem: () => null,
  };
};

/** Part names are compared without regard to case. */
const resolved = (folder: string, target: string): string => {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : folder + target).replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/').toLowerCase();
};

export interface SharedTexts {
  readonly texts: ReadonlyArray<string>;
  /** Numbers of those in which something is struck through. */
  readonly struck: ReadonlySet<number>;
}

export interface CellStyles {
  /** The format code of each style. */
  readonly formats: ReadonlyArray<string>;
  /** Styles that strike the cell through. */
  readonly struck: ReadonlySet<number>;
}

/** Texts that cells share, by their number. Runs of a rich text are joined, raised ones with raised signs; the readings above Asian letters are no text. */
export const sharedTexts = (file: string): PartReader<SharedTexts> => {
  const texts: string[] = [];
  const struck = new Set<number>();
  let size = 0;
  let stopped: Problem | null = null;
  const runs = new Runs();
  let text = '';
  let inside = false;
  let reading = 0;
  const stop = (what: string, found: number, limit: number): boolean => {
    stopped = problem('LimitExceeded', { what, found, limit }, { file });
    return false;
  };
  return {
    events: {
      open: (name, attributes) => {
        if (name === 'si') {
          text = '';
          runs.reset();
        } else if (name === 'rPh') reading++;
        else if (name === 't') inside = reading === 0;
        else runs.open(name, (of) => attributeOf(attributes, of));
        return true;
      },
      text: (raw) => {
        if (!inside) return true;
        const read = xmlText(raw);
        if (read === null) {
          stopped = problem('FormatNotRead', { reason: 'broken_workbook' }, { file });
          return false;
        }
        text += runs.read(read);
        size += raw.length;
        return size <= textLimits.signs || stop('text_signs', size, textLimits.signs);
      },
      close: (name) => {
        if (name === 't') inside = false;
        else if (name === 'rPh') reading--;
        else if (name === 'si') {
          if (runs.struck) struck.add(texts.length);
          texts.push(ownCopy(text));
          return texts.length <= textLimits.strings || stop('strings', texts.length, textLimits.strings);
        }
        return true;
      },
    },
    result: () => ({ texts, struck }),
    problem: () => stopped,
  };
};

/** A text cut from a long one keeps the long one alive in the engine: joined and cut again it stands by itself. */
const ownCopy = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1));

/** What styles say of a cell, by the number that cells name them with. */
export const cellStyles = (): PartReader<CellStyles> => {
  const own = new Map<number, string>();
  const styles: number[] = [];
  const fonts: number[] = [];
  const struckFonts = new Set<number>();
  let font = -1;
  let inFonts = false;
  let inCells = false;
  let inFormats = false;
  return {
    events: {
      open: (name, attributes) => {
        // Conditional formats have formats of their own, under numbers of their own.
        if (name === 'numFmts') inFormats = true;
        else if (name === 'numFmt' && inFormats) {
          own.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? '');
        } else if (name === 'cellXfs') inCells = true;
        else if (name === 'xf' && inCells) {
          styles.push(Number(attributeOf(attributes, 'numFmtId') ?? 0));
          fonts.push(Number(attributeOf(attributes, 'fontId') ?? 0));
        } else if (name === 'fonts') inFonts = true;
        else if (name === 'font' && inFonts) font++;
        else if (name === 'strike' && inFonts && isStruck(attributeOf(attributes, 'val'))) struckFonts.add(font);
        return styles.length <= sheetLimits.entries && own.size <= sheetLimits.entries;
      },
      text: nothing,
      close: (name) => {
        if (name === 'cellXfs') inCells = false;
        else if (name === 'numFmts') inFormats = false;
        else if (name === 'fonts') inFonts = false;
        return true;
      },
    },
    result: () => ({
      formats: styles.map((id) => formatCode(id, own)),
      struck: new Set(fonts.flatMap((id, style) => (struckFonts.has(id) ? [style] : []))),
    }),
    problem: () => null,
  };
};
