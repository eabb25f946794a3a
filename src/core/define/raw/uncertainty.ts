// The keys of `uncertainty`: what could have been done otherwise and what is not exact. What the ids and steps in it mean is
// judged in `factors.ts`.
import { E } from '../../fp.js';
import { Codec, choose, fail, listOf, mapped, number, oneOf, wholeNumber } from '../codec.js';
import type { MethodKind } from '../method-use.js';
import { nearest } from '../nearest.js';
import { type Field, field, record } from '../record.js';
import { inFile } from '../shown.js';
import { aggregateFamily } from './aggregation.js';
import { families } from './families.js';
import { type Family, methodRecord, type RawUse } from './method.js';
import { id, isMap, name, type ValueOf } from './values.js';

export const factorWords = [
  'weights',
  'impute',
  'treat',
  'transform',
  'normalise',
  'aggregate',
  'imputation',
  'drop',
  'grades',
  'sampling',
] as const;
export type FactorWord = (typeof factorWords)[number];

/** A factor as written; which keys it may have its word decides. */
export interface RawFactor {
  readonly factor: FactorWord;
  readonly name?: string;
  readonly for?: ReadonlyArray<string>;
  readonly level?: ReadonlyArray<number>;
  readonly noise?: number;
  readonly dirichlet?: number;
  readonly sets?: ReadonlyArray<string>;
  readonly step?: string;
  /** null: the step does nothing. */
  readonly choices?: ReadonlyArray<RawUse | null>;
  readonly error?: number;
  readonly correlation?: number;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

const ids = listOf(id, 1);
const idOrIds = choose<ReadonlyArray<string>>([id.schema, ids.schema], (value) =>
  Array.isArray(value) ? ids : mapped(id, (one) => [one]),
);
const level = wholeNumber('whole_from_one', 1, 100);
const levels = listOf(level, 1);
const levelOrLevels = choose<ReadonlyArray<number>>([level.schema, levels.schema], (value) =>
  Array.isArray(value) ? levels : mapped(level, (one) => [one]),
);

const nodesFields: Fields = {
  for: field(idOrIds, 'Ids of the nodes that are meant, each for itself.', ['PD', 'EG'], 'gdp'),
  level: field(
    levelOrLevels,
    'Instead of ids: the level of the nodes, or levels; 1 indicators, 2 the groups right above them, and so on.',
    2,
    [2, 3],
  ),
};
const leavesField: Fields = {
  for: field(idOrIds, 'Ids of the indicators that are meant; a block stands for all below it.', ['gdp'], 'Social'),
};
const nameField = field(name, 'Name of the factor in the results; its word unless told.', 'experts', 'slips');

/** Decodes as any factor, so that a misspelt one is offered them all; the schema of each form names its own. */
const factorField = (word: FactorWord): Field<unknown> => {
  const { name: expected, validate } = oneOf(...factorWords);
  return field(
    new Codec(expected, validate, { const: word }),
    'What is unsure.',
    word,
    word === 'weights' ? 'normalise' : 'weights',
  );
};

/** A method by its name alone or with settings; `none` is null where it stands for a step that does nothing. */
const choiceOf = (family: Family, none: boolean): Codec<RawUse | null> => {
  const withSettings = methodRecord<RawUse | null>(family, {}, (use) => (none && use.method === 'none' ? null : use));
  const plain = oneOf(...family.methods.map((each) => each.name));
  const byName: Codec<RawUse | null> = new Codec(
    plain.name,
    (value, context) => {
      const method = family.methods.find((each) => each.name === value);
      const needed = Object.entries(method?.parameters ?? {}).filter(([, { otherwise }]) => otherwise === undefined);
      if (needed.length === 0)
        return E.map((name: string) => (none && name === 'none' ? null : { method: name, settings: {} }))(
          plain.validate(value, context),
        );
      const example = Object.fromEntries(needed.map(([key, { examples }]) => [key, examples[0]]));
      return fail(value, context, 'ChoiceNeedsSettings', {
        method: String(value),
        keys: needed.map(([key]) => key).join(', '),
        example: inFile({ method: value, ...example }),
      });
    },
    plain.schema,
  );
  return choose([plain.schema, withSettings.schema], (value) => (isMap(value) ? withSettings : byName));
};

const factorOf = (word: FactorWord, required: Fields, optional: Fields): Codec<RawFactor> =>
  mapped(
    record({ factor: factorField(word), ...required }, { name: nameField, ...optional }),
    // The fields have decoded these keys already; the word may be misspelt only where decoding failed.
    (found) => ({ ...found, factor: word }) as RawFactor,
  );

const methodFactor = (kind: MethodKind, examples: readonly [unknown, unknown]): Codec<RawFactor> =>
  factorOf(
    kind,
    {
      choices: field(
        listOf(choiceOf(families[kind], kind !== 'normalise'), 2),
        kind === 'normalise'
          ? 'Methods of the step, two or more, each as likely; name the one of the recipe too if it may be drawn.'
          : 'Methods of the step, two or more, each as likely; none: the step does nothing. Name the one of the recipe too if it may be drawn.',
        ...examples,
      ),
    },
    {
      step: field(
        name,
        'Name of the data set that the step makes; needed where the recipe has several such steps.',
        'scaled',
        'normalised',
      ),
      ...leavesField,
    },
  );

const factors: Readonly<Record<FactorWord, Codec<RawFactor>>> = {
  weights: factorOf(
    'weights',
    {},
    {
      noise: field(
        number('share_above_zero', 1e-9, 1),
        'Each weight is drawn evenly from this share below its value to as much above it.',
        0.25,
        '1/3',
      ),
      dirichlet: field(
        number('concentration', 1e-9, 1e9),
        'The shares of siblings are drawn together round their values; the larger the number, the closer.',
        50,
        200,
      ),
      sets: field(
        listOf(name, 2),
        'Named sets of the weight step, each as likely; equal needs no set and gives all the same weight.',
        ['experts', 'equal'],
        ['base', 'strict'],
      ),
      ...nodesFields,
    },
  ),
  impute: methodFactor('impute', [
    ['mean', 'median'],
    ['median', 'none'],
  ]),
  treat: methodFactor('treat', [
    [{ method: 'winsorise' }, 'none'],
    ['winsorise', 'none'],
  ]),
  transform: methodFactor('transform', [
    ['ln', 'none'],
    ['ln', 'sqrt'],
  ]),
  normalise: methodFactor('normalise', [
    [{ method: 'min-max', lower: 1, upper: 100 }, { method: 'z-score' }],
    ['min-max', 'percentile-rank'],
  ]),
  aggregate: factorOf(
    'aggregate',
    {
      choices: field(
        listOf(choiceOf(aggregateFamily, false), 2),
        'Methods, two or more, each as likely; name the one of the recipe too if it may be drawn.',
        ['arithmetic', 'geometric'],
        ['arithmetic', { method: 'power', p: 0.5 }],
      ),
    },
    nodesFields,
  ),
  imputation: factorOf('imputation', {}, {}),
  drop: factorOf('drop', {}, nodesFields),
  grades: factorOf(
    'grades',
    {
      error: field(
        number('share_inside', 1e-9, 1 - 1e-9),
        'Probability that a grade stands one step too high or too low.',
        0.05,
        0.1,
      ),
    },
    leavesField,
  ),
  sampling: factorOf(
    'sampling',
    {},
    {
      correlation: field(
        number('correlation', 0, 1 - 1e-9),
        'Correlation of the errors of one unit, where nothing closer is known; 0 unless told.',
        0,
        0.3,
      ),
    },
  ),
};

const misnamed: Codec<RawFactor> = mapped(
  record({ factor: field(oneOf(...factorWords), 'What is unsure.', 'weights', 'normalise') }, {}),
  (found) => found,
);

const isFactorWord = (value: unknown): value is FactorWord => factorWords.some((each) => each === value);

/** A misspelt word is judged by the nearest one, so that one slip brings one message. */
const factor: Codec<RawFactor> = choose(
  factorWords.map((word) => factors[word].schema),
  (value) => {
    if (!isMap(value)) return misnamed;
    const given = value['factor'];
    const meant = isFactorWord(given) ? given : typeof given === 'string' ? nearest(given, factorWords) : '';
    if (isFactorWord(meant)) return factors[meant];
    // Without a word that can be read only the word is told.
    return new Codec('map', (whole, context) => misnamed.validate(onlyFactor(whole), context), misnamed.schema);
  },
);

const onlyFactor = (value: unknown): unknown =>
  isMap(value) && Object.hasOwn(value, 'factor') ? { factor: value['factor'] } : {};

const uncertainty = record(
  {
    factors: field(
      listOf(factor, 1),
      'What is unsure, one entry for each source of doubt.',
      [{ factor: 'weights', noise: 0.25 }],
      [{ factor: 'normalise', choices: ['min-max', 'z-score'] }, { factor: 'drop' }],
    ),
  },
  {
    draws: field(wholeNumber('draws', 10, 1_000_000), 'How many draws are made; 1000 unless told.', 1000, 10000),
    seed: field(
      wholeNumber('whole_number', 0, 2_147_483_647),
      'Where the random numbers begin; 1 unless told.',
      1,
      2026,
    ),
  },
);
export type RawUncertainty = ValueOf<typeof uncertainty>;
export const uncertaintyField = field(
  uncertainty,
  'What could have been done otherwise and what is not exact: `lsg uncertainty` draws from it.',
  { factors: [{ factor: 'weights', noise: 0.25 }] },
  { draws: 1000, seed: 1, factors: [{ factor: 'drop' }] },
);
