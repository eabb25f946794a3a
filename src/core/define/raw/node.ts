// The keys of blocks and sub-blocks, and `include`.
import { type Codec, choose, later, listOf } from '../codec.js';
import { nearest } from '../nearest.js';
import { field, record } from '../record.js';
import { aggregation, type RawAggregation } from './aggregation.js';
import { leaf, type RawLeaf } from './leaf.js';
import { folderFile, id, isMap, title, weight } from './values.js';

export interface RawGroup {
  readonly id: string;
  readonly title: { readonly kk: string; readonly ru: string; readonly en: string };
  readonly weight?: number;
  readonly aggregate?: RawAggregation;
  readonly children?: ReadonlyArray<RawNode>;
  readonly include?: string | ReadonlyArray<string>;
}
export interface RawInclude {
  readonly include: string | ReadonlyArray<string>;
}
export type RawNode = RawGroup | RawLeaf | RawInclude;

const includes = choose<string | ReadonlyArray<string>>([folderFile.schema, listOf(folderFile, 1).schema], (value) =>
  Array.isArray(value) ? listOf(folderFile, 1) : folderFile,
);
export const includeField = field(includes, 'File, or files, of the same folder that hold the nodes.', 'PD-01.yaml', [
  'PD.yaml',
  'EG.yaml',
]);
const includeOnly: Codec<RawInclude> = record({ include: includeField }, {});

export const isRawLeaf = (node: RawNode): node is RawLeaf => 'kind' in node;
export const isRawInclude = (node: RawNode): node is RawInclude => !('id' in node);

/** Keys that an indicator alone has: they tell it from a block where `kind` is missing or misspelt. */
const leafKeys: ReadonlySet<string> = new Set([
  'grades',
  'points',
  'variable',
  'formula',
  'direction',
  'measured_in',
  'quantity',
  'floor',
  'goal',
  'body',
  'source',
  'legal_basis',
  'evidence',
]);

export const nodeCodec: Codec<RawNode> = choose<RawNode>(
  [{ $ref: '#/definitions/leaf' }, { $ref: '#/definitions/group' }, includeOnly.schema],
  (value) => {
    if (!isMap(value)) return groupCodec;
    if (Object.hasOwn(value, 'kind')) return leaf;
    if (Object.hasOwn(value, 'include') && !Object.hasOwn(value, 'id')) return includeOnly;
    const keys = Object.keys(value);
    if (keys.length === 1 && nearest(keys[0] ?? '', ['include']) === 'include') return includeOnly;
    const hasChildren = keys.some((key) => key === 'children' || nearest(key, ['children']) === 'children');
    return !hasChildren && keys.some((key) => leafKeys.has(key)) ? leaf : groupCodec;
  },
);
const children = listOf(
  later<RawNode>('node', () => nodeCodec),
  1,
);
export const childrenField = field(
  children,
  'The nodes of the next level, in the order they are shown.',
  [{ include: 'PD-01.yaml' }],
  [{ id: 'PD', title: { kk: 'Бюджет', ru: 'Бюджет', en: 'Budget' }, include: 'PD.yaml' }],
);
export const groupCodec: Codec<RawGroup> = record(
  {
    id: field(id, 'Stable id of the block or sub-block.', 'PD', 'PD-01'),
    title: field(
      title,
      'Title in the three languages.',
      { kk: 'Бюджет', ru: 'Бюджет', en: 'Budget' },
      { kk: 'Кадрлар', ru: 'Кадры', en: 'Staff' },
    ),
  },
  {
    weight: field(weight, 'Weight among its siblings.', 10, 0.25),
    aggregate: field(aggregation, 'Aggregation of this node, where it differs from the recipe.', 'geometric', {
      method: 'arithmetic',
      weights: 'equal',
    }),
    children: childrenField,
    include: includeField,
  },
);
