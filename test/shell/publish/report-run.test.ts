import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withoutBrowser } from './browser-needed.js';
import { bundled, type Running, running } from './child-process.js';
import { readPdf } from './pdf-reading.js';
import { faultsOf, filesIn } from './whole.js';

// `lsg report` as a process: what it leaves on the disk and the status it ends with.
let program: string;
let out: string;
beforeAll(async () => {
  program = await bundled('shell/publish/report-child.ts');
});
afterAll(() => rmSync(dirname(program), { recursive: true }));
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'lsg-run-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const minutes = 60_000;
const noBrowser = { PUPPETEER_EXECUTABLE_PATH: '/no/such/browser' };
const run = (args: ReadonlyArray<string>, more: Partial<Running> = {}) =>
  running(program, { args: ['report', 'lsgi-kz', '--period', '2025', '--out', out, ...args], ...more });
const edition = (at = out): string => join(at, 'lsgi-kz', '2025');
const manifest = (at = out) => JSON.parse(readFileSync(join(edition(at), 'manifest.json'), 'utf8'));

describe('the call', () => {
  test(
    'a language and a format that do not exist end with 2',
    async () => {
      const ended = await run(['--langs', 'kk,xx', '--format', 'docx']);
      expect(ended.code).toBe(2);
      expect(ended.errors).toContain('"--langs"');
      expect(ended.errors).toContain('"--format"');
      expect(readdirSync(out)).toEqual([]);
    },
    minutes,
  );

  test(
    'a folder that cannot be written ends with 3 and names it',
    async () => {
      writeFileSync(join(out, 'file'), '');
      const ended = await run(['--format', 'html', '--out', join(out, 'file', 'reports')]);
      expect(ended.code).toBe(3);
      expect(ended.errors).toContain(`FolderUnwritable {"folder":"${join(out, 'file', 'reports')}`);
    },
    minutes,
  );
});

describe('without a browser', () => {
  test(
    'pages are made, PDFs are listed as not made, the status is 6',
    async () => {
      const ended = await run(['--langs', 'ru', '--json'], { env: noBrowser });
      expect(ended.code).toBe(6);
      expect(ended.errors).toContain('BrowserMissing');
      expect(JSON.parse(ended.out)).toMatchObject({ index: 'lsgi-kz', html: 4, printed: 0 });
      expect(manifest().not_made).toHaveLength(4);
      expect(faultsOf(edition())).toEqual([]);
    },
    minutes,
  );

  test(
    'and with PDFs alone asked for, it ends with 3 and leaves the folder as it was',
    async () => {
      const ended = await run(['--langs', 'ru', '--format', 'pdf'], { env: noBrowser });
      expect(ended.code).toBe(3);
      expect(readdirSync(join(out, 'lsgi-kz'))).toEqual([]);
    },
    minutes,
  );
});

describe.skipIf(process.platform === 'win32')('a run that is stopped', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s ends with %i, clears up and leaves the edition as it was',
    async (signal, code) => {
      await run(['--langs', 'ru', '--format', 'html']);
      const before = manifest();
      const line: Running['line'] = (text, child) => void (text.startsWith('2 of') && child.kill(signal));
      const ended = await run(['--langs', 'ru'], { env: { DATA_HASH: 'sha256:1' }, line });
      expect(ended).toMatchObject({ code, signal: null });
      expect(manifest()).toEqual(before);
      expect(readdirSync(join(out, 'lsgi-kz'))).toEqual(['2025']);
    },
    minutes,
  );

  test(
    'by kill -9 leaves the old or the new edition, and the next run needs no help',
    async () => {
      await run(['--langs', 'ru', '--format', 'html'], { env: { DATA_HASH: 'sha256:0' } });
      const hashes = ['sha256:0'];
      for (const point of ['1 of 4', '3 of 4', '4 of 4']) {
        const hash = `sha256:${hashes.length}`;
        hashes.push(hash);
        const line: Running['line'] = (text, child) => void (text.startsWith(point) && child.kill('SIGKILL'));
        expect((await run(['--langs', 'ru'], { env: { DATA_HASH: hash }, line })).signal).toBe('SIGKILL');
        if (!existsSync(edition())) continue; // Killed between the two renames: the next run puts the old one back.
        expect(faultsOf(edition())).toEqual([]);
        expect(hashes).toContain(manifest().data_hash);
      }
      const last = await run(['--langs', 'ru', '--format', 'html'], { env: { DATA_HASH: 'sha256:last' } });
      expect(last.code).toBe(0);
      expect(manifest().data_hash).toBe('sha256:last');
      expect(readdirSync(join(out, 'lsgi-kz'))).toEqual(['2025']);
    },
    3 * minutes,
  );
});

describe.skipIf(withoutBrowser())('with a browser', () => {
  test(
    'two runs in two folders give equal bytes; PDFs are whole documents in their language',
    async () => {
      const other = mkdtempSync(join(tmpdir(), 'lsg-run-'));
      const args = ['--langs', 'kk,en', '--unit', '990010000'];
      expect((await run(args)).code).toBe(0);
      const zone = { TZ: 'Asia/Almaty', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
      expect((await run([...args, '--out', other], { env: zone })).code).toBe(0);
      expect(faultsOf(edition())).toEqual([]);
      expect(manifest(other)).toEqual(manifest());
      rmSync(other, { recursive: true });

      const pdfs = filesIn(edition()).filter((path) => path.endsWith('.pdf'));
      expect(pdfs).toEqual(['en/ranking.pdf', 'en/units/990010000.pdf', 'kk/ranking.pdf', 'kk/units/990010000.pdf']);
      for (const path of pdfs) {
        const pdf = await readPdf(readFileSync(join(edition(), path)));
        expect(pdf.lang).toBe(path.slice(0, 2));
        expect(pdf.title).not.toBe('');
        expect(pdf.tagged).toBe(true);
        expect(pdf.bookmarks.length).toBeGreaterThan(1);
        expect([...pdf.roles]).toEqual(expect.arrayContaining(['H1', 'H2', 'Table', 'TH', 'TD']));
        expect(pdf.pages.length).toBeGreaterThan(path.includes('units') ? 2 : 0);
        pdf.pages.forEach((page, i) => {
          expect(page.replace(/\s+/g, '')).toContain(`${i + 1}/${pdf.pages.length}`);
        });
      }
      const kazakh = await readPdf(readFileSync(join(edition(), 'kk/units/990010000.pdf')));
      expect(kazakh.text).toContain('Самұрық қаласы');
    },
    3 * minutes,
  );
});
