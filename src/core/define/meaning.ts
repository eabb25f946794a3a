// The text that a definition's hash is taken over: what it means, not how it is written. Order of keys, spacing, comments, file
// names and spare brackets in formulas are no change; titles, weights, grades and the order of nodes are.
// An index that names nothing uncertain keeps the text it had before the key was there.
import type { Definition } from './definition.js';
import type { Formula } from './formula/ast.js';
import { printFormula } from './formula/print.js';

export const definitionMeaning = (definition: Definition): string => JSON.stringify(plain(definition));

const places = new Set(['at', 'formulaAt', 'usesAt']);

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (isFormula(value)) return printFormula(value.tree);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !places.has(key) && key !== 'leaves' && !(key === 'uncertainty' && inner === null))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, plain(inner)]),
  );
};

const isFormula = (value: object): value is Formula => 'tree' in value && 'names' in value;
