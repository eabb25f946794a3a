// Writes the tables of data/demo anew from the criteria of lsgi-kz. Needed after a change of those criteria or of the
// generator; run it as `npm run build && node scripts/make-demo-data.mjs`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'csv-stringify/sync';
import { decodeIndex } from '../dist/core/define/decode.js';
import { demoTables, shippedSeed } from '../dist/core/demo/tables.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'indicators', 'lsgi-kz');
const files = readdirSync(folder)
  .sort()
  .map((name) => ({ file: `indicators/lsgi-kz/${name}`, text: readFileSync(join(folder, name), 'utf8') }));

const decoded = decodeIndex(files, 'indicators/lsgi-kz/index.yaml');
if (decoded._tag === 'Left') {
  process.stderr.write('indicators/lsgi-kz does not hold together; `lsg check` says where.\n');
  process.exit(1);
}
for (const [name, rows] of demoTables(decoded.right.definition.leaves, shippedSeed)) {
  writeFileSync(join(root, 'data', 'demo', name), stringify(rows));
  process.stderr.write(`data/demo/${name}\n`);
}
