// Runs the real program inside the test: the same main, with what it writes caught.
import { vi } from 'vitest';
import { main } from '../src/main.js';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export const lsg = async (...argv: ReadonlyArray<string>): Promise<Ran> => {
  let out = '';
  let err = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const status = await main([...argv, ...(argv.includes('--lang') ? [] : ['--lang', 'en'])]);
    return { status, out, err };
  } finally {
    process.exitCode = before;
    stdout.mockRestore();
    stderr.mockRestore();
  }
};

export const json = <A>(ran: Ran): A => JSON.parse(ran.out) as A;
