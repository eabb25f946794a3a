import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BrowserSearch, findBrowser } from '../../scripts/find-browser.mjs';
import { isShippedRunnable, unpackShipped } from '../../scripts/shipped-browser.mjs';

/** A machine on which exactly these files exist. */
const machine = (
  platform: NodeJS.Platform,
  files: ReadonlyArray<string>,
  env: BrowserSearch['env'] = {},
): BrowserSearch => {
  const sign = platform === 'win32' ? '\\' : '/';
  return {
    platform,
    env: env ?? {},
    home: platform === 'win32' ? 'C:\\home' : '/h',
    root: '/nowhere',
    exists: (path) => files.includes(path),
    list: (folder) => [
      ...new Set(
        files
          .filter((file) => file.startsWith(folder + sign))
          .map((file) => file.slice(folder.length + 1).split(sign)[0]!),
      ),
    ],
  };
};

const cached = (version: string): string =>
  `/h/.cache/puppeteer/chrome-headless-shell/linux-${version}/chrome-headless-shell-linux64/chrome-headless-shell`;

describe('findBrowser', () => {
  test('finds none where there is none', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(findBrowser(machine(platform, [], { PATH: '/usr/bin' }))).toBe(null);
    }
  });

  test('takes the browser that is named, and no other where that one is missing', () => {
    const files = ['/usr/lib/chromium/chromium-headless-shell', '/b/brave'];
    const named = (path: string) => findBrowser(machine('linux', files, { PUPPETEER_EXECUTABLE_PATH: path }));
    expect(named('/b/brave')).toEqual({ path: '/b/brave', kind: 'chrome' });
    expect(named('/b/gone')).toBe(null);
    expect(named('')).toEqual({ path: files[0], kind: 'shell' });
  });

  test('prefers a headless shell to a full browser, and an installed one to the cache', () => {
    const all = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell', cached('140.0.1.0')];
    const env = { PATH: '/usr/local/bin:/usr/bin' };
    expect(findBrowser(machine('linux', all, env))).toEqual({ path: all[1], kind: 'shell' });
    expect(findBrowser(machine('linux', [all[0]!, all[2]!], env))).toEqual({ path: all[0], kind: 'chrome' });
  });

  test('takes the newest of the cache by number, wherever the cache is', () => {
    const files = [cached('99.0.4.0'), cached('140.0.10.0'), cached('140.0.9.0')];
    expect(findBrowser(machine('linux', files))).toEqual({ path: cached('140.0.10.0'), kind: 'shell' });
    const moved = '/c/chrome/linux-140.0.1.0/chrome-linux64/chrome';
    expect(findBrowser(machine('linux', [moved], { PUPPETEER_CACHE_DIR: '/c' }))?.path).toBe(moved);
  });

  test('a confined browser comes last', () => {
    const env = { PATH: '/snap/bin:/usr/bin' };
    expect(findBrowser(machine('linux', ['/snap/bin/chromium', '/usr/bin/microsoft-edge'], env))?.path).toBe(
      '/usr/bin/microsoft-edge',
    );
    expect(findBrowser(machine('linux', ['/snap/bin/chromium'], env))?.path).toBe('/snap/bin/chromium');
  });

  test('knows the places of macOS and Windows', () => {
    const mac = '/h/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser(machine('darwin', [mac]))).toEqual({ path: mac, kind: 'chrome' });
    const testing =
      '/h/.cache/puppeteer/chrome/mac_arm-140.0.1.0/chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
    expect(findBrowser(machine('darwin', [testing]))).toEqual({ path: testing, kind: 'chrome' });
    const edge = 'C:\\P86\\Microsoft\\Edge\\Application\\msedge.exe';
    const env = { PROGRAMFILES: 'C:\\P', 'PROGRAMFILES(X86)': 'C:\\P86' };
    expect(findBrowser(machine('win32', [edge], env))).toEqual({ path: edge, kind: 'chrome' });
    const shell =
      'C:\\home\\.cache\\puppeteer\\chrome-headless-shell\\win64-140.0.1.0\\chrome-headless-shell-win64\\chrome-headless-shell.exe';
    expect(findBrowser(machine('win32', [shell]))).toEqual({ path: shell, kind: 'shell' });
  });
});

const packed = join('node_modules', '@sparticuz', 'chromium');

describe.skipIf(!isShippedRunnable() || !existsSync(packed))('the browser in the package', () => {
  test('is unpacked once, starts, and is found', () => {
    const root = mkdtempSync(join(tmpdir(), 'lsg-browser-'));
    try {
      expect(unpackShipped(root)).toBe(null);
      mkdirSync(join(root, 'node_modules', '@sparticuz'), { recursive: true });
      symlinkSync(join(process.cwd(), packed), join(root, packed));
      const path = unpackShipped(root)!;
      expect(execFileSync(path, ['--version'], { encoding: 'utf8' })).toMatch(/^\D*\d+\.\d+/);
      expect(unpackShipped(root)).toBe(path);
      expect(readdirSync(join(root, 'node_modules', '.cache'))).toEqual(['lsg-browser']);
      const search = { env: {}, home: '/h', root, exists: (file: string) => file === path, list: () => [] };
      expect(findBrowser(search)).toEqual({ path, kind: 'shell' });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
