// What several indexes mean together: references from one to another, and the names that formulas read.
import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem.js';
import type { Definition } from './definition.js';
import { checkNames } from './formula/names.js';
import { nearest } from './nearest.js';
import { insideText } from './scalar.js';
import { taken } from './taken.js';

/** Unknown indexes, indexes that rest on themselves, and ids that two folders share. */
export const checkIndexes = (definitions: ReadonlyArray<Definition>): ReadonlyArray<Problem> => {
  const problems: Problem[] = [];
  const byId = new Map<string, Definition>();
  for (const definition of definitions) {
    const before = byId.get(definition.id.toLowerCase());
    if (before === undefined) byId.set(definition.id.toLowerCase(), definition);
    else problems.push(taken(definition.id, 'id', before.at, definition.at));
  }
  const ids = definitions.map(({ id }) => id);
  for (const definition of definitions) {
    for (const leaf of definition.leaves) {
      if (leaf.index !== null && !ids.includes(leaf.index)) {
        problems.push(
          problem(
            'UnknownIndex',
            { index: leaf.index, nearest: nearest(leaf.index, ids), known: ids.join(', ') },
            leaf.at,
          ),
        );
      }
    }
  }
  return [...problems, ...indexCycles(definitions)];
};

const indexCycles = (definitions: ReadonlyArray<Definition>): ReadonlyArray<Problem> => {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const problems: Problem[] = [];
  const told = new Set<string>();
  const visit = (definition: Definition, trail: ReadonlyArray<string>): void => {
    for (const leaf of definition.leaves) {
      if (leaf.index === null) continue;
      const start = trail.indexOf(leaf.index);
      if (start !== -1) {
        const cycle = trail.slice(start);
        const key = [...cycle].sort().join(' ');
        if (!told.has(key))
          problems.push(problem('IndexCycle', { trail: [...cycle, leaf.index].join(' → ') }, leaf.at));
        told.add(key);
        continue;
      }
      const next = byId.get(leaf.index);
      if (next !== undefined) visit(next, [...trail, leaf.index]);
    }
  };
  for (const definition of definitions) visit(definition, [definition.id]);
  return problems;
};

/** Names in formulas that neither a dataset nor a leaf of any index declares as a variable. */
export const checkFormulaNames = (
  definition: Definition,
  definitions: ReadonlyArray<Definition>,
  declared: Iterable<string>,
): ReadonlyArray<Problem> => {
  const known = new Set(declared);
  for (const other of definitions)
    for (const leaf of other.leaves) if (leaf.variable !== null) known.add(leaf.variable);
  return definition.leaves.flatMap((leaf) => {
    const { formula } = leaf;
    if (formula === null) return [];
    return checkNames(formula, known).map((error) =>
      problem(
        error.code,
        { ...error.args, formula: formula.text },
        insideText(leaf.formulaAt ?? leaf.at, error.from, error.to),
      ),
    );
  });
};
