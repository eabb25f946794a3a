// The whole analysis of a scored index: one list of tables, in the order in which a reviewer asks.
import type { Scores } from '../score/scores.js';
import { type ClusterCount, clusters } from './cluster.js';
import { acrossLevels, type PairRule, withinGroups } from './correlate.js';
import { descriptive } from './describe.js';
import { type RegressionFormula, regression } from './regress.js';
import type { Sheet } from './sheet.js';
import { collinearity, componentsOf, reliability } from './structure.js';
import type { Variables } from './variables.js';

export interface AnalysisRequest {
  readonly pairs: PairRule;
  readonly regress: RegressionFormula | null;
  readonly clusters: ClusterCount | null;
  readonly seed: number;
}

export const analyse = (variables: Variables, request: AnalysisRequest): ReadonlyArray<Sheet> => [
  descriptive(variables),
  withinGroups(variables, request.pairs),
  acrossLevels(variables),
  ...reliability(variables),
  ...componentsOf(variables),
  ...collinearity(variables),
  ...(request.regress === null ? [] : regression(variables, request.regress)),
  ...(request.clusters === null ? [] : clusters(variables, request.clusters, request.seed)),
];

/** One JSON value: a table is a list of records under its id; numbers are full doubles. */
export const analysisDocument = (
  { definition, view, columns }: Scores,
  variables: Variables,
  sheets: ReadonlyArray<Sheet>,
): Readonly<Record<string, unknown>> => ({
  index: definition.id,
  period: columns.period,
  view: view.id,
  stage: variables.stage,
  units: variables.units.length,
  ...sheetsDocument(sheets),
});

export const sheetsDocument = (sheets: ReadonlyArray<Sheet>): Readonly<Record<string, unknown>> => ({
  tables: Object.fromEntries(
    sheets.map(({ id, columns, rows }) => [
      id,
      rows.map((row) => Object.fromEntries(columns.map((name, c) => [name, row[c] ?? null]))),
    ]),
  ),
  notes: sheets.flatMap(({ id, notes }) => notes.map((note) => ({ table: id, note: note.id, ...note.args }))),
});
