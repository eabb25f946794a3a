// The steps of the recipe before aggregation: from raw columns to scores of indicators, every stage kept. They look at all
// indicators of the definition, whatever view is counted afterwards.
import type { Definition, DenominateStep, MethodStep, ScreenStep, Step, Use } from '../define/definition.js';
import { nearest } from '../define/nearest.js';
import { E } from '../fp.js';
import type { Normalised } from '../method/families.js';
import { normaliseMethods } from '../method/normalise/methods.js';
import { denominate } from '../method/screen/denominate.js';
import { screenUnits } from '../method/screen/screen.js';
import { transformMethods } from '../method/transform/methods.js';
import { treatMethods } from '../method/treat/methods.js';
import { type Problems, problem } from '../model/problem.js';
import { impute } from './impute-step.js';
import { type Columns, type DataSet, stateCode, type TrailStep } from './scores.js';
import { directionNow, put, type Run, tell, throughDivisions } from './step-run.js';

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
    const { reference } = use.settings;
    if (typeof reference === 'string' && run.positionOf(reference) === -1) nobodyHas(run, step, reference);
    else if (made.fault !== null) tell(run, i, made.fault);
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

const divide = (run: Run, step: DenominateStep): void => {
  for (const [id, { by, scale }] of step.uses) {
    const i = run.position.get(id);
    if (i === undefined) continue;
    const divisor = run.columns.denominators?.get(by) ?? new Float64Array(run.columns.units.length).fill(Number.NaN);
    if (run.columns.units.length > 0 && divisor.every(Number.isNaN)) {
      const told = run.problems.some(({ code, args }) => code === 'NobodyHas' && args['name'] === by);
      const args = { step: 'denominate', name: by, nearest: '', known: '' };
      if (!told) run.problems.push(problem('NobodyHas', args, step.at));
      continue;
    }
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
  for (const name of [...keep, ...drop]) if (run.positionOf(name) === -1) nobodyHas(run, step, name);
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

/** A code that no listed unit has, told once however many indicators the step touches. */
const nobodyHas = ({ columns, problems }: Run, { step, at }: Step, name: string): void => {
  if (problems.some(({ code, args }) => code === 'NobodyHas' && args['name'] === name)) return;
  const known = columns.units.map(({ code }) => code);
  problems.push(problem('NobodyHas', { step, name, nearest: nearest(name, known), known: '' }, at));
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
