// npm run fuzz -- TARGET [count] [seed]: throws a great many inputs at a part of the program and writes what came of it
// as JSON to standard output. Ends with 1 where any promise was broken. It bundles the sources themselves: no build is needed.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The sources of each, and how many it tries where no number is given. */
const targets = {
  formula: ['fuzz/formula/fuzz.ts', 1_000_000],
  kill: ['fuzz/store/kill.ts', 400],
  flip: ['fuzz/store/flip.ts', 2000],
  crowd: ['fuzz/store/crowd.ts', 400],
  files: ['fuzz/files/fuzz.ts', 10_000],
};

const [target = '', given, seed = '1'] = process.argv.slice(2);
const [entry, usual] = targets[target] ?? [];
const count = given ?? String(usual);
if (entry === undefined || !/^[1-9]\d{0,8}$/.test(count) || !/^\d{1,9}$/.test(seed)) {
  for (const [name, [, usually]] of Object.entries(targets))
    process.stderr.write(`npm run fuzz -- ${name} [count, ${usually}] [seed, 1]\n`);
  process.exitCode = 2;
} else {
  const bundle = join(root, '.cache', 'fuzz', `${target}.mjs`);
  mkdirSync(dirname(bundle), { recursive: true });
  await build({
    // Workbooks are read by a process of its own, whose program stands beside the one that asks it.
    entryPoints: {
      [target]: join(root, entry),
      'workbook-child': join(root, 'src/shell/readers/workbook-child.ts'),
    },
    outdir: dirname(bundle),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const { fuzz } = await import(pathToFileURL(bundle).href);
  const report = await fuzz(Number(count), Number(seed), (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.faults.length === 0 ? 0 : 1;
}
