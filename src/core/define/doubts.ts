// Doubts about method that a definition raises by itself, before any data: they stop nothing and are told by `check`.
import { type Problem, problem } from '../model/problem.js';
import type { Definition } from './definition.js';

export const doubtsOf = (definition: Definition): ReadonlyArray<Problem> =>
  definition.leaves.flatMap((leaf) => {
    const doubts: Problem[] = [];
    const declared = leaf.source?.declaredDirection ?? null;
    if (declared !== null && declared !== leaf.direction) {
      doubts.push(problem('DirectionDiffers', { id: leaf.id, used: leaf.direction, declared }, leaf.at));
    }
    if ((leaf.quantity === 'stock' || leaf.quantity === 'count') && leaf.variable !== null && leaf.formula === null) {
      doubts.push(problem('SizeAsQuality', { id: leaf.id, quantity: leaf.quantity }, leaf.at));
    }
    return doubts;
  });
