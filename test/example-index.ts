// A tiny index for tests: two blocks, a graded criterion, a measure from the assessments, two measures of variables and a formula.
import { decodeIndex } from '../src/core/define/decode.js';
import type { Definition } from '../src/core/define/definition.js';
import type { Assessment, Observation } from '../src/core/model/observation.js';
import type { Snapshot } from '../src/core/model/snapshot.js';
import type { Unit } from '../src/core/model/unit.js';

const t = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;

export const exampleText = `
id: example
version: "1"
title: ${t('Example')}
recipe:
  - {step: normalise, method: min-max}
  - {step: aggregate, method: arithmetic, weights: points}
ranks: {decimals: 1}
children:
  - id: A
    title: ${t('Openness')}
    weight: 4
    children:
      - id: A-1
        title: ${t('Budget')}
        kind: graded
        points: 1
        body: maslikhat
        not_applicable: [{id: none_needed, title: ${t('None needed')}}]
        grades:
          - {id: none, fraction: 0, title: ${t('None')}}
          - {id: part, fraction: 1/2, title: ${t('Part')}}
          - {id: full, fraction: 1, title: ${t('Full')}}
      - id: A-2
        title: ${t('Answers')}
        kind: measure
        points: 3
        body: akimat
        direction: down
        measured_in: days
        floor: 20
        goal: 5
  - id: B
    title: ${t('Results')}
    weight: 6
    children:
      - {id: B-1, title: ${t('Pay')}, kind: measure, points: 2, body: both, variable: pay, transform: ln, direction: up, measured_in: tenge}
      - {id: B-2, title: ${t('Crime')}, kind: formula, points: 2, body: both, formula: "crimes / people * 1000", direction: down, measured_in: per 1000}
      - {id: B-3, title: ${t('Air')}, kind: measure, points: 2, body: both, variable: air, direction: up, measured_in: points}
`;

/** Decodes one text as an index; throws the problems, since a test that begins with a broken index is itself broken. */
export const decoded = (text: string, file = 'example/index.yaml'): Definition => {
  const result = decodeIndex([{ file, text }], file);
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left, null, 1));
  return result.right.definition;
};

export const unit = (n: number, more: Partial<Unit> = {}): Unit => ({
  code: String(100000000 + n),
  level: 'district',
  name: { kk: `U${n}`, ru: `U${n}`, en: `U${n}` },
  parent: null,
  validFrom: null,
  validTo: null,
  replaces: null,
  madeUp: false,
  attributes: {},
  ...more,
});

const from = (row: number, column: string) => ({ importId: 1, file: 'data.csv', sheet: null, row, column });

export const observation = (
  code: string,
  variable: string,
  value: number | null,
  more: Partial<Observation> = {},
): Observation => ({
  unit: code,
  period: '2025',
  variable,
  value,
  status: value === null ? 'missing' : 'observed',
  se: null,
  n: null,
  df: null,
  source: null,
  note: null,
  from: from(2, 'value'),
  ...more,
});

export const assessment = (
  code: string,
  indicator: string,
  given: string | number,
  more: Partial<Assessment> = {},
): Assessment => ({
  unit: code,
  period: '2025',
  indicator,
  round: 'official',
  grade: typeof given === 'string' ? given : null,
  value: typeof given === 'number' ? given : null,
  cases: null,
  reason: null,
  evidence: null,
  comment: null,
  assessor: null,
  date: null,
  from: from(2, 'grade'),
  ...more,
});

export const snapshot = (
  units: ReadonlyArray<Unit>,
  observations: ReadonlyArray<Observation>,
  assessments: ReadonlyArray<Assessment>,
): Snapshot => ({ units, observations, assessments });
