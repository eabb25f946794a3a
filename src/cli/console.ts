// Standard output and standard error behind the context of the commands.
import { causesOf, foremost } from '../core/model/causes.js';
import { type Problem, type Problems, problemFault } from '../core/model/problem.js';
import { placeInFile, problemAsText } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';
import type { Log } from '../shell/ports.js';
import type { CliContext } from './context.js';
import { problemDocument } from './problem-document.js';

/** So many problems are told one by one; the rest are counted. */
const shownAtMost = 20;
/** So many of one kind, where there are kinds that wait. */
const shownOfKind = 5;
/** Where standard error is no terminal, a progress line comes at most so often. */
const quietMilliseconds = 10_000;

/** With `json` a command that fails before it has reported anything still gives a document: its problems. */
export const contextOf = (words: Words, quiet: boolean, json: boolean): CliContext => {
  let reported = false;
  const status = (code: number): void => {
    process.exitCode = code;
  };
  const log = logOf(quiet);
  return {
    cwd: process.cwd(),
    log,
    out: (text) => {
      reported = true;
      process.stdout.write(text);
    },
    words,
    fail: (problems) => {
      // Progress must not stand on the line of the first problem.
      log.line('');
      if (json && !reported) {
        reported = true;
        const told = problems.map((each) => problemDocument(each, words));
        process.stdout.write(`${JSON.stringify({ problems: told }, null, 2)}\n`);
      }
      const shown = foremost(causesOf(problems), shownAtMost, shownOfKind);
      let told = 0;
      for (const { problem: first, count, places } of shown) {
        told += count;
        process.stderr.write(`${problemAsText(first, words)}\n`);
        if (count === 1) continue;
        const others = places
          .slice(1)
          .map(placeInFile)
          .filter((place) => place !== '')
          .join(', ');
        process.stderr.write(
          `  ${words.say('cli.also', { n: count - 1, places: others, more: count - places.length })}\n`,
        );
      }
      if (problems.length > told) process.stderr.write(`${words.say('cli.more', { n: problems.length - told })}\n`);
      status(exitStatus(problems));
    },
    status,
  };
};

/** The machine's fault is told first: 3; else the call's: 2; else the input's: 1. */
export const exitStatus = (problems: Problems): number => {
  const has = (fault: (typeof problemFault)[Problem['code']]): boolean =>
    problems.some(({ code }) => problemFault[code] === fault);
  if (has('machine')) return 3;
  return has('call') ? 2 : 1;
};

const logOf = (quiet: boolean): Log => {
  const isTerminal = process.stderr.isTTY === true;
  let open = false;
  let last = -quietMilliseconds;
  return {
    line: (text) => {
      if (open) process.stderr.write('\n');
      open = false;
      if (!quiet && text !== '') process.stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (quiet) return;
      if (isTerminal) {
        process.stderr.write(`\r\u001b[2K${text}`);
        open = true;
      } else if (performance.now() - last >= quietMilliseconds) {
        last = performance.now();
        process.stderr.write(`${text}\n`);
      }
    },
  };
};
