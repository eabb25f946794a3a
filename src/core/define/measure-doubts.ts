// Doubts about what figures are measured in: formulas that join unlike ones, and indicators labelled otherwise than their data.
import { type Problem, problem } from '../model/problem.js';
import { langs, type Text } from '../model/text.js';
import type { Definition, Leaf } from './definition.js';
import type { Formula } from './formula/ast.js';
import { type MeasureDoubt, measureDoubts } from './formula/check-measures.js';
import { insideText } from './scalar.js';

/**
 * `declared`: what datasets say their variables are measured in; where they say nothing, an indicator that reads the variable
 * does. Doubts stop nothing.
 */
export const measureDoubtsOf = (
  definition: Definition,
  definitions: ReadonlyArray<Definition>,
  declared: ReadonlyMap<string, Text | null>,
): ReadonlyArray<Problem> => {
  const labels = new Map<string, Text>();
  for (const leaf of [definition, ...definitions].flatMap(({ leaves }) => leaves)) {
    if (leaf.variable !== null && leaf.measuredIn !== null && !labels.has(leaf.variable))
      labels.set(leaf.variable, leaf.measuredIn);
  }
  for (const [name, label] of declared) if (label !== null) labels.set(name, label);
  const measuredIn = (name: string): Text | null => labels.get(name) ?? null;
  return definition.leaves.flatMap((leaf) =>
    leaf.formula === null
      ? leaf.variable === null
        ? []
        : measureDoubts(asFormula(leaf.variable), measuredIn, leaf.measuredIn).map((doubt) => told(leaf, doubt))
      : measureDoubts(leaf.formula, measuredIn, leaf.measuredIn).map((doubt) => told(leaf, doubt)),
  );
};

/** A variable read as it is. */
const asFormula = (name: string): Formula => ({
  text: name,
  tree: { kind: 'name', name, at: 0, to: name.length },
  names: [name],
  previousNames: [],
});

const told = (leaf: Leaf, doubt: MeasureDoubt): Problem => {
  const { reason, left, right, times } = doubt;
  const place = leaf.formulaAt === null ? leaf.at : insideText(leaf.formulaAt, doubt.from, doubt.to);
  const said = {
    id: leaf.id,
    in: doubt.in,
    left,
    right,
    times,
    ...texts('left_in', doubt.leftIn),
    ...texts('right_in', doubt.rightIn),
  };
  switch (reason) {
    case 'pure':
      return problem('MeasureNotPure', said, place);
    case 'own_kind':
    case 'own_size':
      return problem('MeasureDiffers', { ...said, reason: reason === 'own_size' ? 'size' : 'kind' }, place);
    default:
      return problem('MeasuresUnlike', { ...said, reason }, place);
  }
};

/** A text in three languages as arguments of a sentence, which takes that of its reader. */
const texts = (name: string, text: Text): Readonly<Record<string, string>> =>
  Object.fromEntries(langs.map((lang) => [`${name}_${lang}`, text[lang]]));
