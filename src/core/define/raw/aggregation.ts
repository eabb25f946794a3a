// How the scores of children become one: the method, the weights, and how much must be there.
import { aggregateMethods } from '../../method/aggregate/methods.js';
import { weighMethods } from '../../method/weigh/methods.js';
import { type Codec, choose, listOf, mapOf, mapped, number, oneOf } from '../codec.js';
import { nearest } from '../nearest.js';
import { field, record } from '../record.js';
import { type Family, methodRecord, type RawUse } from './method.js';
import { isMap, share } from './values.js';

// Weights

export type RawWeights =
  | 'given'
  | 'equal'
  | 'points'
  | { readonly ahp: ReadonlyMap<string, ReadonlyArray<number>> }
  | { readonly use: RawUse };

const plainWeights = oneOf('given', 'equal', 'points');
const namedWeights: Codec<RawWeights> = mapped(plainWeights, (kind) => kind);
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
export const weighFamily: Family = { methods: weighMethods, about: 'How the weights of the children are found.' };
const foundWeights: Codec<RawWeights> = methodRecord(weighFamily, {}, (use) => ({ use }));
const weights = choose<RawWeights>([namedWeights.schema, pairwiseWeights.schema, foundWeights.schema], (value) => {
  if (!isMap(value)) return namedWeights;
  return Object.hasOwn(value, 'method') ? foundWeights : pairwiseWeights;
});
const weightsField = field(
  weights,
  'given (the default), equal, points, ahp with the rows of a pairwise matrix, or a method with its settings.',
  'equal',
  { method: 'pca-handbook' },
);

// Aggregation

const coverageFields = {
  min_coverage: field(share, 'Share of observed weight under which a node has no score; 2/3 unless told.', '2/3', 0.5),
  min_children: field(
    share,
    'Share of the children, each counted once, that must have a score; 0 unless told.',
    '2/3',
    0.5,
  ),
};
export const aggregateFamily: Family = {
  methods: aggregateMethods,
  about: 'How the scores of the children become one.',
};

export interface RawShares {
  readonly weights?: RawWeights;
  readonly min_coverage?: number;
  readonly min_children?: number;
}
/** What a node says of its own aggregation; what it leaves out the recipe says. */
export interface RawAggregation extends RawShares {
  /** null: the method of the recipe. */
  readonly use: RawUse | null;
}

export const sharesOf = (rest: Readonly<Record<string, unknown>>): RawShares => {
  // The fields of `further` have decoded these keys already.
  const { weights: w, min_coverage, min_children } = rest as RawShares;
  return {
    ...(w === undefined ? {} : { weights: w }),
    ...(min_coverage === undefined ? {} : { min_coverage }),
    ...(min_children === undefined ? {} : { min_children }),
  };
};
export const aggregationFields = { weights: weightsField, ...coverageFields };
const aggregationMap: Codec<RawAggregation> = methodRecord(aggregateFamily, aggregationFields, (use, rest) => ({
  use,
  ...sharesOf(rest),
}));
const aggregationShares: Codec<RawAggregation> = mapped(record({}, aggregationFields), (rest) => ({
  use: null,
  ...sharesOf(rest),
}));
export const plainMethods = aggregateMethods.map(({ name }) => name);
const aggregationName: Codec<RawAggregation> = mapped(oneOf(...plainMethods), (method) => ({
  use: { method, settings: {} },
}));
export const aggregation = choose<RawAggregation>(
  [aggregationName.schema, aggregationMap.schema, aggregationShares.schema],
  (value) => {
    if (!isMap(value)) return aggregationName;
    return Object.hasOwn(value, 'method') || Object.keys(value).some((key) => nearest(key, ['method']) === 'method')
      ? aggregationMap
      : aggregationShares;
  },
);
