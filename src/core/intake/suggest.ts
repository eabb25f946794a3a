// A first mapping for an office's file, from its shape, the register and the declared variables. It takes nothing that is only near:
// what a person has to decide is part of the suggestion.
import { type Block, blocksOf } from './blocks.js';
import { columnName, type Roles, rolesOf } from './column-roles.js';
import { type Grid, gridOf, scaled } from './grid.js';
import { periodInWords } from './periods-in-words.js';
import { withoutFootnotes } from './placed.js';
import { comparable, isProblem, type Register } from './register.js';
import { type SuggestedVariable, variableFor, wordsFor } from './suggested-variable.js';
import type { RawTable } from './table.js';
import type { Vocabulary } from './vocabulary.js';
import { bureauSigns, columnNumbers } from './written-numbers.js';

export interface Knowledge {
  readonly register: Register;
  readonly vocabulary: Pick<Vocabulary, 'variables' | 'titles'>;
}

export interface SuggestedColumn extends SuggestedVariable {
  /** As a mapping names it. */
  readonly name: string;
  /** The year in the heading, where there is one. */
  readonly year: string | null;
  /** A cell that stands for either of two numbers. */
  readonly open: OpenFigure | null;
}

export interface OpenFigure {
  readonly kind: 'decimal' | 'percent';
  readonly cell: string;
  readonly one: string;
  readonly other: string;
}

/** What the shape of a table says; all of it is to be looked over by a person. */
export interface SuggestedTable {
  readonly sheet: string | null;
  readonly header: ReadonlyArray<number>;
  /** Set where a row of column numbers stands under the headings. */
  readonly from: number | null;
  /** Set where another table follows in the sheet. */
  readonly until: number | null;
  readonly transposed: boolean;
  readonly key: { readonly column: string; readonly by: 'code' | 'name'; readonly fillDown: boolean };
  readonly period: {
    readonly column: string;
    readonly dates: boolean;
    /** Words in it, and the period they certainly mean; null: to be said by a person. */
    readonly words: ReadonlyMap<string, string | null>;
  } | null;
  /** The year in the title or the name of the sheet, where no column and no heading says one. */
  readonly year: string | null;
  readonly columns: ReadonlyArray<SuggestedColumn>;
  /** Set where each row names its variable: then the columns hold no variable of their own. */
  readonly variable: { readonly column: string; readonly words: ReadonlyMap<string, SuggestedVariable> } | null;
  readonly measuredIn: { readonly column: string; readonly words: ReadonlyArray<string> } | null;
  /** Columns by which rows could be chosen, with what stands in them. */
  readonly where: ReadonlyArray<{ readonly column: string; readonly words: ReadonlyArray<string> }>;
  readonly skip: ReadonlyArray<string>;
  /** Text in the key column below the last row of figures. */
  readonly stop: string | null;
  /** Names that mean no unit, with those that come near, or ''. */
  readonly unknown: ReadonlyArray<{ readonly name: string; readonly near: string }>;
}

export interface Suggestion {
  /** At least one. */
  readonly tables: ReadonlyArray<SuggestedTable>;
  readonly passedOver: ReadonlyArray<string>;
  /** The register holds no unit: names could not be looked up. */
  readonly unchecked: boolean;
  /** How many units and columns of figures were made out: what tells a good way to read the file from a bad one. */
  readonly units: number;
  readonly columns: number;
}

/** Every table of the file, in its order; null where none has headings and figures. */
export const suggestMapping = (tables: ReadonlyArray<RawTable>, knowledge: Knowledge): Suggestion | null => {
  const { register } = knowledge;
  const found = tables.map((table) => ({ table, own: tablesOfSheet(table, knowledge) }));
  const known = found.some(({ own }) => own.some(({ units }) => units > 0));
  // Contents and legends have figures too. Where some tables name units, the others are none.
  const kept = found.map(({ table, own }) => ({ table, own: own.filter(({ units }) => !known || units > 0) }));
  const made = kept.flatMap(({ own }) =>
    own.map(({ suggested }) => (tables.length > 1 ? suggested : { ...suggested, sheet: null })),
  );
  if (made.length === 0) return null;
  return {
    tables: made,
    passedOver: kept.filter(({ own }) => own.length === 0).flatMap(({ table }) => table.sheet ?? []),
    unchecked: register.byCode.size === 0,
    units: kept.reduce((sum, { own }) => sum + own.reduce((all, { units }) => all + units, 0), 0),
    columns: made.reduce((sum, { columns }) => sum + columns.length, 0),
  };
};

interface Found {
  readonly suggested: SuggestedTable;
  /** Rows or names that mean units of the register. */
  readonly units: number;
}

/** The shape of a long table shows at its beginning and its end. */
const sampled = (table: RawTable): RawTable =>
  table.rows.length <= 4000 ? table : { ...table, rows: [...table.rows.slice(0, 3000), ...table.rows.slice(-500)] };

/** As the sheet lies, or turned round where that way more of its keys are units. */
const tablesOfSheet = (sheet: RawTable, knowledge: Knowledge): ReadonlyArray<Found> => {
  const table = sampled(sheet);
  const ways = [false, true].map((transposed) => {
    const grid = gridOf(table, transposed);
    const blocks = grid.lines.length > 2000 && transposed ? [] : blocksOf(grid);
    return blocks.flatMap((block, i) => tableOf(grid, block, blocks[i + 1], knowledge) ?? []);
  });
  const units = ([first, ...rest]: ReadonlyArray<Found>): number =>
    first === undefined ? 0 : first.units + units(rest);
  const [upright = [], turned = []] = ways;
  return units(turned) > units(upright) && turned.length <= Math.max(1, upright.length) ? turned : upright;
};

const tableOf = (grid: Grid, block: Block, next: Block | undefined, knowledge: Knowledge): Found | null => {
  const roles = rolesOf(grid, block, knowledge.register);
  if (roles === null) return null;
  const { headings, key, period, variable, measuredIn, values, others } = roles;
  const name = (position: number): string => columnName(grid, headings, position);
  const textsAt = (position: number): ReadonlyArray<string> => [
    ...new Set(block.lines.map(({ line }) => comparable(grid.shown(line, position))).filter((text) => text !== '')),
  ];
  const keys = textsAt(key);
  const skip = totalsAmong(keys, knowledge.register);
  const { unknown, units } = unitsAmong(
    keys.filter((text) => !skip.includes(text)),
    knowledge.register,
  );
  const suggested: SuggestedTable = {
    sheet: grid.table.sheet,
    header: block.header,
    from: block.from,
    until: next === undefined ? null : block.lines[block.lines.length - 1]!.line,
    transposed: grid.transposed,
    key: { column: name(key), by: roles.by, fillDown: roles.keyFilledDown },
    period: period === null ? null : periodOf(name(period), block, period),
    year: onlyYear(block.title) ?? onlyYear(grid.table.sheet ?? ''),
    columns: values.map((position) => columnOf(grid, block, roles, position, knowledge)),
    variable:
      variable === null
        ? null
        : { column: name(variable), words: wordsFor(textsAt(variable).slice(0, 300), knowledge.vocabulary) },
    measuredIn: measuredIn === null ? null : { column: name(measuredIn), words: textsAt(measuredIn).slice(0, 40) },
    where: others.flatMap((position) => {
      const words = textsAt(position);
      const filled = block.lines.filter(({ cells }) => cells.has(position)).length;
      const chosen = words.length > 1 && words.length <= 20 && filled * 5 >= block.lines.length * 4;
      return chosen ? [{ column: name(position), words }] : [];
    }),
    skip,
    stop: next === undefined ? noteBelow(grid, key, block, keys) : null,
    unknown: roles.by === 'code' ? [] : unknown,
  };
  return { suggested, units };
};

const onlyYear = (text: string): string | null => {
  const years = new Set(text.match(/(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])/g));
  const [year] = years;
  return years.size === 1 && year !== undefined ? year : null;
};

const unitsAmong = (
  keys: ReadonlyArray<string>,
  register: Register,
): { readonly unknown: SuggestedTable['unknown']; readonly units: number } => {
  let units = 0;
  const unknown: { name: string; near: string }[] = [];
  for (const text of keys) {
    const name = withoutFootnotes(text);
    const found = register.find(name, new Map(), () => ({ file: '' }));
    if (!isProblem(found)) units++;
    else {
      const near = String(found.args.nearest ?? found.args.candidates ?? '');
      unknown.push({ name, near });
      if (near !== '') units += 0.5;
    }
  }
  return { unknown: unknown.slice(0, 300), units };
};

/** The country as statistical tables name it, and the words for a sum. */
const totalNames =
  /^(?:қазақстан|казахстан|республика казахстан|рк$|қр$|kazakhstan|republic of kazakhstan|барлығы|жиыны|жалпы|всего|итого|total|sum)/iu;

const totalsAmong = (keys: ReadonlyArray<string>, register: Register): ReadonlyArray<string> =>
  keys
    .filter((text) => totalNames.test(text) || /^0{1,9}$/.test(text))
    .filter((text) => isProblem(register.find(withoutFootnotes(text), new Map(), () => ({ file: '' }))))
    .slice(0, 40);

/** The first text below the figures, where no key above begins with it. */
const noteBelow = (grid: Grid, key: number, { lines }: Block, keys: ReadonlyArray<string>): string | null => {
  const last = lines[lines.length - 1]!.line;
  for (const { line, cells } of grid.lines) {
    if (line <= last) continue;
    const own = cells.get(key)?.text ?? [...cells.values()][0]?.text ?? '';
    const text = comparable(own).slice(0, 40).trim();
    if (text !== '') return keys.some((each) => each.startsWith(text)) ? null : text;
  }
  return null;
};

const periodOf = (column: string, { lines }: Block, position: number): SuggestedTable['period'] => {
  const cells = lines.flatMap((line) => line.cells.get(position) ?? []);
  const words = new Map<string, string | null>();
  for (const { text, date } of cells) {
    const plain = comparable(text);
    if (date !== null || /^[0-9]{4}(?:-(?:H[12]|Q[1-4]|[0-9]{2}(?:-[0-9]{2})?))?$/.test(plain)) continue;
    if (words.size < 100) words.set(plain, periodInWords(plain));
  }
  return { column, dates: cells.some(({ date }) => date !== null), words };
};

const columnOf = (
  grid: Grid,
  block: Block,
  { headings, variable }: Roles,
  position: number,
  { vocabulary }: Knowledge,
): SuggestedColumn => {
  const heading = headings[position] ?? '';
  const year = /(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])/.exec(heading)?.[0] ?? null;
  const words = year === null ? heading : heading.replace(/(?:19|20)[0-9]{2}(?:\s*(?:г\.?|год|ж\.?|жыл))?/u, ' ');
  // Where the heading is a year alone, the title of the table says what the figures are.
  const meant = /\p{L}/u.test(words) ? words : block.title;
  return {
    ...variableFor(meant, position, vocabulary),
    name: columnName(grid, headings, position),
    year,
    open: openFigure(grid, block, position, variable === null),
  };
};

const openFigure = (grid: Grid, { lines }: Block, position: number, oneQuantity: boolean): OpenFigure | null => {
  const cells = lines.flatMap((line) => line.cells.get(position) ?? []);
  const shown = cells.find(({ percent }) => percent !== null && percent !== 0);
  if (shown?.percent) {
    const one = String(scaled(shown.percent, 100));
    return { kind: 'percent', cell: shown.text, one, other: String(shown.percent) };
  }
  const texts = cells.filter(({ typed, fault }) => !typed && fault === null).map(({ text }) => text);
  const rules = { column: '', decimal: null, pointUnlessShown: grid.table.separator === ',', oneQuantity };
  const numbers = columnNumbers(texts, { ...rules, signs: bureauSigns });
  for (const cell of texts) {
    const read = numbers.read(cell);
    if (typeof read === 'object' && read.code === 'NumberAmbiguous') {
      return { kind: 'decimal', cell, one: String(read.args.one), other: String(read.args.other) };
    }
  }
  return null;
};
