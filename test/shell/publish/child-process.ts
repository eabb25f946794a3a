// Bundles a TypeScript program of the tests, so that plain Node can run it in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** The path of the program made from `test/<source>`; it stands where it finds the project's packages. */
export const bundled = async (source: string): Promise<string> => {
  const cache = resolve('node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const outfile = join(mkdtempSync(join(cache, 'lsg-test-')), 'child.mjs');
  await build({
    entryPoints: [resolve('test', source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  return outfile;
};

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly errors: string;
}

export interface Running {
  readonly args: ReadonlyArray<string>;
  readonly env?: Readonly<Record<string, string>>;
  /** Hears every line of standard output and standard error. */
  readonly line?: (text: string, child: ChildProcess) => void;
}

/** Starts the program and resolves when it has ended. */
export const running = (program: string, { args, env = {}, line = () => undefined }: Running): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const text = { out: '', errors: '' };
    for (const [name, stream] of [['out', child.stdout] as const, ['errors', child.stderr] as const]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text[name] += chunk;
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const each of lines) line(each, child);
      });
    }
    child.on('close', (code, signal) => resolve({ code, signal, ...text }));
  });
