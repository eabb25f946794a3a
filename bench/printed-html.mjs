// The HTML that the program would print, caught at the printer: a report run whose printer keeps what it is given.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisProcess } from '../dist/cli/this-process.js';
import { catalogueOf } from '../dist/core/define/words-file.js';
import { wordsOf } from '../dist/core/words/words.js';
import { makeReports } from '../dist/shell/programs/report.js';
import { prepareReport } from '../dist/shell/programs/report-input.js';
import { publishAdapters } from '../dist/shell/publish/adapters.js';
import { diskFiles } from '../dist/shell/readers/disk-files.js';
import { openStore } from '../dist/shell/store/store.js';

export const printedHtml = async (db, index, period, lang) => {
  const store = right(await openStore(db, 'read')());
  const adapters = right(await publishAdapters('templates', thisProcess)());
  const words = wordsIn(lang);
  const out = mkdtempSync(join(tmpdir(), 'lsg-bench-html-'));
  const documents = [];
  const openPrinter = async () => ({
    _tag: 'Right',
    right: {
      browser: 'none',
      pages: 1,
      print: (paper) => async () => {
        documents.push(paper.html);
        return { _tag: 'Right', right: new TextEncoder().encode('%PDF-') };
      },
      close: async () => undefined,
    },
  });
  try {
    const hash = (text) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
    const declared = right(await store.readRegister()()).variables.map((variable) => variable.name);
    const request = { indicators: 'indicators', index, period, declared };
    const prepared = right(await prepareReport({ files: diskFiles, store, hash, engine: 'bench' }, request)());
    const log = { line: () => undefined, progress: () => undefined };
    const ports = { ...adapters, openPrinter, log, words, wordsOf: wordsIn };
    const asked = { langs: [lang], formats: ['pdf'], units: null, out, stop: new AbortController().signal };
    right(await makeReports(ports, { ...prepared, ...asked })());
    return documents;
  } finally {
    store.close();
    rmSync(out, { recursive: true, force: true });
  }
};

const wordsIn = (lang) => {
  const file = `templates/i18n/${lang}.yaml`;
  return wordsOf(lang, right(catalogueOf({ file, text: readFileSync(file, 'utf8') })));
};

const right = (either) => {
  if (either._tag === 'Left') throw new Error(JSON.stringify(either.left[0]));
  return either.right;
};
