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
  /** Sets the exit status without a word. */
  readonly status: (code: number) => void;
}

/** Options of all commands. */
export interface CommonOptions {
  readonly db: string;
  /** The database of answers; the one beside `db` unless told. */
  readonly responses?: string;
  readonly indicators: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly lang?: string;
}

export const withCommonOptions = (command: Command, words: Words): Command =>
  command
    .option('--db <file>', words.say('cli.option.db'), 'data/lsg.sqlite')
    .option('--responses <file>', words.say('cli.option.responses'))
    .option('--indicators <dir>', words.say('cli.option.indicators'), 'indicators')
    .option('--json', words.say('cli.option.json'))
    .option('--quiet', words.say('cli.option.quiet'))
    .option('--lang <lang>', words.say('cli.option.lang'));
