// The keys of a questionnaire file. What they mean together is judged in `build-instrument.ts`.
import { listOf, number, oneOf, quoted, trueOrFalse, wholeNumber } from '../codec.js';
import { lonelyRules, missingKinds } from '../instrument.js';
import { field, record } from '../record.js';
import { id, name, textOrTexts, title, type ValueOf } from './values.js';

const named = (what: string) =>
  record(
    {
      id: field(name, `Short name of the ${what}.`, 'education', 'health'),
      title: field(
        title,
        'Title in the three languages.',
        { kk: 'Білім', ru: 'Образование', en: 'Education' },
        { kk: 'Денсаулық', ru: 'Здоровье', en: 'Health' },
      ),
    },
    {},
  );

const code = wholeNumber('answer_code', -9999, 9999);
const codes = listOf(code, 1);

const missing = record(
  {
    code: field(code, 'The code as it stands in the data.', 98, -99),
    kind: field(oneOf(...missingKinds), 'What it means.', 'do_not_know', 'refused'),
    title: field(
      title,
      'The words of the form.',
      { kk: 'Бас тартты', ru: 'Отказ', en: 'Refused' },
      { kk: 'Білмеймін', ru: 'Не знаю', en: 'Do not know' },
    ),
  },
  {},
);
const missingField = field(
  listOf(missing),
  'Codes that are no answers; those of the scale stand in the place of those of the instrument.',
  [{ code: 98, kind: 'do_not_know', title: { kk: 'Білмеймін', ru: 'Не знаю', en: 'Do not know' } }],
  [{ code: -99, kind: 'refused', title: { kk: 'Бас тартты', ru: 'Отказ', en: 'Refused' } }],
);

const choice = record(
  {
    code: field(code, 'The code as it stands in the data.', 1, 5),
    title: field(title, 'The answer in words.', { kk: 'Иә', ru: 'Да', en: 'Yes' }, { kk: 'Жоқ', ru: 'Нет', en: 'No' }),
  },
  { score: field(number('score', 0, 100), '0 to 100; an answer without one is described, never scored.', 0, 100) },
);

const scale = record(
  {
    id: field(name, 'Short name, used by the questions.', 'satisfied5', 'minutes90'),
    type: field(oneOf('single', 'number'), 'single: one of the choices; number: a whole number.', 'single', 'number'),
  },
  {
    choices: field(
      listOf(choice, 2),
      'single: the answers in the order of the form.',
      [
        { code: 0, score: 0, title: { kk: 'Жоқ', ru: 'Нет', en: 'No' } },
        { code: 1, score: 100, title: { kk: 'Иә', ru: 'Да', en: 'Yes' } },
      ],
      [
        { code: 1, title: { kk: 'Әкім', ru: 'Аким', en: 'Akim' } },
        { code: 2, title: { kk: 'Ешкім', ru: 'Никто', en: 'Nobody' } },
      ],
    ),
    least: field(number('number'), 'number: the smallest answer; it scores 0.', 0, 1),
    most: field(number('number'), 'number: from here on an answer scores 100.', 90, 10),
    measured_in: field(textOrTexts, 'number: what is counted.', 'km', { kk: 'минут', ru: 'минуты', en: 'minutes' }),
    missing: missingField,
  },
);

const question = record(
  {
    id: field(name, 'Stable id, the name of the column in the data.', 'edu1', 'cit4'),
    module: field(name, 'The module it belongs to.', 'education', 'health'),
    scale: field(name, 'The scale of its answers.', 'satisfied5', 'yesno'),
    direction: field(
      oneOf('up', 'down', 'none'),
      'up: a higher score of the scale is better; down: worse; none: described, never scored.',
      'up',
      'down',
    ),
    text: field(
      title,
      'The question as it is asked.',
      { kk: 'Қанағаттанасыз ба?', ru: 'Довольны ли вы?', en: 'Are you satisfied?' },
      { kk: 'Білесіз бе?', ru: 'Знаете ли вы?', en: 'Do you know?' },
    ),
  },
  {
    dimension: field(name, 'The dimension of governance that it speaks of.', 'transparency', 'participation'),
    sensitive: field(
      trueOrFalse,
      'Payments, connections, crime: shares of 0 or 100 % in small groups are shown as a range.',
      true,
      false,
    ),
    asked_if: field(
      record(
        {
          question: field(name, 'A question further up.', 'cit2', 'saf4'),
          codes: field(codes, 'The answers after which this one is asked.', [1], [1, 2]),
        },
        {},
      ),
      'Only those are asked who answered another question so.',
      { question: 'cit2', codes: [1] },
      { question: 'saf4', codes: [1] },
    ),
  },
);

const people = wholeNumber('whole_number', 1, 100_000);
const sampling = record(
  {
    kind: field(
      oneOf('probability', 'convenience'),
      'probability: drawn by chance; convenience: whoever came, which gives no sampling error.',
      'probability',
      'convenience',
    ),
  },
  {
    lonely: field(
      oneOf(...lonelyRules),
      'What a stratum of one cluster adds to the error; average unless told.',
      'average',
      'adjust',
    ),
    level: field(number('share_inside', 0.5, 0.999), 'Level of intervals; 0.95 unless told.', 0.95, 0.9),
  },
);
const disclosure = record(
  {},
  {
    least: field(people, 'Figures of fewer respondents are suppressed; 5 residents or 10 staff unless told.', 5, 10),
    reliable: field(people, 'Fewer respondents, in number or in effect: flagged, not ranked; 30 unless told.', 30, 50),
    range: field(people, 'Sensitive shares of 0 or 100 % of fewer are shown as a range; 30 unless told.', 30, 60),
    width: field(
      number('positive', 0, 100),
      'Wider intervals of shares, in points, are flagged; 30 unless told.',
      30,
      20,
    ),
    relative_width: field(
      number('positive', 0),
      'Intervals wider than this share of the estimate are flagged, if wider than `narrow` too; 1.3 unless told.',
      1.3,
      1,
    ),
    narrow: field(number('positive', 0, 100), 'Intervals up to so many points are never flagged; 5 unless told.', 5, 3),
    variation: field(
      number('positive', 0),
      'Means with a larger coefficient of variation are flagged; 1/3 unless told.',
      '1/3',
      0.2,
    ),
  },
);

const required = {
  id: field(id, 'Stable id of the questionnaire, the name of its file.', 'lgpi-kz', 'staff-2025'),
  version: field(quoted('version', /^[0-9]{1,6}(\.[0-9]{1,6}){0,3}$/), 'Version of the form.', '0.1', '2025.1'),
  title: field(
    title,
    'Title in the three languages.',
    { kk: 'Тұрғындардан сауалнама', ru: 'Опрос жителей', en: 'Survey of residents' },
    { kk: 'Қызметкерлер', ru: 'Служащие', en: 'Staff' },
  ),
  respondents: field(oneOf('residents', 'staff'), 'Who answers.', 'residents', 'staff'),
  sampling: field(sampling, 'How respondents were found.', { kind: 'probability' }, { kind: 'convenience' }),
  modules: field(
    listOf(named('module'), 1),
    'Parts of the form, each a score of its own.',
    [{ id: 'education', title: { kk: 'Білім', ru: 'Образование', en: 'Education' } }],
    [{ id: 'health', title: { kk: 'Денсаулық', ru: 'Здоровье', en: 'Health' } }],
  ),
  scales: field(
    listOf(scale, 1),
    'Scales that the questions use.',
    [{ id: 'minutes90', type: 'number', least: 0, most: 90 }],
    [{ id: 'days60', type: 'number', least: 0, most: 60 }],
  ),
  questions: field(
    listOf(question, 1),
    'The questions in the order they are asked.',
    [{ id: 'edu2', module: 'education', scale: 'minutes90', direction: 'down' }],
    [{ id: 'hea2', module: 'health', scale: 'days60', direction: 'down' }],
  ),
};
const optional = {
  note: field(
    title,
    'A statement about the form.',
    { kk: 'Жоба.', ru: 'Проект.', en: 'A draft.' },
    { kk: 'Сынақ.', ru: 'Проба.', en: 'A trial.' },
  ),
  dimensions: field(
    listOf(named('dimension')),
    'Dimensions of governance across the modules.',
    [{ id: 'transparency', title: { kk: 'Ашықтық', ru: 'Прозрачность', en: 'Transparency' } }],
    [{ id: 'corruption', title: { kk: 'Жемқорлық', ru: 'Коррупция', en: 'Corruption' } }],
  ),
  missing: missingField,
  disclosure: field(disclosure, 'What may be published of the answers.', { least: 5 }, { least: 10, reliable: 50 }),
};
export const instrumentCodec = record(required, optional);
export type RawInstrument = ValueOf<typeof instrumentCodec>;

export const isInstrumentText = (text: string): boolean => /^(questions|respondents|scales):/m.test(text);
