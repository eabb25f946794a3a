// From what the store holds to what the engine reads: which units are listed, and for each leaf a column of raw values and
// states. A stored row that the definition no longer understands is a problem, never a guess.
import { type Definition, isAssessed, type Leaf } from '../define/definition.js';
import { evaluate, evaluateCondition } from '../define/formula/evaluate.js';
import { E } from '../fp.js';
import { imputeMethods } from '../method/impute/methods.js';
import type { Assessment } from '../model/observation.js';
import { earlierPeriod, periodBounds } from '../model/period.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import type { Snapshot, SnapshotNeeds } from '../model/snapshot.js';
import { byCode, type Unit } from '../model/unit.js';
import { type CellFinder, cellFinder } from './cell-finder.js';
import type { Columns, LeafColumn, OtherPeriod } from './scores.js';
import { stateCode } from './scores.js';

export type { CellFinder } from './cell-finder.js';

/** Totals of other indexes by index id, then unit code: what leaves of kind `index` read. */
export type OtherTotals = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface ColumnsMade {
  readonly columns: Columns;
  readonly cells: CellFinder;
  readonly warnings: Problems;
}

/** A step that reads all periods reads so many, both ways. */
const mostPeriods = 30;

/** How many periods back and ahead the steps read. */
const reachOf = (definition: Definition): { readonly back: number; readonly ahead: number } => {
  let back = 0;
  let ahead = 0;
  for (const step of definition.recipe.steps) {
    if (step.step === 'normalise' && step.pooled) {
      back = mostPeriods;
      ahead = mostPeriods;
    }
    if (step.step !== 'impute') continue;
    for (const { method, settings } of step.uses.values()) {
      const reach = imputeMethods.find(({ name }) => name === method)?.reach(settings);
      back = Math.max(back, Math.min(mostPeriods, reach?.back ?? 0));
      ahead = Math.max(ahead, Math.min(mostPeriods, reach?.ahead ?? 0));
    }
  }
  return { back, ahead };
};

const denominatorsOf = (definition: Definition): ReadonlySet<string> =>
  new Set(
    definition.recipe.steps.flatMap((step) =>
      step.step === 'denominate' ? [...step.uses.values()].map(({ by }) => by) : [],
    ),
  );

/** Everything of the store that scoring this definition for this period reads. */
export const needsOf = (definition: Definition, period: string): SnapshotNeeds => {
  const variables = new Set<string>();
  const indicators: string[] = [];
  let back = 0;
  for (const leaf of definition.leaves) {
    back = Math.max(back, leaf.carry + (leaf.formula !== null && leaf.formula.previousNames.length > 0 ? 1 : 0));
    if (leaf.variable !== null) variables.add(leaf.variable);
    for (const name of [...(leaf.formula?.names ?? []), ...(leaf.formula?.previousNames ?? [])]) variables.add(name);
    if (isAssessed(leaf)) indicators.push(leaf.id);
  }
  for (const name of denominatorsOf(definition)) variables.add(name);
  const reach = reachOf(definition);
  back = Math.max(back, reach.back === 0 ? 0 : reach.back + (back > 0 ? 1 : 0));
  const periods = [period];
  for (let steps = 1; steps <= back; steps++) {
    const earlier = earlierPeriod(period, steps);
    if (earlier !== null) periods.push(earlier);
  }
  for (let steps = 1; steps <= reach.ahead; steps++) {
    const later = earlierPeriod(period, -steps);
    if (later !== null) periods.push(later);
  }
  return { variables: [...variables].sort(), indicators, periods };
};

/**
 * The columns of the units that the definition takes and that have data, in the order of their codes. Left: a stored grade
 * that the criterion no longer has. Warns where made-up units were left out beside real ones.
 */
export const columnsOf = (
  definition: Definition,
  snapshot: Snapshot,
  period: string,
  others: OtherTotals = new Map(),
): E.Either<Problems, ColumnsMade> => {
  const cells = cellFinder(snapshot, period);
  const eligible = snapshot.units.filter(eligibility(definition, period)).sort(byCode);
  const withData = unitsWithData(definition, eligible, cells, others);
  const { kept, leftOut } = oneKind(definition, eligible, withData);
  const listed = kept.filter((unit) => withData.has(unit.code));

  const problems: Problem[] = [];
  const leaves = definition.leaves.map((leaf) => leafColumn(definition, leaf, listed, cells, others, problems));
  const denominators = denominatorColumns(definition, listed, cells);
  const otherPeriods = periodsRead(definition, period).map((other): OtherPeriod => {
    const then = cellFinder(snapshot, other);
    return {
      period: other,
      leaves: definition.leaves.map((leaf) =>
        leaf.kind === 'index'
          ? new Float64Array(listed.length).fill(Number.NaN)
          : leafColumn(definition, { ...leaf, carry: 0 }, listed, then, others, problems).raw,
      ),
      denominators: denominatorColumns(definition, listed, then),
    };
  });
  if (problems.length > 0) return E.left(problems);
  const warnings = leftOut === 0 ? [] : [problem('MadeUpLeftOut', { units: leftOut }, definition.at)];
  return E.right({
    columns: { period, units: listed, unlisted: kept.length - listed.length, leaves, denominators, otherPeriods },
    cells,
    warnings,
  });
};

const denominatorColumns = (
  definition: Definition,
  units: ReadonlyArray<Unit>,
  cells: CellFinder,
): ReadonlyMap<string, Float64Array> =>
  new Map(
    [...denominatorsOf(definition)].map((name) => [
      name,
      Float64Array.from(units, ({ code }) => cells.observation(code, name, 0, false)?.value ?? Number.NaN),
    ]),
  );

/** The other periods that imputation reads, earliest first. */
const periodsRead = (definition: Definition, period: string): ReadonlyArray<string> => {
  const { back, ahead } = reachOf(definition);
  const found: string[] = [];
  for (let steps = back; steps >= -ahead; steps--) {
    const other = steps === 0 ? null : earlierPeriod(period, steps);
    if (other !== null) found.push(other);
  }
  return found;
};

/** Which units the definition takes: by level, by name, of its kind, and there in the period. */
const eligibility = (definition: Definition, period: string): ((unit: Unit) => boolean) => {
  const { include, madeUp } = definition.units;
  const levels = new Set(definition.units.levels);
  const named = include === null ? null : new Set(include);
  const excluded = new Set(definition.units.exclude);
  const now = periodBounds(period);
  return ({ code, level, madeUp: isMadeUp, validFrom, validTo }) =>
    levels.has(level) &&
    (named === null || named.has(code)) &&
    !excluded.has(code) &&
    (madeUp === null || isMadeUp === madeUp) &&
    (now === null || ((validFrom === null || validFrom <= now.last) && (validTo === null || validTo >= now.first)));
};

/** Made-up units never stand beside real ones: real units are taken where they have data, else made-up ones. */
const oneKind = (
  definition: Definition,
  eligible: ReadonlyArray<Unit>,
  withData: ReadonlySet<string>,
): { readonly kept: ReadonlyArray<Unit>; readonly leftOut: number } => {
  if (definition.units.madeUp !== null) return { kept: eligible, leftOut: 0 };
  const dataOf = (madeUp: boolean): number =>
    eligible.filter((unit) => unit.madeUp === madeUp && withData.has(unit.code)).length;
  const takeMadeUp = dataOf(false) === 0 && dataOf(true) > 0;
  return { kept: eligible.filter((unit) => unit.madeUp === takeMadeUp), leftOut: takeMadeUp ? 0 : dataOf(true) };
};

const unitsWithData = (
  definition: Definition,
  units: ReadonlyArray<Unit>,
  cells: CellFinder,
  others: OtherTotals,
): ReadonlySet<string> => {
  const found = new Set<string>();
  const reads = (unit: string, leaf: Leaf): boolean => {
    if (isAssessed(leaf)) return cells.assessment(unit, leaf) !== undefined;
    if (leaf.kind === 'index') return others.get(leaf.index ?? '')?.has(unit) ?? false;
    const names = leaf.formula === null ? [leaf.variable ?? ''] : leaf.formula.names;
    return names.some((name) => {
      const observation = cells.observation(unit, name, leaf.carry, false);
      return observation !== undefined && observation.status !== 'missing';
    });
  };
  for (const unit of units) if (definition.leaves.some((leaf) => reads(unit.code, leaf))) found.add(unit.code);
  return found;
};

const leafColumn = (
  definition: Definition,
  leaf: Leaf,
  units: ReadonlyArray<Unit>,
  cells: CellFinder,
  others: OtherTotals,
  problems: Problem[],
): LeafColumn => {
  const raw = new Float64Array(units.length).fill(Number.NaN);
  const state = new Uint8Array(units.length).fill(stateCode.missing);
  const imputed = new Uint8Array(units.length);
  const put = (p: number, value: number, isImputed = false): void => {
    if (Number.isNaN(value)) return;
    raw[p] = value;
    state[p] = stateCode.scored;
    imputed[p] = isImputed ? 1 : 0;
  };
  units.forEach((unit, p) => {
    if (!appliesTo(leaf, unit, definition.units.levels)) state[p] = stateCode.not_applicable;
    else if (isAssessed(leaf)) {
      const assessment = cells.assessment(unit.code, leaf);
      if (assessment !== undefined) state[p] = readAssessment(leaf, assessment, (value) => put(p, value), problems);
    } else if (leaf.kind === 'index') {
      put(p, others.get(leaf.index ?? '')?.get(unit.code) ?? Number.NaN);
    } else {
      const read = readVariables(leaf, unit.code, cells);
      put(p, read.value, read.imputed);
      if (Number.isNaN(read.value) && read.suppressed) state[p] = stateCode.suppressed;
    }
  });
  const { estimate = null, variable } = leaf;
  if (estimate === null || variable === null) return { raw, state, imputed };
  const estimates = units.map(({ code }) => cells.estimate?.(code, variable, leaf.carry) ?? null);
  const unreliable = Uint8Array.from(estimates, (found) =>
    found === null || found.value === null || found.ranks ? 0 : 1,
  );
  return { raw, state, imputed, unreliable, estimates };
};

const appliesTo = (leaf: Leaf, unit: Unit, levels: ReadonlyArray<string>): boolean => {
  const wanted = leaf.appliesTo.levels ?? levels;
  if (!wanted.includes(unit.level)) return false;
  if (leaf.appliesTo.where === null) return true;
  // An attribute that is not known leaves the criterion in: the unit then shows as missing, not as exempt.
  return evaluateCondition(leaf.appliesTo.where, (name) => numericAttribute(unit, name)) !== false;
};

export const numericAttribute = (unit: Unit, name: string): number => {
  const value = Object.hasOwn(unit.attributes, name) ? unit.attributes[name] : undefined;
  return typeof value === 'number' ? value : Number.NaN;
};

const readAssessment = (
  leaf: Leaf,
  assessment: Assessment,
  put: (value: number) => void,
  problems: Problem[],
): number => {
  if (assessment.grade === 'not_applicable') return stateCode.not_applicable;
  if (assessment.grade === 'no_evidence') return stateCode.no_evidence;
  if (leaf.kind === 'graded') {
    const grade = leaf.grades.find(({ id }) => id === assessment.grade);
    if (grade === undefined) {
      const { file, sheet, row } = assessment.from;
      problems.push(
        problem(
          'UnknownStoredGrade',
          { grade: assessment.grade ?? '∅', indicator: leaf.id, grades: leaf.grades.map(({ id }) => id).join(', ') },
          sheet === null ? { file, line: row } : { file, sheet, cell: assessment.from.column + row },
        ),
      );
      return stateCode.missing;
    }
    put(grade.fraction);
    return stateCode.scored;
  }
  if (assessment.value === null) return stateCode.missing;
  put(assessment.value);
  return stateCode.scored;
};

const readVariables = (
  leaf: Leaf,
  unit: string,
  cells: CellFinder,
): { readonly value: number; readonly imputed: boolean; readonly suppressed: boolean } => {
  let imputed = false;
  let suppressed = false;
  const read = (name: string, previous: boolean): number => {
    const observation = cells.observation(unit, name, leaf.carry, previous);
    if (observation === undefined) return Number.NaN;
    if (observation.status === 'imputed') imputed = true;
    if (observation.status === 'confidential') suppressed = true;
    return observation.value ?? Number.NaN;
  };
  const value = leaf.formula === null ? read(leaf.variable ?? '', false) : evaluate(leaf.formula, read).value;
  return { value, imputed, suppressed };
};
