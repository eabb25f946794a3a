// What is wrong with a call, in words: the command line library says it in English only.
import type { Command, CommanderError, HelpConfiguration } from 'commander';
import { nearest } from '../core/define/nearest.js';
import type { Words } from '../core/words/words.js';

const kinds: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'unknown_option',
  'commander.unknownCommand': 'unknown_command',
  'commander.missingArgument': 'missing_argument',
  'commander.missingMandatoryOptionValue': 'missing_option',
  'commander.optionMissingArgument': 'option_argument',
  'commander.excessArguments': 'too_many',
};

/** `program`: whose commands and options are known, for "did you mean". */
export const usageSentence = (
  { code, message }: CommanderError,
  argv: ReadonlyArray<string>,
  program: Command,
  words: Words,
): string => {
  // A command that is only the name of others, such as `survey`: what it offers is the answer.
  const group = allCommands(program).find((command) => argv.includes(command.name()) && command.commands.length > 0);
  if (code === 'commander.help' && group !== undefined) return group.helpInformation();
  const kind = kinds[code] ?? 'other';
  const what = /'([^']+)'/.exec(message)?.[1] ?? argv.join(' ');
  const name = what.split(/[ =]/)[0] ?? what;
  const near =
    kind === 'unknown_option'
      ? nearest(name, optionsOf(program, argv))
      : kind === 'unknown_command'
        ? nearest(name, [...commandNames(program), 'help'])
        : '';
  const told = words.say(`cli.usage.${kind}`, {
    what: kind === 'other' ? message : what,
    nearest: near,
    nearest_given: near === '' ? 'no' : 'yes',
  });
  return `${told}\n${words.say('cli.more_help')}`;
};

/** What `--json` gives for such a call: it never came to a command that could say more. */
export const usageDocument = (told: string) => {
  const [message = '', hint = ''] = told.split('\n');
  const nowhere = { file: null, line: null, column: null };
  return { problems: [{ code: 'WrongUsage', args: {}, ...nowhere, message, hint }] };
};

const commandNames = (program: Command): ReadonlyArray<string> => allCommands(program).map((command) => command.name());

/** Commands with those below them, as `survey` has. */
const allCommands = ({ commands }: Command): ReadonlyArray<Command> =>
  commands.flatMap((command) => [command, ...allCommands(command)]);

/** Those of the command that was called; of all where none is named. */
const optionsOf = (program: Command, argv: ReadonlyArray<string>): ReadonlyArray<string> => {
  const called = allCommands(program).filter((command) => argv.includes(command.name()));
  const asked = called.length === 0 ? allCommands(program) : called;
  return ['--help', ...asked.flatMap(({ options }) => options.flatMap(({ long }) => long ?? []))];
};

/** The headings of the help in the language of the words; what the library adds by itself is English. */
export const helpIn = (words: Words): HelpConfiguration => {
  const titles = new Map([
    ['Usage:', 'usage'],
    ['Arguments:', 'arguments'],
    ['Options:', 'options'],
    ['Commands:', 'commands'],
  ]);
  return {
    styleTitle: (title) => (titles.has(title) ? words.say(`cli.help.${titles.get(title)}`) : title),
    styleOptionDescription: (text) => text.replace('(default:', `(${words.say('cli.help.default')}:`),
  };
};
