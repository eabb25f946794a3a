// The page that sets two scored indexes side by side: the units that moved, a table of scores and one of ranks with the four
// parts of every change, and who came or went.
import type { Comparison, OneSided, UnitChange } from '../compare/compare.js';
import { causes, type Parts } from '../compare/shapley.js';
import type { Scores, UnitResult } from '../score/scores.js';
import type { Words } from '../words/words.js';
import { levelText, nothing, periodText, rankText } from './figures.js';
import { cssString, type Html } from './html.js';
import { triangle } from './marks.js';
import type { Frame } from './pages.js';
import { clearShare, type Slopes, slopesOf } from './slopes.js';
import { shareOfDraws } from './uncertainty-words.js';

export interface ComparisonPage extends Frame {
  readonly words: ComparisonWords;
  readonly name: string;
  readonly sides: ReadonlyArray<{ readonly letter: string; readonly text: string }>;
  readonly statements: ReadonlyArray<string>;
  readonly sentence: string;
  readonly correlation: string;
  readonly slopes: Slopes | null;
  readonly causes: ReadonlyArray<{ readonly name: string; readonly text: string }>;
  readonly rules: ReadonlyArray<string>;
  readonly withShare: boolean;
  readonly tables: ReadonlyArray<ComparisonTable>;
  readonly entered: OneSidedList | null;
  readonly left: OneSidedList | null;
}

export interface ComparisonTable {
  readonly id: string;
  readonly title: string;
  readonly rows: ReadonlyArray<ComparisonRow>;
}

export interface ComparisonRow {
  readonly name: string;
  /** The list that its rank is taken in; empty where all stand in one. */
  readonly level: string;
  readonly a: string;
  readonly b: string;
  readonly sign: Html;
  readonly shift: string;
  /** Empty where no draws were made. */
  readonly share: string;
  /** In the order of the causes; empty where the change is not split, and `why` says so. */
  readonly parts: ReadonlyArray<{ readonly label: string; readonly text: string }>;
  readonly why: string;
}

export interface OneSidedList {
  readonly title: string;
  readonly units: ReadonlyArray<string>;
}

const names = ['a', 'b', 'unit', 'change', 'share', 'how'] as const;
export type ComparisonWords = Readonly<Record<(typeof names)[number], string>>;

export interface ComparisonLabels {
  /** Named sets of weights; null: those in use. */
  readonly weightsA: string | null;
  readonly weightsB: string | null;
}

export const comparisonPage = (comparison: Comparison, labels: ComparisonLabels, words: Words): ComparisonPage => {
  const { a, b, agreement, units } = comparison;
  const texts = [sideText(a, labels.weightsA, words), sideText(b, labels.weightsB, words)] as const;
  const name = words.say('compare.page.title');
  const madeUp = [a, b].some(({ columns }) => columns.units.some((unit) => unit.madeUp));
  const within = [a, b].some(({ definition }) => definition.ranks.within === 'level');
  const slopes = slopesOf(comparison, words, `A ${a.columns.period}`, `B ${b.columns.period}`);
  const scaleDiffers = String(a.definition.recipe.scale) !== String(b.definition.recipe.scale);
  const withShare = units.some(({ signShare }) => signShare?.score != null || signShare?.rank != null);
  const statements = [a, b].flatMap(({ definition }) =>
    definition.note === null ? [] : [words.text(definition.note)],
  );
  return {
    lang: words.lang,
    title: `${name}: ${texts[0]}; ${texts[1]}`,
    root: '.',
    skip: words.say('report.skip'),
    madeUp: madeUp ? words.say('report.made_up') : null,
    note: null,
    languagesLabel: words.say('report.languages'),
    languages: [],
    printStyle: {
      html: `@page{@bottom-left{content:${cssString(`${name} · A ${a.definition.id} · B ${b.definition.id}`)}}@bottom-right{content:counter(page) " / " counter(pages)}}`,
    },
    words: Object.fromEntries(names.map((each) => [each, words.say(`compare.page.words.${each}`)])) as ComparisonWords,
    name,
    sides: [
      { letter: 'A', text: texts[0] },
      { letter: 'B', text: texts[1] },
    ],
    statements: [...new Set(statements)],
    sentence: agreementSentence(comparison, words),
    correlation: correlationSentence(comparison, words),
    slopes: slopes?.slopes ?? null,
    causes: causes.map((cause) => ({
      name: words.say(`compare.cause.${cause}`),
      text: words.say(`compare.cause_text.${cause}`),
    })),
    rules: [
      words.say('compare.page.rule.average'),
      ...(slopes?.level == null
        ? []
        : [words.say('compare.page.rule.level', { level: levelText(words, slopes.level) })]),
      ...(scaleDiffers ? [words.say('compare.page.rule.scales')] : []),
      words.say(withShare ? 'compare.page.rule.share' : 'compare.page.rule.no_draws'),
      ...(comparison.pairs === null || comparison.pairs.lost === 0
        ? []
        : [words.say('compare.pairs_lost', { ...comparison.pairs })]),
      ...(comparison.notSplit.length > 0 ? [words.say('compare.not_split_all')] : []),
    ],
    withShare,
    tables:
      agreement.n === 0 && agreement.ranked === 0
        ? []
        : [
            {
              id: 'ranks',
              title: words.say('compare.page.ranks'),
              rows: units.map((each) => rankRow(each, within, words)),
            },
            {
              id: 'scores',
              title: words.say('compare.page.scores'),
              rows: units.map((each) => scoreRow(each, within, decimalsOf(b), words)),
            },
          ],
    entered: listOf(comparison.entered, 'compare.page.entered', words),
    left: listOf(comparison.left, 'compare.page.left', words),
  };
};

/** Decimals of scores on paper: those that ranks are taken on, at least 1 and at most 2. */
export const decimalsOf = ({ definition }: Scores): number => Math.min(2, Math.max(1, definition.ranks.decimals));

export const sideText = ({ definition, view, columns }: Scores, weights: string | null, words: Words): string =>
  words.say(weights === null ? 'compare.side' : 'compare.side_weights', {
    title: words.text(definition.title),
    period: periodText(words, columns.period),
    view: words.text(view.title),
    weights: weights ?? '',
  });

/** How many units stand on both sides, and how far they moved. */
export const agreementSentence = ({ agreement: { ranked, moved, meanRankShift } }: Comparison, words: Words): string =>
  ranked === 0
    ? words.say('compare.nobody')
    : words.say('compare.sentence', { n: ranked, moved, mean: words.number(meanRankShift, 1) });

export const correlationSentence = ({ agreement }: Comparison, words: Words): string => {
  const { pearson, spearman, kendall, n } = agreement;
  if ([pearson, spearman, kendall].some(Number.isNaN)) return words.say('compare.no_correlation');
  return words.say('compare.correlation', {
    n,
    pearson: words.number(pearson, 3),
    spearman: words.number(spearman, 3),
    kendall: words.number(kendall, 3),
  });
};

const rankRow = (change: UnitChange, within: boolean, words: Words): ComparisonRow => ({
  ...rowOf(change, within, words, change.rankParts, 1, change.signShare?.rank ?? null),
  a: placeText(change.a),
  b: placeText(change.b),
  sign: triangle(Number.isNaN(change.rankShift) ? 0 : change.rankShift, (change.signShare?.rank ?? 0) >= clearShare),
  shift: Number.isNaN(change.rankShift) ? nothing : words.signed(change.rankShift, 0),
});

const scoreRow = (change: UnitChange, within: boolean, decimals: number, words: Words): ComparisonRow => {
  const text = (value: number): string => (Number.isNaN(value) ? nothing : words.number(value, decimals));
  const shift = Number.isNaN(change.scoreShift) ? nothing : words.signed(change.scoreShift, decimals);
  return {
    ...rowOf(change, within, words, change.scoreParts, decimals, change.signShare?.score ?? null),
    a: text(change.a.score),
    b: text(change.b.score),
    sign: triangle(/[1-9]/.test(shift) ? change.scoreShift : 0, (change.signShare?.score ?? 0) >= clearShare),
    shift,
  };
};

const placeText = ({ rank }: UnitResult): string => rankText(rank, false);

const rowOf = (
  { unit }: UnitChange,
  within: boolean,
  words: Words,
  parts: Parts | null,
  decimals: number,
  share: number | null,
) => ({
  name: words.text(unit.name),
  level: within ? levelText(words, unit.level) : '',
  share: share === null ? '' : shareOfDraws(share, words),
  parts:
    parts === null
      ? []
      : causes.map((cause) => ({
          label: words.say(`compare.cause.${cause}`),
          text: words.signed(parts[cause], decimals),
        })),
  why: words.say('compare.not_split'),
});

const listOf = (units: ReadonlyArray<OneSided>, key: string, words: Words): OneSidedList | null =>
  units.length === 0
    ? null
    : {
        title: words.say(key, { n: units.length }),
        units: units.map(({ unit, result: { rank, rankOf } }) =>
          rank === 0
            ? words.text(unit.name)
            : words.say('compare.page.one_sided', { name: words.text(unit.name), rank, of: rankOf }),
        ),
      };
