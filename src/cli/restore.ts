// The restore command: a checked backup in the place of the database; what it holds now, and where the one before is.
import type { Command } from 'commander';
import { E } from '../core/fp.js';
import type { RestoreBackup, RestoreReport } from '../shell/ports.js';
import { countsOf } from './backup.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';

/** What `lsg restore` needs beside the context; joined in main, and loaded only when the command runs. */
export interface RestoreParts {
  readonly restoreBackup: () => Promise<RestoreBackup>;
}

export const registerRestore = (program: Command, context: CliContext, parts: RestoreParts): void => {
  const { words } = context;
  withCommonOptions(
    program
      .command('restore')
      .description(words.say('restore.help.description'))
      .argument('<file>', words.say('restore.help.file')),
    words,
  )
    .addHelpText('after', `\n${words.say('restore.help.examples')}`)
    .action(async (file: string, { db, json = false }: CommonOptions) => {
      const restoreBackup = await parts.restoreBackup();
      const done = await restoreBackup(db, file)();
      if (E.isLeft(done)) return context.fail(done.left);
      tell(done.right, db, file, json, context);
    });
};

const tell = (report: RestoreReport, db: string, file: string, json: boolean, { out, words }: CliContext): void => {
  const { replaced, fromVersion, figures } = report;
  if (json) {
    const document = { database: db, file, replaced, from_version: fromVersion, ...figures };
    out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const lines = [words.say('restore.done', { db, file, ...countsOf(figures) })];
  if (fromVersion < figures.version) {
    lines.push(words.say('restore.brought_up', { db, from: fromVersion, to: figures.version }));
  }
  if (replaced !== null) lines.push(words.say('restore.replaced', { replaced }));
  out(`${lines.join('\n')}\n`);
};
