// Writes the tables of data/demo anew from the criteria of lsgi-kz, and those of data/demo-survey from the questionnaire lgpi-kz.
// Needed after a change of those criteria, of the questionnaire or of the generator; run it as `npm run build && node scripts/make-demo-data.mjs`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'csv-stringify/sync';
import { decodeInstrument } from '../dist/core/define/build-instrument.js';
import { decodeIndex } from '../dist/core/define/decode.js';
import { estimateName } from '../dist/core/define/survey-ask.js';
import { surveyTables } from '../dist/core/demo/survey-tables.js';
import { demoTables, shippedSeed } from '../dist/core/demo/tables.js';
import { respondentValues } from '../dist/core/responses/scores.js';

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

const survey = 'indicators/surveys/lgpi-kz.yaml';
const instrument = decodeInstrument({ file: survey, text: readFileSync(join(root, survey), 'utf8') });
if (instrument._tag === 'Left') {
  process.stderr.write(`${survey} does not hold together; \`lsg check\` says where.\n`);
  process.exit(1);
}
/** Of a module, and of the questions about the maslikhat, the mean over all residents who have a score. */
const asks = [
  ...instrument.right.modules.map(({ id }) => ({ module: id, questions: [] })),
  { module: null, questions: ['cit1', 'cit2', 'cit3', 'cit4', 'cit5', 'cit8', 'com8'] },
].map((each) => ({ ...each, instrument: 'lgpi-kz', estimator: 'mean', codes: [], boxes: 1, leastAnswered: 0.5 }));
const truthOf = (residents) =>
  asks.map((ask) => {
    const known = respondentValues(ask, instrument.right, residents).filter((value) => !Number.isNaN(value));
    const value = known.reduce((sum, each) => sum + each, 0) / known.length;
    return { variable: estimateName(ask), value: Math.round(value * 1e9) / 1e9 };
  });
for (const [name, rows] of surveyTables(instrument.right, shippedSeed, truthOf)) {
  writeFileSync(join(root, 'data', 'demo-survey', name), stringify(rows));
  process.stderr.write(`data/demo-survey/${name}\n`);
}
