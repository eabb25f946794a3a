// The program as it is shipped: compiled, and started by plain Node. Tests see forms of import that Node refuses, so this is looked at apart.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { holdLock } from '../../scripts/lock.mjs';
import { filesBelow } from './source.js';

/** Compiles where a source is newer than the last build; several test files may ask at once. */
export const ensureBuilt = async (): Promise<void> => {
  const release = await holdLock('.cache/build.lock', () => undefined, 100);
  try {
    if (isFresh()) return;
    const done = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`the program does not compile:\n${done.stderr}`);
  } finally {
    release();
  }
};

const isFresh = (): boolean => {
  const stamp = 'dist/.tsbuildinfo';
  const bundle = 'dist/bundle/program.js';
  if (!existsSync(stamp) || !existsSync(bundle)) return false;
  const built = statSync(stamp).mtimeMs;
  return statSync(bundle).mtimeMs >= built && filesBelow('src').every((file) => statSync(file).mtimeMs <= built);
};

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** `lsg` with these arguments, in English unless told otherwise, without colour. */
export const lsg = (
  args: ReadonlyArray<string>,
  { env = {}, cwd = process.cwd() }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Ended => {
  const done = spawnSync(process.execPath, [resolve('bin/lsg.mjs'), ...args], {
    encoding: 'utf8',
    cwd,
    env: { ...process.env, LSG_LANG: 'en', NO_COLOR: '1', ...env },
  });
  return { status: done.status, out: done.stdout, err: done.stderr };
};
