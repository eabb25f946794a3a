// The keys of an indicator.
import { isDate } from '../../model/period.js';
import { choose, listOf, mapOf, matching, number, oneOf, quoted, text, wholeNumber } from '../codec.js';
import { field, record } from '../record.js';
import { inFile } from '../shown.js';
import { normalisation, transformation } from './families.js';
import {
  body,
  direction,
  goalpost,
  id,
  level,
  name,
  period,
  share,
  textOrNumber,
  textOrTexts,
  title,
  type ValueOf,
  variable,
  weight,
} from './values.js';

const grade = record(
  {
    id: field(name, 'Short name of the grade, used in the assessments.', 'none', 'full'),
    fraction: field(share, 'Share of the points this grade gives, 0 to 1.', 0, '1/2'),
    title: field(
      title,
      'The grade in words.',
      { kk: 'Толық', ru: 'Полностью', en: 'In full' },
      { kk: 'Жоқ', ru: 'Нет', en: 'None' },
    ),
  },
  {},
);
const reason = record(
  {
    id: field(name, 'Short name of the reason, used in the assessments.', 'no_petitions', 'no_property'),
    title: field(
      title,
      'The reason in words.',
      { kk: 'Петиция болған жоқ', ru: 'Петиций не было', en: 'There were no petitions' },
      { kk: 'Мүлік жоқ', ru: 'Имущества нет', en: 'No property' },
    ),
  },
  {},
);
const appliesTo = record(
  {},
  {
    levels: field(
      listOf(level, 1),
      'Levels of units the criterion applies to; all unless told.',
      ['city', 'district'],
      ['region'],
    ),
    where: field(text, 'A condition over the attributes of the unit.', 'population >= 20000', 'area_km2 < 5000'),
  },
);
const source = record(
  {},
  {
    publisher: field(textOrTexts, 'Who publishes the data.', 'Bureau of National Statistics', 'stat.gov.kz'),
    title: field(textOrTexts, 'Name of the publication or form.', 'Demographic yearbook', 'Form 2-T'),
    url: field(
      matching('url', /^https?:\/\/[^\s<>"]+$/),
      'Where it stands.',
      'https://stat.gov.kz',
      'https://adilet.zan.kz',
    ),
    form_number: field(text, 'Number of the statistical form.', '2-T', '1-K'),
    period: field(text, 'What the value covers: year, quarter, snapshot.', 'year', 'snapshot'),
    licence: field(text, 'Licence of the data.', 'CC BY 4.0', 'PDDL'),
    retrieved: field(
      quoted('date', /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, isDate),
      'Day the data were taken.',
      '2026-11-20',
      '2025-03-01',
    ),
    declared_direction: field(
      direction,
      'What the source itself says of the direction; `check` warns where it differs.',
      'up',
      'down',
    ),
  },
);
const legalBasis = record(
  {
    text: field(textOrTexts, 'The act and article.', '401-V Art. 16', '148-II'),
    certainty: field(
      oneOf('seen_title', 'seen_press', 'recalled', 'none'),
      'How surely the duty is known; only seen_* is printed as a duty.',
      'seen_title',
      'recalled',
    ),
  },
  {},
);
const example = record(
  {
    input: field(mapOf(textOrNumber), 'Values by variable, or `grade`, or `value`.', { grade: 'full' }, { value: 40 }),
    score: field(number('number'), 'The score expected, on the scale of the index.', 100, 62.5),
  },
  {},
);

const oneOrMore = choose<string | ReadonlyArray<string>>([name.schema, listOf(name, 1).schema], (value) =>
  Array.isArray(value) ? listOf(name, 1) : name,
);
const estimate = record(
  { instrument: field(id, 'The questionnaire, by its id.', 'lgpi-kz', 'staff-2025') },
  {
    module: field(name, 'All scored questions of this module.', 'education', 'health'),
    question: field(oneOrMore, 'This question, or these questions together.', 'cit4', ['cit1', 'cit2']),
    estimator: field(
      oneOf('mean', 'top_box', 'share'),
      "mean: of respondents' scores, unless told; top_box: share of the best answers; share: share of codes. All from 0 to 100.",
      'mean',
      'share',
    ),
    codes: field(
      listOf(wholeNumber('answer_code', -9999, 9999), 1),
      'share: answers with one of these codes are counted.',
      [1],
      [3, 4],
    ),
    boxes: field(wholeNumber('whole_from_one', 1, 100), 'top_box: how many of the best answers; 1 unless told.', 1, 2),
    least_answered: field(
      share,
      'mean of several questions: share of those put to a respondent that must be answered; 1/2 unless told.',
      '1/2',
      0.75,
    ),
  },
);

const leafRequired = {
  id: field(id, 'Stable id, never used again for anything else.', 'PD-01-01', 'gdp'),
  title: field(
    title,
    'Title in the three languages.',
    { kk: 'Жалақы', ru: 'Заработная плата', en: 'Pay' },
    { kk: 'Бюджет', ru: 'Бюджет', en: 'Budget' },
  ),
  kind: field(
    oneOf('graded', 'measure', 'formula', 'survey', 'index'),
    'graded: named grades; measure: one variable; formula: an expression; survey: an estimate; index: the score of another index.',
    'graded',
    'measure',
  ),
};
const leafOptional = {
  body: field(body, 'Who answers for the criterion.', 'maslikhat', 'both'),
  weight: field(weight, 'Weight among its siblings; its points unless told.', 2, 0.5),
  points: field(number('positive', 1e-9), 'Points the criterion gives at most.', 1, 3),
  applies_to: field(
    appliesTo,
    'Units the criterion applies to.',
    { levels: ['city', 'district'] },
    { where: 'population >= 20000' },
  ),
  not_applicable: field(
    listOf(reason),
    'Closed list of reasons for which the criterion may be marked not applicable.',
    [{ id: 'no_petitions', title: { kk: 'Петиция болған жоқ', ru: 'Петиций не было', en: 'There were no petitions' } }],
    [{ id: 'no_property', title: { kk: 'Мүлік жоқ', ru: 'Имущества нет', en: 'No property' } }],
  ),
  direction: field(direction, 'up: more is better; down: less is better.', 'up', 'down'),
  measured_in: field(textOrTexts, 'Unit of measurement.', '%', { kk: 'күн', ru: 'дни', en: 'days' }),
  quantity: field(
    oneOf('share', 'rate', 'count', 'stock', 'money', 'days', 'grade', 'score'),
    'Kind of quantity; sizes (count, stock) are doubtful as qualities.',
    'share',
    'rate',
  ),
  grades: field(
    listOf(grade, 2),
    'Grades from the worst to the best.',
    [
      { id: 'none', fraction: 0, title: { kk: 'Жоқ', ru: 'Нет', en: 'No' } },
      { id: 'full', fraction: 1, title: { kk: 'Иә', ru: 'Да', en: 'Yes' } },
    ],
    [
      { id: 'none', fraction: 0, title: { kk: 'Жоқ', ru: 'Нет', en: 'No' } },
      { id: 'part', fraction: '1/2', title: { kk: 'Жартылай', ru: 'Частично', en: 'In part' } },
      { id: 'full', fraction: 1, title: { kk: 'Толық', ru: 'Полностью', en: 'In full' } },
    ],
  ),
  floor: field(goalpost, 'Value that gives 0, whatever the direction; a number or `observed`.', 0, 'observed'),
  goal: field(goalpost, 'Value that gives the full score; a number or `observed`.', 100, 'observed'),
  formula: field(
    text,
    'Expression over variables; all its functions: indicators/FORMULAS.md.',
    'crimes / population * 100000',
    'share(urban, population)',
  ),
  variable: field(
    variable,
    'The variable read; without one the value stands in the assessments.',
    'population',
    'gdp_per_capita',
  ),
  estimate: field(
    estimate,
    'kind survey: what is estimated from the answers, in the place of a variable.',
    { instrument: 'lgpi-kz', module: 'education' },
    { instrument: 'lgpi-kz', question: 'cit4', estimator: 'share', codes: [1] },
  ),
  index: field(id, 'kind index: the index whose score is taken.', 'lsgi-kz', 'fiscal'),
  carry: field(
    wholeNumber('whole_number', 0, 100),
    'How many periods back a value may be taken from; 0 unless told.',
    0,
    2,
  ),
  transform: field(transformation, 'Applied before normalisation.', 'ln', 'sqrt'),
  normalise: field(
    normalisation,
    'Normalisation of this leaf, where it differs from the recipe.',
    { method: 'min-max' },
    { method: 'z-score' },
  ),
  source: field(
    source,
    'Where the data come from.',
    { publisher: 'Bureau of National Statistics' },
    { period: 'snapshot' },
  ),
  legal_basis: field(
    legalBasis,
    'The duty behind the criterion.',
    { text: '401-V Art. 16', certainty: 'recalled' },
    { text: '148-II', certainty: 'seen_title' },
  ),
  evidence: field(
    listOf(matching('evidence_code', /^[A-Z][A-Z0-9]{1,15}$/)),
    'Codes of the places where an assessor looks.',
    ['WEB', 'DOC'],
    ['FOI'],
  ),
  status: field(
    oneOf('draft', 'experimental', 'official', 'retired'),
    'Standing of the criterion.',
    'draft',
    'official',
  ),
  since: field(period, 'First period it counts in.', '2024', '2025-H1'),
  until: field(period, 'Last period it counts in.', '2025', '2026'),
  replaces: field(id, 'Id of the criterion it follows.', 'PD-01-01', 'gdp'),
  examples: field(
    listOf(example),
    'Worked cases that `lsg check` computes.',
    [{ input: { grade: 'full' }, score: 100 }],
    [{ input: { value: 40 }, score: 62.5 }],
  ),
};
export const leaf = record(leafRequired, leafOptional);
export type RawLeaf = ValueOf<typeof leaf>;

export type LeafKey = keyof typeof leafOptional;

/** How a key of an indicator may be written, on one line. */
export const leafExample = (key: LeafKey): string => inFile(leafOptional[key].examples[0]);
