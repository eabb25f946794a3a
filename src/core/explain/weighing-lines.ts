// What a method of weights found besides the weights: how far experts differ, loadings, importances reached.
import type { Group } from '../define/definition.js';
import { decimalOf } from '../model/decimal.js';
import type { NodeScores } from '../score/scores.js';
import type { Words } from '../words/words.js';
import { add, placeOf, type Tell } from './tell.js';

export interface WeighingFigure {
  /** The child that the figure is of; null where it is of the whole group. */
  readonly child: string | null;
  readonly label: string;
  readonly value: number;
}

/** In the order in which the method gives them: `mean.<child>` belongs to that child, `eigenvalue.2` and `units` to the group. */
export const weighingFigures = ({ node, weighing }: NodeScores, words: Words): ReadonlyArray<WeighingFigure> => {
  if (weighing === null || node.kind !== 'group') return [];
  const ids = new Set(node.children.map(({ id }) => id));
  return Object.entries(weighing).map(([key, value]) => {
    const dot = key.indexOf('.');
    const name = dot === -1 ? key : key.slice(0, dot);
    const of = dot === -1 ? '' : key.slice(dot + 1);
    return { child: ids.has(of) ? of : null, label: words.say(`explain.weighing.${name}`, { of }), value };
  });
};

/** Those of one child, or those of the group as a whole. */
export const weighingLines = (tell: Tell, group: Group, child: string | null, depth: number): void => {
  const scored = tell.scores.nodes.get(group.id)!;
  for (const figure of weighingFigures(scored, tell.words))
    if (figure.child === child) add(tell, depth, figure.label, null, decimalOf(figure.value), placeOf(group.at));
};
