// The way of answers through the program: from a file to a ranking, an explanation and pages, and nothing of a person in any of them.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, lsg, type Ran } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-survey-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const db = join(folder, 'own.sqlite');
const responses = join(folder, 'answers.sqlite');
const call = (...argv: ReadonlyArray<string>): Promise<Ran> => lsg(...argv, '--db', db, '--responses', responses);

interface Scored {
  readonly units: ReadonlyArray<{
    readonly code: string;
    readonly score: number | null;
    readonly rank: number | null;
    readonly reason?: string;
    readonly nodes: Readonly<
      Record<
        string,
        {
          readonly state: string;
          readonly estimate?: { readonly n: number | null; readonly flags: ReadonlyArray<string> };
        }
      >
    >;
  }>;
}
const unitOf = ({ units }: Scored, code: string) => units.find((each) => each.code === code)!;

/** Minutes and an id that nobody else has. */
const planted = ['7341', 'PLANTED-ID', 'planted-cluster'];
const few = '990170000';
const small = '990180000';

beforeAll(async () => {
  // One unit is left three of its respondents, another twenty; one of the three carries what is looked for everywhere.
  const [header = '', ...lines] = readFileSync('data/demo-survey/responses-2025.csv', 'utf8').trim().split('\n');
  const kept = new Map<string, number>([
    [few, 3],
    [small, 20],
  ]);
  const rows = lines.filter((line) => {
    const code = line.split(',')[2]!;
    const left = kept.get(code);
    if (left === undefined) return true;
    kept.set(code, left - 1);
    return left > 0;
  });
  const at = rows.findIndex((line) => line.split(',')[2] === few);
  const cells = rows[at]!.split(',');
  cells[1] = planted[1]!;
  cells[6] = planted[2]!;
  cells[header.split(',').indexOf('hea6')] = planted[0]!;
  rows[at] = cells.join(',');
  const file = join(folder, 'answers.csv');
  writeFileSync(file, `${[header, ...rows].join('\n')}\n`);
  const imported = await call('import', 'data/demo', file);
  expect(imported.status, imported.err).toBe(0);
  for (const sign of planted) expect(imported.out + imported.err).not.toContain(sign);
}, 60_000);

test('answers rank units, with their numbers and marks beside each score', async () => {
  const scored = json<Scored>(await call('score', 'lgpi-kz', '--period', '2025', '--json'));
  expect(scored.units).toHaveLength(24);
  const whole = unitOf(scored, '990110000');
  expect(whole.rank).not.toBeNull();
  expect(whole.nodes['COM']?.estimate).toMatchObject({ n: 200, flags: [] });
  expect(unitOf(scored, small)).toMatchObject({ rank: null, reason: 'unreliable_estimate' });
  expect(unitOf(scored, small).nodes['COM']?.estimate).toMatchObject({ n: 20, flags: ['unreliable'] });
});

test('a unit of three respondents has no half of its own, and the other half does not stand in for it', async () => {
  const scored = json<Scored>(await call('score', 'maslikhat-performance', '--period', '2025', '--json'));
  const unit = unitOf(scored, few);
  expect(unit).toMatchObject({ score: null, rank: null, reason: 'low_coverage' });
  expect(unit.nodes['INT']).toMatchObject({ state: 'suppressed', estimate: { n: null, flags: ['few'] } });
  expect(unit.nodes['EXT']?.state).toBe('scored');
  expect(unitOf(scored, small)).toMatchObject({ rank: null, reason: 'unreliable_estimate' });
});

test.each(['kk', 'ru', 'en'])('an explanation ends at the sample, in %s', async (lang) => {
  const told = await call('explain', 'maslikhat-performance', '990110000', '--period', '2025', '--lang', lang);
  expect(told.status).toBe(0);
  expect(told.out).toContain('200');
  expect(told.out).toContain('cit1, cit2, cit3, cit4, cit5, cit8, com8');
  expect(told.out).not.toMatch(/⟦|undefined|NaN/);
  const suppressed = await call('explain', 'maslikhat-performance', few, '--period', '2025', '--lang', lang);
  for (const sign of planted) expect(told.out + suppressed.out).not.toContain(sign);
});

test('nothing of a respondent stands in the database of figures or in any file of a report', async () => {
  const made = await call(
    'report',
    'lgpi-kz',
    '--period',
    '2025',
    '--langs',
    'en',
    '--format',
    'html',
    '--unit',
    small,
    '--out',
    join(folder, 'reports'),
  );
  expect(made.status, made.err).toBe(0);
  const files = readdirSync(join(folder, 'reports'), { recursive: true, encoding: 'utf8' }).map((name) =>
    join(folder, 'reports', name),
  );
  const texts = [db, ...files].filter((file) => statSync(file).isFile());
  expect(texts.length).toBeGreaterThan(4);
  for (const file of texts) {
    const bytes = readFileSync(file);
    for (const sign of planted) expect(bytes.includes(sign), `${sign} in ${file}`).toBe(false);
    expect(bytes.includes('99011042'), `a respondent in ${file}`).toBe(false);
  }
  expect(made.out + made.err).not.toContain(planted[1]);
}, 60_000);
