// `lsg uncertainty`: its options, and those of a draw that other commands share. What it does stands in a module that is loaded when
// it is called.
import type { Command } from 'commander';
import { E } from '../core/fp.js';
import { type Problems, problem } from '../core/model/problem.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import type { UncertaintyParts } from './uncertainty-run.js';

interface UncertaintyOptions extends CommonOptions {
  readonly period: string;
  readonly view?: string;
  readonly draws?: string;
  readonly seed?: string;
  readonly draw?: string;
  readonly pairs?: boolean;
  readonly sensitivity?: boolean;
  readonly removeOne?: boolean;
  readonly influence?: boolean;
  readonly points?: string;
  readonly sequences?: string;
  readonly unit?: string;
  readonly format: string;
}

const formats = ['table', 'csv', 'json'];
const mostDraws = 1_000_000;
const leastDraws = 10;
const largestSeed = 2_147_483_647;

export const registerUncertainty = (program: Command, context: CliContext, parts: UncertaintyParts): void => {
  const { words } = context;
  const say = (key: string): string => words.say(`uncertainty.help.${key}`);
  const move = (key: string): string => words.say(`moves.help.${key}`);
  withCommonOptions(
    program
      .command('uncertainty')
      .description(say('description'))
      .argument('<index>', words.say('cli.index'))
      .requiredOption('--period <period>', words.say('cli.period'))
      .option('--view <view>', words.say('cli.score.view'))
      .option('--draws <n>', say('draws'))
      .option('--seed <seed>', say('seed'))
      .option('--draw <number>', say('draw'))
      .option('--pairs', say('pairs'))
      .option('--sensitivity', move('sensitivity'))
      .option('--points <n>', move('points'))
      .option('--sequences <n>', move('sequences'))
      .option('--unit <code>', move('unit'))
      .option('--remove-one', move('remove_one'))
      .option('--influence', move('influence'))
      .option('--format <format>', words.say('cli.score.format'), 'table'),
    words,
  )
    .addHelpText('after', `\n${say('examples')}`)
    .action((index: string, options: UncertaintyOptions) => run(index, options, context, parts));
};

const run = async (
  index: string,
  options: UncertaintyOptions,
  context: CliContext,
  parts: UncertaintyParts,
): Promise<void> => {
  const { db, indicators, period, view = null, pairs = false } = options;
  const format = options.json === true ? 'json' : options.format;
  if (!formats.includes(format))
    return context.fail([problem('BadOption', { option: '--format', value: format, allowed: formats.join(', ') })]);
  const numbers = {
    draws: wholeNumber('--draws', options.draws, leastDraws, mostDraws),
    seed: seedOf(options.seed),
    draw: drawNumber(options.draw),
    points: powerOfTwo('--points', options.points, 16, 65_536),
    sequences: wholeNumber('--sequences', options.sequences, 16, 1000),
  };
  const faults = Object.values(numbers).flatMap((each) => (E.isLeft(each) ? each.left : []));
  const { points, sequences } = numbers;
  if (E.isLeft(numbers.draws) || E.isLeft(numbers.seed) || E.isLeft(numbers.draw)) return context.fail(faults);
  if (E.isLeft(points) || E.isLeft(sequences)) return context.fail(faults);
  const [draws, seed, draw] = [numbers.draws.right, numbers.seed.right, numbers.draw.right];
  const { removeOne = false, influence = false, unit = null } = options;
  const { sensitivity = false } = options;
  const unheeded = unheededOptions(options, format);
  if (unheeded.length > 0) return context.fail(unheeded);
  const tables = [sensitivity, removeOne, influence].filter(Boolean).length;
  if (format === 'csv' && tables > 1)
    return context.fail([problem('BadOption', { option: '--format', value: format, allowed: 'table, json' })]);
  const plan = { points: points.right, sequences: sequences.right };
  const asked = { sensitivity, removeOne, influence, plan, unit };

  const { runUncertainty } = await import('./uncertainty-run.js');
  await runUncertainty(
    { db, indicators, index, period, view, draws, seed, draw, pairs, asked, format },
    context,
    parts,
  );
};

/** What was given and would change nothing: better refused than read as if it had. */
const unheededOptions = (options: UncertaintyOptions, format: string): Problems => {
  const { draw, draws, pairs, sensitivity, removeOne, influence, points, sequences, unit } = options;
  const given = (named: Readonly<Record<string, string | boolean | undefined>>): ReadonlyArray<string> =>
    Object.entries(named).flatMap(([option, value]) => (value === undefined || value === false ? [] : [option]));
  const tables = given({ '--sensitivity': sensitivity, '--remove-one': removeOne, '--influence': influence });
  const ofPlaces = given({ '--draws': draws, '--pairs': pairs });
  const ofSensitivity = given({ '--points': points, '--sequences': sequences, '--unit': unit });
  const beside = (unused: ReadonlyArray<string>, other: string): Problems =>
    unused.map((option) => problem('OptionUnused', { option, other }));
  if (draw !== undefined) return beside([...tables, ...ofPlaces, ...ofSensitivity], '--draw');
  return [
    ...(sensitivity === true
      ? []
      : ofSensitivity.map((option) => problem('OptionNeeds', { option, other: '--sensitivity' }))),
    // One document holds places and tables; a table or a file has room for one of them.
    ...(tables[0] === undefined || format === 'json' ? [] : beside(ofPlaces, tables[0])),
  ];
};

/** undefined where the option was not given. */
const wholeNumber = (
  option: string,
  given: string | undefined,
  least: number,
  most: number,
): E.Either<Problems, number | undefined> => {
  if (given === undefined) return E.right(undefined);
  const value = /^[0-9]{1,12}$/.test(given) ? Number(given) : Number.NaN;
  return value >= least && value <= most
    ? E.right(value)
    : E.left([problem('BadOption', { option, value: given, allowed: `${least}–${most}` })]);
};

const powerOfTwo = (
  option: string,
  given: string | undefined,
  least: number,
  most: number,
): E.Either<Problems, number | undefined> => {
  const made = wholeNumber(option, given, least, most);
  if (E.isRight(made) && (made.right === undefined || Number.isInteger(Math.log2(made.right)))) return made;
  const allowed = `${least}, ${2 * least}, ${4 * least}, …, ${most}`;
  return E.left([problem('NotPowerOfTwo', { option, value: String(given), allowed })]);
};

export const seedOf = (given: string | undefined): E.Either<Problems, number | undefined> =>
  wholeNumber('--seed', given, 0, largestSeed);

/** Draws are numbered from 0. */
export const drawNumber = (given: string | undefined): E.Either<Problems, number | undefined> =>
  wholeNumber('--draw', given, 0, mostDraws - 1);
