// One draw as it is printed: what each factor did, and every unit's score and rank beside those of the index as it stands.
import { outcomeText } from '../core/report/uncertainty-words.js';
import type { UnitResult } from '../core/score/scores.js';
import type { Model } from '../core/uncertainty/model.js';
import type { Replay } from '../core/uncertainty/replay.js';
import type { Words } from '../core/words/words.js';
import { csvText } from '../shell/programs/csv-text.js';
import { asTable } from './text-table.js';

const nothing = '–';
const rankOf = ({ rank }: UnitResult): number | null => (rank === 0 ? null : rank);
const scoreOf = ({ score }: UnitResult): number | null => (Number.isNaN(score) ? null : score);

/** Places gained against the index as it stands; null where one of the two has no rank. */
const shiftOf = (before: UnitResult, after: UnitResult): number | null =>
  before.rank === 0 || after.rank === 0 ? null : before.rank - after.rank;

/** The title of a draw and a line for each factor. */
export const drawLines = ({ draw, seed, outcomes }: Replay, words: Words): ReadonlyArray<string> => [
  words.say('uncertainty.outcome.title', { draw: String(draw), seed: String(seed) }),
  ...outcomes.map((outcome) => `  ${outcomeText(outcome, words)}`),
];

export const replayAsText = ({ nominal }: Model, replay: Replay, words: Words): string => {
  const { scores } = replay;
  const { definition, columns, view } = nominal;
  const decimals = Math.min(definition.ranks.decimals, 2);
  const number = (value: number): string => (Number.isNaN(value) ? nothing : words.number(value, decimals));
  const within = definition.ranks.within === 'level';
  const levelOf = (level: string): string =>
    words.has(`report.level.${level}`) ? words.say(`report.level.${level}`) : level;
  const head = [
    words.say('cli.score.rank'),
    ...(within ? [words.say('cli.score.level')] : []),
    ...['cli.score.code', 'cli.score.name', 'cli.score.score'].map((key) => words.say(key)),
    ...['nominal_rank', 'shift', 'nominal_score'].map((key) => words.say(`uncertainty.column.${key}`)),
  ];
  const rows = scores.order.map((p) => {
    const [before, after] = [nominal.units[p]!, scores.units[p]!];
    const shift = shiftOf(before, after);
    return [
      String(rankOf(after) ?? nothing),
      ...(within ? [levelOf(columns.units[p]!.level)] : []),
      columns.units[p]!.code,
      words.text(columns.units[p]!.name),
      number(after.score),
      String(rankOf(before) ?? nothing),
      shift === null ? nothing : words.signed(shift, 0),
      number(before.score),
    ];
  });
  const lines = [
    `${words.text(definition.title)}, ${columns.period} (${words.text(view.title)})`,
    ...(columns.units.some(({ madeUp }) => madeUp) ? [words.say('report.made_up')] : []),
    ...(definition.note === null ? [] : [words.text(definition.note)]),
    '',
    ...drawLines(replay, words),
    '',
    ...asTable(
      head,
      rows,
      head.map((_name, c) => c === 0 || c > (within ? 3 : 2)),
    ),
  ];
  return `${lines.join('\n')}\n`;
};

export const replayAsCsv = ({ nominal }: Model, { scores }: Replay): string =>
  csvText([
    ['code', 'name_kk', 'name_ru', 'name_en', 'level', 'rank', 'score', 'nominal_rank', 'nominal_score', 'shift'],
    ...scores.order.map((p) => {
      const { code, name, level } = nominal.columns.units[p]!;
      const [before, after] = [nominal.units[p]!, scores.units[p]!];
      return [
        ...[code, name.kk, name.ru, name.en, level, rankOf(after), scoreOf(after)],
        ...[rankOf(before), scoreOf(before), shiftOf(before, after)],
      ];
    }),
  ]);

/** The JSON document of `lsg uncertainty --draw`: fields may be added to it, never renamed. */
export const replayDocument = ({ nominal }: Model, { draw, seed, outcomes, scores }: Replay, words: Words) => ({
  draw,
  seed,
  index: nominal.definition.id,
  version: nominal.definition.version,
  period: nominal.columns.period,
  view: nominal.view.id,
  made_up: nominal.columns.units.some(({ madeUp }) => madeUp),
  factors: outcomes.map((outcome) => {
    const { factor, share, choice, weights, left, cells } = outcome;
    const choices = 'choices' in factor ? factor.choices : null;
    const sets = factor.factor === 'weights' && factor.draw.kind === 'sets' ? factor.draw.sets : null;
    return {
      name: factor.name,
      factor: factor.factor === 'method' ? factor.step : factor.factor,
      share,
      text: outcomeText(outcome, words),
      ...(choices === null || choice === null ? {} : { choice: choices[choice] ?? null }),
      ...(sets === null || choice === null ? {} : { set: sets[choice]?.name ?? null }),
      ...(factor.factor === 'drop' ? { left_out: left } : {}),
      ...(weights.length === 0 ? {} : { weights }),
      ...(cells === 0 ? {} : { cells }),
    };
  }),
  units: scores.order.map((p) => {
    const { code, name, level } = nominal.columns.units[p]!;
    const [before, after] = [nominal.units[p]!, scores.units[p]!];
    return {
      code,
      name,
      level,
      score: scoreOf(after),
      rank: rankOf(after),
      ...(after.reason === null ? {} : { reason: after.reason }),
      nominal: { score: scoreOf(before), rank: rankOf(before) },
      shift: shiftOf(before, after),
    };
  }),
});
