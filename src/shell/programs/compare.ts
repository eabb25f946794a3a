// Compares two scored indexes: two definitions, weight sets, views or periods over one database.
import { type Comparison, compareScores, isSameDefinition } from '../../core/compare/compare.js';
import type { SideFacts } from '../../core/compare/document.js';
import { pairedDraws } from '../../core/compare/sign-share.js';
import { E, type TE } from '../../core/fp.js';
import { distinct, type Problems } from '../../core/model/problem.js';
import type { Columns } from '../../core/score/scores.js';
import { columnsOver, type ScoredIndex, type ScorePorts, scoreIndex } from './score.js';
import { isNothingToDraw, modelFor, type UncertainIndex } from './uncertainty.js';

export interface SideRequest {
  readonly index: string;
  readonly period: string;
  /** null: the view that ranks. */
  readonly view: string | null;
  /** A named set of weights; null: the one in use. */
  readonly weights: string | null;
}

export interface CompareRequest {
  readonly indicators: string;
  readonly a: SideRequest;
  readonly b: SideRequest;
  readonly declared: Iterable<string>;
}

export interface ComparedIndexes {
  readonly comparison: Comparison;
  readonly facts: { readonly a: SideFacts; readonly b: SideFacts };
  readonly warnings: Problems;
}

export const compareIndexes =
  (ports: ScorePorts, { indicators, declared, ...sides }: CompareRequest): TE.TaskEither<Problems, ComparedIndexes> =>
  async () => {
    const names = [...declared];
    const scoredSide = ({ weights, ...side }: SideRequest) =>
      scoreIndex(ports, { ...side, indicators, declared: names, weightSet: weights ?? undefined })();
    const a = await scoredSide(sides.a);
    if (E.isLeft(a)) return a;
    const b = await scoredSide(sides.b);
    if (E.isLeft(b)) return b;
    const pairs = pairsFor(a.right, b.right);
    if (E.isLeft(pairs)) return pairs;
    const drawn = pairs.right === null ? null : pairedDraws(...pairs.right);
    const comparison = compareScores({
      a: a.right.scores,
      b: b.right.scores,
      crossed: await crossedColumns(ports, a.right, b.right),
      signShare: drawn === null ? null : drawn.shares,
      pairs: drawn,
    });
    return E.right({
      comparison,
      facts: { a: factsOf(a.right, sides.a), b: factsOf(b.right, sides.b) },
      warnings: distinct([...a.right.warnings, ...b.right.warnings]),
    });
  };

type Side = Pick<ScoredIndex, 'definition' | 'scores' | 'columns' | 'cells'>;

/**
 * What `pairedDraws` takes, with the draws and the seed of B; null where one of the two names nothing unsure, or nothing that could
 * be drawn.
 */
export const pairsFor = (a: Side, b: Side): E.Either<Problems, Parameters<typeof pairedDraws> | null> => {
  const { uncertainty } = b.definition;
  if (a.definition.uncertainty === null || uncertainty === null) return E.right(null);
  const { draws, seed } = uncertainty;
  const made = E.flatMap((before: UncertainIndex) =>
    E.map((now: UncertainIndex): Parameters<typeof pairedDraws> => [before.model, now.model, seed, draws])(
      modelFor(b, seed),
    ),
  )(modelFor(a, seed));
  return E.isLeft(made) && isNothingToDraw(made.left) ? E.right(null) : made;
};

const factsOf = ({ definitionHash, dataHash }: ScoredIndex, { weights }: SideRequest): SideFacts => ({
  definitionHash,
  dataHash,
  weights,
});

const crossedColumns = async (
  ports: ScorePorts,
  a: ScoredIndex,
  b: ScoredIndex,
): Promise<E.Either<Problems, { readonly aOverB: Columns; readonly bOverA: Columns }>> => {
  if (a.columns.period === b.columns.period) return E.right({ aOverB: a.columns, bOverA: b.columns });
  if (isSameDefinition(a.scores, b.scores)) return E.right({ aOverB: b.columns, bOverA: a.columns });
  const aOverB = await columnsOver(ports, a, b.columns.period)();
  if (E.isLeft(aOverB)) return aOverB;
  const bOverA = await columnsOver(ports, b, a.columns.period)();
  return E.isLeft(bOverA) ? bOverA : E.right({ aOverB: aOverB.right, bOverA: bOverA.right });
};
