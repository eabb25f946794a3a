// The made-up dataset as canonical tables: the header and rows of each CSV file.
import type { Leaf } from '../define/definition.js';
import { demoAssessments } from './assessments.js';
import { demoPeriods } from './quality.js';
import { demoUnits } from './units.js';

/** The seed of the shipped files: chosen so that two districts share a rank in 2025. */
export const shippedSeed = 2026;

/** Rows of cells, the header first; null is an empty cell. */
export type DemoTable = ReadonlyArray<ReadonlyArray<string | number | null>>;

/** File names of `data/demo` and what stands in them, for the criteria of lsgi-kz. */
export const demoTables = (leaves: ReadonlyArray<Leaf>, seed: number): ReadonlyMap<string, DemoTable> =>
  new Map([
    ['units.csv', unitsTable()],
    ...demoPeriods.map((period): [string, DemoTable] => [
      `assessments-${period}.csv`,
      [
        assessmentColumns,
        ...demoAssessments(leaves, period, seed).map((row) => assessmentColumns.map((column) => row[column])),
      ],
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

const unitsTable = (): DemoTable => [
  ['code', 'level', 'name_kk', 'name_ru', 'name_en', 'parent', 'short_kk', 'short_ru', 'short_en', 'population'],
  ...demoUnits.map(({ code, level, name, parent, short, population }) => [
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
];
