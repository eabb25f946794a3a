// Two sides to compare, put together inside a test: a definition and a table of values for each.
import { type Compared, type Comparison, compareScores } from '../../../src/core/compare/compare.js';
import type { Definition } from '../../../src/core/define/definition.js';
import { E } from '../../../src/core/fp.js';
import type { Snapshot } from '../../../src/core/model/snapshot.js';
import { columnsOf } from '../../../src/core/score/columns.js';
import { score } from '../../../src/core/score/score.js';
import type { Columns, Scores } from '../../../src/core/score/scores.js';

export interface SideOf {
  readonly definition: Definition;
  readonly snapshot: Snapshot;
  readonly period: string;
}

const right = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

const read = (definition: Definition, { snapshot, period }: SideOf): Columns =>
  right(columnsOf(definition, snapshot, period)).columns;

export const scoresOf = (side: SideOf): Scores =>
  right(score(side.definition, side.definition.views.find(({ ranks }) => ranks)!, read(side.definition, side)));

export const comparedOf = (a: SideOf, b: SideOf): Compared => ({
  a: scoresOf(a),
  b: scoresOf(b),
  crossed: E.right({ aOverB: read(a.definition, b), bOverA: read(b.definition, a) }),
  signShare: null,
});

export const compareSides = (a: SideOf, b: SideOf): Comparison => compareScores(comparedOf(a, b));
