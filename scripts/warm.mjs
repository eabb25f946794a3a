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
  // Clean tables of codes and numbers are read in a way of their own.
  const clean = join(folder, 'clean.csv');
  const rows = ['2021', '2020'].map((period) => `100000000,${period},avg_salary,1.5\n`);
  writeFileSync(clean, `unit,period,variable,value\n${rows.join('')}`);
  await main(['import', clean, '--db', db]);
  process.exitCode = 0;
  writeFileSync(to, keptOf(readFileSync(file), script.createCachedData()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
