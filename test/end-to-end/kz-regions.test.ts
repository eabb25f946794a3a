// A published ranking, from an empty database through import to the scores: every figure of it, on the codes of the classifier.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScoreDocument } from '../../src/core/score/document.js';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-kz-'));
const db = join(folder, 'kz.sqlite');
beforeAll(async () => {
  const ran = await lsg('import', 'data/units', 'data/kz-regions', '--db', db, '--json');
  expect(ran.status, ran.err).toBe(0);
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const published = (name: string): ReadonlyArray<Readonly<Record<string, string>>> =>
  parse(readFileSync(`test/fixtures/kz-regions/${name}.csv`, 'utf8'), { columns: true });

const scored = async (index: string, ...more: ReadonlyArray<string>): Promise<ScoreDocument> => {
  const ran = await lsg('score', index, '--period', '2023', '--json', '--db', db, ...more);
  expect(ran.status, ran.err).toBe(0);
  return json<ScoreDocument>(ran);
};

describe.each([
  ['kz-regions', 'expected_equal'],
  ['kz-regions-ahp', 'expected_ahp'],
])('%s', (index, expected) => {
  test('gives every published score, indicators and total, to 1e-10', async () => {
    const rows = published(expected);
    const document = await scored(index);
    expect(document.units).toHaveLength(19);
    expect(rows).toHaveLength(19);
    for (const row of rows) {
      const unit = document.units.find(({ code }) => code === row.code)!;
      for (const [name, value] of Object.entries(row)) {
        if (name === 'code' || name === 'region') continue;
        const found = name === 'sustainability_score' ? unit.score : unit.nodes[name.replaceAll('_', '-')]!.score;
        expect(Math.abs(found! - Number(value) * 100), `${unit.code} ${name}`).toBeLessThanOrEqual(1e-10);
      }
    }
  });

  test('ranks in the published order', async () => {
    const document = await scored(index);
    const order = [...published(expected)].sort(
      (a, b) => Number(b.sustainability_score) - Number(a.sustainability_score),
    );
    expect(document.units.map(({ code }) => code)).toEqual(order.map((row) => row.code));
    expect(document.units.map(({ rank }) => rank)).toEqual(order.map((_row, i) => i + 1));
  });
});

test('the imputed gross product is not coverage, and is given apart', async () => {
  const document = await scored('kz-regions');
  const abai = document.units.find(({ code }) => code === '100000000')!;
  expect(abai.coverage).toBeCloseTo(11 / 12, 12);
  expect(abai.imputed).toBeCloseTo(1 / 12, 12);
});

test('the mended ranking includes Shymkent and takes the missing product as missing', async () => {
  const document = await scored('kz-regions-mended');
  expect(document.units).toHaveLength(20);
  const shymkent = document.units.find(({ code }) => code === '790000000')!;
  expect(shymkent.nodes.gdp!.state).toBe('missing');
  expect(shymkent.rank).not.toBeNull();
});

test('without Atyrau all the others move as observed bounds say they should', async () => {
  const indicators = join(folder, 'indicators');
  mkdirSync(indicators, { recursive: true });
  cpSync('indicators/kz-regions', join(indicators, 'kz-regions'), { recursive: true });
  const file = join(indicators, 'kz-regions', 'index.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/exclude: \["790000000"\]/, 'exclude: ["790000000", "230000000"]'));
  expect(readFileSync(file, 'utf8')).not.toBe(text);
  const [whole, without] = [await scored('kz-regions'), await scored('kz-regions', '--indicators', indicators)];
  expect(without.units).toHaveLength(18);

  // Pay is highest in Atyrau: scored again by hand over the other 18.
  const raw = await lsg('score', 'kz-regions', '--period', '2023', '--stage', 'raw', '--json', '--db', db);
  const rows = json<{ readonly rows: ReadonlyArray<Readonly<Record<string, number | string>>> }>(raw).rows.filter(
    ({ code }) => code !== '230000000',
  );
  const pay = rows.map((row) => Number(row['avg-salary']));
  const [low, high] = [Math.min(...pay), Math.max(...pay)];
  for (const row of rows) {
    const unit = without.units.find(({ code }) => code === row.code)!;
    expect(unit.nodes['avg-salary']!.score).toBeCloseTo(((Number(row['avg-salary']) - low) / (high - low)) * 100, 9);
  }
  const moved = whole.units.filter(({ code, score }) =>
    without.units.some((other) => other.code === code && Math.abs(other.score! - score!) > 1e-9),
  );
  expect(moved.length).toBeGreaterThan(0);
});
