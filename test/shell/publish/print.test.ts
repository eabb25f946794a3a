import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import type { Printer } from '../../../src/shell/ports.js';
import { openPrinter, type PrinterOptions } from '../../../src/shell/publish/print.js';
import { browserFound, withoutBrowser } from './browser-needed.js';
import { readPdf } from './pdf-reading.js';

const page = (lang: string, title: string, body: string, head = ''): string =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>
<style>@page { size: A4; margin: 16mm } .next { break-before: page }</style>${head}</head><body>${body}</body></html>`;

const kazakh = 'Әділет, Ғылым, Қала, Аң, Өмір, Ұлт, Үй, Һ, Іс';
const report = page(
  'kk',
  'Көрсеткіш: Шәуілдір аудандық мәслихаты',
  `<h1>Шәуілдір</h1><p>${kazakh}</p><table><thead><tr><th scope="col">Атауы</th><th scope="col">Балл</th></tr></thead>
<tbody><tr><th scope="row">Қаржы</th><td>12,5</td></tr></tbody></table><h2 class="next">Екінші бет</h2><p>аяқталды</p>`,
);

const opened = async (options: PrinterOptions = {}): Promise<Printer> => {
  const printer = await openPrinter(options)();
  if (E.isLeft(printer)) throw new Error(JSON.stringify(printer.left));
  return printer.right;
};

const printed = async (printer: Printer, html: string, name = 'a.pdf'): Promise<Uint8Array> => {
  const pdf = await printer.print({ name, html, date: '2025-12-31' })();
  if (E.isLeft(pdf)) throw new Error(JSON.stringify(pdf.left));
  return pdf.right;
};

test('no browser and a browser that does not start are two problems', async () => {
  expect(await openPrinter({ browser: null })()).toEqual(E.left([{ code: 'BrowserMissing', args: {} }]));
  const broken = await openPrinter({ browser: { path: process.execPath, kind: 'shell' } })();
  expect(E.isLeft(broken) && broken.left[0]?.code).toBe('BrowserFailed');
});

describe.skipIf(withoutBrowser())('printing', () => {
  let printer: Printer;
  beforeAll(async () => {
    printer = await opened({ pages: 2 });
  });
  afterAll(() => printer.close());

  test('text, title, language, bookmarks, tags and pages are read back', async () => {
    const pdf = await readPdf(await printed(printer, report));
    expect(pdf.pages).toHaveLength(2);
    expect(pdf.pages[0]).toContain(kazakh);
    expect(pdf.pages[1]).toContain('аяқталды');
    expect(pdf.title).toBe('Көрсеткіш: Шәуілдір аудандық мәслихаты');
    expect(pdf.lang).toBe('kk');
    expect(pdf.bookmarks).toEqual(['Шәуілдір', 'Екінші бет']);
    expect(pdf.tagged).toBe(true);
    expect([...pdf.roles]).toEqual(expect.arrayContaining(['Table', 'TR', 'TH', 'TD', 'H1', 'H2']));
    expect(pdf.date).toBe("D:20251231000000+00'00'");
  });

  test('equal pages give equal bytes: on a used page, beside another document, and in another browser', async () => {
    const first = await printed(printer, report);
    await Promise.all([1, 2, 3, 4].map((n) => printed(printer, page('ru', `${n}`, `<h1>${n}</h1>`.repeat(n)))));
    const [later] = await Promise.all([printed(printer, report), printed(printer, page('en', 'x', '<p>y</p>'))]);
    const other = await opened({ pages: 1 });
    const elsewhere = await printed(other, report);
    await other.close();
    expect(Buffer.from(later).equals(first)).toBe(true);
    expect(Buffer.from(elsewhere).equals(first)).toBe(true);
  });

  test('a page reaches neither the network nor a file, and runs no script', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lsg-canary-'));
    const canary = join(folder, 'canary.html');
    writeFileSync(canary, '<p>CANARYWORD</p>');
    let requests = 0;
    const server = createServer((_, response) => {
      requests++;
      response.end('CANARYWORD');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const places = [`http://127.0.0.1:${port}/x`, `http://localhost:${port}/x`, pathToFileURL(canary).href];
    const attempts = places.flatMap((url) => [
      `<iframe src="${url}"></iframe><img src="${url}"><object data="${url}"></object><embed src="${url}">`,
      `<style>@import url("${url}"); @font-face { font-family: z; src: url("${url}") } p { background: url("${url}"); font-family: z }</style>`,
      `<link rel="stylesheet" href="${url}"><link rel="preload" as="image" href="${url}"><link rel="prefetch" href="${url}">`,
      `<svg><use href="${url}#a"/><image href="${url}" width="9" height="9"/></svg><video src="${url}" poster="${url}"></video>`,
      `<iframe srcdoc="<img src='${url}'><script>document.write('RANSCRIPT')</script>"></iframe>`,
      `<script src="${url}"></script><img src="data:," onerror="document.body.append('RANSCRIPT')">`,
      `<link rel="dns-prefetch" href="${url}"><link rel="preconnect" href="${url}"><base href="${url}"><img src="relative.png">`,
    ]);
    const script = "<script>document.body.append('RANSCRIPT'); fetch(location)</script>";
    for (const attempt of [...attempts, script]) {
      const pdf = await readPdf(await printed(printer, page('en', 't', `<p>before</p>${attempt}<p>after</p>`)));
      expect(pdf.text).toContain('before');
      expect(pdf.text).not.toMatch(/CANARYWORD|RANSCRIPT/);
    }
    for (const url of places) {
      const refresh = `<meta http-equiv="refresh" content="0; url=${url}">`;
      const pdf = await readPdf(await printed(printer, page('en', 't', '<p>stays</p>', refresh)));
      expect(pdf.text).toContain('stays');
      expect(pdf.text).not.toContain('CANARYWORD');
    }
    const next = await readPdf(await printed(printer, page('en', 'next', '<p>next</p>')));
    expect(next.text.trim()).toBe('next');
    server.close();
    rmSync(folder, { recursive: true });
    expect(requests).toBe(0);
  }, 60_000);

  test.skipIf(process.platform === 'win32')(
    'a browser killed in the middle costs no document',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'lsg-killed-'));
      const pids = join(folder, 'pids');
      const started = join(folder, 'browser.sh');
      writeFileSync(started, `#!/bin/sh\necho $$ >> '${pids}'\nexec '${browserFound?.path}' "$@"\n`, { mode: 0o755 });
      const own = await opened({ pages: 2, browser: { path: started, kind: browserFound?.kind ?? 'shell' } });
      const documents = Array.from({ length: 12 }, (_, n) => page('ru', `${n}`, `<h1>Документ ${n}</h1>`));
      let done = 0;
      const all = await Promise.all(
        documents.map(async (html, n) => {
          const pdf = await own.print({ name: `${n}.pdf`, html, date: '2025-12-31' })();
          if (++done % 4 === 0) killAll(pids);
          return pdf;
        }),
      );
      await own.close();
      rmSync(folder, { recursive: true });
      expect(all.filter(E.isLeft)).toEqual([]);
      const texts = await Promise.all(all.map(async (pdf) => (E.isRight(pdf) ? (await readPdf(pdf.right)).text : '')));
      expect(texts.map((text) => text.trim())).toEqual(documents.map((_, n) => `Документ ${n}`));
    },
    60_000,
  );

  test('a document over its time limit is given up and the next one printed', async () => {
    const own = await opened({ pages: 1, limitMs: 1_000 });
    const rows = '<tr><td>1</td><td>2</td><td>3</td><td>4</td></tr>'.repeat(60_000);
    const long = await own.print({
      name: 'long.pdf',
      html: page('en', 'l', `<table>${rows}</table>`),
      date: '2025-12-31',
    })();
    expect(E.isLeft(long) && long.left[0]).toMatchObject({ code: 'PrintFailed', args: { document: 'long.pdf' } });
    const next = await own.print({ name: 'next.pdf', html: page('en', 'n', '<p>next</p>'), date: '2025-12-31' })();
    await own.close();
    expect(E.isRight(next)).toBe(true);
  }, 60_000);
});

/** Ends the browsers that were started, as a crash would. */
const killAll = (pids: string): void => {
  for (const pid of readFileSync(pids, 'utf8').trim().split('\n')) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Ended before.
    }
  }
};
