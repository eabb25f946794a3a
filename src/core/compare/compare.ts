// Two scored indexes side by side: who moved, how alike the rankings are, and what each unit's change comes from.
import { definitionMeaning } from '../define/meaning.js';
import { E } from '../fp.js';
import type { Problems } from '../model/problem.js';
import type { Unit } from '../model/unit.js';
import { score } from '../score/score.js';
import type { Columns, Scores, UnitResult } from '../score/scores.js';
import { type Agreement, agreementOf } from './agreement.js';
import { crossed } from './crossed.js';
import { type Parts, shapleyParts } from './shapley.js';
import type { PairedDraws, SignShare } from './sign-share.js';
import { type Reading, stateValues } from './states.js';

export interface Compared {
  readonly a: Scores;
  readonly b: Scores;
  /** The definition of A over the data of B, and that of B over the data of A. Left: one cannot read what the other could. */
  readonly crossed: E.Either<Problems, { readonly aOverB: Columns; readonly bOverA: Columns }>;
  /**
   * By code: the shares of paired draws in which the changes of score and rank keep their sign. null where no draws
   * were made; then nothing is said of significance.
   */
  readonly signShare: ReadonlyMap<string, SignShare> | null;
  /** What the shares rest on. */
  readonly pairs?: Omit<PairedDraws, 'shares'> | null;
}

export interface Comparison {
  readonly a: Scores;
  readonly b: Scores;
  /** Units in both, in the order of B; units without a rank in B last. */
  readonly units: ReadonlyArray<UnitChange>;
  /** In B alone, and in A alone, in the order of their list. */
  readonly entered: ReadonlyArray<OneSided>;
  readonly left: ReadonlyArray<OneSided>;
  readonly agreement: Agreement;
  /** The pairs of draws behind the shares of signs; null where none were made. */
  readonly pairs: Omit<PairedDraws, 'shares'> | null;
  /** Why no unit's change could be split. */
  readonly notSplit: Problems;
}

export interface OneSided {
  readonly unit: Unit;
  readonly result: UnitResult;
}

export interface UnitChange {
  readonly unit: Unit;
  readonly a: UnitResult;
  readonly b: UnitResult;
  /** B less A; NaN where one of them has no score. */
  readonly scoreShift: number;
  /** Places gained: the rank in A less that in B, so that more is better; NaN where one of them has no rank. */
  readonly rankShift: number;
  /** They add up to `scoreShift`; null where a state between A and B has no score. */
  readonly scoreParts: Parts | null;
  /** They add up to `rankShift`; null where a state between A and B has no rank. */
  readonly rankParts: Parts | null;
  /** null where no draws were made, or the unit is in none. */
  readonly signShare: SignShare | null;
}

export const compareScores = (compared: Compared): Comparison => {
  const { a, b, signShare } = compared;
  const inA = new Map(a.columns.units.map(({ code }, p) => [code, p]));
  const inB = new Set(b.columns.units.map(({ code }) => code));
  const common = b.order.filter((p) => inA.has(b.columns.units[p]!.code));
  const units = common.map((p) => b.columns.units[p]!);
  const states = E.isLeft(compared.crossed) ? null : stateValues(readingsOf(a, b, compared.crossed.right), units);

  const changes = units.map((unit, u): UnitChange => {
    const before = a.units[inA.get(unit.code)!]!;
    const now = b.units[common[u]!]!;
    const values = states?.[u];
    const rankParts = values === undefined ? null : shapleyParts(values.rank.map((rank) => -rank));
    return {
      unit,
      a: before,
      b: now,
      scoreShift: now.score - before.score,
      rankShift: before.rank === 0 || now.rank === 0 ? Number.NaN : before.rank - now.rank,
      scoreParts: values === undefined ? null : shapleyParts(values.score),
      rankParts,
      signShare: signShare?.get(unit.code) ?? null,
    };
  });
  return {
    a,
    b,
    units: changes,
    entered: oneSided(b, ({ code }) => !inA.has(code)),
    left: oneSided(a, ({ code }) => !inB.has(code)),
    agreement: agreementOf(changes),
    pairs: compared.pairs ?? null,
    notSplit: E.isLeft(compared.crossed) ? compared.crossed.left : [],
  };
};

const oneSided = ({ columns, units, order }: Scores, is: (unit: Unit) => boolean): ReadonlyArray<OneSided> =>
  order.filter((p) => is(columns.units[p]!)).map((p) => ({ unit: columns.units[p]!, result: units[p]! }));

const readingsOf = (
  a: Scores,
  b: Scores,
  { aOverB, bOverA }: { readonly aOverB: Columns; readonly bOverA: Columns },
): readonly [Reading, Reading] => {
  if (isSameDefinition(a, b)) {
    const one = { definition: a.definition, view: a.view, columns: [a.columns, b.columns], scores: [a, b] } as const;
    return [one, one];
  }
  const codes = ({ columns }: Scores) => new Set(columns.units.map(({ code }) => code));
  const inB = crossed(a.definition, b.definition, aOverB, a.columns, codes(b));
  const inA = crossed(b.definition, a.definition, bOverA, b.columns, codes(a));
  return [
    { definition: a.definition, view: a.view, columns: [a.columns, inB], scores: [a, scored(a, inB)] },
    { definition: b.definition, view: b.view, columns: [inA, b.columns], scores: [scored(b, inA), b] },
  ];
};

export const isSameDefinition = (a: Scores, b: Scores): boolean =>
  a.view.id === b.view.id && definitionMeaning(a.definition) === definitionMeaning(b.definition);

const scored = ({ definition, view }: Scores, columns: Columns): Scores | null => {
  const run = score(definition, view, columns);
  return E.isLeft(run) ? null : run.right;
};
