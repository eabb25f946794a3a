// `lsg compare` over a real database: the shipped indexes and periods, weight sets, the page as one file, and wrong calls.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompareDocument } from '../../src/core/compare/document.js';
import { causes, type Parts } from '../../src/core/compare/shapley.js';
import type { ScoreDocument } from '../../src/core/score/document.js';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-compare-'));
const db = join(folder, 'all.sqlite');
const indicators = join(folder, 'indicators');

beforeAll(async () => {
  const ran = await lsg('import', 'data/units', 'data/kz-regions', 'data/demo', '--db', db);
  expect(ran.status, ran.err).toBe(0);
  cpSync('indicators', indicators, { recursive: true });
  const file = join(indicators, 'kz-regions', 'index.yaml');
  const sets = `  - step: weight
    method: given
    sets:
      even: {Economic: 1, Social: 1, Environmental: 1, Infrastructure: 1}
      social: {Economic: 1, Social: 3, Environmental: 1, Infrastructure: 1}
    use: even
views:`;
  writeFileSync(file, readFileSync(file, 'utf8').replace('    weights: equal\nviews:', sets));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compare = (...argv: ReadonlyArray<string>) => lsg('compare', ...argv, '--db', db);
const compared = async (...argv: ReadonlyArray<string>): Promise<CompareDocument> => {
  const ran = await compare(...argv, '--json');
  expect(ran.status, ran.err).toBe(0);
  return json<CompareDocument>(ran);
};

const sum = (parts: Parts): number => causes.reduce((total, cause) => total + parts[cause], 0);
const withCauses = (parts: Parts | null): ReadonlyArray<string> =>
  causes.filter((cause) => (parts?.[cause] ?? 0) !== 0);

describe('two indexes over the same data', () => {
  test('differ by their definition alone; who is listed in one only is told', async () => {
    const made = await compared('kz-regions', 'kz-regions-mended', '--period', '2023');
    expect([made.units.length, made.ranked, made.moved]).toEqual([19, 19, 17]);
    expect(made.new.map(({ code, rank }) => [code, rank])).toEqual([['790000000', 5]]);
    expect(made.gone).toEqual([]);
    for (const { parts, shift } of made.units) {
      expect(sum(parts.score!)).toBeCloseTo(shift.score!, 9);
      expect(sum(parts.rank!)).toBeCloseTo(shift.rank!, 9);
      for (const each of [parts.score, parts.rank]) expect(['', 'definition']).toContain(withCauses(each).join());
    }
  });
});

describe('two periods of one index', () => {
  test('scores and ranks are those of lsg score, the definition brings nothing, and parts add up', async () => {
    const made = await compared('lsgi-kz@2024', 'lsgi-kz@2025');
    for (const [side, period] of [
      ['a', '2024'],
      ['b', '2025'],
    ] as const) {
      const scored = json<ScoreDocument>(await lsg('score', 'lsgi-kz', '--period', period, '--db', db, '--json'));
      const given = new Map(scored.units.map(({ code, score, rank }) => [code, [score, rank]]));
      expect(made[side].data_hash).toBe(scored.data_hash);
      for (const unit of made.units) expect([unit[side].score, unit[side].rank]).toEqual(given.get(unit.code));
    }
    expect(made.units.filter(({ parts }) => parts.rank === null).map(({ b }) => b.reason)).toEqual([
      'too_much_not_applicable',
    ]);
    const seen = new Set<string>();
    for (const { parts, shift } of made.units) {
      for (const cause of withCauses(parts.score)) seen.add(cause);
      for (const cause of withCauses(parts.rank)) seen.add(`rank ${cause}`);
      expect(sum(parts.score!)).toBeCloseTo(shift.score!, 9);
      if (parts.rank !== null) expect(sum(parts.rank)).toBeCloseTo(shift.rank!, 9);
    }
    // Criteria are scored one by one: other councils move ranks and no score.
    expect([...seen].sort()).toEqual(['data', 'missing', 'rank data', 'rank missing', 'rank peers']);
  });

  test('changes of score and rank carry the share of paired draws that keeps their sign, in the table too', async () => {
    const made = await compared('lsgi-kz@2024', 'lsgi-kz@2025');
    // A unit without a rank in B has none in the draws either.
    const ranked = made.units.filter(({ b }) => b.rank !== null);
    expect(made.units.length - ranked.length).toBe(1);
    for (const { code, sign_share, rank_sign_share, shift } of ranked) {
      expect(sign_share, code).toBeGreaterThan(0.5);
      expect(rank_sign_share === undefined, code).toBe((shift.rank ?? 0) === 0);
    }
    // More than ten points of a hundred up: no quarter of a weight and no slip in twenty turns that round.
    for (const { code, sign_share, shift } of ranked) if (shift.score! > 10) expect(sign_share, code).toBe(1);
    expect(made.units.some(({ sign_share }) => sign_share! < 0.95)).toBe(true);
    expect((await compare('lsgi-kz@2024', 'lsgi-kz@2025')).out).toContain('Same sign in draws');
  });

  test('the same on both sides moves nobody', async () => {
    const made = await compared('lsgi-kz', 'lsgi-kz', '--period', '2025');
    expect([made.moved, made.mean_absolute_rank_shift, made.correlation.kendall]).toEqual([0, 0, 1]);
    for (const { parts } of made.units) expect([...withCauses(parts.score), ...withCauses(parts.rank)]).toEqual([]);
    expect(made.units.some((unit) => 'sign_share' in unit || 'rank_sign_share' in unit)).toBe(false);
  });
});

test('views of one index: the second may be another', async () => {
  const made = await compared('lsgi-kz', 'lsgi-kz', '--period', '2025', '--view', 'maslikhat', '--view-b', 'joint');
  expect([made.a.view, made.b.view]).toEqual(['maslikhat', 'joint']);
  for (const { parts } of made.units) expect(['', 'definition']).toContain(withCauses(parts.score).join());
});

test('two views over two periods: all four causes, and parts that add up', async () => {
  const made = await compared('lsgi-kz@2024', 'lsgi-kz@2025', '--view', 'maslikhat', '--view-b', 'joint');
  const seen = new Set<string>();
  for (const { parts, shift } of made.units) {
    for (const cause of [...withCauses(parts.score), ...withCauses(parts.rank)]) seen.add(cause);
    if (parts.score !== null) expect(sum(parts.score)).toBeCloseTo(shift.score!, 9);
    if (parts.rank !== null) expect(sum(parts.rank)).toBeCloseTo(shift.rank!, 9);
  }
  expect([...seen].sort()).toEqual([...causes].sort());
});

test('two indexes without a common unit: everybody came and went, and the page stands without a chart', async () => {
  const file = join(folder, 'apart.html');
  const made = await compared('kz-regions@2023', 'lsgi-kz@2025', '--html', file);
  expect([made.units.length, made.ranked, made.correlation.pearson, made.mean_absolute_rank_shift]).toEqual([
    0,
    0,
    null,
    null,
  ]);
  expect([made.gone.length, made.new.length]).toEqual([19, 24]);
  const found = readFileSync(file, 'utf8').match(/<svg class="strip|<table|No unit has a rank in both/g);
  expect(found).toEqual(['No unit has a rank in both']);
});

describe('named sets of weights', () => {
  const sets = ['kz-regions', 'kz-regions', '--period', '2023', '--indicators', indicators];
  test('one set against another, and against the one in use', async () => {
    const made = await compared(...sets, '--weights-b', 'social');
    expect([made.a.weights, made.b.weights]).toEqual([null, 'social']);
    expect(made.moved).toBeGreaterThan(0);
    const back = await compared(...sets, '--weights-a', 'social', '--weights-b', 'even');
    const shifts = new Map(made.units.map(({ code, shift }) => [code, shift.score!]));
    for (const { code, shift } of back.units) expect(shift.score!).toBeCloseTo(-shifts.get(code)!, 9);
  });
  test('a set that is not there is told with the nearest', async () => {
    const ran = await compare(...sets, '--weights-b', 'socail');
    expect(ran.status).toBe(2);
    expect(ran.err).toContain('names no set of weights “socail”');
    expect(ran.err).toContain('Did you mean “social”? Its sets: even, social.');
    const none = await compare('lsgi-kz', 'lsgi-kz', '--period', '2025', '--weights-a', 'social');
    expect(none.status).toBe(2);
    expect(none.err).toContain('“step: weight” with “sets” and “use”');
  });
});

describe('what is written', () => {
  test('a table with both sides, the shifts and the parts', async () => {
    const { out } = await compare('kz-regions', 'kz-regions-mended', '--period', '2023');
    expect(out).toContain('19 units have a rank in both; 17 have another one in B, and ranks move by 3.8 on average.');
    expect(out).toMatch(
      /^ +2 +15 +−13 +750000000 +Almaty City +54\.27 +39\.65 +−14\.62 +0\.00 +−14\.62 +0\.00 +0\.00 +(?:>\s)?\d+% +100%$/m,
    );
    expect(out).toMatch(/Same sign in draws: .* \(seed \d+\)/);
    expect(out).toContain('In B alone: Shymkent City');
  });
  test('CSV with every unit of either side', async () => {
    const { out } = await compare('kz-regions', 'kz-regions-mended', '--period', '2023', '--format', 'csv');
    const lines = out.trimEnd().split('\r\n');
    expect(lines).toHaveLength(21);
    expect(lines[0]).toContain('rank_a,rank_b,rank_shift,rank_data,rank_definition,rank_peers,rank_missing,score_a');
    expect(lines.at(-1)).toMatch(/^790000000,.*,b,,5,/);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });
  test.each(['kk', 'ru', 'en'])('one page in %s that asks for nothing else, and nothing beside it', async (lang) => {
    const place = join(folder, `pages-${lang}`);
    const file = join(place, 'change.html');
    for (const call of [1, 2]) {
      const ran = await compare('lsgi-kz@2024', 'lsgi-kz@2025', '--lang', lang, '--html', file);
      expect(ran.status, `${call} ${ran.err}`).toBe(0);
      expect(readdirSync(place)).toEqual(['change.html']);
    }
    const page = readFileSync(file, 'utf8');
    // Counts and matches, never the page itself: a failure would print its fonts.
    const found = (pattern: RegExp): ReadonlyArray<string> => page.match(pattern) ?? [];
    expect(found(/<html lang="[a-z]+">/g)).toEqual([`<html lang="${lang}">`]);
    expect(found(/(?:src|href)="[^#][^"]{0,40}|url\("(?!data:)[^)]{0,40}|<script|⟦[^⟧]*⟧/g)).toEqual([]);
    expect(found(/<svg class="strip slopes /g)).toHaveLength(2);
    // A change of rank that keeps its sign in the draws is a solid line, another a dashed one.
    expect(found(/stroke-width="2.2"/g).length).toBeGreaterThan(0);
    expect(found(/data-label="[^"]+">(?:[<>]\u00a0)?\d+\u00a0?%/g).length).toBeGreaterThan(24);
    expect(found(/<tr><th scope="row" class="who">/g)).toHaveLength(48);
  });
});

describe('wrong calls change nothing and say what to write', () => {
  test('no period', async () => {
    const ran = await compare('lsgi-kz@2024', 'lsgi-kz', '--html', join(folder, 'never.html'));
    expect(ran.status).toBe(2);
    expect(ran.err).toContain('Write “lsgi-kz@2025”');
    expect(existsSync(join(folder, 'never.html'))).toBe(false);
  });
  test('a period or an index that is none, a view that is not there', async () => {
    expect(await compare('lsgi-kz@soon', 'lsgi-kz@2025')).toMatchObject({ status: 2, out: '' });
    expect((await compare('lsgi-kx@2024', 'lsgi-kz@2025')).err).toContain('Did you mean “lsgi-kz”?');
    expect((await compare('lsgi-kz@2024', 'lsgi-kz@2025', '--view-b', 'jiont')).err).toContain('Did you mean “joint”?');
  });
  test('a folder that takes no file', async () => {
    const file = join(folder, 'file.txt');
    writeFileSync(file, 'x');
    const ran = await compare('lsgi-kz@2024', 'lsgi-kz@2025', '--html', join(file, 'page.html'));
    expect(ran.status).toBe(3);
    expect(ran.out).toBe('');
  });
});
