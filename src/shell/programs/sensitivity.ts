// What moves the ranks of an index: its Sobol indices, sequence by sequence so that a run can be told of and stopped.
import { E, type TE } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';
import { tQuantile } from '../../core/statistics/distributions.js';
import type { Model } from '../../core/uncertainty/model.js';
import {
  mostFactors,
  type Sensitivity,
  type SensitivityPlan,
  type SequencePart,
  sensitivityFrom,
  sequencePart,
} from '../../core/uncertainty/sensitivity.js';

/** Some ten seconds for 228 units and 107 graded criteria on one core, two where no cells are drawn. */
export const usualPlan = { points: 128, sequences: 16 };

export interface SensitivityPorts {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Lets signals be heard. */
  readonly pause: () => Promise<void>;
}

export interface SensitivityRequest {
  readonly plan: SensitivityPlan;
  /** Hears how many runs are done, now and then. */
  readonly tell?: ((done: number, of: number, secondsLeft: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Left: SensitivityFactors where there are more factors than sequences have dimensions for; Interrupted. */
export const sensitivityFor =
  (
    { now, pause }: SensitivityPorts,
    model: Model,
    { plan, tell, signal }: SensitivityRequest,
  ): TE.TaskEither<Problems, Sensitivity> =>
  async () => {
    const { definition } = model.nominal;
    const factors = model.factors.length;
    if (factors > mostFactors)
      return E.left([
        problem('SensitivityFactors', { index: definition.id, factors, most: mostFactors }, definition.at),
      ]);
    const each = plan.points * (factors + 2);
    const of = plan.sequences * each;
    const start = now();
    const parts: SequencePart[] = [];
    for (let sequence = 0; sequence < plan.sequences; sequence++) {
      await pause();
      if (signal?.aborted === true) return E.left([problem('Interrupted')]);
      parts.push(sequencePart(model, plan, sequence));
      const done = parts.length;
      tell?.(done * each, of, ((now() - start) / done / 1000) * (plan.sequences - done));
    }
    return E.right(sensitivityFrom(model, plan, parts, tQuantile(0.975, plan.sequences - 1)));
  };
