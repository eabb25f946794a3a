// npm run fuzz -- formula [count] [seed]: throws a great many inputs at a part of the program and writes what came of it
// as JSON to standard output. Ends with 1 where any promise was broken. It bundles the sources themselves: no build is needed.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const targets = { formula: 'fuzz/formula/fuzz.ts' };

const [target = '', count = '1000000', seed = '1'] = process.argv.slice(2);
const entry = targets[target];
if (entry === undefined || !/^[1-9]\d{0,8}$/.test(count) || !/^\d{1,9}$/.test(seed)) {
  process.stderr.write('npm run fuzz -- formula [count, 1000000] [seed, 1]\n');
  process.exitCode = 2;
} else {
  const bundle = join(root, '.cache', 'fuzz', `${target}.mjs`);
  mkdirSync(dirname(bundle), { recursive: true });
  await build({
    entryPoints: [join(root, entry)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const { fuzz } = await import(pathToFileURL(bundle).href);
  const report = fuzz(Number(count), Number(seed), (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.faults.length === 0 ? 0 : 1;
}
