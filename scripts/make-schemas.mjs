// Writes indicators/schema/*.schema.json from the codecs of definitions and mappings. Run after `npm run build` when a key of the definitions changes:
// a test holds the committed files to what the codecs say.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { schemas, schemaText } = await import(new URL('../dist/core/define/schema.js', import.meta.url).href);
const { mappingSchema } = await import(new URL('../dist/core/intake/mapping-keys.js', import.meta.url).href);
const folder = join(root, 'indicators', 'schema');
mkdirSync(folder, { recursive: true });
for (const [kind, schema] of [...schemas(), ['mapping', mappingSchema()]])
  writeFileSync(join(folder, `${kind}.schema.json`), schemaText(schema));
