// Worked cases that stand beside an indicator: inputs and the score expected. They are computed as the engine computes a unit.
import type { Definition, Example, Leaf } from '../define/definition.js';
import { evaluate } from '../define/formula/evaluate.js';
import { type Problem, problem } from '../model/problem.js';
import { normaliseColumn } from './normalise.js';
import { transformValue } from './transform.js';

const tolerance = 1e-9;

/** Every example whose score differs from what the definition gives, or that cannot be computed from its inputs alone. */
export const wrongExamples = (definition: Definition): ReadonlyArray<Problem> =>
  definition.leaves.flatMap((leaf) => leaf.examples.flatMap((example) => wrong(leaf, example)));

const wrong = (leaf: Leaf, example: Example): ReadonlyArray<Problem> => {
  const found = scoreOf(leaf, example);
  if (found === null) return [problem('ExampleNotComputable', { id: leaf.id, needs: neededBy(leaf) }, example.at)];
  if (Math.abs(found - example.score) <= tolerance) return [];
  return [problem('ExampleDiffers', { id: leaf.id, expected: example.score, found }, example.at)];
};

/** null where an input is lacking, a grade is unknown, or a bound comes from other units' data. */
const scoreOf = (leaf: Leaf, { input }: Example): number | null => {
  if (leaf.kind === 'graded') {
    const grade = leaf.grades.find(({ id }) => id === inputOf(input, 'grade'));
    return grade === undefined ? null : grade.fraction * 100;
  }
  const read = (name: string): number => {
    const value = inputOf(input, name);
    return typeof value === 'number' ? value : Number.NaN;
  };
  const raw =
    leaf.formula === null
      ? read(leaf.variable ?? 'value')
      : evaluate(leaf.formula, (name, previous) => read(previous ? `previous(${name})` : name)).value;
  const value = transformValue(leaf.transform, raw);
  const { normalise } = leaf;
  if (Number.isNaN(value) || normalise === null) return null;
  const fixed =
    normalise.method === 'none' ||
    (normalise.method === 'goalposts' && normalise.floor !== 'observed' && normalise.goal !== 'observed');
  return fixed ? normaliseColumn(normalise, leaf.direction, Float64Array.of(value)).score[0]! : null;
};

const inputOf = (input: Example['input'], name: string): number | string | undefined =>
  Object.hasOwn(input, name) ? input[name] : undefined;

const neededBy = (leaf: Leaf): string => {
  if (leaf.kind === 'graded') return 'grade';
  if (leaf.formula === null) return leaf.variable ?? 'value';
  return [...leaf.formula.names, ...leaf.formula.previousNames.map((name) => `previous(${name})`)].join(', ');
};
