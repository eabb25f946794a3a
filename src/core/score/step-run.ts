// What the steps of a recipe share while they run: the columns as they stand, and the way each has come.
import type { Definition, Leaf, Use } from '../define/definition.js';
import type { Fault, StepRecord } from '../method/families.js';
import { denominate } from '../method/screen/denominate.js';
import { type Location, type Problem, problem } from '../model/problem.js';
import type { Columns, OtherPeriod, TrailStep } from './scores.js';

export interface Run {
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

/** A fault of a method, with the indicator and the unit named and the place in the definition. */
export const tell = (run: Run, i: number, fault: Fault, at?: Location): void => {
  const leaf = run.definition.leaves[i]!;
  const unit = fault.unit === undefined ? {} : { unit: run.columns.units[fault.unit]!.code };
  run.problems.push(problem(fault.code, { id: leaf.id, ...unit, ...fault.args }, at ?? leaf.at));
};

export const put = (
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

/** A direction is applied once: after the first normalisation more is better. */
export const directionNow = (run: Run, leaf: Leaf, i: number): 1 | -1 =>
  run.turned[i] === 1 || leaf.direction === 'up' ? 1 : -1;

/** Raw values of another period, divided as those of the own one were. */
export const throughDivisions = (run: Run, i: number, { leaves, denominators }: OtherPeriod): Float64Array => {
  let values = leaves[i]!;
  for (const { step, settings } of run.trails[i]!) {
    if (step !== 'denominate') continue;
    const divisor = denominators.get(String(settings['by']));
    if (divisor !== undefined) values = denominate(values, divisor, Number(settings['scale'])).values;
  }
  return values;
};
