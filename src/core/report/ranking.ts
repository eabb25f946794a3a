// The ranking of all units: one table for each list that ranks are taken in.

import type { UnitGroup } from '../uncertainty/groups.js';
import type { Words } from '../words/words.js';
import { type Distribution, distributionOf } from './distribution.js';
import { gapText, levelText, parentText, percentText, printedSign, rankText, scoreText } from './figures.js';
import { editionText, frameOf, indexLine } from './frame.js';
import type { Html } from './html.js';
import { blockSwatch, contributionBar, pips, triangle } from './marks.js';
import type { Frame } from './pages.js';
import { type PageWords, pageWords } from './pagewords.js';
import { groupsByUnit, lastPlace, type PlacesBar, placesBar, uncertaintyIn } from './places.js';
import { axisOf } from './profile.js';
import { childrenIn, type Report, shareOf } from './report.js';
import { isClear, medianName, previousOf } from './sections/headline.js';
import { type MethodSection, methodOf } from './sections/method.js';
import { railOf } from './sections/unsure.js';

export interface RankingPage extends Frame {
  readonly words: PageWords;
  readonly name: string;
  readonly edition: string;
  readonly pdfHref: string | null;
  readonly sentence: string;
  readonly distribution: Distribution | null;
  readonly medianKey: string;
  readonly blocks: ReadonlyArray<{ readonly swatch: Html; readonly title: string }>;
  readonly axis: ReadonlyArray<string>;
  /** Over the places in the draws; null where nothing is said of them. */
  readonly placesLabel: string | null;
  /** The same, word by word: a number is not parted from its ending at the end of a line. */
  readonly placesHead: ReadonlyArray<string>;
  /** Whether the list of all units is a second column. */
  readonly withAll: boolean;
  readonly withBands: boolean;
  /** null where there is no period before. */
  readonly changeLabel: string | null;
  readonly notes: ReadonlyArray<string>;
  readonly lists: ReadonlyArray<RankingList>;
  readonly unranked: ReadonlyArray<UnrankedRow>;
  readonly unlisted: string | null;
  readonly method: MethodSection;
}

export interface RankingList {
  readonly id: string;
  /** null where there is one list only. */
  readonly title: string | null;
  readonly caption: string;
  /** Under the bars of places; empty where there are none. */
  readonly rail: ReadonlyArray<string>;
  /** Of the table, for heads that span it. */
  readonly columns: number;
  /** One without a title where nothing is said of places. */
  readonly groups: ReadonlyArray<RankingGroup>;
}

/** Units that the draws cannot tell from the first of them. */
export interface RankingGroup {
  readonly title: string | null;
  readonly ranks: string;
  readonly rows: ReadonlyArray<RankingRow>;
}

export interface RankingRow {
  readonly code: string;
  readonly rank: string;
  readonly rankAll: string;
  readonly name: string;
  readonly parent: string;
  readonly href: string | null;
  readonly places: PlacesBar | null;
  readonly score: string;
  readonly bar: Html;
  readonly coverage: string;
  readonly band: string;
  readonly pips: Html | null;
  readonly sign: Html | null;
  readonly change: string;
}

export interface UnrankedRow {
  readonly name: string;
  readonly parent: string;
  readonly href: string | null;
  readonly level: string;
  readonly coverage: string;
  readonly reason: string;
}

export const rankingPage = (report: Report, words: Words): RankingPage => {
  const { scores } = report;
  const { definition, columns } = scores;
  const withinLevel = definition.ranks.within === 'level';
  const drawn = uncertaintyIn(report);
  const title = words.text(definition.title);
  const ranked = scores.order.filter((unit) => scores.units[unit]!.rank > 0);
  const lists = withinLevel
    ? levelsOf(report, ranked).map((level) =>
        listOf(
          report,
          words,
          ranked.filter((unit) => columns.units[unit]!.level === level),
          level,
        ),
      )
    : ranked.length === 0
      ? []
      : [listOf(report, words, ranked, null)];
  return {
    ...frameOf(report, words, {
      title: indexLine(report, words),
      section: words.say('report.ranking'),
      root: '..',
      path: 'index.html',
    }),
    words: pageWords(words),
    name: title,
    edition: `${words.say('report.ranking')} · ${indexPeriod(report, words)} · ${editionText(report, words)}`,
    pdfHref: report.pdf ? 'ranking.pdf' : null,
    sentence: sentenceOf(report, words, ranked),
    distribution: distributionOf(report, words, null),
    medianKey: medianName(report, words),
    blocks: contributes(report)
      ? childrenIn(scores, definition.root).map((node, i) => ({
          swatch: blockSwatch(i),
          title: words.text(node.title),
        }))
      : [],
    axis: axisOf(report, words, drawn === null ? 6 : 3),
    placesLabel: drawn === null ? null : words.say('uncertainty.column.places'),
    placesHead: drawn === null ? [] : words.say('uncertainty.column.places').split(/ (?!%)/),
    withAll: withinLevel,
    withBands: definition.bands.length > 0,
    changeLabel:
      report.previous === null ? null : words.say('report.change_since', { period: report.previous.columns.period }),
    notes: [
      words.say('report.ranking_notes.ties'),
      ...(withinLevel ? [words.say('report.ranking_notes.levels')] : []),
      ...(drawn === null
        ? []
        : [
            words.say('report.ranking_notes.places', { draws: drawn.summary.draws }),
            words.say('uncertainty.groups_about'),
          ]),
      ...(report.previous === null
        ? []
        : [
            words.say(drawn?.changeShare == null ? 'report.ranking_notes.change' : 'report.ranking_notes.change_drawn'),
          ]),
      ...(contributes(report) ? [words.say('report.ranking_notes.bars')] : []),
    ],
    lists,
    unranked: unrankedOf(report, words),
    unlisted: columns.unlisted === 0 ? null : words.say('report.unlisted', { n: columns.unlisted }),
    method: methodOf(report, words),
  };
};

const indexPeriod = (report: Report, words: Words): string => {
  const line = indexLine(report, words);
  return line.slice(words.text(report.scores.definition.title).length + 2);
};

/** Levels in the order of the definition, then any other that units have. */
const levelsOf = (report: Report, ranked: ReadonlyArray<number>): ReadonlyArray<string> => {
  const { definition, columns } = report.scores;
  const present = new Set(ranked.map((unit) => columns.units[unit]!.level));
  return [...definition.units.levels.filter((level) => present.delete(level)), ...[...present].sort()];
};

const listOf = (report: Report, words: Words, units: ReadonlyArray<number>, level: string | null): RankingList => {
  const { scores } = report;
  // Ties are printed as such, so count each rank once per list instead of once per row.
  const shared = (rankOf: (unit: number) => number, among: ReadonlyArray<number>): ReadonlySet<number> => {
    const seen = new Set<number>();
    const twice = new Set<number>();
    for (const unit of among) {
      const rank = rankOf(unit);
      (seen.has(rank) ? twice : seen).add(rank);
    }
    return twice;
  };
  const ties = shared((unit) => scores.units[unit]!.rank, units);
  const tiesAll = shared(
    (unit) => scores.units[unit]!.rankAll,
    scores.order.filter((unit) => scores.units[unit]!.rankAll > 0),
  );
  const title = level === null ? null : capital(levelText(words, level));
  const last = lastPlace(report, units);
  const groups = groupsOf(report, units);
  const row = (unit: number): RankingRow => {
    const { rank, rankAll } = scores.units[unit]!;
    const places = placesBar(report, unit, last);
    const [own, all] = [rankText(rank, ties.has(rank)), rankText(rankAll, tiesAll.has(rankAll))];
    return { ...rowOf(report, words, unit, own, all), places };
  };
  return {
    id: level ?? 'all',
    title,
    caption:
      groups.length > 1 || groups[0]?.number != null
        ? words.say('report.list_caption_groups', { n: units.length, groups: groups.length })
        : words.say('report.list_caption', { n: units.length }),
    rail: uncertaintyIn(report) === null ? [] : railOf(last),
    columns: columnsOf(report),
    groups: groups.map(({ number, settled, units: members }): RankingGroup => {
      const ranks = members.map((unit) => scores.units[unit]!.rank);
      const [best, worst] = [Math.min(...ranks), Math.max(...ranks)];
      return {
        title:
          number === null ? null : capital(words.say('uncertainty.group', { number, settled: settled ? 'yes' : 'no' })),
        ranks: words.say('report.unsure.ranks', {
          ranks: best === worst ? String(best) : `${best}–${worst}`,
          one: best === worst ? 'yes' : 'no',
        }),
        rows: members.map(row),
      };
    }),
  };
};

/** Rank, name, score, contribution and coverage are always there. */
const columnsOf = (report: Report): number =>
  5 +
  [
    report.scores.definition.ranks.within === 'level',
    uncertaintyIn(report) !== null,
    report.scores.definition.bands.length > 0,
    report.previous !== null,
  ].filter(Boolean).length;

/** Units of one list by their groups; one group without a number where the draws say nothing. */
const groupsOf = (
  report: Report,
  units: ReadonlyArray<number>,
): ReadonlyArray<
  Pick<UnitGroup, 'settled'> & { readonly number: number | null; readonly units: ReadonlyArray<number> }
> => {
  // One unit alone stands in no group.
  if (units.length === 1) return [{ number: null, settled: true, units }];
  const placed = groupsByUnit(report);
  const groups = new Map<UnitGroup | null, number[]>();
  for (const unit of units) {
    const group = placed.get(report.scores.columns.units[unit]!.code)?.group ?? null;
    groups.set(group, [...(groups.get(group) ?? []), unit]);
  }
  // Of units that share a rank the draws may have put the second first.
  return [...groups]
    .map(([group, members]) => ({ number: group?.number ?? null, settled: group?.settled ?? true, units: members }))
    .sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const rowOf = (report: Report, words: Words, unit: number, rank: string, rankAll: string) => {
  const { scores } = report;
  const { score, band } = scores.units[unit]!;
  const { bands } = scores.definition;
  const before = previousOf(report, unit);
  const change = before === null ? Number.NaN : score - before.score;
  return {
    rank,
    rankAll,
    ...placeOf(report, words, unit),
    score: scoreText(report, words, score),
    bar: contributionBar(contributionsOf(report, unit)),
    coverage: percentText(words, scores.units[unit]!.coverage),
    band: band === null ? '' : words.text(band.title),
    pips: band === null ? null : pips(bands.findIndex(({ id }) => id === band.id) + 1, bands.length),
    sign: Number.isNaN(change) ? null : triangle(printedSign(report, change), isClear(report, unit)),
    change: gapText(report, words, change),
  };
};

const placeOf = (report: Report, words: Words, position: number) => {
  const unit = report.scores.columns.units[position]!;
  return {
    code: unit.code,
    name: words.text(unit.name),
    parent: parentText(report, words, unit) ?? '',
    href: report.profiles === null || report.profiles.has(unit.code) ? `units/${unit.code}.html` : null,
  };
};

/** Parts add up to the score only where the total is a weighted sum. */
const contributes = (report: Report): boolean =>
  report.scores.definition.root.aggregate.method === 'arithmetic' &&
  report.scale[0] === 0 &&
  childrenIn(report.scores, report.scores.definition.root).length <= 12;

const contributionsOf = (
  report: Report,
  unit: number,
): ReadonlyArray<{ readonly block: number; readonly share: number }> => {
  const { scores } = report;
  if (!contributes(report)) return [{ block: 0, share: shareOf(report, scores.units[unit]!.score) }];
  const parts = childrenIn(scores, scores.definition.root).map((node, block) => {
    const { score, weight } = scores.nodes.get(node.id)!;
    return { block, weight: Number.isNaN(score[unit]!) ? 0 : weight[unit]!, score: score[unit]! };
  });
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts
    .filter(({ weight, score }) => weight > 0 && score > 0)
    .map(({ block, weight, score }) => ({ block, share: ((weight / all) * score) / report.scale[1] }));
};

const unrankedOf = (report: Report, words: Words): ReadonlyArray<UnrankedRow> => {
  const { scores } = report;
  return scores.order
    .filter((unit) => scores.units[unit]!.rank === 0)
    .map((unit) => ({
      ...placeOf(report, words, unit),
      level: levelText(words, scores.columns.units[unit]!.level),
      coverage: percentText(words, scores.units[unit]!.coverage),
      reason: words.say(`report.unranked.${scores.units[unit]!.reason ?? 'no_data'}`),
    }))
    .sort((a, b) => words.compare(a.name, b.name));
};

const sentenceOf = (report: Report, words: Words, ranked: ReadonlyArray<number>): string => {
  const { scores } = report;
  const values = ranked.map((unit) => scores.units[unit]!.score);
  if (values.length === 0) return words.say('report.sentence.nobody');
  const { median } = report.compare(scores.definition.root.id, ranked[0]!);
  return words.say('report.sentence.ranking', {
    n: ranked.length,
    low: scoreText(report, words, Math.min(...values)),
    high: scoreText(report, words, Math.max(...values)),
    median: scoreText(report, words, median),
  });
};
