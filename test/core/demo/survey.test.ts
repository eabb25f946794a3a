// The shipped made-up survey is what the generator gives, and the truth beside it is that of its population.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import { estimateName } from '../../../src/core/define/survey-ask.js';
import { surveyTables } from '../../../src/core/demo/survey-tables.js';
import { shippedSeed } from '../../../src/core/demo/tables.js';
import { demoUnits } from '../../../src/core/demo/units.js';
import { respondentValues } from '../../../src/core/responses/scores.js';
import { ask, found, lgpi, type Person } from '../responses/fixture.js';

const asks = [
  ...lgpi.modules.map(({ id }) => ask({ module: id })),
  ask({ questions: ['cit1', 'cit2', 'cit3', 'cit4', 'cit5', 'cit8', 'com8'] }),
];
const read = (name: string): string => readFileSync(`data/demo-survey/${name}`, 'utf8');

test('the files are those of the seed', () => {
  const tables = surveyTables(lgpi, shippedSeed, (residents) =>
    asks.map((each) => {
      const known = respondentValues(each, lgpi, residents).filter((value) => !Number.isNaN(value));
      const value = known.reduce((sum, one) => sum + one, 0) / known.length;
      return { variable: estimateName(each), value: Math.round(value * 1e9) / 1e9 };
    }),
  );
  for (const [name, rows] of tables)
    expect(stringify([...rows.map((row) => [...row])]) === read(name), name).toBe(true);
}, 60_000);

test('two hundred answer in each unit, and about nineteen of twenty intervals hold the truth', () => {
  const rows: ReadonlyArray<Readonly<Record<string, string>>> = parse(read('responses-2025.csv'), { columns: true });
  const people = rows.map(
    (row): Person => ({
      unit: row.unit!,
      weight: Number(row.weight),
      stratum: row.stratum!,
      cluster: row.cluster!,
      answers: Object.fromEntries(
        lgpi.questions.flatMap(({ id }) => (row[id] === '' ? [] : [[id, Number(row[id])] as const])),
      ),
    }),
  );
  for (const { code } of demoUnits) expect(people.filter(({ unit }) => unit === code)).toHaveLength(200);
  const truth = new Map(
    (parse(read('truth-2025.csv'), { columns: true }) as ReadonlyArray<Record<string, string>>).map((row) => [
      `${row.unit} ${row.variable}`,
      Number(row.value),
    ]),
  );
  const { estimates } = found(asks, people);
  expect(estimates).toHaveLength(demoUnits.length * asks.length);
  expect(truth.size).toBe(estimates.length);
  const held = estimates.filter(({ unit, variable, low, high }) => {
    const value = truth.get(`${unit} ${variable}`)!;
    return low! <= value && value <= high!;
  });
  expect(held.length / estimates.length).toBeGreaterThan(0.9);
});
