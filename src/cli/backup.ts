// The backup command: the database into one checked file; what it holds, as a line or a JSON document.
import type { Command } from 'commander';
import { E } from '../core/fp.js';
import type { BackupReport, ContentFigures, MakeBackup } from '../shell/ports.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';

/** What `lsg backup` needs beside the context; joined in main, and loaded only when the command runs. */
export interface BackupParts {
  readonly makeBackup: () => Promise<MakeBackup>;
}

export const registerBackup = (program: Command, context: CliContext, parts: BackupParts): void => {
  const { words } = context;
  withCommonOptions(
    program
      .command('backup')
      .description(words.say('backup.help.description'))
      .argument('[file]', words.say('backup.help.file')),
    words,
  )
    .addHelpText('after', `\n${words.say('backup.help.examples')}`)
    .action(async (file: string | undefined, { db, json = false }: CommonOptions) => {
      const makeBackup = await parts.makeBackup();
      const made = await makeBackup(db, file ?? null)();
      if (E.isLeft(made)) return context.fail(made.left);
      tell(made.right, db, json, context);
    });
};

const tell = (report: BackupReport, db: string, json: boolean, { out, words }: CliContext): void => {
  const { file, made, bytes, figures } = report;
  if (json) {
    out(`${JSON.stringify({ database: db, file, made, bytes, ...figures }, null, 2)}\n`);
    return;
  }
  const args = { file, ...countsOf(figures) };
  out(`${made ? words.say('backup.made', args) : words.say('backup.there_already', args)}\n`);
};

export const countsOf = ({ tables, sha256 }: ContentFigures) => ({
  tables: tables.length,
  rows: tables.reduce((sum, { rows }) => sum + rows, 0),
  sha256,
});
