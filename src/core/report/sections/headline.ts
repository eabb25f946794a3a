// The head of a profile: name, five figures and the one sentence that says them.

import { stateCode } from '../../score/scores.js';
import type { Words } from '../../words/words.js';
import {
  gapText,
  levelText,
  noBreakSpace,
  nothing,
  parentText,
  percentText,
  printedSign,
  rankText,
  scoreText,
  sharesRank,
} from '../figures.js';
import type { Html } from '../html.js';
import { pips, triangle } from '../marks.js';
import { drawnUnit } from '../places.js';
import { leavesIn, type Report } from '../report.js';
import { clearShare } from '../slopes.js';
import { shareOfDraws } from '../uncertainty-words.js';
import type { BlockRow } from './blocks.js';
import { placesLines, placesSentence, scoresText } from './unsure.js';

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** Stands small after the value: of 228. */
  readonly of: string;
  readonly big: boolean;
  readonly sign: Html | null;
  readonly pips: Html | null;
  readonly lines: ReadonlyArray<string>;
}

export const sublineOf = (report: Report, words: Words, unit: number): string => {
  const of = report.scores.columns.units[unit]!;
  const population = of.attributes.population;
  return [
    parentText(report, words, of),
    levelText(words, of.level),
    typeof population === 'number' ? words.say('report.population', { n: population }) : null,
    of.code,
  ]
    .filter((part) => part !== null)
    .join(' · ');
};

export const figuresOf = (report: Report, words: Words, unit: number): ReadonlyArray<Figure> => [
  rankFigure(report, words, unit),
  scoreFigure(report, words, unit),
  ...bandFigure(report, words, unit),
  changeFigure(report, words, unit),
  coverageFigure(report, words, unit),
];

const plain = { big: false, of: '', sign: null, pips: null, lines: [] } as const;

const rankFigure = (report: Report, words: Words, unit: number): Figure => {
  const { units, definition } = report.scores;
  const result = units[unit]!;
  const withinLevel = definition.ranks.within === 'level';
  const label = words.say(withinLevel ? 'report.rank_within' : 'report.rank');
  if (result.rank === 0) {
    return { ...plain, label, value: nothing, lines: [words.say(`report.unranked.${result.reason ?? 'no_data'}`)] };
  }
  return {
    ...plain,
    label,
    value: rankText(result.rank, sharesRank(report, unit, 'own')),
    of: words.say('report.of_units', { n: result.rankOf }),
    big: true,
    lines: [
      ...placesLines(report, words, unit),
      ...(withinLevel
        ? [
            words.say('report.rank_all', {
              rank: rankText(result.rankAll, sharesRank(report, unit, 'all')),
              of: result.rankAllOf,
            }),
            words.say('report.not_like'),
          ]
        : []),
    ],
  };
};

const scoreFigure = (report: Report, words: Words, unit: number): Figure => {
  const { median } = report.compare(report.scores.definition.root.id, unit);
  const { score } = report.scores.units[unit]!;
  const scale = report.scores.definition.recipe.scale;
  const own = drawnUnit(report, unit);
  return {
    ...plain,
    label: words.say('report.score'),
    value: scoreText(report, words, score),
    of: scale === null || Number.isNaN(score) ? '' : words.say('report.of_score', { max: scale[1] }),
    big: true,
    lines: [
      ...(own === null ? [] : [words.say('report.unsure.scores', { scores: scoresText(report, words, own.score) })]),
      `${medianName(report, words)} ${scoreText(report, words, median)}`,
    ],
  };
};

const bandFigure = (report: Report, words: Words, unit: number): ReadonlyArray<Figure> => {
  const { bands, recipe } = report.scores.definition;
  if (bands.length === 0) return [];
  const { band } = report.scores.units[unit]!;
  if (band === null) return [{ ...plain, label: words.say('report.band'), value: nothing }];
  const at = bands.findIndex((each) => each.id === band.id);
  const next = bands[at + 1];
  const top = next === undefined ? (recipe.scale?.[1] ?? null) : next.from - 1;
  return [
    {
      ...plain,
      label: words.say('report.band'),
      value: words.text(band.title),
      pips: pips(at + 1, bands.length),
      lines: [top === null ? `≥ ${words.plain(band.from)}` : `${words.plain(band.from)}–${words.plain(top)}`],
    },
  ];
};

const changeFigure = (report: Report, words: Words, unit: number): Figure => {
  const before = previousOf(report, unit);
  const now = report.scores.units[unit]!.score;
  if (before === null) {
    return { ...plain, label: words.say('report.change'), value: nothing, lines: [words.say('report.no_previous')] };
  }
  const period = report.previous!.columns.period;
  const label = words.say('report.change_since', { period });
  const change = now - before.score;
  const kept = keptSign(report, unit);
  return {
    ...plain,
    label,
    value: gapText(report, words, change),
    sign: triangle(printedSign(report, change), isClear(report, unit)),
    lines: [
      words.say('report.before', {
        period,
        score: scoreText(report, words, before.score),
        rank: rankText(before.rank, false),
      }),
      kept === null
        ? words.say('report.change_unsure')
        : words.say('report.change_kept', {
            clear: kept >= clearShare ? 'yes' : 'no',
            share: shareOfDraws(kept, words),
          }),
    ],
  };
};

/** The share of draws in which the unit's change since the period before keeps its sign; null where it is not known. */
export const keptSign = (report: Report, unit: number): number | null =>
  report.uncertainty?.changeShare?.get(report.scores.columns.units[unit]!.code)?.score ?? null;

export const isClear = (report: Report, unit: number): boolean => (keptSign(report, unit) ?? 0) >= clearShare;

/** The unit's result one period earlier, by its code; null where it had no score. */
export const previousOf = (report: Report, unit: number) => {
  const code = report.scores.columns.units[unit]!.code;
  const position = report.previous?.columns.units.findIndex((each) => each.code === code) ?? -1;
  const result = position < 0 ? undefined : report.previous?.units[position];
  return result === undefined || Number.isNaN(result.score) ? null : { ...result, position };
};

export interface CellCounts {
  readonly applicable: number;
  readonly scored: number;
  readonly noEvidence: number;
  readonly missing: number;
  readonly suppressed: number;
  readonly notApplicable: number;
  readonly imputed: number;
}

export const cellCounts = (report: Report, unit: number): CellCounts => {
  const leaves = leavesIn(report.scores);
  const count = (state: number): number => leaves.filter(({ scores }) => scores.state[unit] === state).length;
  const notApplicable = count(stateCode.not_applicable);
  return {
    applicable: leaves.length - notApplicable,
    scored: count(stateCode.scored) + count(stateCode.no_evidence),
    noEvidence: count(stateCode.no_evidence),
    missing: count(stateCode.missing),
    suppressed: count(stateCode.suppressed),
    notApplicable,
    imputed: leaves.filter(({ scores }) => scores.imputed[unit] === 1).length,
  };
};

const coverageFigure = (report: Report, words: Words, unit: number): Figure => {
  const counts = cellCounts(report, unit);
  const part = (key: string, n: number): ReadonlyArray<string> =>
    n === 0 ? [] : [words.say(`report.count.${key}`, { n }).replaceAll(' ', noBreakSpace)];
  return {
    ...plain,
    label: words.say('report.coverage'),
    value: percentText(words, report.scores.units[unit]!.coverage),
    lines: [
      words.say('report.covered', { n: counts.scored, of: counts.applicable }),
      [
        ...part('missing', counts.missing),
        ...part('suppressed', counts.suppressed),
        ...part('no_evidence', counts.noEvidence),
        ...part('imputed', counts.imputed),
        ...part('not_applicable', counts.notApplicable),
      ].join(', '),
    ].filter((line) => line !== ''),
  };
};

/** The median of a made-up set is not a country's. */
export const medianName = (report: Report, words: Words): string =>
  words.say(report.madeUp ? 'report.median_all' : 'report.median_national');

/** Rank, distance to the median, and how many parts stand above and below it. */
export const sentenceOf = (report: Report, words: Words, unit: number, rows: ReadonlyArray<BlockRow>): string => {
  const { units, columns, definition } = report.scores;
  const result = units[unit]!;
  const { median } = report.compare(definition.root.id, unit);
  const said: string[] = [];
  if (result.rank === 0)
    said.push(
      words.say('report.sentence.unranked', { reason: words.say(`report.unranked.${result.reason ?? 'no_data'}`) }),
    );
  else {
    said.push(
      words.say(definition.ranks.within === 'level' ? 'report.sentence.rank_level' : 'report.sentence.rank', {
        rank: result.rank,
        of: result.rankOf,
        shared: sharesRank(report, unit, 'own') ? 'yes' : 'no',
        level: levelText(words, columns.units[unit]!.level),
      }),
    );
  }
  said.push(...placesSentence(report, words, unit));
  if (!Number.isNaN(result.score)) {
    const gap = result.score - median;
    said.push(
      words.say('report.sentence.score', {
        side: sideOf(printedSign(report, gap)),
        score: scoreText(report, words, result.score),
        gap: words.number(Math.abs(gap), report.decimals),
        median: scoreText(report, words, median),
        name: medianName(report, words),
      }),
    );
  }
  const parts = rows.filter(
    (row) => row.depth === (rows.some(({ depth }) => depth > 1) ? 2 : 1) && row.gapSign !== null,
  );
  if (parts.length > 1) {
    const count = (sign: number): number => parts.filter((row) => row.gapSign === sign).length;
    said.push(
      words.say('report.sentence.parts', {
        n: parts.length,
        part: parts[0]!.part,
        above: count(1),
        below: count(-1),
        equal: count(0),
      }),
    );
  }
  // A line neither starts with a dash nor parts it from its number.
  return said.join(' ').replace(/ –(?: (?=\d))?/g, (dash) => dash.replaceAll(' ', noBreakSpace));
};

const sideOf = (sign: number): string => (sign > 0 ? 'above' : sign < 0 ? 'below' : 'equal');
