// `lsg report`: from a scored index to an edition of reports.
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { E, type TE } from '../core/fp.js';
import { type Problems, problem } from '../core/model/problem.js';
import { isLang, type Lang, langs } from '../core/model/text.js';
import type { Format } from '../shell/programs/report-documents.js';
import type { ReportOutcome, ReportPorts, ReportRequest } from '../shell/programs/report-request.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';

/** What `lsg report` needs beside the context; joined in main. */
export interface ReportParts {
  /** Scores an index for a period and gathers what its pages tell. */
  readonly prepare: (
    index: string,
    period: string,
    where: { readonly db: string; readonly indicators: string },
  ) => TE.TaskEither<Problems, Pick<ReportRequest, 'input' | 'scoresJson' | 'uncertaintyJson'>>;
  /** Templates, words and adapters; asked for only when the command runs. */
  readonly ports: TE.TaskEither<Problems, Omit<ReportPorts, 'log' | 'words'>>;
}

interface ReportOptions extends CommonOptions {
  readonly period: string;
  readonly langs: string;
  readonly format: string;
  readonly unit?: ReadonlyArray<string>;
  readonly out: string;
}

export const formats: ReadonlyArray<Format> = ['html', 'pdf'];

export const register = (program: Command, context: CliContext, parts: ReportParts): void => {
  const { words } = context;
  withCommonOptions(
    program
      .command('report')
      .description(words.say('publish.help.description'))
      .argument('<index>', words.say('cli.index'))
      .requiredOption('--period <period>', words.say('cli.period'))
      .option('--langs <langs>', words.say('publish.help.langs'), langs.join(','))
      .option('--format <formats>', words.say('publish.help.format'), formats.join(','))
      .option('--unit <code...>', words.say('publish.help.unit'))
      .option('--out <folder>', words.say('publish.help.out'), 'reports'),
    words,
  )
    .addHelpText('after', `\n${words.say('publish.help.examples')}`)
    .action((index: string, options: ReportOptions) => run(index, options, context, parts));
};

const run = async (
  index: string,
  options: ReportOptions,
  context: CliContext,
  { prepare, ports }: ReportParts,
): Promise<void> => {
  const chosenLangs = chosenList('langs', options.langs, langs, isLang);
  const chosenFormats = chosenList('format', options.format, formats, isFormat);
  const wrong = [chosenLangs, chosenFormats].flatMap((each) => (E.isLeft(each) ? each.left : []));
  if (E.isLeft(chosenLangs) || E.isLeft(chosenFormats)) return context.fail(wrong);

  const adapters = await ports();
  if (E.isLeft(adapters)) return context.fail(adapters.left);
  const prepared = await prepare(index, options.period, { db: options.db, indicators: options.indicators })();
  if (E.isLeft(prepared)) return context.fail(prepared.left);

  const { makeReports } = await import('../shell/programs/report.js');
  const interrupted = whileListening();
  const outcome = await makeReports(
    { ...adapters.right, log: context.log, words: context.words },
    {
      ...prepared.right,
      langs: chosenLangs.right,
      formats: chosenFormats.right,
      units: options.unit === undefined ? null : options.unit.flatMap((each) => each.split(',')),
      out: resolve(context.cwd, options.out),
      stop: interrupted.signal,
    },
  )();
  interrupted.end();
  if (E.isLeft(outcome)) {
    context.fail(outcome.left);
    const status = interrupted.status();
    if (status !== null) context.status(status);
    return;
  }
  tell(outcome.right, options.json ?? false, context);
};

/** Partly done: the edition stands, and its manifest says what it lacks. */
export const partlyDone = 6;

const tell = (outcome: ReportOutcome, json: boolean, { out, log, words, fail, status }: CliContext): void => {
  const { manifest, folder, html, printed, kept, failures } = outcome;
  if (json) {
    const { index, period, edition, not_made, reasons } = manifest;
    out(`${JSON.stringify({ index, period, edition, folder, html, printed, kept, not_made, reasons }, null, 2)}\n`);
  } else {
    log.line(words.say('publish.done', { html, printed, kept }).trim());
    out(`${resolve(folder, html > 0 ? 'index.html' : 'manifest.json')}\n`);
  }
  if (failures.length === 0) return;
  fail(failures);
  log.line(words.say('publish.not_made', { count: manifest.not_made.length }));
  status(partlyDone);
};

export const isFormat = (value: string): value is Format => formats.some((format) => format === value);

/** The values of a list option, each once and in the order of `allowed`. */
export const chosenList = <A extends Lang | Format>(
  option: string,
  text: string,
  allowed: ReadonlyArray<A>,
  is: (value: string) => value is A,
): E.Either<Problems, ReadonlyArray<A>> => {
  const given = text.split(',').map((each) => each.trim());
  const wrong = given.filter((each) => !is(each));
  if (wrong.length > 0) {
    return E.left(
      wrong.map((value) => problem('BadOption', { option: `--${option}`, value, allowed: allowed.join(', ') })),
    );
  }
  return E.right(allowed.filter((each) => given.includes(each)));
};

/**
 * Turns the first SIGINT or SIGTERM into an aborted signal, so that the run can clear up after itself; a second one ends
 * the program at once. The run before it is unharmed either way.
 */
export const whileListening = () => {
  const stop = new AbortController();
  let status: number | null = null;
  const onSignal = (signal: NodeJS.Signals): void => {
    const asked = status !== null;
    status = signal === 'SIGINT' ? 130 : 143;
    if (asked) process.exit(status);
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    signal: stop.signal,
    status: (): number | null => status,
    end: (): void => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
};
