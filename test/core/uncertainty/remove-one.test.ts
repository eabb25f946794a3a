import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Definition, Group } from '../../../src/core/define/definition.js';
import { E } from '../../../src/core/fp.js';
import { score } from '../../../src/core/score/score.js';
import { stateCode } from '../../../src/core/score/scores.js';
import { chosenOneByOne, leftOutOneByOne } from '../../../src/core/uncertainty/remove-one.js';
import { randomCase } from './random-index.js';

const right = <A>(made: E.Either<unknown, A>): A => {
  if (E.isLeft(made)) throw new Error(JSON.stringify(made.left));
  return made.right;
};

/** Whether gaps leave enough is settled by the index as it stands; here nobody asks. */
const everyGapAllowed = (definition: Definition): Definition => {
  const visit = (group: Group): Group => ({
    ...group,
    aggregate: { ...group.aggregate, minCoverage: 0 },
    children: group.children.map((child) => (child.kind === 'group' ? visit(child) : child)),
  });
  return { ...definition, root: visit(definition.root) };
};

/** The definition without one node: not with a weight of nothing, but not there. */
const without = (definition: Definition, id: string): Definition => {
  const prune = (group: Group): Group => ({
    ...group,
    children: group.children
      .filter((child) => child.id !== id)
      .map((child) => (child.kind === 'group' ? prune(child) : child))
      .filter((child) => child.kind !== 'group' || child.children.length > 0),
  });
  return { ...definition, root: prune(definition.root) };
};

test('leaving one out is what the engine says of a definition that never had it', () => {
  fc.assert(
    fc.property(randomCase, ({ definition: given, columns: drawn }) => {
      const definition = everyGapAllowed(given);
      const leaves = drawn.leaves.map((leaf) => ({
        ...leaf,
        state: leaf.state.map((state) => (state === stateCode.not_applicable ? stateCode.missing : state)),
      }));
      const columns = { ...drawn, leaves };
      // Where weights are points, a block keeps the points of a criterion that is left out.
      fc.pre(definition.leaves.every(({ points }) => points === null));
      const scores = score(definition, definition.views[0]!, columns);
      if (E.isLeft(scores)) return;
      for (const { alternative, shift } of right(leftOutOneByOne(scores.right))) {
        if (alternative.kind !== 'without' || shift === null) continue;
        const pruned = without(definition, alternative.node);
        if (pruned.root.children.length === 0) continue;
        const other = score(pruned, definition.views[0]!, columns);
        if (E.isLeft(other)) continue;
        const moves = other.right.units.flatMap(({ rank }, p) => {
          const before = scores.right.units[p]!.rank;
          return rank === 0 || before === 0 ? [] : [Math.abs(rank - before)];
        });
        expect(shift.units).toBe(moves.length);
        expect(shift.moved).toBe(moves.filter((each) => each > 0).length);
        expect(shift.largest).toBe(Math.max(0, ...moves));
        if (moves.length > 0) expect(shift.mean).toBeCloseTo(moves.reduce((a, b) => a + b, 0) / moves.length, 12);
        if (shift.farthest !== null) expect(Math.abs(shift.farthest.to - shift.farthest.from)).toBe(shift.largest);
      }
    }),
    { numRuns: 25 },
  );
});

test('every choice but the one that stands is tried alone', () => {
  fc.assert(
    fc.property(randomCase, ({ definition, columns, uncertainty }) => {
      const scores = score(definition, definition.views[0]!, columns);
      if (E.isLeft(scores)) return;
      for (const { alternative, fault, shift } of right(chosenOneByOne(scores.right, uncertainty.factors))) {
        if (alternative.kind !== 'choice') throw new Error('a node');
        expect((fault === null) === (shift !== null)).toBe(true);
        const { factor, choice } = alternative;
        if (factor.factor !== 'method') continue;
        const step = definition.recipe.steps[factor.position]!;
        const same =
          'pooled' in step &&
          factor.nodes.every(
            (id) => JSON.stringify(step.uses.get(id) ?? null) === JSON.stringify(factor.choices[choice]),
          );
        expect(same).toBe(false);
      }
    }),
    { numRuns: 30 },
  );
});
