// How often the change of a unit's score keeps its sign when what is unsure on both sides is drawn: pairs of draws with the same
// number and seed, so that a factor that both sides name under one name falls the same way on both.
import { shareOf } from '../uncertainty/chance.js';
import type { Model } from '../uncertainty/model.js';

/** Differences up to this are none: the quick way of a draw and the engine agree but for the last bits. */
const least = 1e-9;

/** Of the pairs of draws in which a unit stands on both sides, the share in which its change has the sign it has as it stands. */
export interface SignShare {
  /** null: the score does not change. */
  readonly score: number | null;
  /** null: the rank does not change. The two are judged apart: a score may rise for sure and its place be anybody's. */
  readonly rank: number | null;
}

/** The shares with what they rest on. */
export interface PairedDraws {
  readonly seed: number;
  readonly draws: number;
  /** Pairs that count in no share, since a draw of one side or of both failed. */
  readonly lost: number;
  readonly shares: ReadonlyMap<string, SignShare>;
}

export const signShares = (a: Model, b: Model, seed: number, draws: number): PairedDraws['shares'] =>
  pairedDraws(a, b, seed, draws).shares;

/**
 * By code, for units of both sides; without those that have no score on one side or in any pair. A pair in which one draw fails
 * is no pair.
 *
 * Errors of data belong to the data: where A and B are of two periods, slips of assessors, sampling errors and filled gaps are
 * drawn for each by itself, for else an error would be taken for one that both periods share and would cancel out.
 */
export const pairedDraws = (a: Model, b: Model, seed: number, draws: number): PairedDraws => {
  const before = new Map(a.nominal.columns.units.map(({ code }, p) => [code, p]));
  const changes = b.nominal.columns.units.flatMap(({ code }, p): ReadonlyArray<Change> => {
    const was = before.get(code);
    if (was === undefined) return [];
    const [then, now] = [a.nominal.units[was]!, b.nominal.units[p]!];
    const shift = now.score - then.score;
    if (Number.isNaN(shift)) return [];
    const score = Math.abs(shift) > least ? Math.sign(shift) : 0;
    const rank = then.rank === 0 || now.rank === 0 ? 0 : Math.sign(then.rank - now.rank);
    return [{ code, a: was, b: p, score, rank, scoreKept: 0, rankKept: 0, pairs: 0 }];
  });
  const [namesA, namesB] = namesOf(a, b);
  const totalsA = new Float64Array(a.nominal.columns.units.length);
  const totalsB = new Float64Array(b.nominal.columns.units.length);
  let lost = 0;
  for (let draw = 0; draw < draws; draw++) {
    const shares = (names: ReadonlyArray<string>) => Float64Array.from(names, (name) => shareOf(seed, draw, name));
    if (a.draw(shares(namesA), totalsA) !== null || b.draw(shares(namesB), totalsB) !== null) {
      lost++;
      continue;
    }
    // Both sides may be one model, whose places are written over by the next.
    const [placesA, placesB] = [a.ranks(totalsA).slice(), b.ranks(totalsB)];
    for (const change of changes) {
      const shift = totalsB[change.b]! - totalsA[change.a]!;
      if (Number.isNaN(shift)) continue;
      change.pairs++;
      if (shift * change.score > least) change.scoreKept++;
      if ((placesA[change.a]! - placesB[change.b]!) * change.rank > 0) change.rankKept++;
    }
  }
  const shares = new Map(
    changes
      .filter(({ pairs }) => pairs > 0)
      .map(({ code, score, rank, scoreKept, rankKept, pairs }) => [
        code,
        { score: score === 0 ? null : scoreKept / pairs, rank: rank === 0 ? null : rankKept / pairs },
      ]),
  );
  return { seed, draws, lost, shares };
};

interface Change {
  readonly code: string;
  readonly a: number;
  readonly b: number;
  /** Signs of the changes, up being more; 0: none. */
  readonly score: number;
  readonly rank: number;
  scoreKept: number;
  rankKept: number;
  pairs: number;
}

/** The names that the random numbers of each side go by; the later period has its own for errors of data. */
const namesOf = (a: Model, b: Model): readonly [ReadonlyArray<string>, ReadonlyArray<string>] => {
  const [periodA, periodB] = [a.nominal.columns.period, b.nominal.columns.period];
  const names = ({ factors }: Model, period: string, isLater: boolean): ReadonlyArray<string> =>
    factors.map(({ factor, name }) => (isLater && errorsOfData.has(factor) ? `${name} ${period}` : name));
  return [names(a, periodA, periodA > periodB), names(b, periodB, periodB > periodA)];
};

const errorsOfData: ReadonlySet<string> = new Set(['grades', 'sampling', 'imputation']);
