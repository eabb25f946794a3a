import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { thisProcess } from '../../../src/cli/this-process.js';
import { E } from '../../../src/core/fp.js';
import { problem } from '../../../src/core/model/problem.js';
import type { PageTemplates, Paper, Printer } from '../../../src/shell/ports.js';
import { makeReports } from '../../../src/shell/programs/report.js';
import type { ReportPorts, ReportRequest } from '../../../src/shell/programs/report-request.js';
import { editionFolders } from '../../../src/shell/publish/folder.js';
import { sha256 } from '../../../src/shell/publish/manifest.js';
import { faultsOf, filesIn } from '../publish/whole.js';
import { demoIndex, demoInput, demoPeriod, shippedWords } from './report-input.js';

// A printer that writes down what it is asked for, and pages that are the text of their models: what is tested here is which
// documents come into being, not how they look.
const input = demoInput(4);
const codes = input.scores.columns.units.map(({ code }) => code);

const plainTemplates: PageTemplates = {
  render: (page, model, assets) =>
    E.right(`<html lang="${model.lang}"><title>${page} ${model.title} ${assets}</title></html>`),
  files: [{ path: 'assets/report.css', bytes: new TextEncoder().encode('p {}') }],
  hash: 'sha256:t1',
};

class NotingPrinter implements Printer {
  readonly browser = 'Browser/1';
  readonly pages = 2;
  readonly papers: Paper[] = [];
  closed = 0;
  failing: (name: string) => boolean = () => false;

  readonly print: Printer['print'] = (paper) => async () => {
    this.papers.push(paper);
    if (this.failing(paper.name)) return E.left([problem('PrintFailed', { document: paper.name, cause: 'crashed' })]);
    return E.right(new TextEncoder().encode(`PDF of ${paper.html}`));
  };
  readonly close = async (): Promise<void> => {
    this.closed++;
  };
}

let out: string;
let folder: string;
let printer: NotingPrinter;
let said: string[];
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'lsg-report-'));
  folder = join(out, demoIndex, demoPeriod);
  printer = new NotingPrinter();
  said = [];
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const made = async (request: Partial<ReportRequest> = {}, ports: Partial<ReportPorts> = {}) => {
  let clock = 0;
  return makeReports(
    {
      templates: plainTemplates,
      editions: editionFolders(thisProcess),
      openPrinter: async () => E.right(printer),
      hash: sha256,
      log: { line: (text) => said.push(text), progress: (text) => said.push(text) },
      words: shippedWords('en'),
      wordsOf: shippedWords,
      now: () => (clock += 1000),
      ...ports,
    },
    {
      input,
      scoresJson: '{}\n',
      uncertaintyJson: null,
      langs: ['kk', 'ru', 'en'],
      formats: ['html', 'pdf'],
      units: null,
      out,
      stop: new AbortController().signal,
      ...request,
    },
  )();
};

const outcome = async (...args: Parameters<typeof made>) => {
  const result = await made(...args);
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

const manifest = () => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

test('an edition has the files of the contract and a manifest that names each of them', async () => {
  const result = await outcome();
  const expected = ['kk', 'ru', 'en'].flatMap((lang) => [
    `${lang}/index.html`,
    `${lang}/ranking.pdf`,
    ...codes.flatMap((code) => [`${lang}/units/${code}.html`, `${lang}/units/${code}.pdf`]),
  ]);
  expect(filesIn(folder)).toEqual(
    [
      ...expected,
      'assets/report.css',
      'data/datapackage.json',
      'data/scores.csv',
      'data/scores.json',
      'index.html',
      'manifest.json',
    ].sort(),
  );
  expect(faultsOf(folder)).toEqual([]);
  expect(manifest()).toMatchObject({
    index: 'lsgi-kz',
    period: '2025',
    edition: null,
    engine: 'lsg 0.1.0',
    browser: 'Browser/1',
    data_hash: 'sha256:da7a5e7',
    not_made: [],
  });
  expect(result).toMatchObject({ folder, html: 15, printed: 15, kept: 0, failures: [] });
  expect(printer.closed).toBe(1);
  expect(new Set(printer.papers.map(({ date }) => date))).toEqual(new Set(['2025-12-31']));
  expect(printer.papers.every(({ html }) => html.includes('inline'))).toBe(true);
});

test('progress tells how many are done and, after a few, how long it will take', async () => {
  await outcome();
  expect(said).toHaveLength(15);
  expect(said[0]).toBe('1 of 15 documents');
  expect(said[9]).toMatch(/^10 of 15 documents, about \d+ seconds left$/);
  expect(said[14]).toBe('15 of 15 documents');
});

describe('only what changed is printed again', () => {
  test('nothing, where nothing changed', async () => {
    await outcome();
    const before = manifest();
    printer.papers.length = 0;
    expect(await outcome()).toMatchObject({ html: 15, printed: 0, kept: 15 });
    expect(printer.papers).toEqual([]);
    expect(manifest()).toEqual(before);
    expect(faultsOf(folder)).toEqual([]);
  });

  test('one document whose page changed, one that was changed by hand and one that is gone', async () => {
    await outcome();
    writeFileSync(join(folder, `ru/units/${codes[1]}.pdf`), 'changed');
    rmSync(join(folder, `kk/units/${codes[2]}.pdf`));
    const render: PageTemplates['render'] = (page, model, assets) =>
      E.map((html: string) => (page === 'ranking' && model.lang === 'en' ? html.replace('ranking', 'Ranking') : html))(
        plainTemplates.render(page, model, assets),
      );
    printer.papers.length = 0;
    expect(await outcome({}, { templates: { ...plainTemplates, render } })).toMatchObject({ printed: 3, kept: 12 });
    expect(printer.papers.map(({ name }) => name).sort()).toEqual(
      ['en/ranking.pdf', `kk/units/${codes[2]}.pdf`, `ru/units/${codes[1]}.pdf`].sort(),
    );
    expect(faultsOf(folder)).toEqual([]);
  });

  test('everything, where the browser or the program is another one', async () => {
    await outcome();
    const newer = Object.assign(new NotingPrinter(), { browser: 'Browser/2' });
    expect(await outcome({}, { openPrinter: async () => E.right(newer) })).toMatchObject({ printed: 15, kept: 0 });
    const program = { ...input, engine: 'lsg 0.2.0' };
    expect(await outcome({ input: program })).toMatchObject({ printed: 15, kept: 0 });
  });
});

describe('a part of an edition', () => {
  test('one unit, one language, one format', async () => {
    await outcome({ units: [codes[0]!], langs: ['ru'], formats: ['html'] });
    expect(filesIn(join(folder, 'ru'))).toEqual(['index.html', `units/${codes[0]}.html`]);
    expect(existsSync(join(folder, 'kk'))).toBe(false);
    expect(manifest()).toMatchObject({ browser: null, not_made: [] });
  });

  test('PDFs alone', async () => {
    await outcome({ langs: ['en'], formats: ['pdf'] });
    expect(filesIn(folder).filter((path) => path.endsWith('.html'))).toEqual([]);
    expect(filesIn(join(folder, 'en'))).toHaveLength(5);
  });

  test('profiles of other units stay while they are true, and go when the data have changed', async () => {
    await outcome();
    expect(await outcome({ units: [codes[0]!] })).toMatchObject({ html: 6, kept: 6 });
    expect(filesIn(folder)).toContain(`kk/units/${codes[3]}.pdf`);
    expect(manifest().sources).toHaveProperty([`kk/units/${codes[3]}.pdf`]);
    await outcome({ units: [codes[0]!], input: { ...input, dataHash: 'sha256:other' } });
    expect(filesIn(folder)).not.toContain(`kk/units/${codes[3]}.pdf`);
    expect(faultsOf(folder)).toEqual([]);
  });

  test('a unit that is not listed is refused, and nothing is written', async () => {
    const refused = await made({ units: ['990999999', codes[0]!] });
    expect(refused).toEqual(
      E.left([problem('UnknownUnitCode', { unit: '990999999', index: 'lsgi-kz', period: '2025' })]),
    );
    expect(readdirSync(out)).toEqual([]);
  });
});

describe('without a browser', () => {
  const openPrinter: ReportPorts['openPrinter'] = async () => E.left([problem('BrowserMissing')]);

  test('the pages are there and the manifest lists the PDFs', async () => {
    const result = await outcome({ langs: ['kk'] }, { openPrinter });
    expect(result.failures).toEqual([problem('BrowserMissing')]);
    expect(filesIn(join(folder, 'kk'))).toHaveLength(5);
    expect(manifest().not_made).toEqual(['kk/ranking.pdf', ...codes.map((code) => `kk/units/${code}.pdf`)]);
    expect(manifest().reasons['kk/ranking.pdf']).toBe('BrowserMissing');
    expect(faultsOf(folder)).toEqual([]);
  });

  test('and with PDFs alone asked for, nothing is made and nothing changed', async () => {
    await outcome({ langs: ['kk'] });
    const before = filesIn(folder);
    expect(await made({ formats: ['pdf'] }, { openPrinter })).toEqual(E.left([problem('BrowserMissing')]));
    expect(filesIn(folder)).toEqual(before);
    expect(readdirSync(join(out, demoIndex))).toEqual([demoPeriod]);
  });
});

test('a document that cannot be printed is listed, the others are there, and the next run makes it', async () => {
  const lost = `ru/units/${codes[2]}.pdf`;
  printer.failing = (name) => name === lost;
  const result = await outcome();
  expect(result.failures.map(({ code }) => code)).toEqual(['PrintFailed']);
  expect(manifest()).toMatchObject({ not_made: [lost], reasons: { [lost]: 'PrintFailed' } });
  expect(faultsOf(folder)).toEqual([]);
  printer.failing = () => false;
  expect(await outcome()).toMatchObject({ printed: 1, kept: 14, failures: [] });
});

test('a template that fails leaves the edition as it was', async () => {
  await outcome({ langs: ['en'] });
  const before = manifest();
  const broken = E.left([problem('TemplateBroken', { template: 'profile', detail: 'x' })]);
  const render: PageTemplates['render'] = (page, model, assets) =>
    page === 'profile' ? broken : plainTemplates.render(page, model, assets);
  expect(await made({}, { templates: { ...plainTemplates, render } })).toEqual(broken);
  expect(manifest()).toEqual(before);
  expect(readdirSync(join(out, demoIndex))).toEqual([demoPeriod]);
});

test('a run that is stopped clears up, closes the browser and leaves the edition as it was', async () => {
  await outcome({ langs: ['en'] });
  const before = manifest();
  const stop = new AbortController();
  printer.failing = (name) => {
    if (name.startsWith('ru')) stop.abort();
    return false;
  };
  expect(await made({ stop: stop.signal, input: { ...input, engine: 'lsg 9' } })).toEqual(
    E.left([problem('Interrupted')]),
  );
  expect(manifest()).toEqual(before);
  expect(readdirSync(join(out, demoIndex))).toEqual([demoPeriod]);
  expect(printer.closed).toBeGreaterThan(1);
});
