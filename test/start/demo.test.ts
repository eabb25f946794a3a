import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, ensureBuilt, lsg } from '../house/built.js';

// Without a browser, which is quick; with one, `npm run demo` and the tests of shell/publish show the PDFs.
describe('the demo on a machine without a browser', () => {
  let folder = '';
  let first: Ended;
  const env = { PUPPETEER_EXECUTABLE_PATH: join(tmpdir(), 'there-is-no-browser-here') };
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

  beforeAll(async () => {
    await ensureBuilt();
    folder = mkdtempSync(join(tmpdir(), 'lsg-demo-'));
    for (const name of ['indicators', 'templates']) cpSync(name, join(folder, name), { recursive: true });
    for (const name of ['units', 'demo-survey', 'kz-regions', 'demo'])
      cpSync(join('data', name), join(folder, 'data', name), { recursive: true });
    first = lsg(['demo'], { cwd: folder, env });
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('ends with 0, says that only HTML was made and where to look', () => {
    expect([first.status, first.err]).toEqual([0, expect.stringContaining('only HTML was made')]);
    expect(first.out).toContain('reports/lsgi-kz/2025/index.html');
    expect(first.out).toMatch(/indicators\/lsgi-kz\/index\.yaml:\d+/);
  });

  test('every place that it names is there', () => {
    for (const [path] of first.out.matchAll(/reports\/\S+\.html/g))
      expect(existsSync(join(folder, path)), path).toBe(true);
    for (const lang of ['kk', 'ru', 'en']) {
      expect(readdirSync(join(folder, 'reports', 'lsgi-kz', '2025', lang, 'units')).length).toBe(24);
      expect(readdirSync(join(folder, 'reports', 'kz-regions', '2023', lang, 'units')).length).toBeGreaterThan(15);
    }
  });

  test('the line that it names is the one whose change is seen, and the command that it names makes it seen', () => {
    const [, file, line] = /(indicators\/\S+):(\d+):?/.exec(first.out)!;
    const weight = Number(/weighs (\d+)/.exec(first.out)![1]);
    const lines = read(file!).split('\n');
    const at = lines.findIndex((text, i) => i >= Number(line) - 1 && text.includes(`weight: ${weight}`));
    expect(at).toBeGreaterThan(0);
    expect(at - Number(line)).toBeLessThan(8);
    const call = /npx lsg (report .*)/.exec(first.out)![1]!.trim().split(' ');
    const scores = 'reports/lsgi-kz/2025/data/scores.json';
    const before = read(scores);
    const kept = read(file!);
    lines[at] = lines[at]!.replace(`weight: ${weight}`, 'weight: 10');
    writeFileSync(join(folder, file!), lines.join('\n'));
    const again = lsg([...call, '--format', 'html', '--langs', 'en'], { cwd: folder, env });
    expect(again.status).toBe(0);
    expect(read(scores)).not.toBe(before);
    writeFileSync(join(folder, file!), kept);
  });

  test('a second time gives the same scores', () => {
    const path = 'reports/kz-regions/2023/data/scores.json';
    const before = read(path);
    expect(lsg(['demo', '--quiet'], { cwd: folder, env }).status).toBe(0);
    expect(read(path)).toBe(before);
  }, 120_000);

  test('gives one JSON document when asked', () => {
    const { status, out } = lsg(['demo', '--json'], { cwd: folder, env });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      database: 'data/demo.sqlite',
      reports: [
        { index: 'kz-regions', period: '2023' },
        { index: 'lsgi-kz', period: '2024' },
        { index: 'lsgi-kz', period: '2025' },
      ],
    });
  }, 120_000);
});
