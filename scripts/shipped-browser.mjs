// Unpacks the headless browser that the package @sparticuz/chromium carries, for Linux on x64 where no other browser is.
// It goes to node_modules/.cache, together with the few libraries that a bare system lacks, and behind a script that
// points the program at them: one path that anything can start.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const cacheFolder = (root) => join(root, 'node_modules', '.cache', 'lsg-browser');

/** Where the unpacked browser is started from. */
export const shippedPath = (root) => join(cacheFolder(root), 'chrome-headless-shell');

export const isShippedRunnable = () => process.platform === 'linux' && process.arch === 'x64';

/** The path of the unpacked browser, or null where the package is not there; unpacks at most once, whole or not at all. */
export const unpackShipped = (root) => {
  const packed = join(root, 'node_modules', '@sparticuz', 'chromium', 'bin');
  if (!isShippedRunnable() || !existsSync(join(packed, 'chromium.br'))) return null;
  const done = shippedPath(root);
  if (existsSync(done)) return done;
  const folder = cacheFolder(root);
  const draft = `${folder}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  mkdirSync(draft, { recursive: true });
  try {
    const program = join(draft, 'program');
    writeFileSync(program, brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))));
    chmodSync(program, 0o755);
    const libraries = join(draft, 'libraries');
    for (const archive of ['al2023.tar.br', 'swiftshader.tar.br']) {
      const target = archive.startsWith('swiftshader') ? draft : libraries;
      unpackTar(brotliDecompressSync(readFileSync(join(packed, archive))), target);
    }
    // Network security services load parts of themselves by name, so the carried ones are used as a set or not at all.
    const startsAlone = spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
    const lines = [
      '#!/bin/sh',
      'here=$(dirname "$0")',
      ...(startsAlone ? [] : ['export LD_LIBRARY_PATH="$here/libraries/lib"']),
      'exec "$here/program" "$@"',
      '',
    ];
    writeFileSync(join(draft, 'chrome-headless-shell'), lines.join('\n'), { mode: 0o755 });
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process may have been first.
    if (!existsSync(done)) throw error;
  }
  return done;
};

/** Regular files and symbolic links by copy of name; the archive holds nothing else. */
const unpackTar = (bytes, folder) => {
  const text = (from, length) => bytes.toString('latin1', from, from + length).replace(/\0.*$/s, '');
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const name = text(at, 100);
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    const type = text(at + 156, 1);
    const path = resolve(folder, name);
    if (path !== resolve(folder) && !path.startsWith(resolve(folder) + sep))
      throw new Error(`${name} leaves the folder`);
    if (type === '' || type === '0') {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
};
