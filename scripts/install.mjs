// Decides whether the packages are installed as the lockfile has them, installs them, and sees to it that the SQLite addon loads.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

/** Node 20.19 to 24: older ones lack what the program uses, newer ones the ready-made SQLite addon. */
export const fitsNode = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major > 20 ? major <= 24 : major === 20 && minor >= 19;
};

/**
 * True where node_modules holds what package-lock.json names. npm leaves its own record of what it installed, written last,
 * so that an installation cut short, a changed lockfile and one made by hand are all told apart without a stamp of ours.
 */
export const isInstalled = (root) => {
  const wanted = readJson(join(root, 'package-lock.json'));
  const present = readJson(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    // Optional packages may be for another system.
    if (path === '' || entry.optional === true || entry.devOptional === true || entry.peer === true) return true;
    const found = present.packages[path];
    return found !== undefined && found.version === entry.version && existsSync(join(root, path, 'package.json'));
  });
};

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
};

/** Install scripts are left out here: the one that is needed, SQLite's, is run apart, so that its failure can be explained. */
export const installPackages = (root) =>
  runNpm(
    root,
    ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    { stdio: ['ignore', 2, 2] },
  );

/** Tried in a process of its own: an addon built for another Node may bring the process down. */
export const addonLoads = (root) =>
  spawnSync(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:').exec('select 1')"], {
    cwd: root,
    stdio: 'ignore',
  }).status === 0;

/** A compiler says much when all is well, so its words are kept back and returned only where it failed. */
export const rebuildAddon = (root) =>
  runNpm(root, ['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, JOBS: 'max' },
  });

/** npm through the Node that runs this script, without a shell. Nothing of it goes to standard output: that may be read by a program. */
const runNpm = (root, args, options) => {
  const cli = npmCli(process.env, process.execPath, existsSync);
  // Without npm's own file the name on the PATH has to do; on Windows that is npm.cmd, which only a shell starts.
  const done =
    cli === null
      ? spawnSync('npm', args, { ...options, cwd: root, shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [cli, ...args], { ...options, cwd: root });
  return { ok: done.status === 0, said: `${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}` };
};

/** npm's program file: the one that runs us, else the one that came with this Node. */
export const npmCli = (env, execPath, exists) => {
  const running = env.npm_execpath;
  if (running !== undefined && basename(running) === 'npm-cli.js' && exists(running)) return running;
  const folder = dirname(execPath);
  const places = [
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  return places.find((place) => exists(place)) ?? null;
};

/** Which tools of a compiler are not on the PATH; null where that cannot be told (Windows keeps them elsewhere). */
export const missingTools = (env, platform, exists) => {
  if (platform === 'win32') return null;
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const has = (name) => folders.some((folder) => exists(join(folder, name)));
  const groups = [
    ['python3', 'python'],
    ['make', 'gmake'],
    ['c++', 'g++', 'clang++'],
  ];
  return groups.filter((names) => !names.some(has)).map((names) => names[0]);
};

/** How a compiler is installed on this system. */
export const compilerAdvice = (platform, exists) => {
  if (platform === 'win32') return 'Visual Studio Build Tools (Desktop development with C++) + Python 3';
  if (platform === 'darwin') return 'xcode-select --install';
  if (exists('/etc/debian_version')) return 'sudo apt-get install -y build-essential python3';
  if (exists('/etc/redhat-release')) return 'sudo dnf install -y gcc-c++ make python3';
  return 'g++, make, python3';
};
