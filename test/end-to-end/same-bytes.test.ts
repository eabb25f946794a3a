// Equal input gives equal bytes: whatever the time zone, the locale, the order of files and rows, in the built program.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScoreDocument } from '../../src/core/score/document.js';
import { lsg as builtLsg, ensureBuilt } from '../house/built.js';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-same-'));
const db = join(folder, 'one.sqlite');
beforeAll(async () => {
  const ran = await lsg('import', 'data/units', 'data/kz-regions', 'data/demo', '--db', db, '--json');
  expect(ran.status, ran.err).toBe(0);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('six time zones and locales', { timeout: 120_000 }, async () => {
  await ensureBuilt();
  const outputs = [
    ['UTC', 'C'],
    ['Asia/Almaty', 'kk_KZ.UTF-8'],
    ['Europe/Moscow', 'ru_RU.UTF-8'],
    ['Europe/Istanbul', 'tr_TR.UTF-8'],
    ['Pacific/Kiritimati', 'en_US.UTF-8'],
    ['America/St_Johns', 'C'],
  ].map(([zone = '', locale = '']) => {
    const args = ['score', 'lsgi-kz', '--period', '2025', '--json', '--db', db];
    const ran = builtLsg(args, { env: { TZ: zone, LC_ALL: locale, LANG: locale, LSG_LANG: '' } });
    expect(ran.status, ran.err).toBe(0);
    return ran.out;
  });
  expect(new Set(outputs).size).toBe(1);
});

test('rows and files in another order', async () => {
  const other = join(folder, 'shuffled');
  mkdirSync(other);
  const files = ['assessments-2025.csv', 'assessments-2024.csv'].map((name) => {
    const [head, ...rows] = readFileSync(join('data/demo', name), 'utf8').trimEnd().split('\n');
    // A fixed shuffle: by the reversed text of each row.
    const key = (row: string): string => [...row].reverse().join('');
    rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const file = join(other, name);
    writeFileSync(file, `${[head, ...rows].join('\n')}\n`);
    return file;
  });
  // The units are made up, so they come as their dataset; its assessments are then replaced by the shuffled ones.
  const second = join(folder, 'two.sqlite');
  const first = await lsg('import', 'data/demo', 'data/units', '--db', second, '--json');
  expect(first.status, first.err).toBe(0);
  const again = await lsg('import', ...files, '--db', second, '--json');
  expect(again.status, again.err).toBe(0);
  const [one, two] = [
    await lsg('score', 'lsgi-kz', '--period', '2025', '--json', '--db', db),
    await lsg('score', 'lsgi-kz', '--period', '2025', '--json', '--db', second),
  ];
  expect(two.out).toBe(one.out);
});

test('an index may rest on others: their totals are its values', async () => {
  const indicators = join(folder, 'indicators');
  mkdirSync(join(indicators, 'both'), { recursive: true });
  for (const name of ['kz-regions', 'kz-regions-mended']) {
    mkdirSync(join(indicators, name));
    for (const file of ['index.yaml', 'Economic.yaml', 'Social.yaml', 'Environmental.yaml', 'Infrastructure.yaml']) {
      writeFileSync(join(indicators, name, file), readFileSync(join('indicators', name, file)));
    }
  }
  writeFileSync(
    join(indicators, 'both', 'index.yaml'),
    `id: both
version: "1"
title: {kk: a, ru: a, en: a}
units: {levels: [region, republican_city]}
children:
  - {id: old, title: {kk: a, ru: a, en: a}, weight: 1, kind: index, index: kz-regions}
  - {id: new, title: {kk: a, ru: a, en: a}, weight: 3, kind: index, index: kz-regions-mended}
`,
  );
  const scored = async (index: string): Promise<ScoreDocument> =>
    json(await lsg('score', index, '--period', '2023', '--json', '--db', db, '--indicators', indicators));
  const [both, old, mended] = [await scored('both'), await scored('kz-regions'), await scored('kz-regions-mended')];
  const total = (document: ScoreDocument, code: string): number =>
    document.units.find((unit) => unit.code === code)!.score!;
  expect(both.units.length).toBeGreaterThan(18);
  for (const { code, score } of both.units) {
    if (score === null) continue;
    if (code === '790000000') expect(score).toBe(total(mended, code));
    else expect(score).toBeCloseTo((total(old, code) + 3 * total(mended, code)) / 4, 10);
  }
});
