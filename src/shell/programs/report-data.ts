// The numbers of an edition as files: the ranking as CSV and JSON, and what a program needs to know to read them.
import type { Scores } from '../../core/score/scores.js';
import { type CsvCell, csvText } from './csv-text.js';

/** One row a unit, best first: who it is, its place, and the score of every node. */
export const scoresAsCsv = (scores: Scores): string => {
  const nodes = [...scores.nodes.entries()];
  const header: ReadonlyArray<CsvCell> = [...unitColumns.map(({ name }) => name), ...nodes.map(([id]) => id)];
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
      ...nodes.map(([, node]) => node.score[position]!),
    ];
  });
  return csvText([header, ...rows]);
};

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

/** A Data Package that describes the two files beside it. */
export const scoresPackage = (scores: Scores, madeUp: boolean): string => {
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
          fields: [...unitColumns, ...[...scores.nodes.keys()].map((name) => ({ name, type: 'number' }))],
          missingValues: [''],
          primaryKey: 'code',
        },
      },
      { name: 'scores-json', path: 'scores.json', format: 'json', mediatype: 'application/json', encoding: 'utf-8' },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};
