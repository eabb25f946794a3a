// What one printed document costs, from the database to the hashed file, against the least that anybody pays for it:
// one kept page that is given the same HTML and prints it with the same options.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../scripts/find-browser.mjs';
import { median, result, secondsOfProgram, treeMeasure, watchTree } from './measure.mjs';
import { printedHtml } from './printed-html.mjs';

const turns = 3;

export const benchPdf = async (name) => {
  const measured = {
    measuredIn: `${treeMeasure}, one document`,
    against: 'setContent and page.pdf of the same HTML on one kept page',
  };
  if (findBrowser() === null) {
    return result(name, null, {
      ...measured,
      against: 'no browser here, so nothing is printed',
      reference: null,
      runs: 0,
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'lsg-bench-'));
  try {
    const db = join(folder, 'bench.sqlite');
    secondsOfProgram(process.execPath, ['bin/lsg.mjs', 'import', 'data/units', 'data/demo', '--db', db, '--quiet']);
    const documents = await printedHtml(db, 'lsgi-kz', '2025', 'ru');
    const html = join(folder, 'html');
    mkdirSync(html);
    for (const [i, text] of documents.entries()) writeFileSync(join(html, `${String(i).padStart(3, '0')}.html`), text);
    const call = ['report', 'lsgi-kz', '--period', '2025', '--langs', 'ru', '--format', 'pdf', '--db', db, '--quiet'];
    const ours = [];
    const theirs = [];
    for (let turn = 0; turn < turns; turn++) {
      const out = join(folder, `out-${turn}`);
      ours.push((await secondsOf(['bin/lsg.mjs', ...call, '--out', out])) / documents.length);
      const manifest = JSON.parse(readFileSync(join(out, 'lsgi-kz', '2025', 'manifest.json'), 'utf8'));
      const printed = Object.keys(manifest.files).filter((path) => path.endsWith('.pdf')).length;
      if (printed !== documents.length)
        throw new Error(`${printed} PDFs printed, and HTML of ${documents.length} to compare with`);
      theirs.push(
        (await secondsOf(['bench/pdf-reference.mjs', html, join(folder, `their-${turn}`)])) / documents.length,
      );
    }
    return result(name, median(ours), {
      ...measured,
      reference: median(theirs),
      runs: turns,
      documents: documents.length,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const secondsOf = async (args) => {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const stop = watchTree(child.pid);
  const status = await ended;
  const seconds = stop();
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return seconds;
};
