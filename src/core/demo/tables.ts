// The made-up dataset as canonical tables: the text of each CSV file, with LF line ends.
import type { Leaf } from '../define/definition.js';
import { demoAssessments } from './assessments.js';
import { demoPeriods } from './quality.js';
import { demoUnits } from './units.js';

/** The seed of the shipped files: chosen so that two districts share a rank in 2025. */
export const shippedSeed = 2026;

/** File names of `data/demo` and their text, for the criteria of lsgi-kz. */
export const demoTables = (leaves: ReadonlyArray<Leaf>, seed: number): ReadonlyMap<string, string> =>
  new Map([
    ['units.csv', unitsTable()],
    ...demoPeriods.map((period): [string, string] => [
      `assessments-${period}.csv`,
      table(
        assessmentColumns,
        demoAssessments(leaves, period, seed).map((row) => assessmentColumns.map((column) => row[column])),
      ),
    ]),
  ]);

const assessmentColumns = [
  'unit',
  'period',
  'indicator',
  'grade',
  'value',
  'round',
  'cases',
  'reason',
  'evidence',
  'comment',
  'assessor',
  'date',
] as const;

const unitsTable = (): string =>
  table(
    ['code', 'level', 'name_kk', 'name_ru', 'name_en', 'parent', 'short_kk', 'short_ru', 'short_en', 'population'],
    demoUnits.map(({ code, level, name, parent, short, population }) => [
      code,
      level,
      name.kk,
      name.ru,
      name.en,
      parent,
      short.kk,
      short.ru,
      short.en,
      population,
    ]),
  );

type Cell = string | number | null;

const table = (columns: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<Cell>>): string =>
  [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\n`).join('');

/** RFC 4180: quoted only where a comma, a quote or a line end stands inside. */
const cellText = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
