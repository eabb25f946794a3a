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
  /**
   * Variables estimated from the same respondents, by their places here, and of each unit the lower triangle L by rows such that
   * L e has their correlations where e is independent; absent: there are none.
   */
  readonly together?: { readonly variables: ReadonlyArray<number>; readonly factors: ReadonlyArray<Float64Array> };
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
  const together = togetherOf(inOrder, columns, cells);
  return together === null ? { variables: inOrder, leaves } : { variables: inOrder, leaves, together };
};

/** The variables whose errors are known to move together in some unit. */
const togetherOf = (
  variables: SamplingErrors['variables'],
  { units }: Columns,
  { correlation }: CellFinder,
): NonNullable<SamplingErrors['together']> | null => {
  if (correlation === undefined || variables.length < 2) return null;
  const known = variables.flatMap(({ name }, v) =>
    variables.some((other, w) => v !== w && units.some(({ code }) => correlation(code, name, other.name) !== null))
      ? [v]
      : [],
  );
  if (known.length === 0) return null;
  const factors = units.map(({ code }) =>
    lowerTriangle(
      known.map((v) =>
        known.map((w) => (v === w ? 1 : (correlation(code, variables[v]!.name, variables[w]!.name) ?? 0))),
      ),
    ),
  );
  return { variables: known, factors };
};

/** Cholesky; a variable that is the others' sum within rounding gets no share of its own. */
const lowerTriangle = (matrix: ReadonlyArray<ReadonlyArray<number>>): Float64Array => {
  const k = matrix.length;
  const lower = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!;
      for (let m = 0; m < j; m++) rest -= lower[i * k + m]! * lower[j * k + m]!;
      if (i === j) lower[i * k + i] = Math.sqrt(Math.max(0, rest));
      else lower[i * k + j] = lower[j * k + j]! > 1e-8 ? rest / lower[j * k + j]! : 0;
    }
  }
  return lower;
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

/** value + se z; within a unit the z of two variables correlate as is known of their respondents, else as the factor says. */
export const samplingOf = (
  definition: Definition,
  { variables, leaves, together }: SamplingErrors,
  { correlation }: SamplingFactor,
): CellFactor => {
  const places = new Map(variables.map(({ name }, v) => [name, v]));
  const among = variables.map((_, v) => together?.variables.indexOf(v) ?? -1);
  const formulas = leaves.map((place) => ({ place, raw: rawOf(definition.leaves[place]!) }));
  return {
    touches: leaves,
    change: (columns, share) => {
      const stream = streamOf(share);
      const n = columns[0]?.raw.length ?? 0;
      const [common, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
      const drawn = variables.map(({ value }) => value.slice());
      const free = new Float64Array(variables.length);
      const members = together?.variables ?? [];
      const joint = (p: number, at: number): number => {
        const factor = together!.factors[p]!;
        let z = 0;
        for (let m = 0; m <= at; m++) z += factor[at * members.length + m]! * free[members[m]!]!;
        return z;
      };
      for (let p = 0; p < n; p++) {
        const shared = stream.normal();
        for (let v = 0; v < free.length; v++) free[v] = stream.normal();
        variables.forEach(({ se }, v) => {
          if (!(se[p]! > 0)) return;
          const at = among[v]!;
          const z = at === -1 ? common * shared + own * free[v]! : joint(p, at);
          drawn[v]![p]! += se[p]! * z;
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
