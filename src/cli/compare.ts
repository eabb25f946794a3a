// `lsg compare`: two scored indexes side by side as a table, CSV, one JSON document, or one page of HTML besides.
import type { Command } from 'commander';
import { type CompareDocument, compareDocument } from '../core/compare/document.js';
import { causes, type Parts } from '../core/compare/shapley.js';
import { E, type TE } from '../core/fp.js';
import { type Problem, type Problems, problem } from '../core/model/problem.js';
import {
  agreementSentence,
  comparisonPage,
  correlationSentence,
  decimalsOf,
  sideText,
} from '../core/report/comparison.js';
import { levelText } from '../core/report/figures.js';
import { shareOfDraws } from '../core/report/uncertainty-words.js';
import { problemAsText } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';
import type { ComparedIndexes, CompareRequest, SideRequest } from '../shell/programs/compare.js';
import type { ComparisonPorts } from '../shell/programs/comparison-page.js';
import { csvText } from '../shell/programs/csv-text.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import { asTable } from './text-table.js';

export interface CompareParts {
  readonly compare: (
    request: Omit<CompareRequest, 'declared'> & { readonly db: string },
  ) => TE.TaskEither<Problems, ComparedIndexes>;
  readonly page: () => Promise<E.Either<Problems, ComparisonPorts>>;
}

interface CompareOptions extends CommonOptions {
  readonly period?: string;
  readonly view?: string;
  readonly viewB?: string;
  readonly weightsA?: string;
  readonly weightsB?: string;
  readonly format: string;
  readonly html?: string;
}

const formats = ['table', 'csv', 'json'];

export const registerCompare = (program: Command, context: CliContext, parts: CompareParts): void => {
  const { words } = context;
  const say = (key: string): string => words.say(`compare.help.${key}`);
  withCommonOptions(
    program
      .command('compare')
      .description(say('description'))
      .argument('<a>', say('a'))
      .argument('<b>', say('b'))
      .option('--period <period>', say('period'))
      .option('--view <view>', say('view'))
      .option('--view-b <view>', say('view_b'))
      .option('--weights-a <set>', say('weights_a'))
      .option('--weights-b <set>', say('weights_b'))
      .option('--format <format>', words.say('cli.score.format'), 'table')
      .option('--html <file>', say('html')),
    words,
  )
    .addHelpText('after', `\n${say('examples')}`)
    .action((a: string, b: string, options: CompareOptions) => run(a, b, options, context, parts));
};

const run = async (
  a: string,
  b: string,
  options: CompareOptions,
  context: CliContext,
  parts: CompareParts,
): Promise<void> => {
  const { db, indicators, period, view = null, viewB = view, weightsA = null, weightsB = null, html } = options;
  const format = options.json === true ? 'json' : options.format;
  if (!formats.includes(format))
    return context.fail([problem('BadOption', { option: '--format', value: format, allowed: formats.join(', ') })]);
  const sides = { a: sideOf(a, period, view, weightsA), b: sideOf(b, period, viewB, weightsB) };
  const faults = [sides.a, sides.b].flatMap((side) => (E.isLeft(side) ? [side.left] : []));
  if (E.isLeft(sides.a) || E.isLeft(sides.b)) return context.fail(faults);

  const compared = await parts.compare({ db, indicators, a: sides.a.right, b: sides.b.right })();
  if (E.isLeft(compared)) return context.fail(compared.left);
  const { comparison, facts, warnings } = compared.right;
  for (const each of [...warnings, ...comparison.notSplit])
    context.log.line(`${context.words.say('cli.check.warning')} ${problemAsText(each, context.words)}`);

  if (html !== undefined) {
    const ports = await parts.page();
    if (E.isLeft(ports)) return context.fail(ports.left);
    const labels = { weightsA, weightsB };
    const { writeComparisonPage } = await import('../shell/programs/comparison-page.js');
    const written = await writeComparisonPage(ports.right, html, comparisonPage(comparison, labels, context.words))();
    if (E.isLeft(written)) return context.fail(written.left);
    context.log.line(context.words.say('compare.written', { file: html }));
  }
  const document = compareDocument(comparison, facts);
  if (format === 'json') context.out(`${JSON.stringify(document, null, 2)}\n`);
  else if (format === 'csv') context.out(asCsv(document));
  else context.out(asText(compared.right, context.words));
};

/** `INDEX@PERIOD`; ids have no @. */
const sideOf = (
  text: string,
  period: string | undefined,
  view: string | null,
  weights: string | null,
): E.Either<Problem, SideRequest> => {
  const at = text.indexOf('@');
  const index = at === -1 ? text : text.slice(0, at);
  const own = at === -1 ? period : text.slice(at + 1);
  return own === undefined
    ? E.left(problem('ComparePeriodMissing', { index }))
    : E.right({ index, period: own, view, weights });
};

const asCsv = ({ units, new: entered, gone }: CompareDocument): string => {
  const withShare = units.some((unit) => unit.sign_share !== undefined || unit.rank_sign_share !== undefined);
  const header = [
    ...['code', 'name_kk', 'name_ru', 'name_en', 'level', 'in', 'rank_a', 'rank_b', 'rank_shift'],
    ...causes.map((cause) => `rank_${cause}`),
    ...['score_a', 'score_b', 'score_shift'],
    ...causes.map((cause) => `score_${cause}`),
    ...(withShare ? ['sign_share', 'rank_sign_share'] : []),
  ];
  const of = (parts: Parts | null) => causes.map((cause) => parts?.[cause] ?? null);
  const nothing = of(null);
  const who = ({ code, name, level }: Pick<CompareDocument['units'][number], 'code' | 'name' | 'level'>) =>
    [code, name.kk, name.ru, name.en, level] as const;
  const share = (score?: number, rank?: number) => (withShare ? [score ?? null, rank ?? null] : []);
  return csvText([
    header,
    ...units.map((unit) => [
      ...who(unit),
      'both',
      ...[unit.a.rank, unit.b.rank, unit.shift.rank],
      ...of(unit.parts.rank),
      ...[unit.a.score, unit.b.score, unit.shift.score],
      ...of(unit.parts.score),
      ...share(unit.sign_share, unit.rank_sign_share),
    ]),
    ...entered.map((unit) => [
      ...who(unit),
      'b',
      null,
      unit.rank,
      null,
      ...nothing,
      null,
      unit.score,
      null,
      ...nothing,
      ...share(),
    ]),
    ...gone.map((unit) => [
      ...who(unit),
      'a',
      unit.rank,
      null,
      null,
      ...nothing,
      unit.score,
      null,
      null,
      ...nothing,
      ...share(),
    ]),
  ]);
};

const asText = ({ comparison, facts }: ComparedIndexes, words: Words): string => {
  const { a, b, units, entered, left } = comparison;
  const decimals = decimalsOf(b);
  const number = (value: number): string => (Number.isNaN(value) ? '–' : words.number(value, decimals));
  const signed = (value: number, digits: number): string => (Number.isNaN(value) ? '–' : words.signed(value, digits));
  const rank = (value: number): string => (value === 0 ? '–' : String(value));
  const withShare = units.some(({ signShare }) => signShare?.score != null || signShare?.rank != null);
  const share = (value: number | null | undefined): string => (value == null ? '' : shareOfDraws(value, words));
  const { pairs } = comparison;
  const within = [a, b].some(({ definition }) => definition.ranks.within === 'level');
  const head = [
    ...(within ? [words.say('cli.score.level')] : []),
    ...['rank_a', 'rank_b', 'rank_shift'].map((key) => words.say(`compare.column.${key}`)),
    words.say('cli.score.code'),
    words.say('cli.score.name'),
    ...['score_a', 'score_b', 'score_shift'].map((key) => words.say(`compare.column.${key}`)),
    ...causes.map((cause) => words.say(`compare.cause.${cause}`)),
    ...(withShare ? ['rank_share', 'score_share'].map((key) => words.say(`compare.column.${key}`)) : []),
  ];
  const rows = units.map(({ unit, a: before, b: now, rankShift, scoreShift, scoreParts, signShare }) => [
    ...(within ? [levelText(words, unit.level)] : []),
    rank(before.rank),
    rank(now.rank),
    signed(rankShift, 0),
    unit.code,
    words.text(unit.name),
    number(before.score),
    number(now.score),
    signed(scoreShift, decimals),
    ...causes.map((cause) => (scoreParts === null ? '–' : signed(scoreParts[cause], decimals))),
    ...(withShare ? [share(signShare?.rank), share(signShare?.score)] : []),
  ]);
  const flushLeft = new Set(['cli.score.level', 'cli.score.code', 'cli.score.name'].map((key) => words.say(key)));
  const names = (list: typeof entered): string => list.map(({ unit }) => words.text(unit.name)).join(', ');
  const madeUp = [a, b].some(({ columns }) => columns.units.some((unit) => unit.madeUp));
  const notes = [a, b].flatMap(({ definition }) => (definition.note === null ? [] : [words.text(definition.note)]));
  const lines = [
    `A  ${sideText(a, facts.a.weights, words)}`,
    `B  ${sideText(b, facts.b.weights, words)}`,
    ...(madeUp ? [words.say('report.made_up')] : []),
    ...new Set(notes),
    '',
    agreementSentence(comparison, words),
    correlationSentence(comparison, words),
    ...(units.length === 0
      ? []
      : [
          '',
          ...asTable(
            head,
            rows,
            head.map((name) => !flushLeft.has(name)),
          ),
          '',
          words.say('compare.parts_note'),
          ...(withShare && pairs !== null ? [words.say('compare.share_note', { ...pairs })] : []),
        ]),
    ...(units.some(({ scoreParts }) => scoreParts === null) ? [`–  ${words.say('compare.not_split')}`] : []),
    ...(pairs === null || pairs.lost === 0 ? [] : [words.say('compare.pairs_lost', { ...pairs })]),
    ...(entered.length === 0 ? [] : [words.say('compare.entered', { list: names(entered) })]),
    ...(left.length === 0 ? [] : [words.say('compare.left', { list: names(left) })]),
  ];
  return `${lines.join('\n')}\n`;
};
