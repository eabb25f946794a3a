// The steps of the recipe before aggregation: from raw columns to scores of indicators, every stage kept. They look at all
// indicators of the definition, whatever view is counted afterwards.
import type { Definition, DenominateStep, Leaf, MethodStep, ScreenStep, Step, Use } from '../define/definition.js';
import { E } from '../fp.js';
import type { Fault, Normalised, StepRecord } from '../method/families.js';
import { imputeMethods } from '../method/impute/methods.js';
import { normaliseMethods } from '../method/normalise/methods.js';
import { denominate } from '../method/screen/denominate.js';
import { screenUnits } from '../method/screen/screen.js';
import { transformMethods } from '../method/transform/methods.js';
import { treatMethods } from '../method/treat/methods.js';
import { periodBounds } from '../model/period.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { type Columns, type DataSet, type OtherPeriod, stateCode, type TrailStep } from './scores.js';

/** An indicator on the scale of the recipe. */
export interface PreparedLeaf {
  readonly score: Float64Array;
  readonly state: Uint8Array;
  /** 1 where the value was filled in, by the dataset or by a step. */
  readonly imputed: Uint8Array;
  readonly trail: ReadonlyArray<TrailStep>;
}

export interface Prepared {
  readonly stages: ReadonlyArray<DataSet>;
  /** In the order of the definition. */
  readonly leaves: ReadonlyArray<PreparedLeaf>;
  /** 1 where screening took the unit out. */
  readonly screened: Uint8Array;
}

interface Run {
  readonly definition: Definition;
  readonly columns: Columns;
  readonly problems: Problem[];
  readonly position: ReadonlyMap<string, number>;
  readonly values: Float64Array[];
  readonly states: Uint8Array[];
  readonly imputed: Uint8Array[];
  readonly trails: TrailStep[][];
  readonly turned: Uint8Array;
  readonly screened: Uint8Array;
  readonly positionOf: (code: string) => number;
}

export const runSteps = (definition: Definition, columns: Columns): E.Either<Problems, Prepared> => {
  const codes = new Map(columns.units.map(({ code }, p) => [code, p]));
  const run: Run = {
    definition,
    columns,
    problems: [],
    position: new Map(definition.leaves.map((leaf, i) => [leaf.id, i])),
    values: columns.leaves.map(({ raw }) => raw),
    states: columns.leaves.map(({ state }) => state),
    imputed: columns.leaves.map(({ imputed }) => imputed),
    trails: definition.leaves.map(() => []),
    turned: new Uint8Array(definition.leaves.length),
    screened: new Uint8Array(columns.units.length),
    positionOf: (code) => codes.get(code) ?? -1,
  };
  const stages: DataSet[] = [dataSet(run, 'raw', 'raw')];
  for (const step of definition.recipe.steps) {
    runStep(run, step);
    stages.push(dataSet(run, step.name, step.step));
  }
  const [lower, upper] = definition.recipe.scale ?? [0, 100];
  definition.leaves.forEach((leaf, i) => {
    if (leaf.kind === 'graded') gradesOnScale(run, i, lower, upper);
    else settleNoEvidence(run, i, definition.recipe.scale);
  });
  if (run.problems.length > 0) return E.left(run.problems);
  return E.right({
    stages,
    leaves: definition.leaves.map((_leaf, i) => ({
      score: run.values[i]!,
      state: run.states[i]!,
      imputed: run.imputed[i]!,
      trail: run.trails[i]!,
    })),
    screened: run.screened,
  });
};

const dataSet = (run: Run, name: string, step: DataSet['step']): DataSet => ({
  name,
  step,
  turned: run.turned.slice(),
  columns: [...run.values],
  states: [...run.states],
});

const runStep = (run: Run, step: Step): void => {
  switch (step.step) {
    case 'screen':
      screen(run, step);
      return;
    case 'denominate':
      divide(run, step);
      return;
    case 'impute':
      impute(run, step);
      return;
    case 'treat':
    case 'transform':
    case 'normalise':
      for (const [id, use] of step.uses) {
        const i = run.position.get(id);
        if (i !== undefined) oneColumn(run, step, use, i);
      }
  }
};

/** A fault of a method, with the indicator and the unit named and the place in the definition. */
const tell = (run: Run, i: number, fault: Fault, at?: Location): void => {
  const leaf = run.definition.leaves[i]!;
  const unit = fault.unit === undefined ? {} : { unit: run.columns.units[fault.unit]!.code };
  run.problems.push(problem(fault.code, { id: leaf.id, ...unit, ...fault.args }, at ?? leaf.at));
};

const put = (
  run: Run,
  i: number,
  step: { readonly step: TrailStep['step']; readonly name: string },
  use: Use,
  values: Float64Array,
  record: StepRecord,
): void => {
  run.values[i] = values;
  run.trails[i]!.push({ step: step.step, name: step.name, ...use, values, record });
};

// One column at a time

const oneColumn = (run: Run, step: MethodStep, use: Use, i: number): void => {
  const leaf = run.definition.leaves[i]!;
  const own = run.values[i]!;
  if (step.step === 'normalise') {
    const values = step.pooled ? pooled(run, step, i) : own;
    const whole = normaliseMethods
      .find(({ name }) => name === use.method)!
      .compute(
        {
          values,
          direction: directionNow(run, leaf, i),
          floor: leaf.floor,
          goal: leaf.goal,
          positionOf: run.positionOf,
        },
        use.settings,
      );
    const made = step.pooled ? ofOwnPeriod(whole, own.length) : whole;
    if (made.fault !== null) tell(run, i, made.fault);
    run.turned[i] = 1;
    put(run, i, step, use, made.score, made.record);
    return;
  }
  const methods = step.step === 'treat' ? treatMethods : transformMethods;
  const made = methods.find(({ name }) => name === use.method)!.compute(own, use.settings);
  if (made.fault !== null) tell(run, i, made.fault);
  put(run, i, step, use, made.values, made.record);
};

/** The own period's values first, then those of the others: what came before must mean the same in every period. */
const pooled = (run: Run, step: MethodStep, i: number): Float64Array => {
  const before = run.trails[i]!.find((each) => each.step !== 'denominate');
  if (before !== undefined)
    run.problems.push(problem('PooledTooLate', { id: run.definition.leaves[i]!.id, step: before.step }, step.at));
  const others = (run.columns.otherPeriods ?? []).map((other) => throughDivisions(run, i, other));
  return Float64Array.from([run.values[i]!, ...others].flatMap((column) => [...column]));
};

const ofOwnPeriod = ({ score, record, fault }: Normalised, n: number): Normalised => ({
  score: score.slice(0, n),
  record: { ...record, owners: (record.owners ?? []).filter(({ unit }) => unit < n) },
  fault: fault?.unit === undefined ? fault : { ...fault, unit: fault.unit % n },
});

/** Raw values of another period, divided as those of the own one were. */
const throughDivisions = (run: Run, i: number, { leaves, denominators }: OtherPeriod): Float64Array => {
  let values = leaves[i]!;
  for (const { step, settings } of run.trails[i]!) {
    if (step !== 'denominate') continue;
    const divisor = denominators.get(String(settings['by']));
    if (divisor !== undefined) values = denominate(values, divisor, Number(settings['scale'])).values;
  }
  return values;
};

/** A direction is applied once: after the first normalisation more is better. */
const directionNow = (run: Run, leaf: Leaf, i: number): 1 | -1 =>
  run.turned[i] === 1 || leaf.direction === 'up' ? 1 : -1;

const divide = (run: Run, step: DenominateStep): void => {
  for (const [id, { by, scale }] of step.uses) {
    const i = run.position.get(id);
    if (i === undefined) continue;
    const divisor = run.columns.denominators?.get(by) ?? new Float64Array(run.columns.units.length).fill(Number.NaN);
    const before = run.values[i]!;
    const { values, record, faults } = denominate(before, divisor, scale);
    for (const fault of faults) tell(run, i, { ...fault, args: { ...fault.args, by } }, step.at);
    // A value without a denominator has no rate: from here on it is missing.
    const state = run.states[i]!.slice();
    for (let p = 0; p < state.length; p++)
      if (state[p] === stateCode.scored && Number.isNaN(values[p]!)) state[p] = stateCode.missing;
    run.states[i] = state;
    put(run, i, step, { method: 'denominate', settings: { by, scale } }, values, record);
  }
};

// Units and gaps

const screen = (run: Run, step: ScreenStep): void => {
  const applies = run.states.map((state) => state.map((code) => (code === stateCode.not_applicable ? 0 : 1)));
  // Without evidence a cell counts 0, and is known to.
  const known = run.values.map((values, i) =>
    values.map((value, p) => (run.states[i]![p] === stateCode.no_evidence ? 0 : value)),
  );
  const { keep, drop, ...settings } = step.settings;
  const forced = new Map([
    ...keep.map((code) => [run.positionOf(code), true] as const),
    ...drop.map((code) => [run.positionOf(code), false] as const),
  ]);
  const { kept } = screenUnits(known, applies, { ...settings, forced }, run.columns.units.length);
  for (let p = 0; p < kept.length; p++) if (kept[p] === 0) run.screened[p] = 1;
  for (let i = 0; i < run.values.length; i++) {
    run.values[i] = run.values[i]!.map((value, p) => (run.screened[p] === 1 ? Number.NaN : value));
    run.states[i] = run.states[i]!.map((state, p) =>
      run.screened[p] === 1 && state !== stateCode.not_applicable ? stateCode.missing : state,
    );
  }
};

const impute = (run: Run, step: MethodStep): void => {
  for (const { use, members } of sharedUses(run, step)) {
    const method = imputeMethods.find(({ name }) => name === use.method)!;
    const { group, within } = use.settings;
    const made = method.compute(
      {
        ids: members.map((i) => run.definition.leaves[i]!.id),
        columns: members.map((i) => run.values[i]!),
        gaps: members.map((i) =>
          run.states[i]!.map((state, p) => (state === stateCode.missing && run.screened[p] === 0 ? 1 : 0)),
        ),
        directions: members.map((i) => directionNow(run, run.definition.leaves[i]!, i)),
        groupOf: method.reads.includes('group') ? groupsOf(run, String(group)) : null,
        blockOf: blocksOf(run, members, method.reads.includes('within') ? Number(within) : 0),
        ...periodsOf(run, members, method.reads.includes('periods')),
      },
      use.settings,
    );
    for (const fault of made.faults) {
      if (fault.column === undefined) tell(run, members[0]!, fault, step.at);
      else tell(run, members[fault.column]!, fault);
    }
    members.forEach((i, c) => {
      const record = made.records[c]!;
      const marks = record.marks ?? new Uint8Array(run.columns.units.length);
      run.states[i] = run.states[i]!.map((state, p) => (marks[p] === 1 ? stateCode.scored : state));
      run.imputed[i] = run.imputed[i]!.map((was, p) => (marks[p] === 1 ? 1 : was));
      put(run, i, step, use, made.columns[c]!, record);
    });
  }
};

/** Indicators that the step treats in the same way are looked at together. */
const sharedUses = (run: Run, step: MethodStep): ReadonlyArray<{ readonly use: Use; readonly members: number[] }> => {
  const shared = new Map<string, { readonly use: Use; readonly members: number[] }>();
  run.definition.leaves.forEach(({ id }, i) => {
    const use = step.uses.get(id);
    if (use === undefined) return;
    const key = JSON.stringify([use.method, use.settings]);
    const found = shared.get(key);
    if (found === undefined) shared.set(key, { use, members: [i] });
    else found.members.push(i);
  });
  return [...shared.values()];
};

/** Number of the group of each unit; -1 where it has none. */
const groupsOf = (run: Run, attribute: string): Int32Array => {
  const numbers = new Map<string, number>();
  return Int32Array.from(run.columns.units, (unit) => {
    const value =
      attribute === 'level' ? unit.level : attribute === 'region' ? unit.parent : unit.attributes[attribute];
    if (value === undefined || value === null || value === '') return -1;
    const key = String(value);
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
};

/** Number of the block of each indicator: its ancestor at the level asked for; 0 puts all into one. */
const blocksOf = (run: Run, members: ReadonlyArray<number>, level: number): Int32Array => {
  const ancestor = new Map<string, string>();
  const visit = (node: Definition['root'] | Leaf, above: ReadonlyArray<{ id: string; level: number }>): number => {
    if (node.kind !== 'group') {
      const found = above.find((each) => each.level >= level) ?? above[above.length - 1];
      ancestor.set(node.id, level === 0 ? '' : (found?.id ?? ''));
      return 1;
    }
    const own = heightOf(node);
    for (const child of node.children) visit(child, [{ id: node.id, level: own }, ...above]);
    return own;
  };
  visit(run.definition.root, []);
  const numbers = new Map<string, number>();
  return Int32Array.from(members, (i) => {
    const id = ancestor.get(run.definition.leaves[i]!.id) ?? '';
    const known = numbers.get(id) ?? numbers.size;
    numbers.set(id, known);
    return known;
  });
};

const heightOf = (node: Definition['root'] | Leaf): number =>
  node.kind === 'group' ? 1 + Math.max(1, ...node.children.map(heightOf)) : 1;

/** The indicators in all periods read, the own one among them, each taken through the divisions that came before. */
const periodsOf = (run: Run, members: ReadonlyArray<number>, reads: boolean) => {
  const own = { period: run.columns.period, columns: members.map((i) => run.values[i]!) };
  const others = reads ? (run.columns.otherPeriods ?? []) : [];
  const all = [
    own,
    ...others.map((other) => ({
      period: other.period,
      columns: members.map((i) => throughDivisions(run, i, other)),
    })),
  ]
    .map(({ period, columns }) => ({ period, at: timeOf(period), columns }))
    .sort((a, b) => a.at - b.at);
  return { periods: all, now: all.findIndex(({ period }) => period === run.columns.period) };
};

/** The begin of a period in years. */
const timeOf = (period: string): number => {
  const first = periodBounds(period)?.first ?? period;
  const [year, month, day] = [Number(first.slice(0, 4)), Number(first.slice(5, 7)), Number(first.slice(8, 10))];
  return year + (month - 1) / 12 + (day - 1) / 365.25;
};

// The end of the way

/** Fractions of grades onto the scale that the other indicators end on. */
const gradesOnScale = (run: Run, i: number, lower: number, upper: number): void => {
  const fractions = run.values[i]!;
  const score = new Float64Array(fractions.length);
  const state = run.states[i]!;
  for (let p = 0; p < score.length; p++)
    score[p] = state[p] === stateCode.no_evidence ? lower : fractions[p]! * (upper - lower) + lower;
  const factor = lower === 0 ? `${upper}` : `${upper - lower} + ${lower}`;
  put(run, i, { step: 'grade', name: 'normalised' }, { method: 'grade', settings: {} }, score, {
    figures: {},
    expression: (p) => (Number.isNaN(fractions[p]!) ? null : `${fractions[p]} * ${factor}`),
  });
};

/** What a cell without evidence counts: the worst of the scale; where the scale has no end, the worst that was observed. */
const settleNoEvidence = (run: Run, i: number, scale: readonly [number, number] | null): void => {
  const state = run.states[i]!;
  if (!state.includes(stateCode.no_evidence)) return;
  const score = run.values[i]!.slice();
  let worst = Number.POSITIVE_INFINITY;
  for (const value of score) if (value < worst) worst = value;
  const counts = scale === null ? (Number.isFinite(worst) ? worst : Number.NaN) : scale[0];
  for (let p = 0; p < score.length; p++) if (state[p] === stateCode.no_evidence) score[p] = counts;
  run.values[i] = score;
};
