// JSON Schemas (draft-07) for editors, made from the codecs themselves, so that they cannot say anything else.
import type { JsonSchema } from './codec.js';
import { indexCodec } from './raw/index.js';
import { instrumentCodec } from './raw/instrument.js';
import { leaf as leafCodec } from './raw/leaf.js';
import { groupCodec, nodeCodec } from './raw/node.js';

/** By kind: `index` for index.yaml, `node` for included files, `instrument` for questionnaires. */
export const schemas = (): ReadonlyMap<'index' | 'node' | 'instrument', JsonSchema> => {
  const definitions = { node: nodeCodec.schema, group: groupCodec.schema, leaf: leafCodec.schema };
  const head = (title: string): JsonSchema => ({ $schema: 'http://json-schema.org/draft-07/schema#', title });
  return new Map([
    [
      'index',
      { ...head('An index: what is ranked, by which recipe, from which criteria'), ...indexCodec.schema, definitions },
    ],
    [
      'node',
      {
        ...head('A block, sub-block or criterion, or a list of them'),
        anyOf: [{ $ref: '#/definitions/node' }, { type: 'array', items: { $ref: '#/definitions/node' } }],
        definitions,
      },
    ],
    [
      'instrument',
      { ...head('A questionnaire: questions, scales, scores, and what may be published'), ...instrumentCodec.schema },
    ],
  ]);
};

/** The text of a schema file. */
export const schemaText = (schema: JsonSchema): string => `${JSON.stringify(schema, null, 2)}\n`;
