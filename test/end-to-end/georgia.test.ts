// Two bodies joined to one score, against published Georgian triples. The published rule is unknown; 0.61 : 0.39 is inferred.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { columnsOf } from '../../src/core/score/columns.js';
import { score } from '../../src/core/score/score.js';
import { decoded, observation, snapshot, unit } from '../example-index.js';

const same = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;
const definition = decoded(`
id: georgia
version: "1"
title: ${same('Two bodies')}
children:
  - {id: city-hall, title: ${same('City hall')}, weight: 0.61, kind: measure, variable: city_hall, direction: up, measured_in: "%", floor: 0, goal: 100}
  - {id: council, title: ${same('Council')}, weight: 0.39, kind: measure, variable: council, direction: up, measured_in: "%", floor: 0, goal: 100}
`);

test('all 22 published triples hold within the rounding of their three figures', () => {
  const rows: ReadonlyArray<Readonly<Record<string, string>>> = parse(
    readFileSync('test/fixtures/lsgi-georgia/triples.csv', 'utf8'),
    { columns: true },
  );
  expect(rows).toHaveLength(22);
  const units = rows.map((_row, i) => unit(i));
  const data = snapshot(
    units,
    rows.flatMap((row, i) => [
      observation(units[i]!.code, 'city_hall', Number(row.city_hall)),
      observation(units[i]!.code, 'council', Number(row.council)),
    ]),
    [],
  );
  const made = columnsOf(definition, data, '2025');
  if (made._tag === 'Left') throw new Error('unexpected');
  const result = score(definition, definition.views[0]!, made.right.columns);
  if (result._tag === 'Left') throw new Error('unexpected');
  rows.forEach((row, p) => {
    const total = result.right.units[p]!.score;
    expect(total).toBeCloseTo(0.61 * Number(row.city_hall) + 0.39 * Number(row.council), 9);
    expect(Math.abs(total - Number(row.municipality_total))).toBeLessThanOrEqual(1);
  });
});
