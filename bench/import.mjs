// What reading, checking and keeping observations costs, against the sqlite3 shell that only copies the same file into a table.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, result, secondsOfProgram, treeMeasure } from './measure.mjs';

const turns = 5;
const variables = 90;
const periods = ['2019', '2020', '2021', '2022', '2023', '2024'];

export const benchImport = (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'lsg-bench-'));
  try {
    const rows = writeDataset(folder);
    const csv = join(folder, 'observations.csv');
    const hasShell = spawnSync('sqlite3', ['--version'], { stdio: 'ignore' }).status === 0;
    const ours = [];
    const theirs = [];
    for (let turn = 0; turn < turns; turn++) {
      const own = join(folder, `ours-${turn}.sqlite`);
      secondsOfProgram(process.execPath, ['bin/lsg.mjs', 'import', 'data/units', '--db', own, '--quiet']);
      ours.push(secondsOfProgram(process.execPath, ['bin/lsg.mjs', 'import', folder, '--db', own, '--quiet']));
      if (hasShell) {
        const shell = [join(folder, `theirs-${turn}.sqlite`), '-cmd', '.mode csv', `.import ${csv} observations`];
        theirs.push(secondsOfProgram('sqlite3', shell));
      }
    }
    return result(name, median(ours), {
      measuredIn: treeMeasure,
      against: hasShell
        ? 'sqlite3 shell, .import of the same file'
        : 'sqlite3 shell: not installed here, so nothing to compare with',
      reference: hasShell ? median(theirs) : null,
      runs: turns,
      rows,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Made-up figures under the codes of the register, in a database that is thrown away; returns the number of rows. */
const writeDataset = (folder) => {
  const codes = readFileSync('data/units/units.csv', 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, 9))
    .filter((code) => /^\d{9}$/.test(code));
  const names = Array.from({ length: variables }, (_, i) => `bench_${i}`);
  let state = 7;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const lines = ['unit,period,variable,value'];
  for (const period of periods) {
    for (const code of codes)
      for (const name of names) lines.push(`${code},${period},${name},${(next() * 1e6).toFixed(3)}`);
  }
  writeFileSync(join(folder, 'observations.csv'), `${lines.join('\n')}\n`);
  const text = (words) => ({ kk: words, ru: words, en: words });
  const dataset = {
    name: 'bench',
    title: text('bench'),
    description: 'Made-up figures to measure the import by.',
    licenses: [{ name: 'MIT' }],
    sources: [{ title: text('bench') }],
    variables: names.map((id) => ({ name: id, title: text(id), measured_in: text('%') })),
    resources: [{ name: 'observations', path: 'observations.csv', table: 'observations' }],
  };
  writeFileSync(join(folder, 'datapackage.json'), JSON.stringify(dataset));
  return lines.length - 1;
};
