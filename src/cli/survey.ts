// `lsg survey estimate`: estimates with the errors of a sampling design from any table of respondents.
import type { Command } from 'commander';
import { E } from '../core/fp.js';
import { type Problems, problem } from '../core/model/problem.js';
import { lonelyRules } from '../core/survey/design.js';
import { intervalMethods } from '../core/survey/intervals.js';
import { quantileRules } from '../core/survey/quantile.js';
import type { SurveyPorts, SurveyRequest } from '../shell/programs/survey-estimate.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import { surveyDocument, surveyText } from './survey-account.js';

export interface SurveyParts {
  readonly ports: () => Promise<SurveyPorts>;
}

interface EstimateOptions extends CommonOptions {
  readonly weight?: string;
  readonly strata?: string;
  readonly cluster?: string;
  readonly fpc?: string;
  readonly by?: string;
  readonly mean?: string;
  readonly total?: string;
  readonly share?: string;
  readonly ratio?: string;
  readonly quantile?: string;
  readonly of?: string;
  readonly rule: string;
  readonly missing?: string;
  readonly level: string;
  readonly lonely: string;
  readonly interval?: string;
  readonly convenience?: boolean;
}

export const registerSurvey = (program: Command, context: CliContext, parts: SurveyParts): void => {
  const { words } = context;
  const survey = program
    .command('survey')
    .description(words.say('survey.help.survey'))
    .addHelpText('after', `\n${words.say('survey.help.examples')}`)
    .option('--lang <lang>', words.say('cli.option.lang'));
  const say = (key: string): string => words.say(`survey.help.${key}`);
  withCommonOptions(
    survey
      .command('estimate')
      .description(say('description'))
      .argument('<file>', say('file'))
      .option('--weight <column>', say('weight'))
      .option('--strata <column>', say('strata'))
      .option('--cluster <columns>', say('cluster'))
      .option('--fpc <columns>', say('fpc'))
      .option('--by <column>', say('by'))
      .option('--mean <columns>', say('mean'))
      .option('--total <columns>', say('total'))
      .option('--share <column>', say('share'))
      .option('--ratio <n/d>', say('ratio'))
      .option('--quantile <q>', say('quantile'))
      .option('--of <columns>', say('of'))
      .option('--rule <rule>', say('rule'), 'math')
      .option('--missing <codes>', say('missing'))
      .option('--level <level>', say('level'), '0.95')
      .option('--lonely <rule>', say('lonely'), 'fail')
      .option('--interval <method>', say('interval'))
      .option('--convenience', say('convenience')),
    words,
  )
    .addHelpText('after', `\n${say('examples')}`)
    .action((file: string, options: EstimateOptions) => run(file, options, context, parts));
};

const run = async (file: string, options: EstimateOptions, context: CliContext, parts: SurveyParts): Promise<void> => {
  const request = requestOf(file, options);
  if (E.isLeft(request)) return context.fail(request.left);
  const [{ surveyEstimate }, ports] = await Promise.all([
    import('../shell/programs/survey-estimate.js'),
    parts.ports(),
  ]);
  const report = await surveyEstimate(ports, request.right)();
  if (E.isLeft(report)) return context.fail(report.left);
  if (options.json === true)
    context.out(`${JSON.stringify(surveyDocument(report.right, request.right, context.words), null, 2)}\n`);
  else context.out(surveyText(report.right, request.right, context.words));
};

const requestOf = (file: string, options: EstimateOptions): E.Either<Problems, SurveyRequest> => {
  const { weight, strata, cluster, fpc, by, mean, total, share, ratio, quantile, of } = options;
  const asked = [mean, total, share, ratio, quantile].filter((each) => each !== undefined).length;
  if (asked !== 1) return E.left([problem('OneEstimateAtATime', { found: asked })]);
  const problems: Array<Problems[number]> = [];
  const bad = (option: string, value: string, allowed: string): void => {
    problems.push(problem('BadOption', { option, value, allowed }));
  };
  const oneOf = <A extends string>(option: string, value: string, allowed: ReadonlyArray<A>): A => {
    const found = allowed.find((each) => each === value);
    if (found === undefined) bad(option, value, allowed.join(', '));
    return found ?? allowed[0]!;
  };
  const between = (option: string, value: string): number => {
    const found = /^0?\.\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(found > 0 && found < 1)) bad(option, value, '0.5, 0.9, 0.95, 0.99, …');
    return found;
  };
  if (quantile !== undefined && of === undefined)
    problems.push(problem('OptionNeeds', { option: '--quantile', other: '--of' }));
  if (of !== undefined && quantile === undefined)
    problems.push(problem('OptionNeeds', { option: '--of', other: '--quantile' }));
  if (ratio !== undefined && !/[^/]\/[^/]/.test(ratio)) bad('--ratio', ratio, 'N/D');
  const rule = oneOf('--rule', options.rule, quantileRules);
  const lonely = oneOf('--lonely', options.lonely, lonelyRules);
  const level = between('--level', options.level);
  const interval = options.interval === undefined ? null : oneOf('--interval', options.interval, intervalMethods);
  const at = quantile === undefined ? null : between('--quantile', quantile);
  if (problems.length > 0) return E.left(problems);
  const missing = (options.missing ?? '')
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
  const convenience = options.convenience === true;
  return E.right({
    file,
    weight: weight ?? null,
    strata: strata ?? null,
    cluster: cluster ?? null,
    fpc: fpc ?? null,
    by: by ?? null,
    mean: mean ?? null,
    total: total ?? null,
    share: share ?? null,
    ratio: ratio ?? null,
    quantile: at === null ? null : { share: at, of: of ?? '', rule },
    missing,
    level,
    // Without errors there is no spread to be seen.
    lonely: convenience ? 'remove' : lonely,
    interval,
    convenience,
  });
};
