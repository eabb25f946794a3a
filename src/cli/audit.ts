// `lsg audit`: its options. What it does stands in a module that is loaded when it is called.
import type { Command } from 'commander';
import { E } from '../core/fp.js';
import { isLang, langs } from '../core/model/text.js';
import type { AuditParts } from './audit-run.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import { chosenList, formats, isFormat } from './report.js';
import { seedOf } from './uncertainty.js';

interface AuditOptions extends CommonOptions {
  readonly period: string;
  readonly view?: string;
  readonly langs: string;
  readonly format: string;
  readonly out: string;
  readonly seed?: string;
}

export const registerAudit = (program: Command, context: CliContext, parts: AuditParts): void => {
  const { words } = context;
  const say = (key: string): string => words.say(`audit.help.${key}`);
  withCommonOptions(
    program
      .command('audit')
      .description(say('description'))
      .argument('<index>', words.say('cli.index'))
      .requiredOption('--period <period>', words.say('cli.period'))
      .option('--view <view>', words.say('cli.score.view'))
      .option('--langs <langs>', words.say('publish.help.langs'), langs.join(','))
      .option('--format <formats>', words.say('publish.help.format'), formats.join(','))
      .option('--seed <seed>', words.say('uncertainty.help.seed'))
      .option('--out <folder>', say('out'), 'reports'),
    words,
  )
    .addHelpText('after', `\n${say('examples')}`)
    .action((index: string, options: AuditOptions) => run(index, options, context, parts));
};

const run = async (index: string, options: AuditOptions, context: CliContext, parts: AuditParts): Promise<void> => {
  const chosenLangs = chosenList('langs', options.langs, langs, isLang);
  const chosenFormats = chosenList('format', options.format, formats, isFormat);
  const seed = seedOf(options.seed);
  const wrong = [chosenLangs, chosenFormats, seed].flatMap((each) => (E.isLeft(each) ? each.left : []));
  if (E.isLeft(chosenLangs) || E.isLeft(chosenFormats) || E.isLeft(seed)) return context.fail(wrong);
  const { runAudit } = await import('./audit-run.js');
  const { db, indicators, period, view = null, out, json = false } = options;
  await runAudit(
    {
      request: { db, indicators, index, period, view },
      langs: chosenLangs.right,
      formats: chosenFormats.right,
      seed: seed.right,
      out,
      json,
    },
    context,
    parts,
  );
};
