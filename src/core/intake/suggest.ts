// A first mapping for an office's file, from its shape, the register and the declared variables. It takes nothing that is only near:
// what a person has to decide is part of the suggestion.
import type { ProblemArgs } from '../model/problem.js';
import type { Lang, Text } from '../model/text.js';
import { type Block, blocksOf, isCode } from './blocks.js';
import { columnName, type Roles, rolesOf } from './column-roles.js';
import { type Grid, gridOf } from './grid.js';
import { periodInWords } from './periods-in-words.js';
import { withoutFootnotes } from './placed.js';
import { comparable, isProblem, type Register } from './register.js';
import { columnOf, type SuggestedColumn } from './suggested-column.js';
import { type SuggestedVariable, wordsFor } from './suggested-variable.js';
import type { RawTable } from './table.js';
import type { Vocabulary } from './vocabulary.js';

export interface Knowledge {
  readonly register: Register;
  readonly vocabulary: Pick<Vocabulary, 'variables' | 'titles'>;
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
  readonly key: {
    readonly column: string;
    readonly by: 'code' | 'name';
    readonly fillDown: boolean;
    /** Where the larger unit is named. */
    readonly within: { readonly column: string } | { readonly rows: ReadonlyArray<string> } | null;
  };
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
  readonly unknown: ReadonlyArray<UnknownName>;
}

export interface UnknownName {
  readonly name: string;
  /** Units whose names come near, or that all bear this one; null: none. */
  readonly near: Text | null;
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
    return blocks.flatMap((block, i) => tablesOf(grid, block, blocks[i + 1], knowledge));
  });
  const units = ([first, ...rest]: ReadonlyArray<Found>): number =>
    first === undefined ? 0 : first.units + units(rest);
  const [upright = [], turned = []] = ways;
  return units(turned) > units(upright) && turned.length <= Math.max(1, upright.length) ? turned : upright;
};

/** More than one where tables stand side by side, each with units of its own. */
const tablesOf = (
  grid: Grid,
  block: Block,
  next: Block | undefined,
  knowledge: Knowledge,
  from = 0,
): ReadonlyArray<Found> => {
  const whole = rolesOf(grid, block, knowledge.register, from);
  const right = whole === null ? null : keyOnRight(grid, block, whole, knowledge.register);
  const roles = right === null ? whole : rolesOf(grid, block, knowledge.register, from, right);
  const found = roles === null ? [] : [tableOf(grid, block, next, knowledge, roles)];
  return right === null ? found : [...found, ...tablesOf(grid, block, next, knowledge, right)];
};

/** Another column of units behind figures of this table. */
const keyOnRight = (grid: Grid, block: Block, { key, values }: Roles, register: Register): number | null => {
  const first = values.find((position) => position > key);
  if (first === undefined) return null;
  for (let position = first + 1; position < grid.width; position++) {
    const names = new Set(block.lines.map(({ line }) => comparable(grid.shown(line, position))));
    names.delete('');
    const isUnit = (name: string): boolean => !isProblem(register.find(name, new Map(), () => ({ file: '' })));
    const known = [...names].filter((name) => !/^[0-9.,\s]+$/u.test(name) && isUnit(withoutFootnotes(name)));
    if (known.length > 1 && known.length * 2 >= names.size && values.some((value) => value > position)) return position;
  }
  return null;
};

const tableOf = (grid: Grid, block: Block, next: Block | undefined, knowledge: Knowledge, roles: Roles): Found => {
  const { headings, key, period, variable, measuredIn, values, others } = roles;
  const name = (position: number): string => columnName(grid, headings, position);
  const textsAt = (position: number): ReadonlyArray<string> => [
    ...new Set(block.lines.map(({ line }) => comparable(grid.shown(line, position))).filter((text) => text !== '')),
  ];
  const keys = textsAt(key);
  // Where the row names no unit, the name of the larger one may be that of a sum.
  const beside = roles.within !== null && 'position' in roles.within ? roles.within.position : null;
  const unnamed = block.lines.filter(({ line }) => beside !== null && grid.shown(line, key) === '');
  const larger = unnamed.map(({ line }) => comparable(grid.shown(line, beside ?? key)));
  const skip = totalsAmong([...new Set([...keys, ...larger])], knowledge.register);
  const { unknown, units } = unitsAmong(
    keys.filter((text) => !skip.includes(text)),
    knowledge.register,
    roles.within !== null,
  );
  const suggested: SuggestedTable = {
    sheet: grid.table.sheet,
    header: block.header,
    from: block.from,
    until: next === undefined ? null : block.lines[block.lines.length - 1]!.line,
    transposed: grid.transposed,
    key: { column: name(key), by: roles.by, fillDown: roles.keyFilledDown, within: withinOf(roles, name) },
    period: period === null ? null : periodOf(name(period), block, period),
    year: onlyYear(block.title) ?? onlyYear(titlesAbove(grid, block)) ?? onlyYear(grid.table.sheet ?? ''),
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
    stop: next === undefined ? noteBelow(grid, key, block, keys, knowledge.register) : null,
    unknown: roles.by === 'code' ? [] : unknown,
  };
  return { suggested, units };
};

const withinOf = ({ within }: Roles, name: (position: number) => string): SuggestedTable['key']['within'] =>
  within !== null && 'position' in within ? { column: name(within.position) } : within;

const onlyYear = (text: string): string | null => {
  const years = new Set(text.match(/(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])/g));
  const [year] = years;
  return years.size === 1 && year !== undefined ? year : null;
};

/** Rows of one text right above the headings. */
const titlesAbove = (grid: Grid, { header }: Block): string => {
  const above = grid.lines.filter(({ line }) => line < (header[0] ?? 0)).reverse();
  const end = above.findIndex(({ cells }) => cells.size > 1);
  const titles = (end === -1 ? above : above.slice(0, end)).slice(0, 6);
  return titles.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text)).join(' ');
};

const unitsAmong = (
  keys: ReadonlyArray<string>,
  register: Register,
  /** Names that several units bear are told apart. */
  toldApart: boolean,
): { readonly unknown: SuggestedTable['unknown']; readonly units: number } => {
  let units = 0;
  const unknown: UnknownName[] = [];
  for (const text of keys) {
    const name = withoutFootnotes(text);
    const found = register.find(name, new Map(), () => ({ file: '' }));
    if (!isProblem(found) || (toldApart && found.code === 'UnitAmbiguous')) units++;
    else {
      const near = nearIn(found.args);
      unknown.push({ name, near });
      if (near !== null) units += 0.5;
    }
  }
  return { unknown: unknown.slice(0, 300), units };
};

const nearIn = (args: ProblemArgs): Text | null => {
  const in_ = (lang: Lang): string => String(args[`nearest_${lang}`] ?? args[`candidates_${lang}`] ?? '');
  return in_('ru') === '' ? null : { kk: in_('kk'), ru: in_('ru'), en: in_('en') };
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
const noteBelow = (
  grid: Grid,
  key: number,
  { lines }: Block,
  keys: ReadonlyArray<string>,
  register: Register,
): string | null => {
  const last = lines[lines.length - 1]!.line;
  for (const { line, cells } of grid.lines) {
    if (line <= last) continue;
    const own = cells.get(key)?.text ?? [...cells.values()][0]?.text ?? '';
    const text = comparable(own).slice(0, 40).trim();
    if (text === '') continue;
    // A unit without a figure is a row of the table still.
    const isUnit = isCode(text) || !isProblem(register.find(withoutFootnotes(text), new Map(), () => ({ file: '' })));
    return isUnit || keys.some((each) => each.startsWith(text)) ? null : text;
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
