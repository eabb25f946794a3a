// `lsg score`: the ranking as a table, CSV or one JSON document; with `--stage` the values on their way.
import type { Command } from 'commander';
import { E, type TE } from '../core/fp.js';
import { type Problems, problem } from '../core/model/problem.js';
import { scoreDocument } from '../core/score/document.js';
import { peersOf } from '../core/score/peers.js';
import { stageTable } from '../core/score/stage.js';
import { problemAsText } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';
import { csvText } from '../shell/programs/csv-text.js';
import { scoresAsCsv } from '../shell/programs/report-data.js';
import type { ScoredIndex } from '../shell/programs/score.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import { problemDocument } from './problem-document.js';
import { asTable } from './text-table.js';

export interface ScoreParts {
  readonly score: (request: {
    readonly db: string;
    readonly indicators: string;
    readonly index: string;
    readonly period: string;
    readonly view: string | null;
    readonly stage?: string | undefined;
  }) => TE.TaskEither<Problems, ScoredIndex>;
}

interface ScoreOptions extends CommonOptions {
  readonly period: string;
  readonly view?: string;
  readonly format: string;
  readonly stage?: string;
  readonly peers?: string;
}

const formats = ['table', 'csv', 'json'];

export const registerScore = (program: Command, context: CliContext, parts: ScoreParts): void => {
  const { words } = context;
  withCommonOptions(
    program
      .command('score')
      .description(words.say('cli.score.description'))
      .argument('<index>', words.say('cli.index'))
      .requiredOption('--period <period>', words.say('cli.period'))
      .option('--view <view>', words.say('cli.score.view'))
      .option('--format <format>', words.say('cli.score.format'), 'table')
      .option('--stage <stage>', words.say('cli.score.stage'))
      .option('--peers <rule>', words.say('cli.score.peers')),
    words,
  )
    .addHelpText('after', `\n${words.say('cli.score.examples')}`)
    .action((index: string, options: ScoreOptions) => run(index, options, context, parts));
};

const run = async (index: string, options: ScoreOptions, context: CliContext, parts: ScoreParts): Promise<void> => {
  const { db, indicators, period, view = null } = options;
  const format = options.json === true ? 'json' : options.format;
  if (!formats.includes(format)) {
    return context.fail([problem('BadOption', { option: '--format', value: format, allowed: formats.join(', ') })]);
  }
  const scored = await parts.score({ db, indicators, index, period, view, stage: options.stage })();
  if (E.isLeft(scored)) return context.fail(scored.left);
  const { scores, columns, definition, warnings } = scored.right;
  for (const each of warnings)
    context.log.line(`${context.words.say('cli.check.warning')} ${problemAsText(each, context.words)}`);

  const { stage } = options;
  if (stage !== undefined) {
    const rows = stageTable(scores, stage);
    if (format === 'json')
      context.out(
        `${JSON.stringify({ index, period, stage, rows: rows.slice(1).map((row) => Object.fromEntries(rows[0]!.map((name, i) => [name, row[i]]))) }, null, 2)}\n`,
      );
    else context.out(csvText(rows));
    return;
  }
  const rule = options.peers === undefined ? null : definition.peers.find(({ id }) => id === options.peers);
  if (rule === undefined) {
    const known = definition.peers.map(({ id }) => id).join(', ');
    return context.fail([problem('BadOption', { option: '--peers', value: options.peers ?? '', allowed: known })]);
  }
  const peers = rule === null ? null : peersOf(columns.units, rule);
  if (format === 'json') {
    const document = scoreDocument(scores, scored.right, peers);
    const told = warnings.map((each) => problemDocument(each, context.words));
    context.out(`${JSON.stringify({ ...document, warnings: told }, null, 2)}\n`);
  } else if (format === 'csv') context.out(scoresAsCsv({ scores, uncertainty: null }));
  else context.out(rankingAsText(scored.right, peers, context.words));
};

const rankingAsText = (
  { scores, definition, madeUp }: ScoredIndex,
  peers: ReadonlyArray<ReadonlyArray<number>> | null,
  words: Words,
): string => {
  const { columns, order, units } = scores;
  const within = definition.ranks.within === 'level';
  const decimals = Math.min(definition.ranks.decimals, 2);
  const document = peers === null ? null : scoreDocument(scores, { definitionHash: '', dataHash: '' }, peers);
  const head = [
    words.say('cli.score.rank'),
    ...(within ? [words.say('cli.score.level'), words.say('cli.score.rank_all')] : []),
    ...(peers === null ? [] : [words.say('cli.score.peer_rank')]),
    words.say('cli.score.code'),
    words.say('cli.score.name'),
    words.say('cli.score.score'),
    words.say('cli.score.band'),
    words.say('cli.score.coverage'),
  ];
  const rows = order.map((p, place) => {
    const unit = columns.units[p]!;
    const result = units[p]!;
    const peer = document?.units[place];
    return [
      result.rank === 0 ? '–' : String(result.rank),
      ...(within
        ? [
            words.has(`report.level.${unit.level}`) ? words.say(`report.level.${unit.level}`) : unit.level,
            result.rankAll === 0 ? '–' : String(result.rankAll),
          ]
        : []),
      ...(peer === undefined ? [] : [peer.peer_rank === null ? '–' : `${peer.peer_rank} / ${peer.peers}`]),
      unit.code,
      words.text(unit.name),
      Number.isNaN(result.score) ? '–' : words.number(result.score, decimals),
      result.reason === null
        ? result.band === null
          ? ''
          : words.text(result.band.title)
        : words.say(`explain.reason.${result.reason}`),
      Number.isNaN(result.coverage) ? '–' : words.percent(result.coverage, 0),
    ];
  });
  const right = new Set([
    words.say('cli.score.rank'),
    words.say('cli.score.rank_all'),
    words.say('cli.score.score'),
    words.say('cli.score.coverage'),
  ]);
  const lines = [
    `${words.text(definition.title)}, ${columns.period} (${words.text(scores.view.title)})`,
    ...(madeUp ? [words.say('report.made_up')] : []),
    ...(definition.note === null ? [] : [words.text(definition.note)]),
    '',
    ...asTable(
      head,
      rows,
      head.map((name) => right.has(name)),
    ),
    ...(columns.unlisted === 0 ? [] : ['', words.say('report.unlisted', { n: columns.unlisted })]),
  ];
  return `${lines.join('\n')}\n`;
};
