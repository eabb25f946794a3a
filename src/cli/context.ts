// What every command is given: where it runs, where its words go, and how it ends. `main.ts` makes it once.
import type { Command } from 'commander';
import type { Problems } from '../core/model/problem.js';
import type { Words } from '../core/words/words.js';
import type { Log } from '../shell/ports.js';

export interface CliContext {
  readonly cwd: string;
  /** Standard error: progress and messages. */
  readonly log: Log;
  /** Standard output: results. */
  readonly out: (text: string) => void;
  /** In the language of messages. */
  readonly words: Words;
  /** Prints each problem with its place on standard error, and sets the exit status by who is at fault. */
  readonly fail: (problems: Problems) => void;
}

/** Options of all commands. */
export interface CommonOptions {
  readonly db: string;
  readonly indicators: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly lang?: string;
}

export const withCommonOptions = (command: Command): Command =>
  command
    .option('--db <file>', 'the database', 'data/lsg.sqlite')
    .option('--indicators <dir>', 'the folder of definitions', 'indicators')
    .option('--json', 'one JSON document on standard output')
    .option('--quiet', 'no progress, and no messages but problems')
    .option('--lang <lang>', 'language of messages: kk, ru or en');
