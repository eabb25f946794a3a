// How sure a unit's rank is, for a reader who wants one page of it: what is unsure, the places it takes, its group, and shares of draws.
import type { Factor } from '../../define/uncertainty.js';
import type { Words } from '../../words/words.js';
import { noBreakSpace, scoreText } from '../figures.js';
import type { Html } from '../html.js';
import { pips, shareMark } from '../marks.js';
import { drawnUnit, groupsByUnit, lastPlace, type PlacesBar, placesBar, uncertaintyIn } from '../places.js';
import type { Report } from '../report.js';
import { placesOf, placesText, shareOfDraws } from '../uncertainty-words.js';

export interface UnsureSection {
  readonly title: string;
  readonly about: string;
  readonly meaning: string;
  readonly places: (PlacesBar & { readonly name: string; readonly axis: ReadonlyArray<string> }) | null;
  readonly facts: ReadonlyArray<{ readonly name: string; readonly text: string }>;
  readonly sharesTitle: string;
  readonly shareName: string;
  readonly of: string;
  readonly axis: ReadonlyArray<string>;
  readonly shares: ReadonlyArray<ShareRow>;
}

export interface ShareRow {
  readonly name: string;
  readonly pips: Html | null;
  readonly bar: Html;
  readonly share: string;
}

/** So many units of a group are named one by one. */
const mostNamed = 8;
const firstPlaces = 10;

/** null where nothing is declared unsure, or the unit has no rank. */
export const unsureOf = (report: Report, words: Words, unit: number): UnsureSection | null => {
  const drawn = uncertaintyIn(report);
  const own = drawnUnit(report, unit);
  if (drawn === null || own === null) return null;
  const { scores } = report;
  const list = listOf(report, unit);
  const last = lastPlace(report, list);
  const say = (key: string, args: Readonly<Record<string, string | number>> = {}): string =>
    words.say(`report.unsure.${key}`, args);
  const bar = placesBar(report, unit, last);
  const { bands } = scores.definition;
  const share = (name: string, of: number, sign: Html | null = null): ShareRow => ({
    name,
    pips: sign,
    bar: shareMark(of),
    share: shareOfDraws(of, words),
  });
  return {
    title: say('title'),
    about: say('about', { draws: drawn.summary.draws, list: whatIsUnsure(drawn, words) }),
    meaning: say('meaning'),
    places: bar === null ? null : { ...bar, name: words.say('uncertainty.column.places'), axis: railOf(last) },
    facts: [
      ...groupFact(report, words, unit),
      { name: words.say('uncertainty.column.scores'), text: scoresText(report, words, own.score) },
    ],
    sharesTitle: say('shares'),
    shareName: say('outcome'),
    of: say('share'),
    axis: [0, 0.5, 1].map((each) => words.percent(each, 0)),
    shares: [
      // Of ten or fewer all are among the first ten.
      ...(last > firstPlaces ? [share(words.say('uncertainty.column.top'), own.top)] : []),
      ...bands.flatMap(({ id, title }, i) => {
        const part = own.bands[id] ?? 0;
        return part === 0 ? [] : [share(say('band', { band: words.text(title) }), part, pips(i + 1, bands.length))];
      }),
    ],
  };
};

/** Ends and middle of the rail of a list. */
export const railOf = (last: number): ReadonlyArray<string> =>
  last < 3 ? [...new Set(['1', String(last)])] : ['1', String(Math.round((1 + last) / 2)), String(last)];

/** The lines under the rank: the places in the draws, and the group. */
export const placesLines = (report: Report, words: Words, unit: number): ReadonlyArray<string> => {
  const own = drawnUnit(report, unit);
  const placed = groupsByUnit(report).get(report.scores.columns.units[unit]!.code);
  if (own === null || placed === undefined) return [];
  return [
    words.say('report.unsure.figure', placesArgs(own.rank)),
    words.say('report.unsure.group', { number: placed.group.number, of: placed.of }),
  ];
};

export const placesSentence = (report: Report, words: Words, unit: number): ReadonlyArray<string> => {
  const own = drawnUnit(report, unit);
  return own === null ? [] : [words.say('report.sentence.places', placesArgs(own.rank))];
};

/** Ends of the scores in 90 % of the draws. */
export const scoresText = (
  report: Report,
  words: Words,
  { p05, p95 }: { readonly p05: number; readonly p95: number },
): string => `${scoreText(report, words, p05)}–${scoreText(report, words, p95)}`;

const placesArgs = (rank: Parameters<typeof placesOf>[0]) => {
  const { best, worst } = placesOf(rank);
  return { places: placesText(rank), one: best === worst ? 'yes' : 'no' };
};

const listOf = ({ scores }: Report, unit: number): ReadonlyArray<number> => {
  const { definition, columns, order } = scores;
  const { level } = columns.units[unit]!;
  return definition.ranks.within === 'level' ? order.filter((each) => columns.units[each]!.level === level) : order;
};

const groupFact = (report: Report, words: Words, unit: number): UnsureSection['facts'] => {
  const { units } = report.scores.columns;
  const { code } = units[unit]!;
  const placed = groupsByUnit(report).get(code);
  if (placed === undefined) return [];
  const { group, of, best, worst } = placed;
  const others = group.units.filter((each) => each !== code);
  const names = new Map(units.map((each) => [each.code, words.text(each.name)]));
  const list = others.map((each) => names.get(each) ?? each).join(', ');
  const text = words.say('report.unsure.group_text', {
    number: group.number,
    of,
    ranks: best === worst ? String(best) : `${best}–${worst}`,
    n: others.length,
    named: others.length === 0 ? 'alone' : others.length <= mostNamed ? 'yes' : 'no',
    list,
  });
  return [{ name: words.say('uncertainty.column.group'), text: text.replaceAll(' –', `${noBreakSpace}–`) }];
};

/** Each kind of factor once, in plain words; what had nothing to draw is not told. */
const whatIsUnsure = (
  {
    factors,
    summary,
  }: { readonly factors: ReadonlyArray<Factor>; readonly summary: { readonly idle: ReadonlyArray<string> } },
  words: Words,
): string => {
  const kinds = new Set(
    factors
      .filter(({ name }) => !summary.idle.includes(name))
      .map((factor) => (factor.factor === 'method' ? factor.step : factor.factor)),
  );
  return [...kinds].map((kind) => words.say(`report.unsure.what.${kind}`)).join('; ');
};
