// The shipped draft index over the shipped made-up oblast, scored, as the report program gets it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { decodeIndex } from '../../../src/core/define/decode.js';
import type { Definition } from '../../../src/core/define/definition.js';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { E } from '../../../src/core/fp.js';
import type { Assessment } from '../../../src/core/model/observation.js';
import type { Problems } from '../../../src/core/model/problem.js';
import type { Snapshot } from '../../../src/core/model/snapshot.js';
import { type Lang, langs } from '../../../src/core/model/text.js';
import type { Unit } from '../../../src/core/model/unit.js';
import type { ReportInput } from '../../../src/core/report/input.js';
import { columnsOf } from '../../../src/core/score/columns.js';
import { totalWith } from '../../../src/core/score/gain.js';
import { score } from '../../../src/core/score/score.js';
import type { Scores } from '../../../src/core/score/scores.js';
import { type Catalogue, type Words, wordsOf } from '../../../src/core/words/words.js';

export const demoIndex = 'lsgi-kz';
export const demoPeriod = '2025';

const right = <A>(result: E.Either<Problems, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left.slice(0, 5)));
  return result.right;
};

/** `nUnits`: only the first of them, by code. */
export const demoInput = (nUnits = 24): ReportInput => {
  const definition = shippedDefinition(demoIndex);
  const units = demoUnits().slice(0, nUnits);
  const snapshot: Snapshot = {
    units,
    observations: [],
    assessments: demoAssessments(demoPeriod).filter(({ unit }) => units.some(({ code }) => code === unit)),
  };
  const earlier = { ...snapshot, assessments: demoAssessments('2024') };
  const scores = scored(definition, snapshot, demoPeriod);
  return {
    scores: scores[0]!,
    beside: scores.slice(1),
    previous: scored(definition, earlier, '2024')[0]!,
    snapshot,
    uncertainty: null,
    definitionHash: 'sha256:d3f1',
    dataHash: 'sha256:da7a5e7',
    engine: 'lsg 0.1.0',
    edition: null,
    madeUp: true,
    datasets: [],
    langs,
    pdf: true,
    profiles: null,
    trace: (unit, node) => ({
      unit: units[unit]!.code,
      node,
      lines: [
        { depth: 0, label: node, expression: '1 * 100', value: '100', where: 'data/demo/assessments-2025.csv:2 grade' },
      ],
    }),
    totalIf: (unit, changes) => totalWith(scores[0]!, unit, changes),
  };
};

const shippedDefinition = (index: string): Definition => {
  const folder = join('indicators', index);
  const files = readdirSync(folder).map((name) => join(folder, name));
  const texts = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  return right(decodeIndex(texts, join(folder, 'index.yaml'))).definition;
};

/** The ranking view first. */
const scored = (definition: Definition, snapshot: Snapshot, period: string): ReadonlyArray<Scores> => {
  const { columns } = right(columnsOf(definition, snapshot, period));
  const views = [...definition.views].sort((a, b) => Number(b.ranks) - Number(a.ranks));
  return views.map((view) => right(score(definition, view, columns)));
};

const rows = (file: string): ReadonlyArray<Readonly<Record<string, string>>> =>
  parse(readFileSync(join('data', 'demo', file)), { columns: true, bom: true });

const demoUnits = (): ReadonlyArray<Unit> =>
  rows('units.csv').map((row) => ({
    code: row.code!,
    level: row.level!,
    name: { kk: row.name_kk!, ru: row.name_ru!, en: row.name_en! },
    parent: row.parent || null,
    validFrom: null,
    validTo: null,
    replaces: null,
    madeUp: true,
    attributes: { population: Number(row.population) },
  }));

const demoAssessments = (period: string): ReadonlyArray<Assessment> =>
  rows(`assessments-${period}.csv`).map((row, position) => ({
    unit: row.unit!,
    period: row.period!,
    indicator: row.indicator!,
    round: 'official',
    grade: row.grade || null,
    value: row.value ? Number(row.value) : null,
    cases: row.cases ? Number(row.cases) : null,
    reason: row.reason || null,
    evidence: row.evidence || null,
    comment: row.comment || null,
    assessor: row.assessor || null,
    date: row.date || null,
    from: { importId: 1, file: `data/demo/assessments-${period}.csv`, sheet: null, row: position + 2, column: 'grade' },
  }));

const catalogues = new Map<Lang, Catalogue>();

export const shippedWords = (lang: Lang): Words => {
  const known = catalogues.get(lang);
  if (known !== undefined) return wordsOf(lang, known);
  const file = join('templates', 'i18n', `${lang}.yaml`);
  const catalogue = right(catalogueOf({ file, text: readFileSync(file, 'utf8') }));
  catalogues.set(lang, catalogue);
  return wordsOf(lang, catalogue);
};
