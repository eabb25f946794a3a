// Cells as one draw has them: a grade one step off, an estimate with its sampling error.
import type { Definition, Leaf } from '../define/definition.js';
import { evaluate } from '../define/formula/evaluate.js';
import type { GradeFactor, SamplingFactor } from '../define/uncertainty.js';
import type { CellFinder } from '../score/columns.js';
import { type Columns, type LeafColumn, stateCode } from '../score/scores.js';
import { streamOf } from './chance.js';

/** New columns for the leaves it touches, by place; the others stay. */
export type CellChange = (columns: ReadonlyArray<LeafColumn>, share: number) => ReadonlyArray<LeafColumn>;

export interface CellFactor {
  /** Places of the leaves whose cells may change. */
  readonly touches: ReadonlyArray<number>;
  readonly change: CellChange;
}

export const slipsOf = (definition: Definition, { error, nodes }: GradeFactor): CellFactor => {
  const named = new Set(nodes);
  const touches = definition.leaves.flatMap((leaf, i) => (leaf.kind === 'graded' && named.has(leaf.id) ? [i] : []));
  const fractions = definition.leaves.map((leaf) => leaf.grades.map(({ fraction }) => fraction));
  return {
    touches,
    change: (columns, share) => {
      const stream = streamOf(share);
      const n = columns[0]?.raw.length ?? 0;
      const changed = [...columns];
      // From slip to slip: how many cells are passed follows the geometric distribution, whatever stands in them.
      const pass = (): number => 1 + Math.floor(Math.log(1 - stream.share()) / Math.log(1 - error));
      for (let cell = pass() - 1; cell < touches.length * n; cell += pass()) {
        const up = stream.share() < 0.5;
        const i = touches[Math.floor(cell / n)]!;
        const p = cell % n;
        const column = columns[i]!;
        if (column.state[p] !== stateCode.scored) continue;
        if (changed[i] === column) changed[i] = { ...column, raw: column.raw.slice() };
        changed[i]!.raw[p] = slipped(fractions[i]!, column.raw[p]!, up);
      }
      return changed;
    },
  };
};

/** The next grade up or down; at the ends of the list the only way there is. */
const slipped = (fractions: ReadonlyArray<number>, value: number, up: boolean): number => {
  const at = fractions.indexOf(value);
  if (at === -1 || fractions.length === 1) return value;
  const next = up ? at + 1 : at - 1;
  return fractions[next] ?? fractions[up ? at - 1 : at + 1]!;
};

/** Standard errors behind the columns, as plain data that another thread can be given; without any the factor has nothing to draw. */
export interface SamplingErrors {
  /** Read by leaves, each once, in a fixed order; `name` with `@` before it is the value one period earlier. */
  readonly variables: ReadonlyArray<{ readonly name: string; readonly value: Float64Array; readonly se: Float64Array }>;
  /** Places of the leaves that read one of them. */
  readonly leaves: ReadonlyArray<number>;
}

const readName = (name: string, previous: boolean): string => (previous ? `@${name}` : name);

/** What the store holds of standard errors for the variables that the leaves read. */
export const samplingErrors = (definition: Definition, columns: Columns, cells: CellFinder): SamplingErrors => {
  const variables = new Map<string, { name: string; value: Float64Array; se: Float64Array }>();
  const leaves: number[] = [];
  definition.leaves.forEach((leaf, place) => {
    const read = readBy(leaf).map(({ name, previous }) => {
      const key = readName(name, previous);
      const found = columns.units.map(({ code }) => cells.observation(code, name, leaf.carry, previous));
      return {
        name: key,
        value: Float64Array.from(found, (each) => each?.value ?? Number.NaN),
        se: Float64Array.from(found, (each) => each?.se ?? 0),
      };
    });
    if (!read.some(({ se }) => se.some((each) => each > 0))) return;
    for (const each of read) variables.set(each.name, each);
    leaves.push(place);
  });
  const inOrder = [...variables.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { variables: inOrder, leaves };
};

const readBy = (leaf: Leaf): ReadonlyArray<{ readonly name: string; readonly previous: boolean }> => {
  if (leaf.formula !== null)
    return [
      ...leaf.formula.names.map((name) => ({ name, previous: false })),
      ...leaf.formula.previousNames.map((name) => ({ name, previous: true })),
    ];
  return leaf.variable === null ? [] : [{ name: leaf.variable, previous: false }];
};

/** What a leaf makes of the values of its variables. */
const rawOf = ({ formula, variable }: Leaf): ((value: (name: string) => number) => number) =>
  formula === null
    ? (value) => value(variable ?? '')
    : (value) => evaluate(formula, (name, previous) => value(readName(name, previous))).value;

/** value + se z; within a unit the z of two variables correlate as the factor says. */
export const samplingOf = (
  definition: Definition,
  { variables, leaves }: SamplingErrors,
  { correlation }: SamplingFactor,
): CellFactor => {
  const places = new Map(variables.map(({ name }, v) => [name, v]));
  const formulas = leaves.map((place) => ({ place, raw: rawOf(definition.leaves[place]!) }));
  return {
    touches: leaves,
    change: (columns, share) => {
      const stream = streamOf(share);
      const n = columns[0]?.raw.length ?? 0;
      const [common, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
      const drawn = variables.map(({ value }) => value.slice());
      for (let p = 0; p < n; p++) {
        const shared = stream.normal();
        variables.forEach(({ se }, v) => {
          const z = common * shared + own * stream.normal();
          if (se[p]! > 0) drawn[v]![p]! += se[p]! * z;
        });
      }
      const changed = [...columns];
      for (const { place, raw } of formulas) {
        const column = columns[place]!;
        const values = column.raw.slice();
        for (let p = 0; p < n; p++) {
          if (column.state[p] !== stateCode.scored) continue;
          const value = raw((name) => drawn[places.get(name) ?? -1]?.[p] ?? Number.NaN);
          // A formula that an error has taken out of its domain keeps its value.
          if (!Number.isNaN(value)) values[p] = value;
        }
        changed[place] = { ...column, raw: values };
      }
      return changed;
    },
  };
};
