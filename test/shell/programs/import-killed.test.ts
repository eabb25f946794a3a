// kill -9 in the middle of an import: the database is as it was before, or as it is after, and the next call just works.
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { newBench, reportOf, unitsCsv } from './import-fixture.js';

// Below the project, so that the bundle finds the packages it leaves outside.
const child = join('.cache', 'test-import-child', 'import-child.mjs');

beforeAll(async () => {
  mkdirSync(join('.cache', 'test-import-child'), { recursive: true });
  await build({
    entryPoints: [join('test', 'shell', 'programs', 'import-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});

const start = (folder: string, ...paths: ReadonlyArray<string>): ChildProcess =>
  spawn(process.execPath, [child, folder, ...paths], { stdio: ['ignore', 'pipe', 'inherit'] });

const ended = (process: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve) => process.on('exit', (code, signal) => resolve(code ?? signal)));

const datapackage = JSON.stringify({
  name: 'many',
  resources: [{ path: 'values.csv' }],
  variables: [{ name: 'people', measured_in: 'people' }],
});

/** One year less than `rows`/3 values for each of the three units, each `add` higher than its number. */
const valuesCsv = (rows: number, add: number): string => {
  const units = ['100000000', '110000000', '110100000'];
  const lines = Array.from({ length: rows }, (_, i) => {
    const year = 1000 + Math.floor(i / 3 / 366);
    const day = new Date(Date.UTC(2000, 0, 1 + (Math.floor(i / 3) % 366))).toISOString().slice(4, 10);
    return `${units[i % 3]},${year}${day},people,${i + add}`;
  });
  // 29 February exists in leap years alone.
  return `unit,period,variable,value\n${lines.filter((line) => !line.includes('-02-29')).join('\n')}\n`;
};

/** Integrity, and the whole content of what an import touches. */
const stateOf = (db: string): string => {
  const opened = new Database(db);
  try {
    expect(opened.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(opened.pragma('foreign_key_check')).toEqual([]);
    return JSON.stringify([
      opened.prepare('SELECT count(*), total(value), max(file) FROM observations').raw().get(),
      opened.prepare('SELECT count(*), total(value) FROM observations_history').raw().get(),
      opened.prepare('SELECT id FROM imports').raw().all(),
      opened.prepare('SELECT id, import FROM import_files').raw().all(),
    ]);
  } finally {
    opened.close();
  }
};

test('killed at any point, the database is before or after', { timeout: 120_000 }, async () => {
  const bench = newBench();
  const rows = 8_000;
  bench.write('many/datapackage.json', datapackage);
  bench.write('many/values.csv', valuesCsv(rows, 0));
  reportOf(await bench.run([bench.write('units.csv', unitsCsv), `${bench.folder}/many`]));
  const saved = join(bench.folder, 'saved.sqlite');
  copyFileSync(bench.db, saved);
  const before = stateOf(saved);
  const restore = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${bench.db}${end}`, { force: true });
    copyFileSync(saved, bench.db);
  };

  bench.write('many/values.csv', valuesCsv(rows, 7));
  restore();
  const begun = performance.now();
  expect(await ended(start(bench.folder, 'many'))).toBe(0);
  const whole = performance.now() - begun;
  const after = stateOf(bench.db);
  expect(after).not.toBe(before);

  const seen = new Set<string>();
  const killWhen = async (isTime: (running: number) => boolean): Promise<void> => {
    restore();
    const from = performance.now();
    const running = start(bench.folder, 'many');
    const end = ended(running);
    while (running.exitCode === null && !isTime(performance.now() - from)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    running.kill('SIGKILL');
    await end;
    const found = stateOf(bench.db);
    expect([before, after]).toContain(found);
    seen.add(found);
  };
  // Spread over the whole run, and then while the log of the transaction grows: there the writes are.
  for (let i = 1; i <= 5; i++) await killWhen((running) => running > (whole * i) / 5);
  const wal = `${bench.db}-wal`;
  const walSize = (): number => (existsSync(wal) ? statSync(wal).size : 0);
  for (const size of [1, 200_000, 600_000]) await killWhen(() => walSize() >= size);
  expect(seen).toContain(before);

  const report = reportOf(await bench.run([`${bench.folder}/many`]));
  expect(report.accepted).toBe(true);
  expect(JSON.parse(stateOf(bench.db))[0]).toEqual(JSON.parse(after)[0]);
});

test('two calls at once: one waits for the other, nothing is lost', { timeout: 60_000 }, async () => {
  const bench = newBench();
  reportOf(await bench.run([bench.write('units.csv', unitsCsv)]));
  const names = ['a', 'b', 'c', 'd'];
  names.forEach((name, i) => {
    const description = datapackage.replace('"many"', `"${name}"`).replaceAll('people', `people_${name}`);
    bench.write(`${name}/datapackage.json`, description);
    bench.write(`${name}/values.csv`, valuesCsv(900, i).replaceAll('people', `people_${name}`));
  });
  const ends = await Promise.all(names.map((name) => ended(start(bench.folder, name))));
  expect(ends).toEqual([0, 0, 0, 0]);
  const opened = new Database(bench.db, { readonly: true });
  const found = opened.prepare('SELECT variable, count(*) FROM observations GROUP BY variable').raw().all();
  opened.close();
  expect(found).toEqual(names.map((name) => [`people_${name}`, valuesCsv(900, 0).trim().split('\n').length - 1]));
});
