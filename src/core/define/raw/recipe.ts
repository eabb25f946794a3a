// How raw values become scores and scores become one: the keys of recipe steps, of `aggregate` and of `normalise`.
import { type Codec, choose, listOf, mapOf, mapped, number, oneOf } from '../codec.js';
import { nearest } from '../nearest.js';
import { field, record } from '../record.js';
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

// Recipe

// `step` below sends each step to its own codec; the other name is known to both for the sake of the sentence.
const normaliseName: Codec<'normalise'> = mapped(oneOf('normalise', 'aggregate'), () => 'normalise');
const normaliseStep = record(
  { step: field(normaliseName, 'The kind of step.', 'normalise', 'aggregate'), ...normalisationRequired },
  normalisationOptional,
);
const aggregateName: Codec<'aggregate'> = mapped(oneOf('normalise', 'aggregate'), () => 'aggregate');
const aggregateStep = record(
  {
    step: field(aggregateName, 'The kind of step.', 'normalise', 'aggregate'),
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
/** A misspelt step is judged by what stands beside it, so that one slip brings one message. */
const looksLikeAggregate = ({ step: name, method }: Readonly<Record<string, unknown>>): boolean => {
  if (name === 'normalise' || name === 'aggregate') return name === 'aggregate';
  if (typeof name === 'string' && nearest(name, ['normalise', 'aggregate']) === 'aggregate') return true;
  return method === 'arithmetic' || method === 'geometric' || method === 'harmonic';
};
export const step = choose<RawStep>([normaliseStep.schema, aggregateStep.schema], (value) =>
  isMap(value) && looksLikeAggregate(value) ? aggregateStep : normaliseStep,
);
