// The profile of one unit, in the order a reader needs it: who, how much, what stands out, what to do, then the proof.
import type { Words } from '../words/words.js';
import { type Distribution, distributionOf } from './distribution.js';
import { levelText, nothing } from './figures.js';
import { editionText, frameOf, indexLine } from './frame.js';
import type { Frame } from './pages.js';
import { type PageWords, pageWords } from './pagewords.js';
import type { Report } from './report.js';
import { type TrendSection, trendOf, type ViewRow, viewsOf } from './sections/beside.js';
import { type BlockRow, blockRows } from './sections/blocks.js';
import { type ComputedSection, computedOf } from './sections/computed.js';
import { type CriteriaSection, criteriaOf } from './sections/criteria.js';
import { type Figure, figuresOf, medianName, sentenceOf, sublineOf } from './sections/headline.js';
import { type LegalSection, legalOf } from './sections/legal.js';
import { type MethodSection, methodOf } from './sections/method.js';
import { roomForSteps } from './sections/room.js';
import { type StepsSection, stepsOf } from './sections/steps.js';
import { type Points, pointsOf } from './sections/strengths.js';
import { type UnsureSection, unsureOf } from './sections/unsure.js';

export interface ProfilePage extends Frame {
  readonly words: PageWords;
  readonly name: string;
  readonly subline: string;
  /** Index and period. */
  readonly edition: string;
  /** Draft, or the edition's number. */
  readonly editionState: string;
  readonly rankingHref: string;
  /** null where no PDF is made. */
  readonly pdfHref: string | null;
  readonly figures: ReadonlyArray<Figure>;
  /** An index without bands has four. */
  readonly fourFigures: boolean;
  readonly sentence: string;
  readonly distribution: Distribution | null;
  /** What the bar behind the unit's own mark is; null where there is none. */
  readonly rangeKey: string | null;
  readonly peersKey: string;
  readonly medianKey: string;
  readonly blocks: ReadonlyArray<BlockRow>;
  readonly blocksTitle: string;
  readonly blocksHead: string;
  readonly axis: ReadonlyArray<string>;
  /** The same with three numbers, for narrow columns. */
  readonly shortAxis: ReadonlyArray<string>;
  readonly points: Points;
  readonly steps: StepsSection | null;
  readonly unsure: UnsureSection | null;
  readonly trend: TrendSection | null;
  readonly criteria: CriteriaSection;
  readonly views: ReadonlyArray<ViewRow>;
  readonly legal: LegalSection | null;
  readonly computed: ComputedSection;
  readonly method: MethodSection;
}

/** `unit` is the position in `scores.columns.units`. */
export const profilePage = (report: Report, unit: number, words: Words): ProfilePage => {
  const { scores } = report;
  const of = scores.columns.units[unit]!;
  const name = words.text(of.name);
  const blocks = blockRows(report, words, unit);
  const kind = kindOf(blocks);
  const figures = figuresOf(report, words, unit);
  const sentence = sentenceOf(report, words, unit, blocks);
  const points = pointsOf(report, words, unit);
  const room = roomForSteps({
    note: scores.definition.note === null ? '' : words.text(scores.definition.note),
    figures,
    sentence,
    rows: blocks.map(({ title }) => title),
    points,
  });
  const group = scores.definition.peers[0];
  const distribution = distributionOf(report, words, unit);
  return {
    ...frameOf(report, words, {
      title: `${name} · ${words.text(scores.definition.title)}`,
      section: name,
      root: '../..',
      path: `units/${of.code}.html`,
    }),
    words: pageWords(words),
    name,
    subline: sublineOf(report, words, unit),
    edition: indexLine(report, words),
    editionState: editionText(report, words),
    rankingHref: '../index.html',
    pdfHref: report.pdf ? `${of.code}.pdf` : null,
    figures,
    fourFigures: scores.definition.bands.length === 0,
    sentence,
    distribution,
    rangeKey: distribution?.own?.range == null ? null : words.say('uncertainty.column.scores'),
    peersKey: words.say('report.strip.peers', {
      group: group === undefined ? words.say('report.method.peers_all') : lowerFirst(words.text(group.title)),
      n: report.peers(unit).length,
      level: levelText(words, of.level),
    }),
    medianKey: medianName(report, words),
    blocks,
    blocksTitle: words.say('report.blocks.title', { kind }),
    blocksHead: words.say('report.blocks.head', { kind }),
    axis: axisOf(report, words, 6),
    shortAxis: axisOf(report, words, 3),
    points,
    steps: stepsOf(report, words, unit, room),
    unsure: unsureOf(report, words, unit),
    trend: trendOf(report, words, unit),
    criteria: criteriaOf(report, words, unit),
    views: viewsOf(report, words, unit),
    legal: legalOf(report, words),
    computed: computedOf(report, words, unit),
    method: methodOf(report, words),
  };
};

/** What stands under the blocks, for the heading. */
const kindOf = (blocks: ReadonlyArray<BlockRow>): 'nested' | 'leaves' | 'flat' => {
  const below = blocks.filter(({ depth }) => depth > 1);
  return below.length === 0 ? 'flat' : below.every(({ part }) => part === 'criterion') ? 'leaves' : 'nested';
};

/** Inside a sentence a title starts small, unless its first word is an abbreviation. */
const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

/** Numbers over a plot column, evenly from end to end. */
export const axisOf = (report: Report, words: Words, n: number): ReadonlyArray<string> => {
  const [low, high] = report.scale;
  return Array.from({ length: n }, (_, i) => words.plain(low + ((high - low) * i) / (n - 1), 1) || nothing);
};
