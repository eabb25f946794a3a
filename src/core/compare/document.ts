// The JSON document of `lsg compare --json`: fields may be added to it, never renamed. Numbers are full doubles.
import type { Problems } from '../model/problem.js';
import type { Text } from '../model/text.js';
import type { Scores, UnitResult, UnrankedReason } from '../score/scores.js';
import type { Comparison, OneSided } from './compare.js';
import type { Parts } from './shapley.js';

export interface CompareDocument {
  readonly a: SideDocument;
  readonly b: SideDocument;
  /** `n` units have a score on both sides; null where a figure has no value. */
  readonly correlation: {
    readonly n: number;
    readonly pearson: number | null;
    readonly spearman: number | null;
    readonly kendall: number | null;
  };
  /** Over the units that have a rank on both sides. */
  readonly ranked: number;
  readonly mean_absolute_rank_shift: number | null;
  readonly moved: number;
  /** Units of both, in the order of B. */
  readonly units: ReadonlyArray<ChangeDocument>;
  /** Units of B alone, and of A alone. */
  readonly new: ReadonlyArray<OneSidedDocument>;
  readonly gone: ReadonlyArray<OneSidedDocument>;
  /** Pairs of draws behind the shares of signs, and how many are lost because a draw failed; null where none were made. */
  readonly pairs: { readonly seed: number; readonly draws: number; readonly lost: number } | null;
  /** Codes of what kept every change from being split; empty where nothing did. */
  readonly not_split: ReadonlyArray<string>;
}

export interface SideDocument {
  readonly index: string;
  readonly version: string;
  readonly title: Text;
  readonly period: string;
  readonly view: string;
  readonly weights: string | null;
  readonly scale: readonly [number, number] | null;
  readonly definition_hash: string;
  readonly data_hash: string;
  readonly made_up: boolean;
}

interface ResultDocument {
  readonly score: number | null;
  readonly rank: number | null;
  readonly rank_of: number;
  readonly coverage: number | null;
  readonly reason?: UnrankedReason;
}

export interface OneSidedDocument extends ResultDocument {
  readonly code: string;
  readonly name: Text;
  readonly level: string;
}

export interface ChangeDocument {
  readonly code: string;
  readonly name: Text;
  readonly level: string;
  readonly a: ResultDocument;
  readonly b: ResultDocument;
  /** `score`: B less A. `rank`: places gained, so that more is better in both. */
  readonly shift: { readonly score: number | null; readonly rank: number | null };
  /** They add up to the shift; null where a state between A and B has no score or rank. */
  readonly parts: { readonly score: Parts | null; readonly rank: Parts | null };
  /** Shares of paired draws in which the change keeps its sign: of the score, of the rank; absent where nothing changes or no draws were made. */
  readonly sign_share?: number;
  readonly rank_sign_share?: number;
}

export interface SideFacts {
  readonly weights: string | null;
  readonly definitionHash: string;
  readonly dataHash: string;
}

export const compareDocument = (
  comparison: Comparison,
  facts: { readonly a: SideFacts; readonly b: SideFacts },
): CompareDocument => {
  const { agreement, units, entered, left, notSplit, pairs } = comparison;
  return {
    a: sideDocument(comparison.a, facts.a),
    b: sideDocument(comparison.b, facts.b),
    correlation: {
      n: agreement.n,
      pearson: orNull(agreement.pearson),
      spearman: orNull(agreement.spearman),
      kendall: orNull(agreement.kendall),
    },
    ranked: agreement.ranked,
    mean_absolute_rank_shift: orNull(agreement.meanRankShift),
    moved: agreement.moved,
    units: units.map(
      ({ unit: { code, name, level }, a, b, scoreShift, rankShift, scoreParts, rankParts, signShare }) => ({
        code,
        name,
        level,
        a: resultDocument(a),
        b: resultDocument(b),
        shift: { score: orNull(scoreShift), rank: orNull(rankShift) },
        parts: { score: scoreParts, rank: rankParts },
        ...(signShare?.score == null ? {} : { sign_share: signShare.score }),
        ...(signShare?.rank == null ? {} : { rank_sign_share: signShare.rank }),
      }),
    ),
    new: entered.map(oneSidedDocument),
    gone: left.map(oneSidedDocument),
    pairs: pairs === null ? null : { seed: pairs.seed, draws: pairs.draws, lost: pairs.lost },
    not_split: codesOf(notSplit),
  };
};

const sideDocument = ({ definition, view, columns }: Scores, facts: SideFacts): SideDocument => ({
  index: definition.id,
  version: definition.version,
  title: definition.title,
  period: columns.period,
  view: view.id,
  weights: facts.weights,
  scale: definition.recipe.scale,
  definition_hash: facts.definitionHash,
  data_hash: facts.dataHash,
  made_up: columns.units.some(({ madeUp }) => madeUp),
});

const oneSidedDocument = ({ unit: { code, name, level }, result }: OneSided): OneSidedDocument => ({
  code,
  name,
  level,
  ...resultDocument(result),
});

const resultDocument = ({ score, rank, rankOf, coverage, reason }: UnitResult): ResultDocument => ({
  score: orNull(score),
  rank: rank === 0 ? null : rank,
  rank_of: rankOf,
  coverage: orNull(coverage),
  ...(reason === null ? {} : { reason }),
});

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

const codesOf = (problems: Problems): ReadonlyArray<string> => [...new Set(problems.map(({ code }) => code))];
