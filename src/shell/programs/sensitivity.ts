// What moves the ranks of an index: its Sobol indices, sequence by sequence so that a run can be told of and stopped.
import type { Factor } from '../../core/define/uncertainty.js';
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
import { secondsLeft } from './uncertainty.js';

/**
 * The plan where the call names none: some ten seconds for 228 units and a hundred indicators on one core. Cells that are drawn anew
 * cost ten times as much as weights and methods.
 */
export const usualPlan = (factors: ReadonlyArray<Factor>): Omit<SensitivityPlan, 'seed'> => {
  const drawsCells = factors.some(({ factor }) => ['grades', 'sampling', 'imputation'].includes(factor));
  return { points: drawsCells ? 64 : 128, sequences: 16 };
};

export interface SensitivityPorts {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Lets signals be heard. */
  readonly pause: () => Promise<void>;
}

export interface SensitivityRequest {
  readonly plan: SensitivityPlan;
  /** Hears how many runs are done, now and then; NaN seconds: nobody can tell yet. */
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
      tell?.(done * each, of, secondsLeft(now() - start, done, plan.sequences));
    }
    return E.right(sensitivityFrom(model, plan, parts, tQuantile(0.975, plan.sequences - 1)));
  };
