// How often the change of a unit's score keeps its sign when what is unsure on both sides is drawn: pairs of draws with the same
// number and seed, so that a factor that both sides name under one name falls the same way on both.
import { shareOf } from '../uncertainty/chance.js';
import type { Model } from '../uncertainty/model.js';

/** Differences up to this are none: the quick way of a draw and the engine agree but for the last bits. */
const least = 1e-9;

/**
 * By code, for units of both sides whose score changes: of the pairs of draws in which it has a score on both sides, the share in
 * which the change has the sign that it has as it stands. A pair in which one draw fails is no pair.
 *
 * Errors of data belong to the data: where A and B are of two periods, slips of assessors, sampling errors and filled gaps are
 * drawn for each by itself, for else an error would be taken for one that both periods share and would cancel out.
 */
export const signShares = (a: Model, b: Model, seed: number, draws: number): ReadonlyMap<string, number> => {
  const before = new Map(a.nominal.columns.units.map(({ code }, p) => [code, p]));
  const changes = b.nominal.columns.units.flatMap(({ code }, p): ReadonlyArray<Change> => {
    const was = before.get(code);
    if (was === undefined) return [];
    const shift = b.nominal.units[p]!.score - a.nominal.units[was]!.score;
    return Math.abs(shift) > least ? [{ code, a: was, b: p, sign: Math.sign(shift), kept: 0, pairs: 0 }] : [];
  });
  const [namesA, namesB] = namesOf(a, b);
  const totalsA = new Float64Array(a.nominal.columns.units.length);
  const totalsB = new Float64Array(b.nominal.columns.units.length);
  for (let draw = 0; draw < draws; draw++) {
    const shares = (names: ReadonlyArray<string>) => Float64Array.from(names, (name) => shareOf(seed, draw, name));
    if (a.draw(shares(namesA), totalsA) !== null || b.draw(shares(namesB), totalsB) !== null) continue;
    for (const change of changes) {
      const shift = totalsB[change.b]! - totalsA[change.a]!;
      if (Number.isNaN(shift)) continue;
      change.pairs++;
      if (shift * change.sign > least) change.kept++;
    }
  }
  return new Map(changes.flatMap(({ code, kept, pairs }) => (pairs === 0 ? [] : [[code, kept / pairs] as const])));
};

interface Change {
  readonly code: string;
  readonly a: number;
  readonly b: number;
  readonly sign: number;
  kept: number;
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
