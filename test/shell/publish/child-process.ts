// Bundles a TypeScript program of the tests, so that plain Node can run it in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The path of the program made from `test/<source>`; it stands in `into`. */
export const bundled = async (source: string, into: string): Promise<string> => {
  const outfile = join(into, 'child.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL(`../../${source}`, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['puppeteer', 'better-sqlite3'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'silent',
  });
  return outfile;
};

/** Starts the program; `line` hears what it prints. Resolves when it has ended, with its exit code or signal. */
export const running = (
  program: string,
  args: ReadonlyArray<string>,
  line: (text: string, child: ChildProcess) => void,
): Promise<{ readonly code: number | null; readonly signal: string | null; readonly errors: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    let rest = '';
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.stdout.on('data', (chunk) => {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const each of lines) line(each, child);
    });
    child.on('close', (code, signal) => resolve({ code, signal, errors }));
  });
