// Reads one state of the database: units, and the values of the names and periods asked for, in a fixed order.
import type { Assessment, Observation, Provenance, Round } from '../../core/model/observation.js';
import type { Snapshot, SnapshotNeeds } from '../../core/model/snapshot.js';
import type { Text } from '../../core/model/text.js';
import { isMadeUpCode, type Unit } from '../../core/model/unit.js';
import { statusOrder } from './observation-numbers.js';
import type { Connection } from './open.js';

type Nullable<A> = A | null;
type Place = readonly [file: number, row: number, column: string];
type ObservationRow = readonly [
  unit: number,
  variable: number,
  value: Nullable<number>,
  status: number,
  se: Nullable<number>,
  n: Nullable<number>,
  df: Nullable<number>,
  source: Nullable<string>,
  note: Nullable<string>,
  file: number,
  row: number,
  column: number,
];
type AssessmentRow = readonly [
  unit: string,
  indicator: string,
  round: Round,
  grade: Nullable<string>,
  value: Nullable<number>,
  cases: Nullable<number>,
  reason: Nullable<string>,
  evidence: Nullable<string>,
  comment: Nullable<string>,
  assessor: Nullable<string>,
  date: Nullable<string>,
  ...Place,
];
interface UnitRow {
  readonly code: string;
  readonly level: string;
  readonly name_kk: string;
  readonly name_ru: string;
  readonly name_en: string;
  readonly parent: string | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly replaces: string | null;
  readonly attributes: string;
}
interface FileRow {
  readonly id: number;
  readonly import: number;
  readonly file: string;
  readonly sheet: string | null;
  readonly mapping: string | null;
  readonly mapping_hash: string | null;
}

export const snapshotReader = (db: Connection): ((needs: SnapshotNeeds) => Snapshot) => {
  const filesOf = db.prepare<[], FileRow>('SELECT id, import, file, sheet, mapping, mapping_hash FROM import_files');
  const numbered = (table: string, column: string) => {
    const all = db
      .prepare<[], readonly [number, string]>(`SELECT id, ${column} FROM ${table} ORDER BY ${column}`)
      .raw();
    return () => textsOf(all.all());
  };
  const unitTexts = numbered('unit_ids', 'unit');
  const variableTexts = numbered('variable_ids', 'variable');
  const columnTexts = numbered('column_ids', 'column_name');
  const observationsOf = db
    .prepare<[string, string], ObservationRow>(
      `SELECT unit, variable, value, status, se, n, df, source, note, file, row, column_id FROM observation_cells
       WHERE period = (SELECT id FROM period_ids WHERE period = ?)
       AND variable IN (SELECT id FROM variable_ids WHERE variable IN (SELECT value FROM json_each(?)))`,
    )
    .raw();
  const assessmentsOf = db
    .prepare<[string, string], AssessmentRow>(
      `SELECT unit, indicator, round, grade, value, cases, reason, evidence, comment, assessor, date,
         file, row, column_name FROM assessments
       WHERE period = ? AND indicator IN (SELECT value FROM json_each(?)) AND round = 'official'
       ORDER BY unit, indicator`,
    )
    .raw();
  const titlesOf = db.prepare<[string], { readonly name: string; readonly title: string }>(
    'SELECT name, title FROM variables WHERE title IS NOT NULL AND name IN (SELECT value FROM json_each(?)) ORDER BY name',
  );
  const units = unitsReader(db);

  const read = db.transaction((needs: SnapshotNeeds): Snapshot => {
    const files = new Map(filesOf.all().map((file) => [file.id, file]));
    const from = (id: number, row: number, column: string): Provenance => {
      const file = files.get(id)!;
      const place = { importId: file.import, file: file.file, sheet: file.sheet, row, column };
      if (file.mapping === null || file.mapping_hash === null) return place;
      return { ...place, mapping: { file: file.mapping, hash: file.mapping_hash } };
    };
    const periods = [...new Set(needs.periods)].sort();
    const variables = JSON.stringify(needs.variables);
    const indicators = JSON.stringify(needs.indicators);
    const observations: Observation[] = [];
    const assessments: Assessment[] = [];
    const [unitOf, variableOf, columnOf] = [unitTexts(), variableTexts(), columnTexts()];
    for (const period of periods) {
      if (needs.variables.length > 0) {
        const rows = observationsOf.all(period, variables);
        rows.sort(
          (a, b) => unitOf.place[a[0]]! - unitOf.place[b[0]]! || variableOf.place[a[1]]! - variableOf.place[b[1]]!,
        );
        for (const [unit, variable, value, status, se, n, df, source, note, file, line, column] of rows) {
          observations.push({
            unit: unitOf.text[unit]!,
            period,
            variable: variableOf.text[variable]!,
            value,
            status: statusOrder[status]!,
            se,
            n,
            df,
            source,
            note,
            from: from(file, line, columnOf.text[column]!),
          });
        }
      }
      if (needs.indicators.length > 0) {
        for (const row of assessmentsOf.all(period, indicators)) {
          assessments.push({
            unit: row[0],
            period,
            indicator: row[1],
            round: row[2],
            grade: row[3],
            value: row[4],
            cases: row[5],
            reason: row[6],
            evidence: row[7],
            comment: row[8],
            assessor: row[9],
            date: row[10],
            from: from(row[11], row[12], row[13]),
          });
        }
      }
    }
    if (periods.length > 1) {
      observations.sort((a, b) => order(a.unit, b.unit) || order(a.variable, b.variable) || order(a.period, b.period));
      assessments.sort((a, b) => order(a.unit, b.unit) || order(a.indicator, b.indicator) || order(a.period, b.period));
    }
    const titles = new Map(titlesOf.all(variables).map(({ name, title }) => [name, JSON.parse(title) as Text]));
    return { units: units(), observations, assessments, titles };
  });
  return read;
};

/** By number: the text, and its place among all texts in their order. */
interface Texts {
  readonly text: ReadonlyArray<string>;
  readonly place: ReadonlyArray<number>;
}

const textsOf = (rows: ReadonlyArray<readonly [number, string]>): Texts => {
  const text: string[] = [];
  const place: number[] = [];
  rows.forEach(([id, each], i) => {
    text[id] = each;
    place[id] = i;
  });
  return { text, place };
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Periods with a value of any of the names, by their text. */
export const periodsReader = (
  db: Connection,
): ((needs: Pick<SnapshotNeeds, 'variables' | 'indicators'>) => ReadonlyArray<string>) => {
  const periods = db
    .prepare<[string, string], string>(
      `SELECT period FROM period_ids AS p WHERE EXISTS (
         SELECT 1 FROM observation_cells AS o WHERE o.period = p.id AND o.status <> ${statusOrder.indexOf('missing')}
         AND o.variable IN (SELECT id FROM variable_ids WHERE variable IN (SELECT value FROM json_each(?))))
       UNION SELECT period FROM assessments WHERE indicator IN (SELECT value FROM json_each(?)) ORDER BY period`,
    )
    .pluck();
  return ({ variables, indicators }) => periods.all(JSON.stringify(variables), JSON.stringify(indicators));
};

/** All units by code. */
export const unitsReader = (db: Connection): (() => ReadonlyArray<Unit>) => {
  const all = db.prepare<[], UnitRow>(
    `SELECT code, level, name_kk, name_ru, name_en, parent, valid_from, valid_to, replaces, attributes
     FROM units ORDER BY code`,
  );
  return () =>
    all.all().map((row) => ({
      code: row.code,
      level: row.level,
      name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
      parent: row.parent,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      replaces: row.replaces,
      madeUp: isMadeUpCode(row.code),
      attributes: attributesOf(row.attributes),
    }));
};

/** Written by this program alone, from numbers and texts. */
const attributesOf = (json: string): Readonly<Record<string, number | string>> =>
  JSON.parse(json) as Record<string, number | string>;
