// What `lsg uncertainty` prints: the table with its groups parted from one another, and the same figures as CSV.
import {
  convergenceText,
  factorText,
  failureTexts,
  idleTexts,
  placesOf,
  placesText,
} from '../core/report/uncertainty-words.js';
import { groupNumbers, pairsOf } from '../core/uncertainty/document.js';
import type { Drawn } from '../core/uncertainty/draws.js';
import { shareAbove } from '../core/uncertainty/groups.js';
import type { Model } from '../core/uncertainty/model.js';
import type { Summary, UnitSummary } from '../core/uncertainty/summary.js';
import type { Words } from '../core/words/words.js';
import { csvText } from '../shell/programs/csv-text.js';
import type { DrawnIndex } from '../shell/programs/uncertainty.js';
import { asTable } from './text-table.js';

const nothing = '–';

export const uncertaintyAsText = (index: DrawnIndex, pairs: boolean, words: Words): string => {
  const { model, summary } = index;
  const { definition, columns, view } = model.nominal;
  const idle = new Set(summary.idle);
  const unranked = unrankedOf(model);
  const lines = [
    `${words.text(definition.title)}, ${columns.period} (${words.text(view.title)})`,
    ...(columns.units.some(({ madeUp }) => madeUp) ? [words.say('report.made_up')] : []),
    ...(definition.note === null ? [] : [words.text(definition.note)]),
    '',
    words.say('uncertainty.drawn', { draws: summary.draws, seed: summary.seed }),
    ...model.factors
      .filter(({ name }) => !idle.has(name))
      .map((factor) => `  ${factorText(factor, definition, words)}`),
    ...idleTexts(model, summary, words),
    ...failureTexts(summary, words).map((line, i) => (i === 0 ? line : `  ${line}`)),
    '',
    ...(summary.failed === summary.draws
      ? [words.say('uncertainty.all_failed')]
      : [
          ...listsOf(model).flatMap((list) => tableOf(index, list, pairs, words)),
          ...(unranked.length === 0
            ? []
            : [words.say('uncertainty.unranked', { list: unranked.map((p) => nameOf(model, p, words)).join(', ') })]),
          words.say('uncertainty.places_about'),
          `${words.say('uncertainty.groups_about')} ${words.say('uncertainty.groups_pairs')}`,
          convergenceText(summary, words),
        ]),
  ];
  return `${lines.join('\n')}\n`;
};

const nameOf = ({ nominal }: Model, p: number, words: Words): string => words.text(nominal.columns.units[p]!.name);

const unrankedOf = ({ nominal: { order, units } }: Model): ReadonlyArray<number> =>
  order.filter((p) => units[p]!.rank === 0);

interface List {
  /** null where all units stand in one. */
  readonly level: string | null;
  /** Positions of ranked units, best first. */
  readonly units: ReadonlyArray<number>;
}

const listsOf = ({ nominal: { definition, columns, order, units } }: Model): ReadonlyArray<List> => {
  const ranked = order.filter((p) => units[p]!.rank > 0);
  if (definition.ranks.within !== 'level') return [{ level: null, units: ranked }];
  const levels = new Set(ranked.map((p) => columns.units[p]!.level));
  return [...levels].map((level) => ({
    level,
    units: ranked
      .filter((p) => columns.units[p]!.level === level)
      .sort((a, b) => units[a]!.rank - units[b]!.rank || a - b),
  }));
};

/** A column of the table; `right` sets it flush right. */
interface Column {
  readonly key: string;
  readonly right: boolean;
  readonly cell: (p: number, own: UnitSummary, next: number | undefined) => string;
}

const tableOf = (
  { model, summary, drawn }: DrawnIndex,
  { level, units }: List,
  pairs: boolean,
  words: Words,
): ReadonlyArray<string> => {
  const { nominal } = model;
  const groups = groupNumbers(summary);
  const decimals = Math.min(nominal.definition.ranks.decimals, 2);
  const number = (value: number): string => words.number(value, decimals);
  const share = (value: number): string => shareText(value, words);
  const column = (key: string, right: boolean, cell: Column['cell']): Column => ({ key, right, cell });
  const columns: ReadonlyArray<Column> = [
    column('cli.score.rank', true, (p) => String(nominal.units[p]!.rank)),
    column('cli.score.code', false, (p) => nominal.columns.units[p]!.code),
    column('cli.score.name', false, (p) => nameOf(model, p, words)),
    column('cli.score.score', true, (p) => number(nominal.units[p]!.score)),
    column('uncertainty.column.places', true, (_p, { rank }) => placesText(rank)),
    column('uncertainty.column.median', true, (_p, { rank }) =>
      rank === null ? nothing : words.plain(rank.median, 1),
    ),
    column('uncertainty.column.scores', true, (_p, { score }) =>
      score === null ? nothing : `${number(score.p05)}–${number(score.p95)}`,
    ),
    // Of ten or fewer all are among the first ten.
    ...(units.length > 10 ? [column('uncertainty.column.top', true, (_p, { top }) => share(top))] : []),
    ...(units.some((p) => summary.units[p]!.ranked < 1)
      ? [column('uncertainty.column.ranked', true, (_p, { ranked }) => share(ranked))]
      : []),
    ...(nominal.definition.bands.length === 0
      ? []
      : [column('uncertainty.column.bands', false, (_p, { bands }) => bandsText(model, bands, words))]),
    ...(pairs
      ? [
          column('uncertainty.column.next', true, (p, _own, next) => {
            const above = next === undefined ? Number.NaN : shareAbove(drawn, p, next);
            return Number.isNaN(above) ? nothing : share(above);
          }),
        ]
      : []),
    column('uncertainty.column.group', true, (p) => String(groups.get(nominal.columns.units[p]!.code) ?? nothing)),
  ];
  const rows = units.map((p, i) => columns.map(({ cell }) => cell(p, summary.units[p]!, units[i + 1])));
  const [head = '', rule = '', ...body] = asTable(
    columns.map(({ key }) => words.say(key)),
    rows,
    columns.map(({ right }) => right),
  );
  const groupAt = (i: number): number | undefined => groups.get(nominal.columns.units[units[i] ?? -1]?.code ?? '');
  const groupText = (number: number | undefined): string => {
    const found = summary.groups.find((group) => group.number === number && (level === null || group.level === level));
    return words.say('uncertainty.group', { number: number ?? 0, settled: found?.settled === false ? 'no' : 'yes' });
  };
  const parted = body.flatMap((line, i) =>
    i > 0 && groupAt(i) !== groupAt(i - 1) ? [`┄┄ ${groupText(groupAt(i))} ${'┄'.repeat(24)}`, line] : [line],
  );
  const title =
    level === null ? [] : [words.has(`report.level.${level}`) ? words.say(`report.level.${level}`) : level, ''];
  return [...title, head, rule, ...parted, ''];
};

/** Whole per cent; what is not all or nothing is not printed as such. */
const shareText = (share: number, words: Words): string => {
  if (share > 0 && share < 0.005) return `<${words.percent(0.01, 0)}`;
  if (share < 1 && share >= 0.995) return `>${words.percent(0.99, 0)}`;
  return words.percent(share, 0);
};

/** The bands that occur, the most frequent first. */
const bandsText = ({ nominal }: Model, bands: UnitSummary['bands'], words: Words): string =>
  nominal.definition.bands
    .flatMap(({ id, title }) => ((bands[id] ?? 0) > 0 ? [{ title, share: bands[id] ?? 0 }] : []))
    .sort((a, b) => b.share - a.share)
    .map(({ title, share }) => `${words.text(title)} ${shareText(share, words)}`)
    .join(', ');

/** Full doubles; one row for each unit, best first. */
export const uncertaintyAsCsv = (model: Model, summary: Summary): string => {
  const { definition, columns, units, order } = model.nominal;
  const groups = groupNumbers(summary);
  const orNull = (value: number | undefined): number | null =>
    value === undefined || Number.isNaN(value) ? null : value;
  return csvText([
    [
      ...['code', 'name_kk', 'name_ru', 'name_en', 'level', 'rank', 'score', 'group', 'place_best', 'place_worst'],
      ...['rank_median', 'rank_mean', 'rank_p05', 'rank_p95', 'score_mean', 'score_p05', 'score_p95', 'ranked', 'top'],
      ...definition.bands.map(({ id }) => `band_${id}`),
    ],
    ...order.map((p) => {
      const { code, name, level } = columns.units[p]!;
      const { rank, score, ranked, top, bands } = summary.units[p]!;
      const places = rank === null ? null : placesOf(rank);
      return [
        ...[code, name.kk, name.ru, name.en, level, units[p]!.rank === 0 ? null : units[p]!.rank],
        ...[orNull(units[p]!.score), groups.get(code) ?? null, places?.best ?? null, places?.worst ?? null],
        ...[rank?.median, rank?.mean, rank?.p05, rank?.p95, score?.mean, score?.p05, score?.p95].map(orNull),
        ...[ranked, top],
        ...definition.bands.map(({ id }) => bands[id] ?? null),
      ];
    }),
  ]);
};

export const pairsAsCsv = (model: Model, drawn: Drawn): string =>
  csvText([
    ['above', 'below', 'share'],
    ...pairsOf(model, drawn).map(({ above, below, share }) => [above, below, share]),
  ]);
