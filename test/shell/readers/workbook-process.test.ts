// The other process that reads workbooks: whatever becomes of it, this one goes on and says what happened.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { askWorkbookProcess } from '../../../src/shell/readers/workbook-process.js';
import { bookOf, dataOf, textRow } from './zip-files.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-child-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const program = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const question = { file: 'a.xlsx', bytes: bookOf({ sheets: [dataOf(textRow(1, 'unit'))] }) };
const limits = { megabytes: 64, milliseconds: 30_000 };
const outcome = async (entry: string, own = limits): Promise<string> => {
  const result = await askWorkbookProcess(question, () => {}, own, entry);
  return E.isRight(result) ? 'read' : result.left.map(({ code, args }) => `${code} ${args.reason ?? ''}`).join();
};

test('it falls, ends early, takes too much memory or too long, or is not there: each is told, none is waited for', async () => {
  const falls = program('falls.mjs', "process.on('message', () => process.abort());");
  const ends = program('ends.mjs', "process.on('message', () => process.exit(0));");
  const throws = program('throws.mjs', "process.on('message', () => { throw new Error('x'); });");
  const eats = program(
    'eats.mjs',
    "process.on('message', () => { const a = []; for (;;) a.push({ a: [a.length] }); });",
  );
  const hangs = program('hangs.mjs', "process.on('message', () => { for (;;); });");
  for (const entry of [falls, ends, throws, eats]) expect(await outcome(entry), entry).toBe('FormatNotRead gave_up');
  expect(await outcome(hangs, { megabytes: 64, milliseconds: 700 })).toBe('FormatNotRead gave_up');
  expect(await outcome(join(folder, 'none.mjs'))).toBe('FormatNotRead gave_up');
});

test('one process reads the files of a call one after the other, and several at once have one each', async () => {
  const read = () => askWorkbookProcess(question, () => {});
  for (let i = 0; i < 20; i++) expect(E.isRight(await read())).toBe(true);
  expect((await Promise.all([read(), read(), read()])).every(E.isRight)).toBe(true);
});

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

// A program that starts the real reader and is ended in the middle of the work.
test.runIf(process.platform === 'linux').each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  '%s to the program ends the other process too',
  async (signal) => {
    const long = Array.from({ length: 60_000 }, (_, i) => textRow(i + 1, 'a', String(i), 'c'));
    writeFileSync(join(folder, 'long.xlsx'), bookOf({ sheets: [dataOf(...long)] }));
    const entry = join(import.meta.dirname, 'ask-and-wait.ts');
    const parent = spawn(process.execPath, [entry, join(folder, 'long.xlsx')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // It says so when the first cells have come: then the other process is at work.
    await once(parent.stdout, 'data');
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(parent.pid)], { encoding: 'utf8' });
    const child = Number(children.trim().split(/\s+/)[0]);
    expect(alive(child)).toBe(true);
    const ended = once(parent, 'exit');
    parent.kill(signal);
    await ended;
    for (let i = 0; i < 200 && alive(child); i++) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(alive(child)).toBe(false);
  },
);
