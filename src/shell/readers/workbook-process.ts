// Asks another process to read a workbook: whatever the file does to it, this one neither falls nor waits for ever.
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { E } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { WorkbookMessage, WorkbookQuestion } from './workbook-messages.js';

export interface ProcessLimits {
  /** Of its heap; what a workbook within the limits needs is less. */
  readonly megabytes: number;
  readonly milliseconds: number;
}

export const processLimits: ProcessLimits = { megabytes: 256, milliseconds: 60_000 };

/** Waits for the next file: one process serves all the files of a call. */
let idle: ChildProcess | null = null;

/**
 * Gives each message but the last to `take`. Left: the problems that the last one brought; FormatNotRead where the process came to
 * its limits or fell; FileUnreadable where it could not be started.
 */
export const askWorkbookProcess = (
  question: WorkbookQuestion,
  take: (message: WorkbookMessage) => void,
  limits: ProcessLimits = processLimits,
  entry: string = childEntry(),
): Promise<E.Either<Problems, void>> =>
  new Promise((resolve) => {
    const { file } = question;
    const child = limits === processLimits ? (idle ?? start(entry, limits)) : start(entry, limits);
    if (child === idle) idle = null;
    hold(child, true);

    const timer = setTimeout(
      () => finish(E.left([problem('FormatNotRead', { reason: 'gave_up' }, { file })]), false),
      limits.milliseconds,
    );
    const finish = (result: E.Either<Problems, void>, sound: boolean): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      // What goes wrong with it from now on is nobody's concern.
      child.on('error', () => undefined);
      if (sound && idle === null && limits === processLimits) {
        idle = child;
        child.on('exit', () => {
          if (idle === child) idle = null;
        });
        hold(child, false);
      } else child.kill('SIGKILL');
      resolve(result);
    };
    child.on('message', (message: WorkbookMessage) => {
      if (message.kind !== 'end') take(message);
      else finish(message.problems.length > 0 ? E.left(message.problems) : E.right(undefined), true);
    });
    child.on('error', (cause) => {
      const code = 'code' in cause ? String(cause.code) : cause.message;
      finish(E.left([problem('FileUnreadable', { file, cause: code }, { file })]), false);
    });
    child.on('exit', () => finish(E.left([problem('FormatNotRead', { reason: 'gave_up' }, { file })]), false));
    child.send(question, () => undefined);
  });

const start = (entry: string, { megabytes }: ProcessLimits): ChildProcess =>
  fork(entry, [], {
    execArgv: [`--max-old-space-size=${megabytes}`, '--max-semi-space-size=8'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

/** A process at work keeps this one from ending; one that waits does not. */
const hold = (child: ChildProcess, held: boolean): void => {
  if (held) child.ref();
  else child.unref();
  const channel = child.channel;
  if (held) channel?.ref();
  else channel?.unref();
};

/**
 * The program of the other process stands beside this module, under the name workbook-child; where modules have been joined to one
 * file, beside that file or in a folder above it.
 */
const childEntry = (): string => {
  const own = fileURLToPath(import.meta.url);
  const name = `workbook-child${extname(own)}`;
  let folder = dirname(own);
  for (let up = 0; up < 3; up++, folder = dirname(folder)) {
    const entry = join(folder, name);
    if (existsSync(entry)) return entry;
  }
  return join(dirname(own), name);
};
