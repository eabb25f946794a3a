import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, lsg } from './built.js';

beforeAll(ensureBuilt);

/** The commands that the program lists. */
const commands = (): ReadonlyArray<string> => {
  const { out } = lsg(['--help']);
  const listed = out
    .slice(out.search(/^Commands:/m))
    .split('\n')
    .slice(1);
  return listed.flatMap((line) => /^ {2}([a-z]+)\b/.exec(line)?.[1] ?? []).filter((name) => name !== 'help');
};

describe('the built program', () => {
  test('starts, and lists its commands', () => {
    expect(lsg(['--help'])).toMatchObject({ status: 0, err: '' });
    expect(commands()).toEqual(expect.arrayContaining(['check', 'import', 'score', 'explain', 'report', 'demo']));
  });

  test('every command has help with examples', () => {
    for (const command of commands()) {
      const { status, out } = lsg([command, '--help']);
      expect([command, status]).toEqual([command, 0]);
      expect(out, command).toContain(`$ lsg ${command}`);
    }
  });

  test('a call that makes no sense is a fault of the call, told on standard error', () => {
    for (const args of [['dance'], ['score'], ['score', 'kz-regions', '--perio', '2023'], []]) {
      const { status, out, err } = lsg(args);
      expect([args, status, out]).toEqual([args, 2, '']);
      expect(err).not.toBe('');
      expect(err).not.toMatch(/^\s+at /m);
    }
  });

  test('reads the shipped definitions', () => {
    const { status, out } = lsg(['check', 'indicators', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ problems: [] });
  });

  test('a reader that closes the pipe early is no failure', async () => {
    const child = spawn(process.execPath, ['bin/lsg.mjs', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (text: Buffer) => {
      err += text.toString();
    });
    child.stdout.destroy();
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect([status, err]).toEqual([0, '']);
  });
});

describe('the README', () => {
  const readme = readFileSync('README.md', 'utf8');

  test('shows every command, and only commands that there are', () => {
    const shown = new Set(
      [...readme.matchAll(/\blsg ([a-z]+)/g)].map(([, name]) => name!).filter((name) => name !== 'computes'),
    );
    expect([...shown].sort()).toEqual([...commands()].sort());
  });

  test('every option that shows is one of its command', () => {
    for (const [line, command, inner] of readme.matchAll(/^npx lsg ([a-z]+)(?: (estimate))?.*$/gm)) {
      const { out } = lsg([command!, ...(inner === undefined ? [] : [inner]), '--help']);
      for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(out, line).toContain(option);
    }
  });
});

test('the bundle carries the licence of every package whose code is in it', () => {
  const parts = readFileSync('dist/bundle/LICENSES.txt', 'utf8')
    .split(`\n\n${'-'.repeat(78)}\n\n`)
    .slice(1);
  const names = parts.map((part) => /^(\S+) \d+\.\d+\.\d+\S* \(\S+\)\n\n/.exec(part)?.[1]);
  expect(names).toEqual(expect.arrayContaining(['commander', 'fp-ts', 'io-ts', 'yaml', 'intl-messageformat']));
  for (const part of parts) expect(part).toMatch(/copyright/i);
});
