// `lsg uncertainty` as a user calls it: a small index of their own over a real database, in three languages.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UncertaintyDocument } from '../../src/core/uncertainty/document.js';
import { json, lsg, type Ran } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-uncertainty-'));
const db = join(folder, 'small.sqlite');
const indicators = join(folder, 'indicators');
const t = (word: string): string => `{kk: ${word}, ru: ${word}, en: ${word}}`;

const indexText = (uncertainty: string): string => `
id: small
version: "1"
title: ${t('Small')}
units: {levels: [district, city], made_up: true}
recipe:
  - {step: normalise, method: min-max}
  - {step: aggregate, method: arithmetic}
ranks: {decimals: 1, within: level}
bands:
  - {id: low, from: 0, title: ${t('Low')}}
  - {id: high, from: 50, title: ${t('High')}}
${uncertainty}
children:
  - {id: A, title: ${t('A')}, weight: 2, kind: measure, variable: share_a, direction: up, measured_in: x}
  - {id: B, title: ${t('B')}, weight: 1, kind: measure, variable: share_b, direction: up, measured_in: x}
`;

const unsure = `uncertainty:
  draws: 200
  seed: 3
  factors:
    - {factor: weights, noise: 0.5}
    - {factor: sampling}
    - {factor: drop, name: one-left}
    - {factor: aggregate, choices: [arithmetic, geometric]}
    - {factor: grades, error: 0.1}`;

const write = (uncertainty: string): void => {
  mkdirSync(join(indicators, 'small'), { recursive: true });
  writeFileSync(join(indicators, 'small', 'index.yaml'), indexText(uncertainty));
};

beforeAll(async () => {
  const data = join(folder, 'data');
  mkdirSync(data);
  cpSync('indicators/schema', join(indicators, 'schema'), { recursive: true });
  write(unsure.replace('\n    - {factor: grades, error: 0.1}', ''));
  const units = Array.from(
    { length: 14 },
    (_, p) => `99000${String(1000 + p)},${p < 12 ? 'district' : 'city'},K${p},R${p},E${p},`,
  );
  writeFileSync(join(data, 'units.csv'), ['code,level,name_kk,name_ru,name_en,parent', ...units, ''].join('\n'));
  const rows = units.flatMap((row, p) => {
    const code = row.slice(0, 9);
    return [`${code},2025,share_a,${10 + 6 * p},${p % 3 === 0 ? '' : 2}`, `${code},2025,share_b,${(p * 37) % 50},`];
  });
  writeFileSync(join(data, 'observations.csv'), ['unit,period,variable,value,se', ...rows, ''].join('\n'));
  writeFileSync(
    join(data, 'datapackage.json'),
    JSON.stringify({
      name: 'small',
      version: '1',
      made_up: true,
      licenses: [{ name: 'CC0-1.0' }],
      resources: [
        { name: 'units', path: 'units.csv' },
        { name: 'observations', path: 'observations.csv' },
      ],
      variables: ['share_a', 'share_b'].map((name) => ({ name, measured_in: 'x' })),
    }),
  );
  const ran = await lsg('import', data, '--db', db, '--indicators', indicators);
  expect(ran.status, ran.err + ran.out).toBe(0);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = (...argv: ReadonlyArray<string>): Promise<Ran> =>
  lsg(...argv, '--period', '2025', '--db', db, '--indicators', indicators);

describe('an index that says what is unsure', () => {
  test('as JSON has the fields that scripts rely on, the same for the same seed and others for another', async () => {
    const ran = await call('uncertainty', 'small', '--json');
    expect(ran.status, ran.err).toBe(0);
    const document = json<UncertaintyDocument>(ran);
    expect(document).toMatchObject({ draws: 200, failed: 0, seed: 3, made_up: true, index: 'small' });
    expect(document.factors.map(({ name }) => name)).toEqual(['weights', 'sampling', 'one-left', 'aggregate']);
    expect(document.units).toHaveLength(14);
    for (const { rank, score, group, bands, top, nominal } of document.units) {
      expect(rank!.p05).toBeLessThanOrEqual(rank!.median);
      expect(rank!.median).toBeLessThanOrEqual(rank!.p95);
      expect(score!.p05).toBeLessThanOrEqual(score!.p95);
      expect(bands.low! + bands.high!).toBeCloseTo(1, 12);
      expect([group! >= 1, top >= 0, nominal.rank! >= 1]).toEqual([true, true, true]);
    }
    // Ranks within the level: two cities.
    for (const { level, rank } of document.units) if (level === 'city') expect(rank!.p95).toBeLessThanOrEqual(2);
    expect((await call('uncertainty', 'small', '--json')).out).toBe(ran.out);
    expect((await call('uncertainty', 'small', '--json', '--seed', '4')).out).not.toBe(ran.out);
    const pairs = json<UncertaintyDocument>(await call('uncertainty', 'small', '--json', '--pairs')).pairs!;
    expect(pairs).toHaveLength((12 * 11) / 2 + 1);
    for (const { share } of pairs) expect(share >= 0 && share <= 1).toBe(true);
  });

  test.each([
    ['en', 'Places in 90% of the draws', 'The order inside a group says nothing', 'draws'],
    ['ru', 'Места в 90 % розыгрышей', 'Порядок внутри группы ни о чём не говорит', 'Розыгрышей'],
    ['kk', 'Сынақтардың 90 %-ындағы орындар', 'Топ ішіндегі реттің мәні жоқ', 'Сынақ'],
  ])('as a table in %s names the places, the groups and the draws', async (lang, places, groups, draws) => {
    const { status, out, err } = await call('uncertainty', 'small', '--lang', lang, '--pairs');
    expect(status, err).toBe(0);
    const plain = out.replaceAll('\u00a0', ' ');
    expect(plain).toContain(places);
    expect(plain).toContain(groups);
    expect(plain).toContain(draws);
    expect(plain).not.toContain('⟦');
    expect(plain).toMatch(/^┄┄ .*2/m);
    // Two lists, each with a head of its own.
    expect(plain.match(new RegExp(places, 'g'))!.length).toBeGreaterThanOrEqual(2);
    expect(plain.toLowerCase()).not.toMatch(/confidence|доверител|сенімділік/);
  });

  test('as CSV has a row for each unit, and for each pair with --pairs', async () => {
    const rows = (await call('uncertainty', 'small', '--format', 'csv')).out.trim().split(/\r?\n/);
    expect(rows).toHaveLength(15);
    expect(rows[0]).toMatch(/^code,name_kk,.*,place_best,place_worst,rank_median,.*band_low,band_high$/);
    const pairs = (await call('uncertainty', 'small', '--format', 'csv', '--pairs')).out.trim().split(/\r?\n/);
    expect(pairs).toHaveLength(1 + 66 + 1);
  });

  test('shows one draw again, with the ranks that explain gives for it', async () => {
    interface Replayed {
      readonly factors: ReadonlyArray<{ readonly name: string; readonly text: string }>;
      readonly units: ReadonlyArray<{ readonly code: string; readonly rank: number; readonly score: number }>;
    }
    let drawn = 0;
    for (const draw of ['0', '1', '2', '199']) {
      const again = json<Replayed>(await call('uncertainty', 'small', '--draw', draw, '--json'));
      expect(again.factors.map(({ name }) => name)).toEqual(['weights', 'sampling', 'one-left', 'aggregate']);
      const unit = again.units.find(({ code }) => code === '990001004')!;
      const explained = await call('explain', 'small', unit.code, '--draw', draw);
      expect(explained.status, explained.err).toBe(0);
      expect(explained.out).toContain(`ranked: ${unit.rank} `);
      for (const { text } of again.factors) expect(explained.out).toContain(text);
      if (explained.out.includes('In this draw (stored: 34): ')) drawn++;
    }
    expect(drawn).toBeGreaterThan(0);
    const table = await call('uncertainty', 'small', '--draw', '1', '--lang', 'ru');
    expect(table.out).toContain('Розыгрыш 1, начало 3');
  });

  test('tells wrong numbers by the option, and does nothing', async () => {
    for (const [option, value] of [
      ['--draws', '9'],
      ['--draws', '1e3'],
      ['--seed', '-1'],
      ['--draw', '1000000'],
      ['--format', 'xml'],
    ] as const) {
      const ran = await call('uncertainty', 'small', option, value);
      expect([option, ran.status, ran.out]).toEqual([option, 2, '']);
      expect(ran.err).toContain(option);
    }
  });
});

test('draws that fail are counted with their reason and an example, and factors without anything to draw are told', async () => {
  write(
    unsure
      .replace(
        '{factor: aggregate, choices: [arithmetic, geometric]}',
        '{factor: normalise, choices: [{method: min-max}, {method: z-score, mean: 0, sd: 1}]}\n    - {factor: aggregate, choices: [arithmetic, geometric]}',
      )
      .replace('    - {factor: sampling}\n', '')
      .replace('\n    - {factor: grades, error: 0.1}', ''),
  );
  const { failed, reasons, draws } = json<UncertaintyDocument>(await call('uncertainty', 'small', '--json'));
  expect(failed).toBeGreaterThan(draws / 8);
  expect(failed).toBeLessThan(draws / 2);
  expect(reasons[0]).toMatchObject({ code: 'NegativeInGeometric' });
  expect(reasons.reduce((sum, { draws: n }) => sum + n, 0)).toBe(failed);
  const ran = await call('uncertainty', 'small');
  expect(ran.out).toContain(`${failed} draws of ${draws} failed`);
  expect(ran.out).toContain('below zero');
  // The example is a draw that fails, for that reason.
  const example = await call('uncertainty', 'small', '--draw', String(reasons[0]!.example));
  expect([example.status, example.out]).toEqual([1, '']);
  expect(example.err).toContain('below zero');
});

test('an index that names nothing unsure says what to write, where, and ends with 1', async () => {
  write('');
  for (const [lang, word] of [
    ['en', 'uncertain'],
    ['ru', 'неточно'],
    ['kk', 'дәл емес'],
  ] as const) {
    const ran = await call('uncertainty', 'small', '--lang', lang);
    expect([ran.status, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain(word);
    expect(ran.err).toContain('factor: weights');
    expect(ran.err).toContain(join('small', 'index.yaml'));
  }
  expect((await call('explain', 'small', '990001004', '--draw', '1')).status).toBe(1);
});

test('Ctrl-C ends a long run with 130 and without a result', async () => {
  write(unsure.replace('\n    - {factor: grades, error: 0.1}', ''));
  const argv = [
    'uncertainty',
    'small',
    '--period',
    '2025',
    '--db',
    db,
    '--indicators',
    indicators,
    '--draws',
    '1000000',
    '--lang',
    'en',
  ];
  const child = spawn(process.execPath, [resolve('bin/lsg.mjs'), ...argv, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.on('data', (text: Buffer) => {
    out += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    if (text.toString().includes('of 1,000,000 draws')) child.kill('SIGINT');
  });
  const status = await new Promise((done) => child.on('close', (code) => done(code)));
  expect([status, out]).toEqual([130, '']);
}, 30_000);
