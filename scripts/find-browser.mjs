// Decides which browser prints the PDFs: the one that is named, one that is installed, one in puppeteer's cache,
// or the one that comes with the package @sparticuz/chromium. Node built-ins only, so that it runs before anything is installed.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isShippedRunnable, shippedPath } from './shipped-browser.mjs';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/**
 * The first browser in the order of preference, or null. A headless shell comes before a full browser: it prints the
 * same pages faster and in less memory. Where PUPPETEER_EXECUTABLE_PATH is set it alone counts, so that a wrong path
 * is seen and not covered up by some other browser.
 */
export const findBrowser = (options = {}) => {
  const {
    env = process.env,
    platform = process.platform,
    exists = existsSync,
    list = listFolder,
    home = homedir(),
    root = projectRoot,
  } = options;
  const named = env.PUPPETEER_EXECUTABLE_PATH;
  if (named !== undefined && named !== '') return exists(named) ? browserAt(named) : null;
  const machine = { env, platform, exists, list, home, root, path: platform === 'win32' ? win32 : posix };
  const candidates = [...installedShells(machine), ...installedBrowsers(machine), ...puppeteerCache(machine)];
  const found = candidates.find((path) => exists(path));
  if (found !== undefined) return browserAt(found);
  const shipped = shippedPath(root);
  return platform === 'linux' && exists(shipped) && isShippedRunnable() ? browserAt(shipped) : null;
};

/** `shell` runs with puppeteer's `headless: 'shell'`, `chrome` with `headless: true`. */
const browserAt = (path) => ({ path, kind: /headless[-_]shell(\.exe)?$/i.test(path) ? 'shell' : 'chrome' });

const installedShells = ({ platform, env, path }) => {
  if (platform === 'win32') return [];
  return [
    // The program itself: the distribution's /usr/bin/chromium-headless-shell is a script around it.
    '/usr/lib/chromium/chromium-headless-shell',
    '/usr/lib64/chromium-browser/headless_shell',
    ...onPath(env, path, platform, ['chromium-headless-shell', 'chrome-headless-shell', 'headless_shell']),
  ];
};

const installedBrowsers = ({ platform, env, home, path }) => {
  if (platform === 'win32') {
    const programs = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((folder) => folder);
    const inside = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];
    const edge = 'Microsoft\\Edge\\Application\\msedge.exe';
    return [
      ...[...inside, edge].flatMap((name) => programs.map((folder) => path.join(folder, name))),
      ...onPath(env, path, platform, ['chrome.exe', 'chromium.exe', 'msedge.exe']),
    ];
  }
  if (platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Google Chrome for Testing'];
    return [
      ...names.flatMap((name) =>
        ['/Applications', path.join(home, 'Applications')].map((folder) =>
          path.join(folder, `${name}.app`, 'Contents', 'MacOS', name),
        ),
      ),
      ...onPath(env, path, platform, ['google-chrome', 'chromium']),
    ];
  }
  return [
    '/opt/google/chrome/chrome',
    ...onPath(env, path, platform, ['google-chrome-stable', 'google-chrome', 'chrome', 'chromium']),
    '/usr/lib/chromium/chromium',
    '/usr/lib64/chromium-browser/chromium-browser',
    '/opt/microsoft/msedge/msedge',
    ...onPath(env, path, platform, ['microsoft-edge-stable', 'microsoft-edge']),
    // Confined: it may not see the temporary folder, so it comes last.
    '/snap/bin/chromium',
  ];
};

const onPath = (env, path, platform, names) => {
  const folders = (env.PATH ?? env.Path ?? '').split(platform === 'win32' ? ';' : ':');
  // A snap's entry on the PATH is left for the end of the list.
  const wanted = folders.filter((folder) => folder !== '' && !folder.startsWith('/snap/'));
  return names.flatMap((name) => wanted.map((folder) => path.join(folder, name)));
};

/** What `npx puppeteer browsers install` leaves: <cache>/<browser>/<platform>-<version>/<folder>/<program>. */
const puppeteerCache = ({ env, platform, home, list, path }) => {
  const cache = env.PUPPETEER_CACHE_DIR || path.join(home, '.cache', 'puppeteer');
  const programs =
    platform === 'win32'
      ? ['chrome-headless-shell.exe', 'chrome.exe']
      : platform === 'darwin'
        ? [
            'chrome-headless-shell',
            path.join('Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'),
          ]
        : ['chrome-headless-shell', 'chrome'];
  return ['chrome-headless-shell', 'chrome'].flatMap((browser, i) =>
    [...list(path.join(cache, browser))]
      .sort(newestFirst)
      .flatMap((version) =>
        list(path.join(cache, browser, version)).map((folder) =>
          path.join(cache, browser, version, folder, programs[i]),
        ),
      ),
  );
};

const newestFirst = (a, b) => {
  const parts = (name) =>
    name
      .replace(/^[^-]*-/, '')
      .split('.')
      .map(Number);
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (right[i] || 0) - (left[i] || 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

const listFolder = (folder) => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
