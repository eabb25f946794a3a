// The demo command: everything that is shipped, from data to reports, and where to look and what to try next.
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { E, type TE } from '../core/fp.js';
import type { Problems } from '../core/model/problem.js';
import { langs } from '../core/model/text.js';
import type { DemoOutcome, DemoPorts } from '../shell/programs/demo.js';
import type { ReportPorts } from '../shell/programs/report-request.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import { partlyDone, whileListening } from './report.js';

/** What `lsg demo` needs beside the context; joined in main, and loaded only when the command runs. */
export interface DemoParts {
  readonly imports: () => Promise<DemoPorts['imports']>;
  readonly replaceDatabase: () => Promise<DemoPorts['replaceDatabase']>;
  readonly prepare: DemoPorts['prepare'];
  /** Reads templates and words, and knows the adapters; as for `lsg report`. */
  readonly ports: TE.TaskEither<Problems, Omit<ReportPorts, 'log' | 'words'>>;
}

export const demoDatabase = 'data/demo.sqlite';

export const registerDemo = (program: Command, context: CliContext, parts: DemoParts): void => {
  const { words } = context;
  withCommonOptions(program.command('demo').description(words.say('demo.help.description')), words)
    .option('--out <folder>', words.say('demo.help.out'), 'reports')
    .addHelpText('after', `\n${words.say('demo.help.examples')}`)
    .action(async (_options: Options, command: Command) => {
      await demo(command.optsWithGlobals<Options>(), command.getOptionValueSourceWithGlobals('db'), context, parts);
    });
};

interface Options extends CommonOptions {
  readonly out: string;
}

const demo = async (
  options: Options,
  dbFrom: string | undefined,
  context: CliContext,
  parts: DemoParts,
): Promise<void> => {
  // The usual database is the user's own: the demo never replaces it unless it is told to.
  const db = dbFrom === undefined || dbFrom === 'default' ? demoDatabase : options.db;
  const { log, words } = context;
  const adapters = await parts.ports();
  if (E.isLeft(adapters)) return context.fail(adapters.left);
  const [imports, replaceDatabase, { makeDemo }] = await Promise.all([
    parts.imports(),
    parts.replaceDatabase(),
    import('../shell/programs/demo.js'),
  ]);
  const interrupted = whileListening();
  const outcome = await makeDemo(
    { imports, replaceDatabase, prepare: parts.prepare, reports: { ...adapters.right, log, words } },
    {
      cwd: context.cwd,
      db,
      responses: options.responses ?? null,
      indicators: options.indicators,
      out: resolve(context.cwd, options.out),
      langs,
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
  tell(outcome.right, db, options.json === true, context);
};

const tell = ({ editions, block }: DemoOutcome, db: string, json: boolean, context: CliContext): void => {
  const { out, log, words, cwd, fail, status } = context;
  const failures = editions.flatMap((edition) => edition.failures);
  const others = failures.filter(({ code }) => code !== 'BrowserMissing');
  const shown = editions.map((edition) => ({
    index: edition.manifest.index,
    period: edition.manifest.period,
    folder: relative(cwd, edition.folder),
    html: edition.html,
    printed: edition.printed,
    kept: edition.kept,
    not_made: edition.manifest.not_made,
  }));
  if (json) out(`${JSON.stringify({ database: db, reports: shown }, null, 2)}\n`);
  else {
    const places = shown.map(({ folder }) => `  ${folder}/index.html`.replaceAll('\\', '/')).reverse();
    const where = `${relative(cwd, resolve(cwd, block.at.file))}:${block.at.line ?? 1}`.replaceAll('\\', '/');
    const { index, period } = shown.at(-1)!;
    const change = words.say('demo.change', {
      where,
      block: words.text(block.title),
      id: block.id,
      weight: block.weight ?? 1,
      command: `npx lsg report ${index} --period ${period} --db ${db}`,
      page: places[0]!.trim(),
    });
    out(`${words.say('demo.look')}\n${places.join('\n')}\n\n${change}\n`);
  }
  if (failures.some(({ code }) => code === 'BrowserMissing')) log.line(words.say('demo.html_only'));
  // That there is no browser is no failure of the demo; whatever else is missing is.
  if (others.length > 0) {
    fail(others);
    status(partlyDone);
  }
};
