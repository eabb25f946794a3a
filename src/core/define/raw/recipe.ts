// How raw values become scores and scores become one: the keys of recipe steps, of `aggregate` and of `normalise`.
import { type Codec, choose, field, listOf, mapOf, mapped, number, oneOf, record } from '../codec.js';
import { isMap, share, type ValueOf } from './values.js';

export type RawWeights = 'given' | 'equal' | 'points' | { readonly ahp: ReadonlyMap<string, ReadonlyArray<number>> };
const namedWeights: Codec<RawWeights> = mapped(oneOf('given', 'equal', 'points'), (kind) => kind);
const pairwiseWeights: Codec<RawWeights> = mapped(
  record(
    {
      ahp: field(
        mapOf(listOf(number('ratio', 1e-9, 1e9), 1)),
        'Rows of the pairwise matrix by child id, columns in the order of the children; 3 says three times as important.',
        { Economic: [1, 3], Social: ['1/3', 1] },
        { Water: [1, 2], Roads: ['1/2', 1] },
      ),
    },
    {},
  ),
  (value) => value,
);
const weights = choose<RawWeights>([namedWeights.schema, pairwiseWeights.schema], (value) =>
  isMap(value) ? pairwiseWeights : namedWeights,
);

const aggregationFields = {
  weights: field(
    weights,
    'given (the default), equal, points, or ahp with the rows of a pairwise matrix.',
    'equal',
    'points',
  ),
  min_coverage: field(share, 'Share of observed weight under which a node has no score; 2/3 unless told.', '2/3', 0.5),
};
const aggregationMethod = oneOf('arithmetic', 'geometric', 'harmonic');
const aggregationMap = record(
  {},
  {
    method: field(aggregationMethod, 'How the scores of the children become one.', 'arithmetic', 'geometric'),
    ...aggregationFields,
  },
);
export type RawAggregation = ValueOf<typeof aggregationMap>;
export const aggregation = choose<RawAggregation>([aggregationMethod.schema, aggregationMap.schema], (value) =>
  isMap(value) ? aggregationMap : mapped(aggregationMethod, (method) => ({ method })),
);

// Normalisation

const normalisationRequired = {
  method: field(
    oneOf('min-max', 'goalposts', 'z-score', 'percentile-rank', 'none'),
    'How raw values become scores. `goalposts` takes the floor and goal of each leaf.',
    'min-max',
    'goalposts',
  ),
};
const normalisationOptional = {
  mean: field(number('number'), 'z-score alone: the mean of the scores; 0 unless told.', 0, 100),
  sd: field(number('positive', 1e-9), 'z-score alone: the standard deviation of the scores; 1 unless told.', 1, 10),
};
export const normalisation = record(normalisationRequired, normalisationOptional);
export type RawNormalisation = ValueOf<typeof normalisation>;

// Recipe

// `step` below sends every aggregate step to its own codec; the other name is known here for the sake of the sentence.
const normaliseName: Codec<'normalise'> = mapped(oneOf('normalise', 'aggregate'), () => 'normalise');
const normaliseStep = record(
  { step: field(normaliseName, 'The kind of step.', 'normalise', 'aggregate'), ...normalisationRequired },
  normalisationOptional,
);
const aggregateStep = record(
  {
    step: field(oneOf('aggregate'), 'The kind of step.', 'normalise', 'aggregate'),
    method: field(
      aggregationMethod,
      'How the scores of the children become one, where a node does not say otherwise.',
      'arithmetic',
      'geometric',
    ),
  },
  aggregationFields,
);
export type RawStep = ValueOf<typeof normaliseStep> | ValueOf<typeof aggregateStep>;
export const step = choose<RawStep>([normaliseStep.schema, aggregateStep.schema], (value) =>
  isMap(value) && value.step === 'aggregate' ? aggregateStep : normaliseStep,
);
