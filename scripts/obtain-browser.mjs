// Gets a browser where none is installed: the one in the package, puppeteer's download, the distribution's; in that order,
// and never by force: without one the program still makes HTML.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { unpackShipped } from './shipped-browser.mjs';

const minutes = 60_000;

/** The browser that will print, or null; `tell` gets what is being tried. */
export const obtainBrowser = (root, tell) => {
  const named = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (named !== undefined && named !== '') {
    const found = findBrowser({ root });
    if (found === null) tell('namedBrowserMissing', { path: named });
    return found;
  }
  const usable = () => {
    const found = findBrowser({ root });
    return found !== null && starts(found.path) ? found : null;
  };
  const ways = [
    { way: null, get: () => undefined },
    { way: 'wayShipped', get: () => unpackOrSay(root), where: () => hasShipped(root) },
    { way: 'wayDownload', get: () => download(root), where: () => true },
    { way: 'wayApt', get: installFromDistribution, where: isDebianRoot },
  ];
  // The checks run with the newest browser that can be had. With the older one in the package, one test of hostile markup has
  // been seen not to end; why is not known yet.
  if (process.env.CI && isDebianRoot()) ways.splice(1, 0, ways.pop());
  for (const { way, get, where } of ways) {
    if (way !== null) {
      if (!where()) continue;
      tell('gettingBrowser', {}, way);
      get();
    }
    const found = usable();
    if (found !== null) return found;
  }
  tell('noBrowser');
  return null;
};

/** On Linux a browser can be there and lack a library; elsewhere its being there is enough (on Windows `--version` would open a window). */
const starts = (path) =>
  process.platform !== 'linux' ||
  spawnSync(path, ['--version'], { stdio: 'ignore', timeout: minutes / 2, killSignal: 'SIGKILL' }).status === 0;

const hasShipped = (root) =>
  process.platform === 'linux' &&
  process.arch === 'x64' &&
  existsSync(join(root, 'node_modules', '@sparticuz', 'chromium', 'bin', 'chromium.br'));

const unpackOrSay = (root) => {
  try {
    unpackShipped(root);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
};

/** The version that fits the installed puppeteer, into puppeteer's cache. */
const download = (root) => {
  const folder = join(root, 'node_modules', 'puppeteer');
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const cli = join(folder, typeof bin === 'string' ? bin : bin.puppeteer);
  spawnSync(process.execPath, [cli, 'browsers', 'install', 'chrome-headless-shell'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    timeout: 5 * minutes,
  });
};

const isDebianRoot = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

const installFromDistribution = () => {
  const options = {
    stdio: ['ignore', 2, 2],
    timeout: 5 * minutes,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  if (spawnSync('apt-get', ['update', '-qq'], options).status !== 0) return;
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'], options);
};
