// `lsg audit` and what `lsg uncertainty` says moves the ranks, as a user calls them: the shipped regions over a real database.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, lsg } from '../run-cli.js';
import { browserFound } from '../shell/publish/browser-needed.js';
import { readPdf } from '../shell/publish/pdf-reading.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-audit-'));
const db = join(folder, 'regions.sqlite');
const at = ['--period', '2023', '--db', db];

beforeAll(async () => {
  const imported = await lsg('import', 'data/units', 'data/kz-regions', '--db', db, '--quiet');
  expect(imported.status, imported.err).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly folder: string;
  readonly html: number;
  readonly printed: number;
  readonly verdicts: ReadonlyArray<{
    readonly rule: string;
    readonly verdict: string;
    readonly named: ReadonlyArray<string>;
  }>;
}

describe('lsg audit', () => {
  test('names the five known faults of the published ranking, and prints each rule', async () => {
    const out = join(folder, 'pages');
    const ran = await lsg('audit', 'kz-regions', ...at, '--format', 'html', '--out', out, '--json');
    expect(ran.status, ran.err).toBe(0);
    const told = json<Told>(ran);
    expect([told.html, told.printed]).toEqual([3, 0]);
    const named = (rule: string) => told.verdicts.find((each) => each.rule === rule)!;
    expect(named('direction')).toMatchObject({ verdict: 'not_met', named: ['household-spending', 'crime-rate'] });
    expect(named('size')).toMatchObject({ verdict: 'not_met', named: ['population'] });
    expect(named('filled')).toMatchObject({ verdict: 'not_met', named: ['gdp'] });
    expect(named('excluded')).toMatchObject({ verdict: 'doubtful', named: ['790000000'] });
    // Equal weights are nobody's judgements.
    expect(named('judgements').verdict).toBe('not_judged');

    const titles = { kk: 'Индекс аудиті', ru: 'Аудит индекса', en: 'Audit of the index' };
    for (const [lang, title] of Object.entries(titles)) {
      const page = readFileSync(join(told.folder, lang, 'audit.html'), 'utf8');
      expect(page).toContain(`<html lang="${lang}">`);
      expect(page).toContain(`<h1>${title}</h1>`);
      expect(page.match(/<section class="audit"/g)?.length).toBe(7);
      expect(page).not.toMatch(/NaN|undefined|\[object/);
    }
    const english = readFileSync(join(told.folder, 'en', 'audit.html'), 'utf8');
    expect(english).toContain('It is no assessment of any region.');
    expect(english).toContain('Only 19 units have a rank');
    expect(existsSync(join(told.folder, 'assets', 'report.css'))).toBe(true);
    const data = JSON.parse(readFileSync(join(told.folder, 'data', 'audit.json'), 'utf8')) as {
      readonly verdicts: ReadonlyArray<{ readonly rule: string; readonly figure: number | null }>;
      readonly sensitivity: { readonly runs: number };
    };
    expect(data.verdicts.length).toBe(told.verdicts.length);
    expect(data.sensitivity.runs).toBe(16 * 128 * 6);
  }, 60_000);

  test('puts equal bytes in the place of the pages before', async () => {
    const out = join(folder, 'again');
    const once = async (): Promise<string> => {
      const ran = await lsg('audit', 'kz-regions-mended', ...at, '--format', 'html', '--langs', 'kk', '--out', out);
      expect(ran.status, ran.err).toBe(0);
      return readFileSync(ran.out.trim(), 'utf8');
    };
    const first = await once();
    expect(await once()).toBe(first);
  }, 60_000);

  test.skipIf(browserFound === null)(
    'prints a PDF that reads back',
    async () => {
      const out = join(folder, 'paper');
      const ran = await lsg('audit', 'kz-regions-ahp', ...at, '--langs', 'ru', '--out', out);
      expect(ran.status, ran.err).toBe(0);
      const file = join(out, 'kz-regions-ahp', '2023-audit', 'ru', 'audit.pdf');
      expect(statSync(file).size).toBeGreaterThan(20_000);
      const { text, lang, tagged, pages, title } = await readPdf(readFileSync(file));
      expect([lang, tagged]).toEqual(['ru', true]);
      expect(title).toContain('Аудит индекса');
      expect(pages.length).toBeLessThan(20);
      for (const words of ['Выводы', 'Насколько надёжны места', 'отношение согласованности', 'пороги этой программы'])
        expect(text.replace(/\s+/g, ' ')).toContain(words);
    },
    60_000,
  );

  test('a wrong call is told and makes nothing', async () => {
    const out = join(folder, 'nothing');
    const wrong = await lsg('audit', 'kz-regions', ...at, '--langs', 'de', '--format', 'docx', '--out', out);
    expect(wrong.status).not.toBe(0);
    expect(wrong.err).toContain('--langs');
    expect(wrong.err).toContain('--format');
    const none = await lsg('audit', 'kz-regions', '--period', '1999', '--db', db, '--out', out);
    expect(none.status).not.toBe(0);
    expect(existsSync(out)).toBe(false);
  });
});

interface Moves {
  readonly draws: number;
  readonly sensitivity: {
    readonly points: number;
    readonly runs: number;
    readonly shift: { readonly factors: ReadonlyArray<Indices> };
    readonly unit: string;
    readonly rank: { readonly factors: ReadonlyArray<Indices> };
  };
  readonly remove_one: ReadonlyArray<{
    readonly without?: string;
    readonly factor?: string;
    readonly mean_shift: number;
  }>;
  readonly influence: ReadonlyArray<{ readonly node: string; readonly share: number; readonly flag: string | null }>;
}
interface Indices {
  readonly name: string;
  readonly total: { readonly value: number; readonly low: number; readonly high: number };
}

describe('lsg uncertainty, what moves the ranks', () => {
  const call = ['uncertainty', 'kz-regions', ...at];

  test('one document holds places, indices, ranks without each part, and influence', async () => {
    const few = ['--sensitivity', '--points', '32', '--unit', '750000000'];
    const ran = await lsg(...call, ...few, '--remove-one', '--influence', '--draws', '100', '--json');
    expect(ran.status, ran.err).toBe(0);
    const made = json<Moves>(ran);
    expect(made.draws).toBe(100);
    expect([made.sensitivity.points, made.sensitivity.runs]).toEqual([32, 16 * 32 * 6]);
    expect(made.sensitivity.shift.factors.map(({ name }) => name)).toEqual([
      'weights',
      'normalise',
      'aggregate',
      'drop',
    ]);
    for (const { total } of [...made.sensitivity.shift.factors, ...made.sensitivity.rank.factors]) {
      expect(total.low).toBeLessThanOrEqual(total.value);
      expect(total.high).toBeGreaterThanOrEqual(total.value);
    }
    const without = new Map(made.remove_one.map((each) => [each.without, each.mean_shift]));
    // A block of one indicator and the indicator itself are the same thing.
    expect(without.get('Environmental')).toBe(without.get('air-pollution'));
    expect(made.influence.length).toBe(20);
    expect(made.influence.find(({ node }) => node === 'population')?.flag).toBe('negative');
  });

  test('tables are printed in three languages, one of them as CSV', async () => {
    const heads = { kk: 'Басқалармен бірге', ru: 'Вместе с другими', en: 'With others' };
    for (const [lang, head] of Object.entries(heads)) {
      const ran = await lsg(...call, '--sensitivity', '--points', '16', '--lang', lang);
      expect(ran.status, ran.err).toBe(0);
      expect(ran.out).toContain(head);
    }
    const csv = await lsg(...call, '--remove-one', '--format', 'csv');
    expect(csv.out.split('\r\n')[0]).toBe(
      'node,choice,units,mean_shift,largest_shift,moved,parted,farthest,from,to,failed',
    );
    expect(csv.out).toContain('\nEconomic,,19,4,12,16,0,');
  });

  test('what cannot be is told', async () => {
    const told = async (...more: ReadonlyArray<string>): Promise<string> => {
      const ran = await lsg(...call, ...more);
      expect(ran.status).not.toBe(0);
      expect(ran.out).toBe('');
      return ran.err;
    };
    expect(await told('--sensitivity', '--points', '100')).toContain('--points');
    expect(await told('--sensitivity', '--sequences', '4')).toContain('--sequences');
    expect(await told('--remove-one', '--influence', '--format', 'csv')).toContain('--format');
    expect(await told('--sensitivity', '--unit', '123')).toContain('123');
  });
});
