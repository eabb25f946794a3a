// node scripts/warm.mjs SCRIPT TO: makes the calls that people make most with the joined script, and writes down what V8 compiled for them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keptOf, load } from './load.mjs';

const [file, to] = process.argv.slice(2);
const { script, main } = load(pathToFileURL('dist/bundle/program.js').href, file);
const folder = mkdtempSync(join(tmpdir(), 'lsg-warm-'));
try {
  const db = join(folder, 'db.sqlite');
  await main(['--help']);
  for (const dataset of ['data/units', 'data/kz-regions']) await main(['import', dataset, '--db', db]);
  process.exitCode = 0;
  writeFileSync(to, keptOf(readFileSync(file), script.createCachedData()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
