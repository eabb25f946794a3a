// What each column of a table seems to hold: units, periods, words for variables, units of measurement, figures. For a first mapping only.
import { type Block, isCode, isFigure, isYear } from './blocks.js';
import { columnLetters, type Grid, type GridCell, headingsOf } from './grid.js';
import { periodInWords } from './periods-in-words.js';
import { withoutFootnotes } from './placed.js';
import { comparable, isProblem, type Register } from './register.js';
import { type SuggestedWithin, suggestedWithin } from './suggested-within.js';
import { isTotalName } from './totals.js';

/** Positions of the grid. */
export interface Roles {
  readonly headings: ReadonlyArray<string>;
  readonly key: number;
  readonly by: 'code' | 'name';
  readonly keyFilledDown: boolean;
  /** Where the larger unit of each row seems to be named. */
  readonly within: SuggestedWithin | null;
  readonly period: number | null;
  /** Set where each row names its variable. */
  readonly variable: number | null;
  readonly measuredIn: number | null;
  readonly values: ReadonlyArray<number>;
  /** Further columns of words, by which rows could be chosen. */
  readonly others: ReadonlyArray<number>;
}

const namesUnits =
  /регион|област|район|өңір|облыс|аудан|аймақ|территор|аумақ|region|district|area|territor|entity|unit name/iu;
const namesVariables = /показател|индикатор|көрсеткіш|indicator|variable|measure$/iu;
const namesMeasures =
  /^(?:unit|units|unit of measure(?:ment)?|measured[ _]in|ед\.? ?изм.*|единиц[аы] измерения|өлшем бірлі.*|өлш\. ?бірл.*)$/iu;
const namesPeriods = /^(?:period|year|date|год|годы|период|дата|жыл|жылы|кезең|күні|мерзім.*)$/iu;
const namesPlace = /^(?:№|n|no\.?|№ ?п\/п|р\/с|#)$/iu;

/** Of the positions from `from` on, those before `until` alone. */
export const rolesOf = (
  grid: Grid,
  { header, lines }: Block,
  register: Register,
  from = 0,
  until = grid.width,
): Roles | null => {
  const headings = headingsOf(grid, header);
  const cellsAt = (position: number): ReadonlyArray<GridCell> =>
    lines.flatMap(({ cells }) => cells.get(position) ?? []);
  const most = (position: number, fits: (cell: GridCell) => boolean): boolean => {
    const cells = cellsAt(position);
    return cells.length > 0 && cells.filter(fits).length * 2 > cells.length;
  };
  const last = (position: number): string => (headings[position] ?? '').split(' / ').pop() ?? '';
  const positions = Array.from({ length: grid.width }, (_, position) => position).filter(
    (position) => position >= from && position < until && cellsAt(position).length > 0,
  );
  const isText = (cell: GridCell): boolean => !isFigure(cell) && cell.date === null;

  const codes = positions.find((position) => most(position, ({ text }) => isCode(text)));
  const texts = positions.filter((position) => most(position, isText));
  const measuredIn =
    texts.find((position) => namesMeasures.test(last(position)) && unitsAmong(cellsAt(position), register) === 0) ??
    null;
  const words = texts.filter((position) => position !== measuredIn);
  const periodColumns = positions.filter((position) => position !== measuredIn && position !== codes);
  const period =
    periodColumns.find(
      (position) => namesPeriods.test(last(position)) && most(position, (cell) => isPeriod(cell) || isText(cell)),
    ) ??
    periodColumns.find((position) => most(position, isPeriod)) ??
    null;
  const free = words.filter((position) => position !== period);
  const span = grid.lines.filter(
    ({ line }) => line > (header[header.length - 1] ?? 0) && line <= (lines[lines.length - 1]?.line ?? 0),
  );
  const rows = span.map(({ line }) => line);
  const likely = codes ?? keyAmong(free, (position) => unitsAmong(cellsAt(position), register), last);
  if (likely === undefined) return null;
  // The column that names most units may be that of the larger ones: then the one inside it is the key.
  const inside = free.find(
    (position) =>
      position !== likely &&
      namesInside(cellsAt(position), register) &&
      suggestedWithin(grid, rows, position, [likely], register) !== null,
  );
  const key = codes ?? inside ?? likely;
  const within =
    codes === undefined
      ? suggestedWithin(
          grid,
          rows,
          key,
          free.filter((position) => position !== key),
          register,
        )
      : null;
  const values = positions.filter(
    (position) =>
      position !== key && position !== period && most(position, isFigure) && !namesPlace.test(last(position)),
  );
  if (values.length === 0) return null;
  const beside = within !== null && 'position' in within ? within.position : null;
  const named = free.filter((position) => position !== key && position !== beside);
  const variable = isLong(
    lines.map(({ line, cells }) =>
      [
        ...(beside === null ? [] : [grid.shown(line, beside)]),
        ...[key, period].map((at) => (at === null ? '' : (cells.get(at)?.text ?? ''))),
      ].join('\n'),
    ),
  )
    ? (named.find((position) => namesVariables.test(last(position))) ?? mostVaried(named, cellsAt))
    : null;
  const blankKeys = lines.filter(({ line }) => grid.shown(line, key) === '').length;
  return {
    headings,
    key,
    by: codes === undefined ? 'name' : 'code',
    keyFilledDown: variable !== null && blankKeys > 0,
    within,
    period,
    variable,
    measuredIn: variable === null ? null : measuredIn,
    values,
    others: variable === null ? [] : named.filter((position) => position !== variable),
  };
};

const isPeriod = (cell: GridCell): boolean =>
  cell.date !== null || isYear(cell.text) || (periodInWords(cell.text) !== null && !/^[0-9.,\s]+$/.test(cell.text));

/** Whether most of the names, sums left out, are names of units, be they of several. */
const namesInside = (cells: ReadonlyArray<GridCell>, register: Register): boolean => {
  const names = [...new Set(cells.map(({ text }) => comparable(withoutFootnotes(text))))].filter(
    (name) => !isTotalName(name),
  );
  const found = names.slice(0, 40).map((name) => register.find(name, new Map(), () => ({ file: '' })));
  const known = found.filter((each) => !isProblem(each) || each.code === 'UnitAmbiguous');
  return known.length > 0 && known.length * 2 >= found.length;
};

/** How many cells are names of units, or nearly so. */
const unitsAmong = (cells: ReadonlyArray<GridCell>, register: Register): number => {
  let score = 0;
  for (const text of new Set(cells.map(({ text: own }) => comparable(withoutFootnotes(own))))) {
    if (text.length < 4) continue;
    const found = register.find(text, new Map(), () => ({ file: '' }));
    score += !isProblem(found) || found.code === 'UnitAmbiguous' ? 3 : found.args.near === 'yes' ? 1 : 0;
  }
  return score;
};

const keyAmong = (
  positions: ReadonlyArray<number>,
  units: (position: number) => number,
  heading: (position: number) => string,
): number | undefined => {
  const scored = positions.map((position) => ({
    position,
    score:
      units(position) * 2 + (namesUnits.test(heading(position)) ? 3 : 0) - (namesPlace.test(heading(position)) ? 9 : 0),
  }));
  return scored.sort((a, b) => b.score - a.score || a.position - b.position)[0]?.position;
};

/** The same unit and period in many rows: something else tells the rows apart. */
const isLong = (keys: ReadonlyArray<string>): boolean => {
  const filled = keys.filter((key) => !key.startsWith('\n'));
  return keys.length > 2 && new Set(filled).size * 4 <= keys.length * 3;
};

const mostVaried = (
  positions: ReadonlyArray<number>,
  cellsAt: (position: number) => ReadonlyArray<GridCell>,
): number | null => {
  const counted = positions.map((position) => ({
    position,
    n: new Set(cellsAt(position).map(({ text }) => text)).size,
  }));
  return counted.sort((a, b) => b.n - a.n || a.position - b.position)[0]?.position ?? null;
};

/** As a mapping names it: the heading where it stands once, else letters, or the number in a text file. */
export const columnName = (grid: Grid, headings: ReadonlyArray<string>, position: number): string => {
  const heading = headings[position] ?? '';
  const own = heading !== '' && headings.indexOf(heading) === headings.lastIndexOf(heading);
  if (own) return heading;
  return grid.table.sheet === null || grid.transposed ? String(position + 1) : columnLetters(position);
};
