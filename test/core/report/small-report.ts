// A small index over six made-up units, decoded and scored by the real engine: what the tests of the pages look at.
import { readFileSync } from 'node:fs';
import { signShares } from '../../../src/core/compare/sign-share.js';
import { decodeIndex } from '../../../src/core/define/decode.js';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { E } from '../../../src/core/fp.js';
import type { Assessment } from '../../../src/core/model/observation.js';
import type { Problems } from '../../../src/core/model/problem.js';
import type { Snapshot } from '../../../src/core/model/snapshot.js';
import { type Lang, langs, sameInAll } from '../../../src/core/model/text.js';
import type { Unit } from '../../../src/core/model/unit.js';
import type { ReportInput } from '../../../src/core/report/input.js';
import { columnsOf } from '../../../src/core/score/columns.js';
import { totalWith } from '../../../src/core/score/gain.js';
import { score } from '../../../src/core/score/score.js';
import type { Scores } from '../../../src/core/score/scores.js';
import { samplingErrors } from '../../../src/core/uncertainty/cells.js';
import { drawRange } from '../../../src/core/uncertainty/draws.js';
import { type Model, modelOf } from '../../../src/core/uncertainty/model.js';
import { summaryOf } from '../../../src/core/uncertainty/summary.js';
import { type Words, wordsOf } from '../../../src/core/words/words.js';

export const right = <A>(result: E.Either<Problems, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left.slice(0, 3)));
  return result.right;
};

export const wordsIn = (lang: Lang): Words => {
  const file = `templates/i18n/${lang}.yaml`;
  return wordsOf(lang, right(catalogueOf({ file, text: readFileSync(file, 'utf8') })));
};

const definitionYaml = `
id: small
version: "1.0"
title: {kk: Шағын индекс, ru: Малый индекс, en: Small index}
units: {levels: [city, district]}
recipe:
  - {step: normalise, method: goalposts}
  - {step: aggregate, method: arithmetic, weights: points}
views:
  - {id: maslikhat, title: {kk: Мәслихат, ru: Маслихат, en: Maslikhat}, bodies: [maslikhat, both], ranks: true}
  - {id: joint, title: {kk: Бәрі, ru: Вместе, en: Joint}}
ranks: {decimals: 1, within: level}
bands:
  - {id: low, title: {kk: Төмен, ru: Низкий, en: Low}, from: 0}
  - {id: high, title: {kk: Жоғары, ru: Высокий, en: High}, from: 50}
peers:
  - {id: level, title: {kk: Деңгейі бірдей, ru: Тот же уровень, en: Same level}, by: [level]}
children:
  - id: PD
    title: {kk: Жариялау, ru: Раскрытие, en: Disclosure}
    children:
      - id: PD-01
        title: {kk: Ақпарат, ru: Информация, en: Information}
        children:
          - id: PD-01-01
            title: {kk: Есеп, ru: Отчёт, en: Report}
            kind: graded
            body: maslikhat
            points: 2
            not_applicable: [{id: new_unit, title: {kk: Жаңа бірлік, ru: Новая единица, en: New unit}}]
            grades:
              - {id: none, fraction: 0, title: {kk: Жоқ, ru: Нет, en: None}}
              - {id: part, fraction: 0.5, title: {kk: Ішінара, ru: Частично, en: In part}}
              - {id: full, fraction: 1, title: {kk: Толық, ru: Полностью, en: In full}}
            legal_basis: {text: {kk: Заң 1, ru: Закон 1, en: Law 1}, certainty: seen_title}
          - id: PD-01-02
            title: {kk: Үлес, ru: Доля, en: Share}
            kind: measure
            direction: up
            body: both
            points: 2
            quantity: share
            measured_in: "%"
            floor: 0
            goal: 100
            legal_basis: {text: {kk: Заң 2, ru: Закон 2, en: Law 2}, certainty: recalled}
          - id: PD-01-03
            title: {kk: Мерзім, ru: Срок, en: Delay}
            kind: measure
            body: maslikhat
            points: 1
            direction: down
            quantity: days
            measured_in: {kk: жұмыс күндері, ru: рабочие дни, en: working days}
            floor: 20
            goal: 5
  - id: PA
    title: {kk: Қатысу, ru: Участие, en: Participation}
    children:
      - id: PA-01
        title: {kk: Тыңдау, ru: Слушания, en: Hearings}
        children:
          - id: PA-01-01
            title: {kk: Өткізу, ru: Проведение, en: Holding}
            kind: graded
            body: maslikhat
            points: 1
            grades:
              - {id: "no", fraction: 0, title: {kk: Жоқ, ru: Нет, en: "No"}}
              - {id: "yes", fraction: 1, title: {kk: Иә, ru: Да, en: "Yes"}}
          - id: PA-01-02
            title: {kk: Әкімдік ісі, ru: Дело акимата, en: Matter of the akimat}
            kind: graded
            body: akimat
            points: 3
            grades:
              - {id: "no", fraction: 0, title: {kk: Жоқ, ru: Нет, en: "No"}}
              - {id: "yes", fraction: 1, title: {kk: Иә, ru: Да, en: "Yes"}}
`;

/** Grades and values by unit, in the order of the leaves; `-` is no row, `?` no evidence, `x` not applicable. */
const cells2025: Readonly<Record<string, string>> = {
  '990010000': 'full 80 5 yes no',
  '990020000': 'part 50 11 no yes',
  '990030000': 'part 50 11 no -',
  '990040000': '? 40 20 no no',
  '990050000': 'none 30 - no no',
  '990060000': 'x 20 14 yes no',
  '990070000': 'full - - - -',
};
const cells2024: Readonly<Record<string, string>> = { ...cells2025, '990020000': 'none 40 11 no yes' };

const leafIds = ['PD-01-01', 'PD-01-02', 'PD-01-03', 'PA-01-01', 'PA-01-02'];

const assessmentsOf = (period: string, cells: Readonly<Record<string, string>>): ReadonlyArray<Assessment> =>
  Object.entries(cells).flatMap(([unit, line]) =>
    line.split(' ').flatMap((cell, i): ReadonlyArray<Assessment> => {
      if (cell === '-') return [];
      const value = /^[0-9]/.test(cell) ? Number(cell) : null;
      return [
        {
          unit,
          period,
          indicator: leafIds[i]!,
          round: 'official',
          grade: value !== null ? null : cell === '?' ? 'no_evidence' : cell === 'x' ? 'not_applicable' : cell,
          value,
          cases: value === 80 ? 2 : null,
          reason: cell === 'x' ? 'new_unit' : null,
          evidence: cell === 'full' ? 'https://example.org/a; letter of 3 May' : null,
          comment: cell === 'part' ? 'Annexes are missing.' : null,
          assessor: null,
          date: null,
          from: { importId: 1, file: 'a.csv', sheet: null, row: i + 2, column: 'grade' },
        },
      ];
    }),
  );

const unit = (code: string, level: string, name: string): Unit => ({
  code,
  level,
  name: sameInAll(name),
  parent: '990000000',
  validFrom: null,
  validTo: null,
  replaces: null,
  madeUp: true,
  attributes: { population: 12_345 },
});

export const smallUnits: ReadonlyArray<Unit> = [
  { ...unit('990000000', 'region', 'Oblys'), parent: null },
  unit('990010000', 'district', 'Alpha'),
  unit('990020000', 'district', 'Beta'),
  unit('990030000', 'district', 'Gamma'),
  unit('990040000', 'district', 'Delta'),
  unit('990050000', 'district', 'Epsilon'),
  unit('990060000', 'city', 'Zeta'),
  unit('990070000', 'city', 'Eta'),
  unit('990080000', 'city', 'Theta'),
];

export const smallSnapshot: Snapshot = {
  units: smallUnits,
  observations: [],
  assessments: [...assessmentsOf('2024', cells2024), ...assessmentsOf('2025', cells2025)],
};

const scoresOf = (snapshot: Snapshot, period: string, yaml: string): ReadonlyArray<Scores> => {
  const file = 'small/index.yaml';
  const { definition } = right(decodeIndex([{ file, text: yaml }], file));
  const { columns } = right(columnsOf(definition, snapshot, period));
  return definition.views.map((view) => right(score(definition, view, columns)));
};

export interface Changed {
  readonly snapshot?: Snapshot;
  /** Edits the definition's text. */
  readonly yaml?: (text: string) => string;
}

export const smallInput = ({ snapshot = smallSnapshot, yaml = (text) => text }: Changed = {}): ReportInput => {
  const [scores, ...beside] = scoresOf(snapshot, '2025', yaml(definitionYaml));
  const previous = scoresOf(snapshot, '2024', yaml(definitionYaml))[0]!;
  return {
    scores: scores!,
    beside,
    previous,
    snapshot,
    uncertainty: null,
    definitionHash: 'sha256:0123456789abcdef',
    dataHash: 'sha256:fedcba9876543210',
    engine: 'lsg 0.1.0',
    edition: null,
    madeUp: true,
    datasets: [
      {
        name: 'small',
        title: { kk: 'Шағын жинақ', ru: 'Малый набор', en: 'Small set' },
        licences: [{ title: sameInAll('MIT'), url: 'https://opensource.org/license/mit' }],
        sources: [{ title: sameInAll('Tests'), url: null }],
      },
    ],
    langs,
    pdf: true,
    profiles: null,
    trace: (position, node) => ({
      unit: scores!.columns.units[position]!.code,
      node,
      lines: [
        { depth: 0, label: node, expression: '(2 * 50 + 1 * 0) / (2 + 1)', value: '33.333333333333336', where: null },
        { depth: 1, label: 'a cell', expression: null, value: '50', where: 'a.csv:2 grade' },
      ],
    }),
    totalIf: (position, changes) => totalWith(scores!, position, changes),
  };
};

const unsure = `uncertainty:
  draws: 300
  seed: 5
  factors:
    - {factor: weights, noise: 0.4, level: [2]}
    - {factor: grades, error: 0.2}
    - {factor: drop, level: 1}
    - {factor: sampling}
children:`;

/** The same index with doubts of its own, drawn by the real engine. */
export const unsureInput = (): ReportInput => {
  const input = smallInput({ yaml: (text) => text.replace('children:', unsure) });
  const [before, now] = [input.previous!, input.scores].map((scores) => modelFor(scores));
  const { draws, seed } = input.scores.definition.uncertainty!;
  const summary = summaryOf(now!, seed, drawRange(now!, { seed, from: 0, to: draws }));
  const changeShare = signShares(before!, now!, seed, draws);
  return { ...input, uncertainty: { summary, factors: now!.factors, changeShare } };
};

const modelFor = ({ definition, view, columns }: Scores): Model => {
  const cells = { assessment: () => undefined, title: () => undefined, observation: () => undefined };
  const errors = samplingErrors(definition, columns, cells);
  return right(modelOf(definition, view, columns, errors, definition.uncertainty!));
};

export const positionOf = (input: ReportInput, name: string): number =>
  input.scores.columns.units.findIndex((each) => each.name.en === name);
