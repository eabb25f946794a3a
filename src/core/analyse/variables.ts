// What is analysed: the indicators at one stage of the recipe and the scores of the groups, with who stands under whom.
import type { Group, Node } from '../define/definition.js';
import type { Scores } from '../score/scores.js';
import { stagesOf, stageTable } from '../score/stage.js';
import { viewTree } from '../score/view-tree.js';

export interface Variables {
  /** Of the units; columns stand in their order. */
  readonly units: ReadonlyArray<string>;
  readonly stage: string;
  /** Every indicator and group of the view by id: indicators at the stage, groups as scored; NaN where there is none. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  readonly indicators: ReadonlyArray<string>;
  /** Parents before children. */
  readonly groups: ReadonlyArray<{ readonly id: string; readonly children: ReadonlyArray<string> }>;
  /** By id the groups above it, the nearest first. */
  readonly above: ReadonlyMap<string, ReadonlyArray<string>>;
}

/** `stage`: one of `stagesOf`; null: the last, which is what is aggregated, more being better in every column. */
export const variablesOf = (scores: Scores, stage: string | null): Variables => {
  const stages = stagesOf(scores.definition);
  const chosen = stage ?? stages[stages.length - 1]!;
  const [header = [], ...rows] = stageTable(scores, chosen);
  const columns = new Map<string, Float64Array>();
  const indicators = header.slice(1).map(String);
  indicators.forEach((id, i) => {
    const column = Float64Array.from(rows, (row) => {
      const cell = row[i + 1];
      return typeof cell === 'number' ? cell : Number.NaN;
    });
    columns.set(id, column);
  });
  const groups: { readonly id: string; readonly children: ReadonlyArray<string> }[] = [];
  const above = new Map<string, ReadonlyArray<string>>();
  const walk = (node: Node, path: ReadonlyArray<string>): void => {
    above.set(node.id, path);
    if (node.kind !== 'group') return;
    const score = scores.nodes.get(node.id)?.score;
    if (score !== undefined) columns.set(node.id, score);
    groups.push({ id: node.id, children: node.children.map(({ id }) => id) });
    for (const child of node.children) walk(child, [node.id, ...path]);
  };
  const tree: Group = viewTree(scores.definition, scores.view);
  walk(tree, []);
  return { units: scores.columns.units.map(({ code }) => code), stage: chosen, columns, indicators, groups, above };
};

/** Why a column says nothing of how things move together. */
export type Silence = 'empty' | 'few_values' | 'constant';

export const silenceOf = (column: Float64Array): Silence | null => {
  const there = column.filter((value) => !Number.isNaN(value));
  if (there.length === 0) return 'empty';
  if (there.length < 3) return 'few_values';
  return there.every((value) => value === there[0]) ? 'constant' : null;
};

/** The children that say something, and those that do not. */
export const speaking = (
  { columns }: Variables,
  ids: ReadonlyArray<string>,
): { readonly ids: ReadonlyArray<string>; readonly silent: ReadonlyArray<string> } => {
  const isSilent = (id: string): boolean => {
    const column = columns.get(id);
    return column === undefined || silenceOf(column) !== null;
  };
  return { ids: ids.filter((id) => !isSilent(id)), silent: ids.filter(isSilent) };
};
