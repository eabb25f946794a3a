import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compilerAdvice, fitsNode, isInstalled, missingTools, npmCli } from '../../scripts/install.mjs';
import { holdLock } from '../../scripts/lock.mjs';
import { countOf } from '../../scripts/run-tests.mjs';
import { chooseLang, sayer, startLangs, startWords } from '../../scripts/start-words.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lsg-start-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

test.each([
  ['18.20.4', false],
  ['20.18.1', false],
  ['20.19.0', true],
  ['22.1.0', true],
  ['24.11.0', true],
  ['25.0.0', false],
])('Node %s fits: %s', (version, fits) => expect(fitsNode(version)).toBe(fits));

describe('what is installed', () => {
  const lock = (packages: Readonly<Record<string, object>>): string =>
    JSON.stringify({ packages: { '': {}, ...packages } });
  const a = { 'node_modules/a': { version: '1.0.0' } };

  test('is what npm recorded, if it is there', () => {
    put('package-lock.json', lock(a));
    expect(isInstalled(root)).toBe(false);
    put('node_modules/.package-lock.json', lock(a));
    expect(isInstalled(root)).toBe(false);
    put('node_modules/a/package.json', '{}');
    expect(isInstalled(root)).toBe(true);
  });

  test('is stale when the lockfile wants another version or one more', () => {
    put('node_modules/.package-lock.json', lock(a));
    put('node_modules/a/package.json', '{}');
    put('package-lock.json', lock({ 'node_modules/a': { version: '1.0.1' } }));
    expect(isInstalled(root)).toBe(false);
    put('package-lock.json', lock({ ...a, 'node_modules/b': { version: '1.0.0' } }));
    expect(isInstalled(root)).toBe(false);
  });

  test('need not have what is for another system', () => {
    put('node_modules/.package-lock.json', lock(a));
    put('node_modules/a/package.json', '{}');
    put('package-lock.json', lock({ ...a, 'node_modules/b-win32': { version: '1.0.0', optional: true } }));
    expect(isInstalled(root)).toBe(true);
  });

  test('is not told by a record cut short', () => {
    put('package-lock.json', lock(a));
    put('node_modules/.package-lock.json', '{"packages": {');
    expect(isInstalled(root)).toBe(false);
  });
});

describe('tools', () => {
  test('npm is the one that runs us, else the one beside Node, else left to the PATH', () => {
    const only = (path: string) => (asked: string) => asked === path;
    const beside = join('/n', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
    expect(npmCli({ npm_execpath: '/x/npm-cli.js' }, '/n/bin/node', only('/x/npm-cli.js'))).toBe('/x/npm-cli.js');
    expect(npmCli({ npm_execpath: '/x/yarn.js' }, '/n/bin/node', only(beside))).toBe(beside);
    expect(npmCli({}, '/n/bin/node', () => false)).toBe(null);
  });

  test.skipIf(process.platform === 'win32')('a missing compiler is named part by part', () => {
    const has =
      (...names: string[]) =>
      (path: string) =>
        names.some((name) => path === `/bin/${name}`);
    expect(missingTools({ PATH: '/bin' }, 'linux', has('python3', 'make'))).toEqual(['c++']);
    expect(missingTools({ PATH: '/bin' }, 'linux', has('python3', 'make', 'clang++'))).toEqual([]);
    expect(missingTools({ PATH: '/bin' }, 'win32', () => false)).toBe(null);
  });

  test('the advice is for the system', () => {
    expect(compilerAdvice('linux', (path) => path === '/etc/debian_version')).toContain('apt-get');
    expect(compilerAdvice('win32', () => false)).toContain('Visual Studio');
  });
});

describe('the words of the start', () => {
  test('are there in every language, with the same arguments', () => {
    const names = (text: string): ReadonlyArray<string> => [...(text.match(/\{\w+\}/g) ?? [])].sort();
    for (const [key, texts] of Object.entries(startWords)) {
      expect(Object.keys(texts).sort(), key).toEqual([...startLangs].sort());
      for (const lang of startLangs) expect(names(texts[lang]!), `${key} ${lang}`).toEqual(names(texts.en!));
    }
  });

  test('are in the language asked for, then of the environment, then of the locale, then Russian', () => {
    expect(chooseLang(['--lang', 'kk'], { LSG_LANG: 'en' }, 'ru-RU')).toBe('kk');
    expect(chooseLang(['--lang=en'], {}, 'ru-RU')).toBe('en');
    expect(chooseLang([], { LSG_LANG: 'kk', LANG: 'en_US.UTF-8' }, 'ru-RU')).toBe('kk');
    expect(chooseLang([], { LANG: 'en_US.UTF-8' }, 'ru-RU')).toBe('en');
    expect(chooseLang([], {}, 'kk-KZ')).toBe('kk');
    expect(chooseLang([], { LANG: 'C.UTF-8' }, 'de-DE')).toBe('ru');
    expect(sayer('en')('nodeTooOld', { found: '18.1.0' })).toContain('18.1.0');
  });
});

describe('two starts in one folder', () => {
  test('the second waits for the first', async () => {
    const path = join(root, '.cache', 'start.lock');
    const release = await holdLock(path, () => undefined, 5);
    // Our own number would count as left over from an earlier start, so another living process stands in.
    writeFileSync(path, String(process.ppid));
    let waited = 0;
    let entered = false;
    const second = holdLock(path, () => waited++, 5).then((give) => {
      entered = true;
      return give;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([waited, entered]).toEqual([1, false]);
    release();
    (await second)();
    expect(entered).toBe(true);
  });

  test('a lock of a dead process, or one older than any set-up, holds nobody up', async () => {
    const path = join(root, 'start.lock');
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    writeFileSync(path, String(dead));
    (await holdLock(path, () => expect.unreachable(), 5))();
    writeFileSync(path, String(process.ppid));
    const anHourAgo = Date.now() / 1000 - 3600;
    utimesSync(path, anHourAgo, anHourAgo);
    (await holdLock(path, () => expect.unreachable(), 5))();
  });
});

describe('the closing line', () => {
  const report = (given: object): ReturnType<typeof countOf> => {
    put('vitest.json', JSON.stringify(given));
    return countOf(join(root, 'vitest.json'));
  };
  test('counts tests, and a file that could not be loaded as one failed', () => {
    const loaded = { status: 'failed', assertionResults: [{}] };
    const broken = { status: 'failed', assertionResults: [] };
    expect(report({ numPassedTests: 7, numFailedTests: 1, testResults: [loaded, broken] })).toEqual({
      passed: 7,
      failed: 2,
    });
  });
  test('never reports success where there is no report', () => {
    expect(countOf(join(root, 'none.json'))).toEqual({ passed: 0, failed: 1 });
  });
});

test('a call without a known target is a fault of the call', () => {
  const done = spawnSync(process.execPath, ['scripts/start.mjs', 'dance', '--lang', 'en'], { encoding: 'utf8' });
  expect([done.status, done.stdout]).toEqual([2, '']);
  expect(done.stderr).toContain('demo | test | bench');
});

test('lsg that has not been built says how to build it', () => {
  cpSync('bin', join(root, 'bin'), { recursive: true });
  const done = spawnSync(process.execPath, [join(root, 'bin', 'lsg.mjs'), 'check'], {
    encoding: 'utf8',
    env: { ...process.env, LSG_LANG: 'en' },
  });
  expect([done.status, done.stdout]).toEqual([3, '']);
  expect(done.stderr).toContain('npm run demo');
});
