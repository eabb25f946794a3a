// `lsg analyse`: what the data of an index say, or what a published table of correlations gives away; as tables, CSV or JSON.
import type { Command } from 'commander';
import type { Sheet } from '../core/analyse/sheet.js';
import { E, type TE } from '../core/fp.js';
import { type Problem, type Problems, problem } from '../core/model/problem.js';
import { problemAsText } from '../core/words/sentence.js';
import { csvText } from '../shell/programs/csv-text.js';
import type { PublishedRequest } from '../shell/programs/published-correlations.js';
import { sheetsAsText } from './analysis-text.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import type { ScoreParts } from './score.js';

export interface AnalyseParts extends ScoreParts {
  readonly published: (request: PublishedRequest) => TE.TaskEither<Problems, ReadonlyArray<Sheet>>;
}

interface AnalyseOptions extends CommonOptions {
  readonly period?: string;
  readonly view?: string;
  readonly stage?: string;
  readonly high: string;
  readonly low: string;
  readonly regress?: string;
  readonly clusters?: string;
  readonly seed: string;
  readonly csv?: string;
  readonly correlations?: string;
  readonly claims?: string;
}

export const registerAnalyse = (program: Command, context: CliContext, parts: AnalyseParts): void => {
  const { words } = context;
  const say = (key: string): string => words.say(`analyse.help.${key}`);
  withCommonOptions(
    program
      .command('analyse')
      .description(say('description'))
      .argument('[index]', say('index'))
      .option('--period <period>', words.say('cli.period'))
      .option('--view <view>', words.say('cli.score.view'))
      .option('--stage <stage>', say('stage'))
      .option('--high <r>', say('high'), '0.9')
      .option('--low <r>', say('low'), '-0.2')
      .option('--regress <formula>', say('regress'))
      .option('--clusters <number>', say('clusters'))
      .option('--seed <number>', say('seed'), '1')
      .option('--csv <table>', say('csv'))
      .option('--correlations <file>', say('correlations'))
      .option('--claims <file>', say('claims')),
    words,
  )
    .addHelpText('after', `\n${say('examples')}`)
    .action((index: string | undefined, options: AnalyseOptions) => run(index, options, context, parts));
};

const run = async (
  index: string | undefined,
  options: AnalyseOptions,
  context: CliContext,
  parts: AnalyseParts,
): Promise<void> => {
  const { correlations, claims } = options;
  if (correlations !== undefined) {
    if (index !== undefined)
      return context.fail([problem('BadOption', { option: '--correlations', value: index, allowed: '' })]);
    const judged = await parts.published({ correlations, claims: claims ?? null })();
    if (E.isLeft(judged)) return context.fail(judged.left);
    const { sheetsDocument } = await import('../core/analyse/analyse.js');
    return give(judged.right, sheetsDocument(judged.right), '', options, context);
  }
  if (claims !== undefined)
    return context.fail([problem('OptionNeeds', { option: '--claims', other: '--correlations' })]);
  if (index === undefined)
    return context.fail([problem('OptionNeeds', { option: 'analyse', other: 'INDEX --period' })]);
  if (options.period === undefined) return context.fail([problem('OptionNeeds', { option: index, other: '--period' })]);
  await analyseIndex(index, options.period, options, context, parts);
};

const analyseIndex = async (
  index: string,
  period: string,
  options: AnalyseOptions,
  context: CliContext,
  parts: AnalyseParts,
): Promise<void> => {
  const numbers = numbersOf(options);
  if (E.isLeft(numbers)) return context.fail(numbers.left);
  const { high, low, seed, clusters } = numbers.right;
  const { db, indicators, view = null, stage } = options;
  const scored = await parts.score({ db, indicators, index, period, view, stage })();
  if (E.isLeft(scored)) return context.fail(scored.left);
  const { scores, definition, warnings, madeUp } = scored.right;
  const { words } = context;
  for (const each of warnings) context.log.line(`${words.say('cli.check.warning')} ${problemAsText(each, words)}`);

  const [{ analyse, analysisDocument }, { variablesOf }, { regressionFormula }] = await Promise.all([
    import('../core/analyse/analyse.js'),
    import('../core/analyse/variables.js'),
    import('../core/analyse/regress.js'),
  ]);
  const variables = variablesOf(scores, stage ?? null);
  const { regress: formula } = options;
  const regress = formula === undefined ? null : regressionFormula(formula, variables.columns.keys());
  if (regress !== null && E.isLeft(regress)) return context.fail(regress.left);
  const sheets = analyse(variables, { pairs: { high, low }, regress: regress?.right ?? null, clusters, seed });
  const head = [
    words.say('analyse.title', {
      title: words.text(definition.title),
      period,
      view: words.text(scores.view.title),
      n: variables.units.length,
      stage: variables.stage,
    }),
    ...(madeUp ? [words.say('report.made_up')] : []),
    ...(definition.note === null ? [] : [words.text(definition.note)]),
  ];
  give(sheets, analysisDocument(scores, variables, sheets), `${head.join('\n')}\n\n`, options, context);
};

const give = (
  sheets: ReadonlyArray<Sheet>,
  document: Readonly<Record<string, unknown>>,
  head: string,
  { json, csv }: AnalyseOptions,
  context: CliContext,
): void => {
  if (csv !== undefined) {
    const chosen = sheets.find(({ id }) => id === csv);
    const known = sheets.map(({ id }) => id).join(', ');
    if (chosen === undefined) context.fail([problem('AnalysisTable', { table: csv, known })]);
    else context.out(csvText([chosen.columns, ...chosen.rows]));
  } else if (json === true) context.out(`${JSON.stringify(document, null, 2)}\n`);
  else context.out(`${head}${sheetsAsText(sheets, context.words)}\n`);
};

interface Numbers {
  readonly high: number;
  readonly low: number;
  readonly seed: number;
  readonly clusters: number | 'auto' | null;
}

const numbersOf = ({ high, low, seed, clusters }: AnalyseOptions): E.Either<Problems, Numbers> => {
  const problems: Problem[] = [];
  const read = (option: string, value: string, fits: (x: number) => boolean, allowed: string): number => {
    const found = value.trim() === '' ? Number.NaN : Number(value);
    if (!fits(found)) problems.push(problem('BadOption', { option, value, allowed }));
    return found;
  };
  const isCorrelation = (x: number): boolean => x >= -1 && x <= 1;
  const made: Numbers = {
    high: read('--high', high, isCorrelation, '-1 … 1'),
    low: read('--low', low, isCorrelation, '-1 … 1'),
    seed: read('--seed', seed, (x) => Number.isInteger(x) && Math.abs(x) < 2 ** 31, '0, 1, 2, …'),
    clusters:
      clusters === undefined
        ? null
        : clusters === 'auto'
          ? 'auto'
          : read('--clusters', clusters, (x) => Number.isInteger(x) && x >= 2 && x <= 100, 'auto, 2, 3, 4, …'),
  };
  return problems.length > 0 ? E.left(problems) : E.right(made);
};
