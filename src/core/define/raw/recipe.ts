// The steps of a recipe: what each kind of step may be told, for all indicators and for some.
import * as t from 'io-ts';
import { weighMethods } from '../../method/weigh/methods.js';
import { Codec, choose, fail, listOf, mapOf, mapped, number, oneOf, wholeNumber } from '../codec.js';
import { type StepKind, stepKinds } from '../definition.js';
import { nearest } from '../nearest.js';
import { type Field, field, record } from '../record.js';
import {
  aggregateFamily,
  aggregationFields,
  plainMethods,
  type RawShares,
  sharesOf,
  weighFamily,
} from './aggregation.js';
import { families } from './families.js';
import { type Family, methodRecord, type RawUse } from './method.js';
import { code, id, isMap, name, share, type ValueOf, variable, weight } from './values.js';

// Steps

/** What a step says of some nodes only: by id, or by level (1: indicators; 2: the groups right above them; and so on). */
export interface RawOverride {
  readonly for?: ReadonlyArray<string>;
  readonly level?: number;
  readonly use: RawUse;
  readonly shares: RawShares;
}

export interface RawStep {
  readonly step: StepKind | 'weight' | 'aggregate';
  readonly name?: string;
  readonly only?: ReadonlyArray<string>;
  readonly use: RawUse | null;
  readonly shares: RawShares;
  readonly screen?: RawScreen;
  readonly by?: string;
  readonly over?: 'period' | 'periods';
  readonly sets?: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Name of the set of weights that counts. */
  readonly inUse?: string;
  readonly scale?: number;
  readonly overrides: ReadonlyArray<RawOverride>;
}

const allSteps = [...stepKinds, 'weight', 'aggregate'] as const;
type StepName = (typeof allSteps)[number];

const ids = listOf(id, 1);
const idOrIds: Codec<ReadonlyArray<string>> = choose<ReadonlyArray<string>>([id.schema, ids.schema], (value) =>
  Array.isArray(value) ? ids : mapped(id, (one) => [one]),
);
const forField = field(idOrIds, 'Ids of the nodes this holds for; a block stands for all below it.', ['gdp'], 'Social');
const levelField = field(
  wholeNumber('whole_from_one', 1, 100),
  'Instead of ids: the level of the nodes; 1 indicators, 2 the groups right above them, and so on.',
  2,
  3,
);
const nameField = field(name, 'Name of the data set the step makes, for --stage.', 'imputed', 'per_head');
const overField = field(
  oneOf('period', 'periods'),
  'Whose values give the worst, the best, the mean and the ranks: the period alone, or all periods together.',
  'periods',
  'period',
);
const onlyField = field(
  idOrIds,
  'Ids of the only nodes the step touches; a block stands for all below it.',
  ['gdp'],
  'Social',
);
/** Decodes as any step, so that a misspelt one is offered them all; the schema of each form names its own. */
const stepField = (kind: StepName): Field<unknown> => {
  const { name: expected, validate } = oneOf(...allSteps);
  return field(
    new Codec(expected, validate, { const: kind }),
    'The kind of step.',
    kind,
    kind === 'normalise' ? 'aggregate' : 'normalise',
  );
};

interface RestOfStep {
  readonly over?: 'period' | 'periods';
  readonly name?: string;
  readonly only?: ReadonlyArray<string>;
  readonly overrides?: ReadonlyArray<RawOverride>;
  readonly sets?: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly use?: string;
}

const overridesOf = (
  family: Family,
  method: string,
  further: Readonly<Record<string, Field<unknown>>>,
  byLevel: boolean,
): Field<unknown> => {
  const override = methodRecord<RawOverride>(
    family,
    { for: forField, level: levelField, ...further },
    (use, rest) => {
      const { for: nodes, level } = rest as { readonly for?: ReadonlyArray<string>; readonly level?: number };
      return {
        ...(nodes === undefined ? {} : { for: nodes }),
        ...(level === undefined ? {} : { level }),
        use,
        shares: sharesOf(rest),
      };
    },
    method,
  );
  return field(
    listOf(override, 1),
    'Where some nodes are taken in another way.',
    [{ for: ['gdp'], method }],
    [byLevel ? { level: 2, method } : { for: 'Social', method }],
  );
};

/** A step of a family: each method brings its settings, and overrides that may take another method. */
const familyStep = (
  kind: StepName,
  family: Family,
  further: Readonly<Record<string, Field<unknown>>>,
  own: Readonly<Record<string, Field<unknown>>> = {},
): Codec<RawStep> => {
  const finish = (use: RawUse, rest: Readonly<Record<string, unknown>>): RawStep => {
    const { name: named, only, over, sets, use: inUse, overrides = [] } = rest as RestOfStep;
    return {
      step: kind,
      use,
      ...(named === undefined ? {} : { name: named }),
      ...(only === undefined ? {} : { only }),
      ...(over === undefined ? {} : { over }),
      ...(sets === undefined ? {} : { sets }),
      ...(inUse === undefined ? {} : { inUse }),
      shares: sharesOf(rest),
      overrides,
    };
  };
  const isData = kind !== 'weight' && kind !== 'aggregate';
  const keys = { step: stepField(kind), ...own, ...(isData ? { name: nameField, only: onlyField } : {}), ...further };
  const byMethod = new Map(
    family.methods.map((each) => [
      each.name,
      methodRecord(family, { ...keys, overrides: overridesOf(family, each.name, further, !isData) }, finish),
    ]),
  );
  const first = byMethod.get(family.methods[0]!.name)!;
  return choose([first.schema], (value) => {
    const method = isMap(value) && typeof value['method'] === 'string' ? value['method'] : '';
    return byMethod.get(method) ?? first;
  });
};

const screenKeys = {
  by: field(
    oneOf('missing', 'zeros', 'either'),
    'What makes a unit leave: too many gaps, too many zeros, or either.',
    'missing',
    'either',
  ),
};
const screenOptional = {
  min_available: field(share, 'Share of indicators with data below which a unit leaves; 2/3 unless told.', '2/3', 0.75),
  min_nonzero: field(
    share,
    'Share of values that are not zero below which a unit leaves; 0.05 unless told.',
    0.05,
    0.9,
  ),
  keep: field(listOf(code, 1), 'Codes of units that stay whatever they have, in quotes.', ['750000000'], ['710000000']),
  drop: field(
    listOf(code, 1),
    'Codes of units that leave whatever they have, in quotes.',
    ['790000000'],
    ['710000000'],
  ),
};
const screenRule = record(screenKeys, screenOptional);
export type RawScreen = ValueOf<typeof screenRule>;
const screenStep: Codec<RawStep> = mapped(
  record({ step: stepField('screen'), ...screenKeys }, { name: nameField, ...screenOptional }),
  ({ step: _step, name: named, ...screen }): RawStep => ({
    step: 'screen',
    use: null,
    ...(named === undefined ? {} : { name: named }),
    shares: {},
    screen,
    overrides: [],
  }),
);

const denominateOptional = {
  by: field(variable, 'The variable that values are divided by.', 'population', 'area_km2'),
  scale: field(number('positive', 1e-300), 'The quotient is multiplied by this; 1 unless told.', 1000, 100000),
};
const denominateOverride = record({ for: forField }, denominateOptional);
const denominateStep: Codec<RawStep> = mapped(
  record(
    { step: stepField('denominate') },
    {
      name: nameField,
      only: onlyField,
      ...denominateOptional,
      overrides: field(
        listOf(denominateOverride, 1),
        'Indicators with another denominator.',
        [{ for: ['gdp'], by: 'population' }],
        [{ for: ['roads'], by: 'area_km2', scale: 100 }],
      ),
    },
  ),
  ({ name: named, only, by, scale, overrides = [] }): RawStep => ({
    step: 'denominate',
    use: null,
    ...(named === undefined ? {} : { name: named }),
    ...(only === undefined ? {} : { only }),
    ...(by === undefined ? {} : { by }),
    ...(scale === undefined ? {} : { scale }),
    shares: {},
    overrides: overrides.map(({ for: nodes, ...settings }) => ({
      for: nodes,
      use: { method: '', settings },
      shares: {},
    })),
  }),
);

const weightSetFields = {
  sets: field(
    mapOf(mapOf(weight)),
    'given: sets of weights by name, each with weights by id; a node that a set leaves out keeps its own.',
    { experts: { Economic: 2, Social: 1 } },
    { base: { A: 1, B: 1 }, strict: { A: 3, B: 1 } },
  ),
  use: field(name, 'given: the name of the set that counts.', 'experts', 'base'),
};

const weighStepFamily: Family = {
  methods: [
    ...(['given', 'equal', 'points'] as const).map((each) => ({ name: each, parameters: {} })),
    ...weighMethods.filter(({ name }) => name !== 'given' && name !== 'equal'),
  ],
  about: weighFamily.about,
};

const steps: Readonly<Record<StepName, Codec<RawStep>>> = {
  screen: screenStep,
  denominate: denominateStep,
  impute: familyStep('impute', families.impute, {}),
  treat: familyStep('treat', families.treat, {}),
  transform: familyStep('transform', families.transform, {}),
  normalise: familyStep('normalise', families.normalise, {}, { over: overField }),
  weight: familyStep('weight', weighStepFamily, {}, weightSetFields),
  aggregate: familyStep('aggregate', aggregateFamily, aggregationFields),
};

const isStepName = (value: unknown): value is StepName => allSteps.some((each) => each === value);

/** A misspelt step is judged by what stands beside it, so that one slip brings one message. */
const stepNameOf = (value: Readonly<Record<string, unknown>>): StepName | null => {
  const given = value['step'];
  if (isStepName(given)) return given;
  const meant = typeof given === 'string' ? nearest(given, allSteps) : '';
  if (isStepName(meant)) return meant;
  const method = value['method'];
  if (plainMethods.some((each) => each === method)) return 'aggregate';
  for (const kind of ['normalise', 'impute', 'treat', 'transform'] as const)
    if (families[kind].methods.some((each) => each.name === method)) return kind;
  return null;
};

/** Rows of a matrix name the children of one group: they cannot hold for all. */
const pairwiseInStep: Codec<RawStep> = new Codec(
  'map',
  (value, context) =>
    fail(
      value,
      t.appendContext(context, 'ahp', id),
      'KeyNotForKind',
      { key: 'ahp', kind: 'recipe', id: '', fits: '' },
      'key',
    ),
  {},
);

const misnamed = record({ step: field(oneOf(...allSteps), 'The kind of step.', 'normalise', 'aggregate') }, {});

export const step: Codec<RawStep> = choose<RawStep>(
  allSteps.map((each) => steps[each].schema),
  (value) => {
    if (!isMap(value)) return mapped(misnamed, () => ({ step: 'normalise', use: null, shares: {}, overrides: [] }));
    const kind = stepNameOf(value);
    if (kind === 'weight' && Object.hasOwn(value, 'ahp')) return pairwiseInStep;
    return kind === null
      ? mapped(misnamed, () => ({ step: 'normalise', use: null, shares: {}, overrides: [] }))
      : steps[kind];
  },
);
