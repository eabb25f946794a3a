// The values of the indicators at one step of the recipe, as a table in full doubles.
import type { Definition } from '../define/definition.js';
import { type Scores, stateCode } from './scores.js';

/** What `--stage` may ask for: `raw`, and the data set of each step. */
export const stagesOf = ({ recipe }: Definition): ReadonlyArray<string> => [
  'raw',
  ...recipe.steps.map(({ name }) => name),
];

/**
 * Header and one row a unit, by code: code, then a column for each leaf of the view; null where there is no value. The last
 * stage is what is aggregated: grades stand on its scale and cells without evidence have what they count.
 */
export const stageTable = (scores: Scores, stage: string): ReadonlyArray<ReadonlyArray<string | number | null>> => {
  const { definition, columns, nodes, stages } = scores;
  const data = stages.find(({ name }) => name === stage)!;
  const isLast = data === stages[stages.length - 1];
  const leaves = definition.leaves.flatMap((leaf, i) => {
    const scored = nodes.get(leaf.id);
    if (scored === undefined) return [];
    return [
      { id: leaf.id, values: isLast ? scored.score : data.columns[i]!, state: isLast ? scored.state : data.states[i]! },
    ];
  });
  const value = ({ values, state }: (typeof leaves)[number], p: number): number | null => {
    const counts = state[p] === stateCode.scored || (isLast && state[p] === stateCode.no_evidence);
    return counts && !Number.isNaN(values[p]!) ? values[p]! : null;
  };
  return [
    ['code', ...leaves.map(({ id }) => id)],
    ...columns.units.map((unit, p) => [unit.code, ...leaves.map((leaf) => value(leaf, p))]),
  ];
};
