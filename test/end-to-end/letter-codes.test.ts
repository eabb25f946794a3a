// Units that are no territories: codes with letters from the cell to the name of a page, and what is no code said so.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-letters-'));
const at = (name: string): string => join(folder, name);
const common = ['--db', at('a.sqlite'), '--indicators', at('indicators')];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Imported {
  readonly files: ReadonlyArray<{
    readonly stored: number;
    readonly refused: ReadonlyArray<{ readonly code: string; readonly value: string; readonly message: string }>;
    readonly repaired: ReadonlyArray<unknown>;
  }>;
}
const imported = async (name: string, text: string): Promise<Imported> => {
  writeFileSync(at(name), text);
  return json<Imported>(await lsg('import', at(name), ...common, '--json'));
};

beforeAll(async () => {
  mkdirSync(at('indicators/deputies'), { recursive: true });
  writeFileSync(
    at('indicators/deputies/index.yaml'),
    `id: deputies
version: "1"
title: {kk: Депутаттар, ru: Депутаты, en: Deputies}
units: {levels: [deputy], include: ["DEP-2", "DEP-10", "A7"]}
children:
  - {id: laws, title: {kk: Заң, ru: Законы, en: Laws}, kind: measure, variable: laws, direction: up, measured_in: laws}
`,
  );
  const { files } = await imported(
    'units.csv',
    'code,level,name_kk,name_ru,name_en,parent\nDEP-2,deputy,А,Б,Second,\nDEP-10,deputy,В,Г,Tenth,DEP-2\nA7,deputy,Д,Е,Seventh,\n',
  );
  expect(files[0]!.refused).toEqual([]);
});

test('what is no code is refused with its place, and nothing of it is stored', async () => {
  const { files } = await imported(
    'bad.csv',
    'code,level,name_kk,name_ru,name_en,parent\ndep-3,deputy,А,Б,C,\nDEP 4,deputy,А,Б,C,\nAUX,deputy,А,Б,C,\nДЕП-5,deputy,А,Б,C,\n7.1E+08,deputy,А,Б,C,\n',
  );
  expect(files[0]!.refused.map(({ code, value }) => [value, code])).toEqual([
    ['dep-3', 'BadCode'],
    ['DEP 4', 'BadCode'],
    ['AUX', 'BadCode'],
    ['ДЕП-5', 'BadCode'],
    ['7.1E+08', 'CodeDamaged'],
  ]);
  expect(files[0]!.refused[0]!.message).toContain('a capital Latin letter');
});

test('a code in small letters is not taken, but shown the unit it is near to', async () => {
  const { files } = await imported('values.csv', 'unit,period,variable,value\ndep-2,2025,laws,3\n');
  expect(files[0]!.refused).toMatchObject([{ code: 'UnknownUnit', value: 'dep-2' }]);
  expect(files[0]!.refused[0]!.message).toContain('Second (DEP-2)');
});

test('values, ranks and pages go by these codes', async () => {
  const { files } = await imported(
    'values.csv',
    'unit,period,variable,value\nDEP-2,2025,laws,3\nDEP-10,2025,laws,9\nA7,2025,laws,3\n',
  );
  expect(files[0]).toMatchObject({ refused: [], repaired: [] });
  const scored = await lsg('score', 'deputies', '--period', '2025', '--json', ...common);
  const { units } = json<{ units: ReadonlyArray<{ code: string; rank: number }> }>(scored);
  expect(units.map(({ code, rank }) => [code, rank])).toEqual([
    ['DEP-10', 1],
    ['A7', 2],
    ['DEP-2', 2],
  ]);
  const out = at('reports');
  const reported = await lsg(
    'report',
    'deputies',
    '--period',
    '2025',
    '--format',
    'html',
    '--langs',
    'en',
    '--out',
    out,
    ...common,
  );
  expect(reported.status, reported.err).toBe(0);
  const pages = `${out}/deputies/2025/en`;
  expect(readdirSync(`${pages}/units`).sort()).toEqual(['A7.html', 'DEP-10.html', 'DEP-2.html']);
  const ranking = readFileSync(`${pages}/index.html`, 'utf8');
  for (const [, href] of ranking.matchAll(/href="(units\/[^"#]+)"/g))
    expect(existsSync(`${pages}/${href}`), href).toBe(true);
  expect(ranking).toContain('href="units/DEP-10.html"');
});

test('one unit is asked for by its code', async () => {
  const ran = await lsg('explain', 'deputies', 'DEP-10', '--period', '2025', ...common);
  expect(ran.status, ran.err).toBe(0);
  expect(ran.out).toContain('Tenth (DEP-10)');
});
