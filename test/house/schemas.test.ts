import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { schemas, schemaText } from '../../src/core/define/schema.js';
import { mappingSchema } from '../../src/core/intake/mapping-keys.js';

const all = [...schemas(), ['mapping', mappingSchema()] as const];

test.each(all)('indicators/schema/%s.schema.json says what the codecs say', (kind, schema) => {
  expect(readFileSync(`indicators/schema/${kind}.schema.json`, 'utf8')).toBe(schemaText(schema));
});

test('every key has a sentence and two examples for the hover text', () => {
  const lacking: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('properties' in value && 'additionalProperties' in value) {
      for (const [key, inner] of Object.entries(
        value.properties as Record<string, { description?: string; examples?: unknown[] }>,
      )) {
        if (['kk', 'ru', 'en'].includes(key)) continue;
        if (inner.description === undefined || (inner.examples ?? []).length < 2) lacking.push(`${path}.${key}`);
      }
    }
    for (const [key, inner] of Object.entries(value)) if (key !== 'examples') visit(inner, `${path}.${key}`);
  };
  for (const [kind, schema] of all) visit(schema, kind);
  expect(lacking).toEqual([]);
});
