// Worked cases that stand beside an indicator: inputs and the score expected. They are computed as the engine computes a unit.
import type { Definition, Example, Leaf } from '../define/definition.js';
import { evaluate } from '../define/formula/evaluate.js';
import { normalisationOf } from '../define/uses.js';
import { normaliseMethods } from '../method/normalise/methods.js';
import { type Problem, problem } from '../model/problem.js';
import { cellwiseOf } from './transform.js';

const tolerance = 1e-9;

/** Every example whose score differs from what the definition gives, or that cannot be computed from its inputs alone. */
export const wrongExamples = (definition: Definition): ReadonlyArray<Problem> =>
  definition.leaves.flatMap((leaf) => leaf.examples.flatMap((example) => wrong(definition, leaf, example)));

const wrong = (definition: Definition, leaf: Leaf, example: Example): ReadonlyArray<Problem> => {
  const found = scoreOf(definition, leaf, example);
  if (found === null) return [problem('ExampleNotComputable', { id: leaf.id, needs: neededBy(leaf) }, example.at)];
  if (Math.abs(found - example.score) <= tolerance) return [];
  return [problem('ExampleDiffers', { id: leaf.id, expected: example.score, found }, example.at)];
};

/** null where an input is lacking, a grade is unknown, or a bound comes from other units' data. */
const scoreOf = (definition: Definition, leaf: Leaf, { input }: Example): number | null => {
  if (leaf.kind === 'graded') {
    const grade = leaf.grades.find(({ id }) => id === inputOf(input, 'grade'));
    const [lower, upper] = definition.recipe.scale ?? [0, 100];
    return grade === undefined ? null : grade.fraction * (upper - lower) + lower;
  }
  const read = (name: string): number => {
    const value = inputOf(input, name);
    return typeof value === 'number' ? value : Number.NaN;
  };
  const raw =
    leaf.formula === null
      ? read(leaf.variable ?? 'value')
      : evaluate(leaf.formula, (name, previous) => read(previous ? `previous(${name})` : name)).value;
  const value = cellwiseOf(definition, leaf)?.of(raw) ?? Number.NaN;
  const use = normalisationOf(definition, leaf);
  const method = normaliseMethods.find(({ name }) => name === use?.method);
  if (Number.isNaN(value) || use === null || method?.fixed(leaf) !== true) return null;
  const { floor, goal } = leaf;
  const direction = leaf.direction === 'up' ? 1 : -1;
  const column = { values: Float64Array.of(value), direction, floor, goal, positionOf: () => -1 } as const;
  return method.compute(column, use.settings).score[0]!;
};

const inputOf = (input: Example['input'], name: string): number | string | undefined =>
  Object.hasOwn(input, name) ? input[name] : undefined;

const neededBy = (leaf: Leaf): string => {
  if (leaf.kind === 'graded') return 'grade';
  if (leaf.formula === null) return leaf.variable ?? 'value';
  return [...leaf.formula.names, ...leaf.formula.previousNames.map((name) => `previous(${name})`)].join(', ');
};
