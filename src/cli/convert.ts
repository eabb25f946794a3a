// The convert command: tables of another tool in, an index and a dataset out, with a list of what has no place here.
import type { Command } from 'commander';
import { E } from '../core/fp.js';
import { type Problems, problem } from '../core/model/problem.js';
import { problemAsText } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';
import type { ConvertPorts, ConvertReport } from '../shell/programs/convert.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import { problemDocument } from './problem-document.js';

/** What `lsg convert` needs beside the context; joined in main, and loaded only when the command runs. */
export interface ConvertParts {
  readonly ports: () => Promise<ConvertPorts>;
}

interface ConvertOptions extends CommonOptions {
  readonly meta: string;
  readonly index: string;
  readonly period?: string;
  readonly into?: string;
}

/** The tools whose tables are understood. */
const tools = ['coinr'];

export const registerConvert = (program: Command, context: CliContext, parts: ConvertParts): void => {
  const { words } = context;
  withCommonOptions(
    program
      .command('convert')
      .description(words.say('convert.help.description'))
      .argument('<tool>', words.say('convert.help.tool'))
      .argument('<data...>', words.say('convert.help.data'))
      .requiredOption('--meta <file>', words.say('convert.help.meta'))
      .requiredOption('--index <id>', words.say('convert.help.index'))
      .option('--period <period>', words.say('convert.help.period'))
      .option('--into <dir>', words.say('convert.help.into')),
    words,
  )
    .addHelpText('after', `\n${words.say('convert.help.examples')}`)
    .action((tool: string, data: ReadonlyArray<string>, options: ConvertOptions) =>
      run(tool, data, options, context, parts),
    );
};

const run = async (
  tool: string,
  data: ReadonlyArray<string>,
  { meta, index, period, into, indicators, json = false }: ConvertOptions,
  context: CliContext,
  parts: ConvertParts,
): Promise<void> => {
  if (!tools.includes(tool))
    return context.fail([problem('BadOption', { option: '<tool>', value: tool, allowed: tools.join(', ') })]);
  const [{ convertCoinr }, ports] = await Promise.all([import('../shell/programs/convert.js'), parts.ports()]);
  const places =
    into === undefined
      ? { indicators, datasets: 'data' }
      : { indicators: `${into}/indicators`, datasets: `${into}/data` };
  const converted = await convertCoinr(ports, { data, meta, id: index, period: period ?? null, ...places })();
  if (E.isLeft(converted)) return context.fail(converted.left);
  const report = converted.right;
  if (json) return context.out(`${JSON.stringify(documentOf(report, context.words), null, 2)}\n`);
  context.out(asText(report, index, places.indicators, context.words));
  for (const line of notCarriedAsText(report.notCarried, context.words)) context.log.line(line);
};

const documentOf = ({ notCarried, ...made }: ConvertReport, words: Words) => ({
  ...made,
  not_carried: notCarried.map((each) => problemDocument(each, words)),
});

const asText = (
  { index, dataset, indicators, units, rows, periods, notCarried }: ConvertReport,
  id: string,
  folder: string,
  words: Words,
): string =>
  `${[
    words.say('convert.made', { index, dataset, indicators, units, rows, periods: periods.join(', ') }),
    words.say('convert.not_carried', { n: notCarried.length }),
    words.say('convert.next'),
    `  lsg import ${dataset}${folder === 'indicators' ? '' : ` --indicators ${folder}`}`,
    `  lsg score ${id} --period ${periods.at(-1) ?? ''}${folder === 'indicators' ? '' : ` --indicators ${folder}`}`,
  ].join('\n')}\n`;

/** Each with its place; what differs in its place alone stands once. */
const notCarriedAsText = (notCarried: Problems, words: Words): ReadonlyArray<string> =>
  notCarried.map((each) => problemAsText(each, words));
