// Has another process make a marked copy: whatever the office's workbook does to it, this one neither falls nor waits for ever.
import { fork } from 'node:child_process';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MarkedCopy } from '../ports.js';

export interface MarkingLimits {
  /** Of its heap: the library holds all cells of a workbook at once. */
  readonly megabytes: number;
  readonly milliseconds: number;
}

export const markingLimits: MarkingLimits = { megabytes: 1024, milliseconds: 60_000 };

/** null: the library cannot do it, or the process came to its limits, fell or could not be started. */
export const askMarkingProcess = (
  copy: MarkedCopy,
  limits: MarkingLimits = markingLimits,
  entry: string = childEntry(),
): Promise<Uint8Array | null> =>
  new Promise((resolve) => {
    const child = fork(entry, [], {
      execArgv: [`--max-old-space-size=${limits.megabytes}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const finish = (bytes: Uint8Array | null): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      // What goes wrong with it from now on is nobody's concern.
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      resolve(bytes);
    };
    const timer = setTimeout(() => finish(null), limits.milliseconds);
    child.on('message', (answer) => finish(answer instanceof Uint8Array ? answer : null));
    child.on('error', () => finish(null));
    child.on('exit', () => finish(null));
    child.send(copy, () => undefined);
  });

/** The program of the other process stands beside this module. */
const childEntry = (): string => {
  const own = fileURLToPath(import.meta.url);
  return join(dirname(own), `marking-child${extname(own)}`);
};
