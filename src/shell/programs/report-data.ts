// The numbers of an edition as files: the ranking as CSV and JSON, and what a program needs to know to read them.
import type { ReportInput } from '../../core/report/input.js';
import { groupNumbers } from '../../core/uncertainty/document.js';
import { type CsvCell, csvText } from './csv-text.js';

type Scored = Pick<ReportInput, 'scores' | 'uncertainty' | 'madeUp'>;

/** One row a unit, best first: who it is, its place, the places it takes in the draws, and the score of every node. */
export const scoresAsCsv = ({ scores, uncertainty }: Omit<Scored, 'madeUp'>): string => {
  const nodes = [...scores.nodes.entries()];
  const groups = uncertainty === null ? null : groupNumbers(uncertainty.summary);
  const header: ReadonlyArray<CsvCell> = [
    ...columnsOf({ uncertainty }).map(({ name }) => name),
    ...nodes.map(([id]) => id),
  ];
  const rows = scores.order.map((position): ReadonlyArray<CsvCell> => {
    const unit = scores.columns.units[position]!;
    const result = scores.units[position]!;
    return [
      unit.code,
      unit.name.kk,
      unit.name.ru,
      unit.name.en,
      unit.level,
      result.rank === 0 ? null : result.rank,
      result.rankAll === 0 ? null : result.rankAll,
      result.score,
      result.band?.id ?? null,
      result.coverage,
      result.reason,
      ...drawnCells(uncertainty, position, groups?.get(unit.code)),
      ...nodes.map(([, node]) => node.score[position]!),
    ];
  });
  return csvText([header, ...rows]);
};

const drawnCells = (
  uncertainty: Scored['uncertainty'],
  position: number,
  group: number | undefined,
): ReadonlyArray<CsvCell> => {
  if (uncertainty === null) return [];
  const rank = uncertainty.summary.units[position]?.rank ?? null;
  return [rank?.p05 ?? null, rank?.p95 ?? null, group ?? null];
};

/** An index that names nothing unsure has no columns of places. */
const columnsOf = ({ uncertainty }: Pick<Scored, 'uncertainty'>) =>
  uncertainty === null ? unitColumns : [...unitColumns, ...drawnColumns];

const drawnColumns = [
  { name: 'rank_p05', type: 'number' },
  { name: 'rank_p95', type: 'number' },
  { name: 'group', type: 'integer' },
] as const;

const unitColumns = [
  { name: 'code', type: 'string' },
  { name: 'name_kk', type: 'string' },
  { name: 'name_ru', type: 'string' },
  { name: 'name_en', type: 'string' },
  { name: 'level', type: 'string' },
  { name: 'rank', type: 'integer' },
  { name: 'rank_all', type: 'integer' },
  { name: 'score', type: 'number' },
  { name: 'band', type: 'string' },
  { name: 'coverage', type: 'number' },
  { name: 'reason', type: 'string' },
] as const;

/** A Data Package that describes the files beside it. */
export const scoresPackage = ({ scores, uncertainty, madeUp }: Scored): string => {
  const { definition, view, columns } = scores;
  const document = {
    name: `${definition.id}-${columns.period.replace('/', '-')}`.toLowerCase(),
    title: definition.title,
    version: definition.version,
    made_up: madeUp,
    index: definition.id,
    period: columns.period,
    view: view.id,
    resources: [
      {
        name: 'scores',
        path: 'scores.csv',
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        // A text that begins with a sign of formulas has an apostrophe before it here, and not in the JSON.
        schema: {
          fields: [
            ...columnsOf({ uncertainty }),
            ...[...scores.nodes.keys()].map((name) => ({ name, type: 'number' })),
          ],
          missingValues: [''],
          primaryKey: 'code',
        },
      },
      { name: 'scores-json', path: 'scores.json', ...json },
      ...(uncertainty === null ? [] : [{ name: 'uncertainty-json', path: 'uncertainty.json', ...json }]),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};

const json = { format: 'json', mediatype: 'application/json', encoding: 'utf-8' } as const;
