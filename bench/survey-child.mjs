// One run of the survey benchmark in a process of its own: reads the responses, estimates, tells how many cells and how much memory.
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { codesOf } from '../dist/core/survey/codes.js';
import { makeDesign } from '../dist/core/survey/design.js';
import { domainMeans, planDomains } from '../dist/core/survey/domains.js';
import { tOf } from '../dist/core/survey/intervals.js';

const [file, told] = process.argv.slice(2);
const database = new Database(file, { readonly: true });
const names = database
  .prepare('SELECT name FROM pragma_table_info(?)')
  .pluck()
  .all('responses')
  .filter((name) => /^q\d+$/.test(name));
const { rows } = database.prepare('SELECT count(*) AS rows FROM responses').get();

const weight = new Float64Array(rows);
const texts = { unit: [], stratum: [], cluster: [] };
const answers = names.map(() => new Float64Array(rows).fill(Number.NaN));
let at = 0;
// The answers of a row come as one text: sixty values handed over one by one cost more than all of the estimating.
const select = `SELECT weight, unit, stratum, cluster, json_array(${names.join(', ')}) FROM responses`;
for (const [w, unit, stratum, cluster, text] of database.prepare(select).raw().iterate()) {
  weight[at] = w;
  texts.unit.push(unit);
  texts.stratum.push(stratum);
  texts.cluster.push(cluster);
  const row = JSON.parse(text);
  for (let q = 0; q < names.length; q++) if (row[q] !== null) answers[q][at] = row[q];
  at++;
}
database.close();

const built = makeDesign(
  {
    rows,
    weight,
    stratum: codesOf(texts.stratum),
    psu: codesOf(texts.cluster),
    second: null,
    fpc: null,
    fpc2: null,
  },
  'fail',
  { name: (role) => role, at: () => undefined },
);
if (built._tag === 'Left') throw new Error(JSON.stringify(built.left[0]));
const plan = planDomains(built.right, codesOf(texts.unit));
const points = new Map();
const pointOf = (df) => {
  if (!points.has(df)) points.set(df, tOf(0.95, df));
  return points.get(df);
};
let cells = 0;
for (const column of answers) {
  for (const { estimate, se, df, deffWr } of domainMeans(plan, column)) {
    const reach = pointOf(df) * se;
    if (estimate - reach < estimate + reach && deffWr > 0) cells++;
  }
}
writeFileSync(told, JSON.stringify({ cells, megabytes: process.resourceUsage().maxRSS / 1024 }));
