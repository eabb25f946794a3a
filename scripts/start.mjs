// The one start of everything: makes the folder ready (Node, packages, SQLite addon, browser, build) and runs what was asked for.
// Node built-ins only, no shell: it runs on a fresh clone, on Linux, macOS and Windows, and again without a network.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  addonLoads,
  compilerAdvice,
  fitsNode,
  installPackages,
  isInstalled,
  missingTools,
  rebuildAddon,
} from './install.mjs';
import { holdLock } from './lock.mjs';
import { obtainBrowser } from './obtain-browser.mjs';
import { runTests } from './run-tests.mjs';
import { chooseLang, sayer } from './start-words.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [target, ...args] = process.argv.slice(2);
const say = sayer(chooseLang(args, process.env, Intl.DateTimeFormat().resolvedOptions().locale));
const tell = (key, values = {}, way) =>
  process.stderr.write(`${say(key, way === undefined ? values : { way: say(way) })}\n`);

const main = async () => {
  if (!fitsNode(process.versions.node)) {
    tell('nodeTooOld', { found: process.versions.node });
    return 3;
  }
  if (target === undefined || !(target in targets)) {
    tell('usage');
    return 2;
  }
  const release = await holdLock(join(root, '.cache', 'start.lock'), () => tell('waiting'));
  try {
    if (!makeReady()) return 3;
    // The tests build apart, so that a mistake in the source is counted and told like every other.
    if (target !== 'test' && !build()) return 1;
  } finally {
    release();
  }
  return targets[target]();
};

const makeReady = () => {
  if (!isInstalled(root)) {
    tell('installing');
    if (!installPackages(root).ok) {
      tell('installFailed');
      return false;
    }
  }
  if (!addonLoads(root)) {
    tell('rebuilding');
    const rebuilt = rebuildAddon(root);
    if (!rebuilt.ok || !addonLoads(root)) {
      process.stderr.write(`${rebuilt.said.split('\n').slice(-40).join('\n')}\n`);
      explainAddon();
      return false;
    }
  }
  obtainBrowser(root, tell);
  return true;
};

const explainAddon = () => {
  const missing = missingTools(process.env, process.platform, existsSync);
  const how = compilerAdvice(process.platform, existsSync);
  tell('addonFailed', {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    missing: missing === null ? how : missing.length === 0 ? say('nothingMissing') : missing.join(', '),
  });
  tell('addonNext', { how });
};

const build = () => {
  if (!existsSync(join(root, 'dist', 'main.js'))) tell('building');
  const done = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) tell('buildFailed');
  return done.status === 0;
};

/** Waits for a program of the project; a signal goes to it, and its end becomes ours. */
const run = (file, given) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, file), ...given], { cwd: root, stdio: 'inherit' });
    // From a terminal the child gets the signal itself; here it is only kept from ending us first.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', () => resolve(70));
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });

const targets = {
  demo: () => run('bin/lsg.mjs', ['demo', ...args]),
  test: () => runTests(root, args),
  bench: () => run('bench/run.mjs', args),
};

process.exitCode = await main();
