// Runs the benchmarks whose names begin with the given prefix and writes one JSON array to standard output.
// Everything measured is the built program (dist/), as a user runs it.
import { benchImport } from './import.mjs';
import { benchPdf } from './pdf.mjs';
import { benchScore } from './score.mjs';
import { benchStart } from './start.mjs';
import { benchSurvey } from './survey.mjs';
import { benchUncertainty } from './uncertainty.mjs';

const benches = [
  { names: ['score/228x107', 'score/2500x107'], run: benchScore },
  { names: ['uncertainty/228x107x1000', 'uncertainty/2500x107x1000'], run: benchUncertainty },
  { names: ['import/observations'], run: benchImport },
  { names: ['report/pdf'], run: benchPdf },
  { names: ['survey/100000x60x228'], run: benchSurvey },
  { names: ['start/help'], run: benchStart },
];

const prefix = process.argv[2] ?? '';
const chosen = benches
  .map(({ names, run }) => ({ names: names.filter((name) => name.startsWith(prefix)), run }))
  .filter(({ names }) => names.length > 0);

if (chosen.length === 0) {
  const names = benches.flatMap((bench) => bench.names);
  process.stderr.write(`No benchmark is called ${prefix}...; there are ${names.join(', ')}\n`);
  process.exitCode = 2;
} else {
  const results = [];
  for (const { names, run } of chosen) {
    for (const name of names) {
      process.stderr.write(`${name} ...\n`);
      results.push(await run(name));
    }
  }
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}
