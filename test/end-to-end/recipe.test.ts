// The recipe that the README shows, put where it says, with the calls that it names.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScoreDocument } from '../../src/core/score/document.js';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-recipe-'));
const db = join(folder, 'kz.sqlite');
const indicators = join(folder, 'indicators');
const [, recipe = ''] = /## Recipe[\s\S]*?```yaml\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];

beforeAll(async () => {
  cpSync('indicators', indicators, { recursive: true });
  const file = join(indicators, 'kz-regions', 'index.yaml');
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^recipe:\n(?: .*\n)+/m);
  writeFileSync(file, text.replace(/^recipe:\n(?: .*\n)+/m, recipe));
  const ran = await lsg('import', 'data/units', 'data/kz-regions', '--db', db);
  expect(ran.status, ran.err).toBe(0);
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = async (...argv: ReadonlyArray<string>): Promise<string> => {
  const ran = await lsg(...argv, '--period', '2023', '--db', db, '--indicators', indicators);
  expect(ran.status, ran.err).toBe(0);
  return ran.out;
};

test('the ranking is computed with it, the top from the blocks by products', async () => {
  const ran = await lsg('score', 'kz-regions', '--period', '2023', '--db', db, '--indicators', indicators, '--json');
  const { units, scale } = json<ScoreDocument>(ran);
  expect(scale).toEqual([1, 100]);
  expect(units).toHaveLength(19);
  for (const { score, nodes } of units) {
    const blocks = ['Economic', 'Social', 'Environmental', 'Infrastructure'].map((id) => nodes[id]!.score!);
    expect(score).toBeCloseTo(blocks.reduce((product, each) => product * each, 1) ** (1 / 4), 9);
  }
});

test('each stage that the README names can be printed; salaries stand by rank, from 1 to 100', async () => {
  const rows = async (stage: string) =>
    (
      JSON.parse(await call('score', 'kz-regions', '--json', '--stage', stage)) as {
        rows: ReadonlyArray<Record<string, number>>;
      }
    ).rows;
  expect(await rows('treated')).toHaveLength(19);
  const salaries = (await rows('normalised')).map((row) => row['avg-salary']!).sort((a, b) => a - b);
  expect([salaries[0], salaries.at(-1)]).toEqual([1, 100]);
  expect(salaries[1]! - 1).toBeCloseTo(99 / 18, 9);
  expect(await call('explain', 'kz-regions', '750000000')).toContain('avg-salary');
});
