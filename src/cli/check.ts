// `lsg check`: what is wrong with definitions, words and data, where, and how to mend it.
import type { Command } from 'commander';
import type { Problem } from '../core/model/problem.js';
import { problemAsText } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';
import type { CheckReport, CheckRequest } from '../shell/programs/check.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import { problemDocument } from './problem-document.js';

export interface CheckParts {
  readonly check: (request: CheckRequest, db: string) => Promise<CheckReport>;
}

/** So many problems of one file are shown in full; `--json` gives all. */
const shownOfFile = 20;

export const registerCheck = (program: Command, context: CliContext, parts: CheckParts): void => {
  const { words } = context;
  withCommonOptions(
    program
      .command('check')
      .description(words.say('cli.check.description'))
      .argument('[path...]', words.say('cli.check.path')),
    words,
  )
    .addHelpText('after', `\n${words.say('cli.check.examples')}`)
    .action(async (paths: ReadonlyArray<string>, options: CommonOptions) => {
      const report = await parts.check(
        { paths, indicators: options.indicators, data: 'data', templates: 'templates' },
        options.db,
      );
      if (options.json === true) context.out(`${JSON.stringify(documentOf(report, words), null, 2)}\n`);
      else context.out(asText(report, words));
      if (report.problems.length > 0) context.status(1);
    });
};

const documentOf = ({ problems, warnings, checked }: CheckReport, words: Words) => ({
  problems: problems.map((each) => problemDocument(each, words)),
  warnings: warnings.map((each) => problemDocument(each, words)),
  checked,
});

const asText = ({ problems, warnings, checked }: CheckReport, words: Words): string => {
  const parts = [
    ...shownByFile(problems, words, (each) => problemAsText(each, words)),
    ...shownByFile(warnings, words, (each) => `${words.say('cli.check.warning')} ${problemAsText(each, words)}`),
  ].flatMap((part) => [part, '']);
  parts.push(words.say('cli.check.summary', { problems: problems.length, warnings: warnings.length, ...checked }));
  return `${parts.join('\n')}\n`;
};

/** The first problems of each file in full, files in the order they come, and how many more each has. */
const shownByFile = (
  problems: ReadonlyArray<Problem>,
  words: Words,
  asLines: (found: Problem) => string,
): ReadonlyArray<string> => {
  const byFile = new Map<string, Problem[]>();
  for (const each of problems) {
    const file = each.at?.file ?? '';
    const before = byFile.get(file);
    if (before === undefined) byFile.set(file, [each]);
    else before.push(each);
  }
  return [...byFile].flatMap(([file, found]) => {
    const further = file === '' ? 0 : found.length - shownOfFile;
    const shown = found.slice(0, file === '' ? found.length : shownOfFile).map(asLines);
    return further > 0 ? [...shown, words.say('cli.check.more_in', { file, n: further })] : shown;
  });
};
