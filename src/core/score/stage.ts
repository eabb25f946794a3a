// The values of the indicators at one step of the recipe, as a table in full doubles.
import { type Scores, stateCode } from './scores.js';

export const stages = ['raw', 'transformed', 'normalised'] as const;
export type Stage = (typeof stages)[number];

/** Header and one row a unit, by code: code, then a column for each leaf of the view; null where there is no value. */
export const stageTable = (scores: Scores, stage: Stage): ReadonlyArray<ReadonlyArray<string | number | null>> => {
  const { definition, columns, nodes } = scores;
  const leaves = definition.leaves.flatMap((leaf, i) => {
    const scored = nodes.get(leaf.id);
    return scored === undefined ? [] : [{ id: leaf.id, scored, raw: columns.leaves[i]! }];
  });
  const value = ({ scored, raw }: (typeof leaves)[number], p: number): number | null => {
    const counts =
      scored.state[p] === stateCode.scored || (stage === 'normalised' && scored.state[p] === stateCode.no_evidence);
    if (!counts) return null;
    const found = stage === 'raw' ? raw.raw[p]! : stage === 'transformed' ? scored.transformed![p]! : scored.score[p]!;
    return Number.isNaN(found) ? null : found;
  };
  return [
    ['code', ...leaves.map(({ id }) => id)],
    ...columns.units.map((unit, p) => [unit.code, ...leaves.map((leaf) => value(leaf, p))]),
  ];
};
