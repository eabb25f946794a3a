import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, lsg } from './built.js';
import { mayImport } from './rooms.js';

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

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'data/README.md',
  'reports/README.md',
];
const readme = readFileSync('README.md', 'utf8');

describe('the documents', () => {
  test('the README shows every command, and only commands that there are', () => {
    const shown = new Set(
      [...readme.matchAll(/\blsg ([a-z]+)/g)].map(([, name]) => name!).filter((name) => name !== 'computes'),
    );
    expect([...shown].sort()).toEqual([...commands()].sort());
  });

  test('every option that the README shows is one of its command', () => {
    for (const [line, command] of readme.matchAll(/^npx lsg ([a-z]+).*$/gm)) {
      const { out } = lsg([command!, '--help']);
      for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(out, line).toContain(option);
    }
  });

  test('the line that a newcomer is told to change is there', () => {
    const told = [...readme.matchAll(/`(indicators\/[^`]+)`(?:, line |, строка | файлының )(\d+)/g)];
    expect(told.length).toBe(3);
    for (const [, file, line] of told) {
      expect(readFileSync(file!, 'utf8').split('\n')[Number(line) - 1]).toMatch(/^\s+weight: 75$/);
    }
  });

  test.each(documents)('%s links to what is there', (file) => {
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      expect(existsSync(join(dirname(file), target!)), `${file} -> ${target}`).toBe(true);
    }
  });

  test('the scripts that the README names are there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const [, name] of readme.matchAll(/`?npm (?:run )?(?:--silent )?(demo|test|bench)\b/g))
      expect(scripts).toHaveProperty(name!);
  });

  test('the table of rooms in ARCHITECTURE.md is the one that is checked', () => {
    const rooms = [...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| `([a-z/]+)` \|/gm)].map(([, room]) => room);
    expect(rooms).toEqual([...Object.keys(mayImport), 'main']);
  });
});
